/* How the account is reached: another mail address or phone, and the way back. The new one proves itself by six
 * digits; whatever was there before is told, and can bring itself back for seven days. So a session somebody left open
 * is not enough to take an account away, and a mailbox that is lost does not keep its owner from a new one. */
#include "login.h"
#include "base/ident.h"
#include <string.h>

static enum err own(struct req *r, struct account *ret)
{
    return account_by_id(r, r->who->id, ret);
}

enum err reach_load(struct req *r)
{
    struct account a;
    enum err e = own(r, &a);

    if (e)
        return e;
    out_s(r, "mail", a.mail);
    out_s(r, "phone", phone_grouped(r->arena, a.phone));
    out_i(r, "both", *a.mail && *a.phone);
    form_show(r, &reach_form, NULL);
    return OK;
}

/* Of somebody else's account: its owner is told, the asker sees nothing of it. */
static enum err digits_send(struct req *r, const struct account *a, const char *reach, const char **ret_handle)
{
    struct account other = { .id = 0 };
    const char *digits;
    bool taken;
    enum err e = account_by_reach(r, reach, &other);

    if (e && e != ERR_GONE)
        return e;
    taken = !e && strcmp(other.state, "registered") != 0;
    if ((e = ask_make(r, &(struct ask){ .purpose = "reach", .account = taken ? 0 : a->id, .reach = reach }, ret_handle,
                      &digits)))
        return e;
    return taken ? letter_to(r, &other, reach, "reach_taken", NULL) : letter_new(r, a, reach, "reach", digits);
}

/* As if something had been sent. */
static enum err digits_keep_back(struct req *r, const char **ret_handle)
{
    const char *digits;

    return ask_make(r, &(struct ask){ .purpose = "reach" }, ret_handle, &digits);
}

enum err reach_done(struct req *r, const void *in)
{
    const char *reach = ((const struct reach *)in)->reach, *handle;
    struct account a;
    bool address, network;
    enum err e = own(r, &a);

    if (e)
        return e;
    if (strcmp(reach, a.mail) == 0 || strcmp(reach, a.phone) == 0)
        return refuse_field(r, "reach", "reach_same");
    if ((e = throttle_use(r, TH_MAIL, reach, &address)) ||
        (e = throttle_use(r, TH_MAIL_ADDRESS, throttle_network(r), &network)))
        return e;
    e = address && network ? digits_send(r, &a, reach, &handle) : digits_keep_back(r, &handle);
    return e ? e : go(r, arena_fmt(r->arena, "/login/reach_code?ask=%s", handle));
}

/* Every way the account had is told, each with the same way back. */
static enum err tell(struct req *r, const struct account *before, const char *code)
{
    enum err e = OK;

    if (*before->mail)
        e = letter_undo(r, before, before->mail, code);
    if (!e && *before->phone)
        e = letter_undo(r, before, before->phone, code);
    return e;
}

/* What was on its way to the old address is of no use any more. */
static enum err changed(struct req *r, const struct account *before, const char *code, const char *detail)
{
    enum err e;

    if ((e = mail_token_drop(r, before->id, "reset")) || (e = mail_token_drop(r, before->id, "reach")) ||
        (e = tell(r, before, code)))
        return e;
    audit_note(r, (struct audit){ .action = A_ADDRESS, .subject = before->id, .detail = detail });
    return OK;
}

enum err reach_code_done(struct req *r, const void *in)
{
    const struct digits *d = in;
    struct account a;
    struct ask ask;
    const char *code;
    enum err e = ask_take(r, ((const struct ask_query *)r->query)->ask, d->code, "reach", &ask);

    if (e == ERR_GONE)
        return refuse_field(r, "code", "code_over");
    if (e == ERR_CLASH || (!e && ask.account != r->who->id)) /* asked for in another account */
        return digits_wrong(r, A_ADDRESS, r->who->id);
    if (e || (e = own(r, &a)) || (e = change_add(r, a.id, &code)))
        return e;
    e = reach_set(r, a.id, ask.reach);
    if (e == ERR_TWICE) /* somebody else has shown meanwhile that it is theirs */
        return refuse_field(r, "code", "code_over");
    if (e || (e = changed(r, &a, code, reach_is_phone(ask.reach) ? "phone" : "mail")))
        return e;
    return go(r, "/login/me?said=reach_changed");
}

enum err reach_drop_load(struct req *r)
{
    bool phone = strcmp(((const struct way_query *)r->query)->way, "phone") == 0;
    struct account a;
    enum err e = own(r, &a);

    if (e)
        return e;
    if (!*a.mail || !*a.phone) /* the last one stays */
        return ERR_GONE;
    out_s(r, "reach", phone ? phone_grouped(r->arena, a.phone) : a.mail);
    form_show(r, &reach_drop_form, NULL);
    return OK;
}

enum err reach_drop_done(struct req *r, const void *in)
{
    bool phone = strcmp(((const struct way_query *)r->query)->way, "phone") == 0;
    struct account a;
    const char *code;
    enum err e;

    (void)in;
    if ((e = own(r, &a)) || (e = change_add(r, a.id, &code)) || (e = reach_drop(r, a.id, phone)))
        return e == ERR_CLASH ? ERR_GONE : e;
    e = changed(r, &a, code, "drop");
    return e ? e : go(r, "/login/me?said=reach_changed");
}

enum err undo_load(struct req *r)
{
    if (!*((const struct code_query *)r->query)->code)
        return ERR_GONE;
    form_show(r, &undo_form, NULL);
    return OK;
}

/* Whoever changed the address knew the password, so that one is over too: the old address chooses another. */
enum err undo_done(struct req *r, const void *in)
{
    struct change_row c;
    enum err e = change_find(r, ((const struct code_query *)r->query)->code, &c);

    (void)in;
    if (e == ERR_GONE)
        return refuse_field(r, NULL, "undo_over");
    if (e)
        return e;
    e = change_undo(r, &c);
    if (e == ERR_CLASH) /* closed meanwhile */
        return refuse_field(r, NULL, "undo_over");
    if (e == ERR_TWICE)
        return refuse_field(r, NULL, "undo_taken");
    if (e || (e = mail_token_drop(r, c.account, "reset")) || (e = mail_token_drop(r, c.account, "reach")) ||
        (e = session_close_all(r, c.account, false)))
        return e;
    audit_note(r, (struct audit){ .action = A_ADDRESS, .subject = c.account, .detail = "undo" });
    return go(r, "/login/forgot?said=undone");
}
