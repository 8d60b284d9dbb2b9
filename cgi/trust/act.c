/* Beginning to act for somebody, stopping, and ending the right to it. No SQL, no HTML. */
#include "trust.h"
#include <string.h>

enum err act_load(struct req *r)
{
    show_deed(r, found(r));
    form_show(r, &act_form, NULL);
    return OK;
}

enum err act_done(struct req *r, const void *in)
{
    const struct deed *d = found(r);
    enum err e = session_act(r, d->id);

    (void)in;
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_ACT_BEGIN, .subject = d->subject, .object = "delegation",
                                  .object_id = d->id, .detail = d->kind });
    return go(r, "/apply/mine");
}

/* Also when what was acted by has ended meanwhile, and before the second step. */
enum err end_acting_done(struct req *r, const void *in)
{
    enum err e = session_act(r, 0);

    (void)in;
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_ACT_END, .object = r->who->acting ? "delegation" : NULL,
                                  .object_id = r->who->acting });
    return go(r, "/trust/?said=stopped");
}

enum err end_load(struct req *r)
{
    show_deed(r, found(r));
    form_show(r, &end_form, NULL);
    return OK;
}

/* The other side is told, and who ended it has it in writing. */
enum err end_done(struct req *r, const void *in)
{
    const struct deed *d = found(r);
    bool active = strcmp(d->state, "active") == 0;
    enum err e;

    (void)in;
    if (!active && d->subject != r->who->id)
        return ERR_CLASH; /* who is asked says no on the page of the question */
    if ((e = deed_end(r, d, r->who->id)) || (e = tell(r, d->subject, "trust_ended", d)) ||
        (active && (e = tell(r, d->agent, "trust_ended", d))))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_END, .subject = d->subject, .object = "delegation",
                                  .object_id = d->id, .detail = d->state });
    return go(r, "/trust/?said=ended");
}
