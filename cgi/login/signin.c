/* Signing in and out. The same answer for an unknown address, a wrong password and a closed door. */
#include "login.h"
#include "crypt/password.h"
#include <string.h>

enum { NEXT_MAX = 200 }; /* bytes; ours are far shorter */

/* A path of this site and nothing else (SECURITY 13). What is not one is left aside and not refused: whoever was
 * sent here from an odd address of ours must be able to sign in all the same. */
const char *next_of(const struct req *r)
{
    const char *s = ((const struct next_query *)r->query)->next;
    size_t plain = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_.-?=&");

    return s[0] == '/' && s[1] != '/' && !s[plain] && plain <= NEXT_MAX ? s : "";
}

const char *next_place(struct req *r, unsigned roles)
{
    const char *next = next_of(r);

    if (*next)
        return next;
    return roles & R_CENTRE ? "/apply/queue" : roles & R_STAFF ? "/" : "/apply/mine";
}

enum err signin_load(struct req *r)
{
    form_show(r, &signin_form, NULL);
    return OK;
}

/* Is any counter closed for this try? */
static enum err may_try(struct req *r, const char *mail, const char *device, bool *ret_may)
{
    enum err e;
    bool open = false, network = false;

    e = device ? throttle_open(r, TH_DEVICE, device, &open) : throttle_open(r, TH_ACCOUNT, mail, &open);
    if (!e)
        e = throttle_open(r, TH_ADDRESS, throttle_network(r), &network);
    *ret_may = open && network;
    return e;
}

/* The counters stay although the sign-in is refused: commit, then say no. */
static enum err refuse(struct req *r, const struct account *a, const char *mail, const char *device,
                       bool counted)
{
    enum err e = OK;

    if (counted) {
        e = device ? throttle_count(r, TH_DEVICE, device) : throttle_count(r, TH_ACCOUNT, mail);
        if (!e)
            e = throttle_count(r, TH_ADDRESS, throttle_network(r));
    }
    audit_note(r, (struct audit){ .action = A_SIGN_IN, .refused = true, .subject = a->id,
                                  .detail = counted ? "" : "waiting" });
    if (e || (e = audit_commit(r)))
        return e;
    fault_add(r->faults, NULL, "signin");
    return ERR_INPUT;
}

static enum err welcome(struct req *r, const struct account *a, const char *device, const char *password, bool old)
{
    const char *next = next_of(r), *phc;
    unsigned roles;
    enum err e;

    if (old) {
        if ((e = password_hash(r, password, &phc)) || (e = account_set_password(r, a->id, phc)))
            return e;
    }
    if (strcmp(a->lang, r->lang->code) && (e = account_set_lang(r, a->id, r->lang->code)))
        return e;
    if ((e = throttle_clear(r, TH_ACCOUNT, a->mail)) || (device && (e = throttle_clear(r, TH_DEVICE, device))))
        return e;
    audit_note(r, (struct audit){ .action = A_SIGN_IN, .subject = a->id, .detail = device ? "known" : "" });
    if ((e = session_open(r, a->id, false, &roles)))
        return e;
    device_remember(r, a->id);
    if (!(roles & R_STAFF) && !a->totp_on)
        return go(r, next_place(r, roles));
    return go(r, *next ? arena_fmt(r->arena, "/login/second?next=%s", url_encode(r->arena, next)) : "/login/second");
}

/* Right password, address not confirmed yet: a new letter, because the first may be lost. Counted like those of
 * registering: the address may be somebody else's. */
static enum err confirm_first(struct req *r, struct account *a)
{
    const struct registration of = { a->name, a->password, a->notice };
    const char *code;
    bool may;
    enum err e;

    if ((e = throttle_use(r, TH_MAIL, a->mail, &may)))
        return e;
    /* The codes of other registrations of this address stay good: this one may not be the owner's. */
    if (may && ((e = mail_token_make(r, a->id, "confirm", &of, &code)) ||
                (e = letter_send(r, a, "confirm", "/login/confirm?code=", code))))
        return e;
    return go(r, "/login/sent");
}

enum err signin_done(struct req *r, const void *in)
{
    const struct signin *s = in;
    struct account a = { .id = 0 };
    const char *device = NULL;
    bool may, right = false, old = false;
    enum err e = account_by_mail(r, s->mail, &a);

    if (e && e != ERR_GONE)
        return e;
    if (a.id && !device_is_known(r, a.id, &device))
        device = NULL;
    if ((e = may_try(r, s->mail, device, &may)))
        return e;
    if (!may)
        return refuse(r, &a, s->mail, device, false);
    if ((e = password_verify(r, a.password, s->password, &right, &old)))
        return e;
    if (right && strcmp(a.state, "active") == 0)
        return welcome(r, &a, device, s->password, old);
    if (right && strcmp(a.state, "registered") == 0)
        return confirm_first(r, &a);
    return refuse(r, &a, s->mail, device, true);
}

enum err out_done(struct req *r, const void *in)
{
    enum err e;

    (void)in;
    audit_note(r, (struct audit){ .action = A_SIGN_OUT });
    if ((e = session_close(r)))
        return e;
    reply_header(r, "Clear-Site-Data", "\"cache\", \"storage\"");
    return go(r, "/?said=out");
}
