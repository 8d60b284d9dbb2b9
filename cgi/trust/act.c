/* Beginning to act for somebody, stopping, and ending the right to it. No SQL, no HTML. */
#include "trust.h"
#include "base/clock.h"
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

/* A guardian who alone answers for a child does not go silently: the child takes the account over, another guardian
 * comes, or the centre takes care. */
enum err end_load(struct req *r)
{
    const struct deed *d = found(r);
    struct ward w;
    bool alone;
    enum err e = deed_is_alone(r, d, &alone);

    if (e)
        return e;
    alone = alone && d->agent == r->who->id;
    show_deed(r, d);
    form_show(r, &end_form, NULL);
    form_ask(r, &end_form, "care", alone, alone);
    out_i(r, "alone", alone);
    if (!alone)
        return OK;
    if ((e = ward_get(r, d->subject, &w)))
        return e;
    if (age_at(w.birth, day_of(r->now)) >= AGE_OWN)
        out_s(r, "paper", arena_fmt(r->arena, "/trust/paper?id=%llu", (unsigned long long)d->subject));
    return OK;
}

/* The other side is told, and who ended it has it in writing. */
enum err end_done(struct req *r, const void *in)
{
    const struct deed *d = found(r);
    bool active = strcmp(d->state, "active") == 0, alone;
    enum err e = deed_is_alone(r, d, &alone);

    if (e)
        return e;
    if (active && alone && d->agent == r->who->id && ((const struct end *)in)->care != 1) {
        fault_add(r->faults, "care", "end_alone");
        return ERR_INPUT;
    }
    if (!active && d->subject != r->who->id)
        return ERR_CLASH; /* who is asked says no on the page of the question */
    if ((e = deed_end(r, d, r->who->id)) || (e = tell(r, d->subject, "trust_ended", d)) ||
        (active && (e = tell(r, d->agent, "trust_ended", d))) ||
        (active && alone && (e = care_begin(r, d))))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_END, .subject = d->subject, .object = "delegation",
                                  .object_id = d->id, .detail = d->state });
    return go(r, "/trust/?said=ended");
}
