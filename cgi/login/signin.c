/* Signing in and out. The same answer for an unknown address, a wrong password and a closed door. */
#include "login.h"
#include "crypt/crypt.h"
#include "base/setting.h"
#include "crypt/password.h"
#include <string.h>
#include <strings.h>

/* "%41" and nothing that becomes a control character, or a sign some program takes for a slash. */
static bool escape_is_plain(const char *s)
{
    unsigned char c;

    return hex_read(&c, 1, s + 1) && c >= 0x20 && c != 0x7f && c != '\\';
}

/* An address of this host and nothing else (SECURITY 13): one slash, then signs of an address as browsers send it. What
 * is not one is left aside and not refused: whoever was sent here from an odd address must be able to sign in. */
const char *next_of(const struct req *r)
{
    const char *s = ((const struct next_query *)r->query)->next;
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_.-?=&~+,;:!$*()'%";
    size_t n = strspn(s, plain);

    if (s[0] != '/' || s[1] == '/' || strncasecmp(s + 1, "%2f", 3) == 0 || s[n] || n > NEXT_MAX)
        return "";
    for (const char *p = strchr(s, '%'); p; p = strchr(p + 1, '%'))
        if (strlen(p) < 3 || !escape_is_plain(p))
            return "";
    return s;
}

const char *next_place(struct req *r, unsigned roles)
{
    static const struct { unsigned role; const char *path; } places[] = {
        { R_CENTRE, "/apply/queue" }, { R_THREE, "/admin/" },
        { R_DEPT_OFFICER | R_DEPT_LEADER | R_COORDINATOR, "/org/desk" },
        { R_SCHOOL_STAFF | R_SCHOOL_LEAD, "/trust/pupils" }, { R_APPLICANT, "/apply/mine" },
    };
    const char *next = next_of(r);

    if (*next)
        return next;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (roles & places[i].role)
            return places[i].path;
    return "/org/";
}

const char *with_next(struct req *r, const char *path)
{
    const char *next = next_of(r);

    return *next ? arena_fmt(r->arena, "%s?next=%s", path, url_encode(r->arena, next)) : path;
}

const char *first_place(struct req *r, unsigned roles, unsigned hats)
{
    return hats > 1 ? with_next(r, "/login/hat") : next_place(r, roles);
}

enum err signin_load(struct req *r)
{
    out_s(r, "new", with_next(r, "/login/new"));
    form_show(r, &signin_form, NULL);
    return OK;
}

/* Is any counter closed for this try? */
static enum err may_try(struct req *r, const char *key, const char *device, bool *ret_may)
{
    enum err e;
    bool open = false, network = false;

    e = device ? throttle_open(r, TH_DEVICE, device, &open) : throttle_open(r, TH_ACCOUNT, key, &open);
    if (!e)
        e = throttle_open(r, TH_ADDRESS, throttle_network(r), &network);
    *ret_may = open && network;
    return e;
}

/* The counters stay although the sign-in is refused: commit, then say no. */
static enum err refuse(struct req *r, const struct account *a, const char *key, const char *device,
                       bool counted)
{
    enum err e = OK;

    if (counted) {
        e = device ? throttle_count(r, TH_DEVICE, device) : throttle_count(r, TH_ACCOUNT, key);
        if (!e && !device)
            e = letter_of_lock(r, a, TH_ACCOUNT, key);
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

/* A browser nobody knows, for an account that had another one before: its owner hears of it, a few times an hour. */
static enum err tell_of_device(struct req *r, const struct account *a)
{
    bool may;
    enum err e;

    if (a->device_at == NONE)
        return OK;
    e = throttle_use(r, TH_TOLD, arena_fmt(r->arena, "%llu", (unsigned long long)a->id), &may);
    return e || !may ? e : letter_warn(r, a, "new_device");
}

enum err sign_in(struct req *r, const struct account *a, const char *device, const char *password, bool old)
{
    const char *phc;
    struct hats h;
    enum err e;

    if (old) {
        if ((e = password_hash(r, password, &phc)) || (e = account_rehash(r, a->id, phc)))
            return e;
    }
    if (strcmp(a->lang, r->lang->code) && (e = account_set_lang(r, a->id, r->lang->code)))
        return e;
    if ((e = throttle_clear(r, TH_ACCOUNT, account_key(r, a, NULL))) ||
        (device && (e = throttle_clear(r, TH_DEVICE, device))))
        return e;
    audit_note(r, (struct audit){ .action = A_SIGN_IN, .subject = a->id, .detail = device ? "known" : "" });
    if ((!device && (e = tell_of_device(r, a))) || (e = account_set_device(r, a->id)) ||
        (e = session_open(r, a->id, false, &h)))
        return e;
    device_remember(r, a->id);
    /* Chosen before there was a role, or before the rule: only here its signs can be seen. */
    if (setting_mlps() && h.all & R_STAFF && !(password && password_is_mixed(r->arena, password)) &&
        (e = account_stale_password(r, a->id)))
        return e;
    /* Whose other hat needs the second step gives it now, not in the middle of the work. */
    return go(r, h.all & R_STAFF || a->totp_on ? with_next(r, "/login/second") : first_place(r, h.roles, h.n));
}

/* Right password, address not confirmed yet: a new letter, because the first may be lost. Counted like those of
 * registering: the address may be somebody else's. */
static enum err confirm_first(struct req *r, const struct account *a, const char *reach)
{
    const struct registration of = { .name = a->name, .password = a->password, .notice = a->notice,
                                     .browser = r->who->session, .next = next_of(r) };
    const char *place = with_next(r, "/login/sent");
    bool may;
    enum err e;

    if ((e = throttle_use(r, TH_MAIL, reach, &may)))
        return e;
    /* The codes of other registrations of this address stay good: this one may not be the owner's. */
    if (may && (e = registration_send(r, *a, reach, &of, &place)))
        return e;
    return go(r, place);
}

enum err signin_done(struct req *r, const void *in)
{
    const struct signin *s = in;
    struct account a = { .id = 0 };
    const char *device = NULL, *key;
    bool may, right = false, old = false;
    enum err e = account_by_reach(r, s->mail, &a);

    if (e && e != ERR_GONE)
        return e;
    key = account_key(r, &a, s->mail);
    if (a.id && !device_is_known(r, a.id, &device))
        device = NULL;
    if ((e = may_try(r, key, device, &may)))
        return e;
    if (!may)
        return refuse(r, &a, key, device, false);
    if ((e = password_verify(r, a.password, s->password, &right, &old)))
        return e;
    if (right && strcmp(a.state, "active") == 0)
        return sign_in(r, &a, device, s->password, old);
    if (right && strcmp(a.state, "registered") == 0)
        return confirm_first(r, &a, s->mail);
    return refuse(r, &a, key, device, true);
}

/* The browser is told to forget all cookies, and Chromium forgets those of this very answer too. So what must outlive
 * it stands in the address the answer leads to: language and large letters as anybody may ask for them, and for a
 * minute that this browser is known. Without that, who signs out properly would be a stranger each time. */
static const char *place_after(struct req *r)
{
    const char *device, *ticket = device_is_known(r, r->who->id, &device) ? device_ticket(r, r->who->id) : NULL;
    bool large = strcmp(cookie_get(r, "view"), "large") == 0;

    return arena_fmt(r->arena, "/?said=out&lang=%s%s%s%s", r->lang->code, large ? "&view=large" : "",
                     ticket ? "&known=" : "", ticket ? ticket : "");
}

enum err out_done(struct req *r, const void *in)
{
    const char *place = place_after(r);
    enum err e;

    (void)in;
    audit_note(r, (struct audit){ .action = A_SIGN_OUT });
    if ((e = session_close(r)))
        return e;
    reply_header(r, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    reply_cookie(r, "kept", "", -1);
    return go(r, place);
}
