/* The page where the digits of a message are typed. It shows nothing of what they are for, so that it is the same
 * whether somebody has that phone or nobody. */
#include "login.h"
#include <string.h>

/* As with any page, an address without its parameter is none of ours. */
enum err digits_load(struct req *r)
{
    if (!*((const struct ask_query *)r->query)->ask)
        return ERR_GONE;
    form_show(r, &digits_form, NULL);
    return OK;
}

/* The counter must stay although the digits are refused: commit, then say no. */
enum err digits_wrong(struct req *r, enum audit_action action, uint64_t subject)
{
    enum err e;

    audit_note(r, (struct audit){ .action = action, .refused = true, .subject = subject, .detail = "digits" });
    if ((e = audit_commit(r)))
        return e;
    return refuse_field(r, "code", "digits_wrong");
}

/* Of a registration. */
enum err digits_done(struct req *r, const void *in)
{
    const struct digits *d = in;
    struct account a;
    struct ask ask;
    enum err e = ask_take(r, ((const struct ask_query *)r->query)->ask, d->code, "confirm", &ask);

    if (e == ERR_GONE)
        return refuse_field(r, "code", "code_over");
    if (e == ERR_CLASH)
        return digits_wrong(r, A_CONFIRM, ask.account);
    if (e || (e = account_by_id(r, ask.account, &a)))
        return e;
    if (strcmp(a.state, "registered"))
        return refuse_field(r, "code", "code_over");
    e = registration_keep(r, a.id, &ask.of);
    return e ? e : go(r, "/login/?said=confirmed");
}
