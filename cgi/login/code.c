/* The page where the digits of a message are typed. It shows nothing of what they are for, so that it is the same
 * whether somebody has that phone or nobody. */
#include "login.h"
#include "auth/consent.h"
#include "crypt/crypt.h"
#include "crypt/password.h"
#include "http/http.h"
#include <string.h>

/* As with any page, an address without its parameter is none of ours. */
enum err digits_load(struct req *r)
{
    const char *key;

    if (!*((const struct ask_query *)r->query)->ask)
        return ERR_GONE;
    key = arena_fmt(r->arena, "T.login.%s_lead", r->route->path + strlen("/login/"));
    out_s(r, "lead", lang_fill(r->arena, lang_text(r->lang, key), (const struct hole[]){
              { "minutes", arena_fmt(r->arena, "%d", CODE_S / 60) }, { NULL, NULL } }));
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
    return registration_end(r, &a, &ask.of, NULL);
}

/* Taking over a managed account, the last part: who typed the code of the paper and the birth date (trust) holds a
 * ticket, chooses an address or phone and a password, and shows by digits that it is theirs. Until then nothing of the
 * account changes. */
enum { TICKET = 32 };

/* Whose ticket the browser holds.  errors  ERR_GONE: none, over, or used */
static enum err holder(struct req *r, struct account *ret)
{
    unsigned char ticket[TICKET];
    uint64_t id;
    enum err e;

    if (base64url_read(ticket, sizeof ticket, cookie_get(r, "take")) != sizeof ticket)
        return ERR_GONE;
    e = ticket_find(r, (struct bytes){ ticket, sizeof ticket }, &id);
    return e ? e : account_by_id(r, id, ret);
}

enum err take_load(struct req *r)
{
    struct account a;
    enum err e = holder(r, &a);

    if (e == ERR_GONE)
        return go(r, "/trust/take?said=take_again"); /* half an hour is over, or it was never typed in */
    if (e)
        return e;
    out_s(r, "name", a.name);
    form_show(r, &taking_form, NULL);
    return agree_show(r, &taking_form, "agree", "account", false);
}

/* An address somebody has shown to be theirs is not said to be so, but told to its owner. */
static enum err send(struct req *r, const struct account *a, const struct taking *t, const char *phc, bool may,
                     const char **ret_handle)
{
    struct ask ask = { .purpose = "take", .account = a->id, .reach = t->mail,
                       .of = { .name = a->name, .password = phc, .notice = t->agree } };
    struct account other = { .id = 0 };
    const char *digits;
    bool taken;
    enum err e = account_by_reach(r, t->mail, &other);

    if (e && e != ERR_GONE)
        return e;
    taken = !e && strcmp(other.state, "registered") != 0;
    if (taken || !may)
        ask.account = 0;
    if ((e = ask_make(r, &ask, ret_handle, &digits)) || !may)
        return e;
    return taken ? letter_to(r, &other, t->mail, "already", NULL) : letter_new(r, a, t->mail, "reach", digits);
}

enum err take_done(struct req *r, const void *in)
{
    const struct taking *t = in;
    const char *phc, *handle;
    bool network, address;
    struct account a;
    enum err e = holder(r, &a);

    if (e == ERR_GONE)
        return refuse_field(r, NULL, "take_over");
    if (e || (e = password_judge(r, t->password, &a, false)) || (e = agree_check(r, "agree", "account", t->agree)) ||
        (e = throttle_use(r, TH_MAIL, t->mail, &address)) ||
        (e = throttle_use(r, TH_MAIL_ADDRESS, throttle_network(r), &network)) ||
        (e = password_hash(r, t->password, &phc)) || (e = send(r, &a, t, phc, address && network, &handle)))
        return e;
    audit_note(r, (struct audit){ .action = A_WARD_TAKE, .refused = !address || !network, .subject = a.id,
                                  .detail = reach_is_phone(t->mail) ? "phone" : "mail" });
    return go(r, arena_fmt(r->arena, "/login/take_code?ask=%s", handle));
}

/* The account is its person's now; whoever acted until now does no longer, but for whom the person kept. */
static enum err keep(struct req *r, const struct account *a, const struct ask *ask)
{
    enum err e;

    if ((e = ticket_keep(r, a->id)) || (e = reach_set(r, a->id, ask->reach)) || (e = ticket_use(r, a->id)) ||
        (e = mail_token_drop(r, a->id, "take")))
        return e;
    audit_note(r, (struct audit){ .action = A_WARD_TAKE, .subject = a->id, .detail = "taken" });
    return registration_keep(r, a->id, &ask->of);
}

enum err take_code_load(struct req *r)
{
    out_s(r, "again", "/login/take");
    return digits_load(r);
}

enum err take_code_done(struct req *r, const void *in)
{
    const struct digits *d = in;
    struct account a;
    struct ask ask;
    enum err e = ask_take(r, ((const struct ask_query *)r->query)->ask, d->code, "take", &ask);

    if (e == ERR_GONE)
        return refuse_field(r, "code", "code_over");
    if (e == ERR_CLASH)
        return digits_wrong(r, A_WARD_TAKE, ask.account);
    if (e || (e = account_by_id(r, ask.account, &a)))
        return e;
    if (strcmp(a.state, "managed"))
        return refuse_field(r, "code", "code_over");
    e = keep(r, &a, &ask);
    if (e == ERR_TWICE) /* somebody else has shown meanwhile that the address is theirs */
        return refuse_field(r, "code", "code_over");
    if (e)
        return e;
    reply_cookie(r, "take", "", -1);
    return go(r, "/login/?said=taken");
}
