/* The second factor: asking for a code, setting it up, recovery codes. */
#include "login.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "crypt/otp.h"
#include <stdlib.h>
#include <string.h>

enum { KEY_BYTES = 20, CODES = 10, CODE_BYTES = 14, CODES_SHOWN_S = 600 };

/* The key offered while setting up: bound to the session, so that nothing is stored before it is proved. */
struct bytes setup_key(struct req *r)
{
    struct digest d = hmac_of("totp-setup", r->who->session.p, r->who->session.n);
    unsigned char *p = arena_new(r->arena, 1, KEY_BYTES);

    memcpy(p, d.b, KEY_BYTES);
    return (struct bytes){ p, KEY_BYTES };
}

/* The n-th recovery code, 112 bits (SECURITY 27): made from the key, so it can be shown right after set-up.
 *   at  when codes were made anew; NONE: those of setting up */
const char *recovery_code(struct req *r, struct bytes key, int64_t at, unsigned n)
{
    struct buf b = { .arena = r->arena };
    struct digest d;

    buf_fmt(&b, "%u|%llu|", n, (unsigned long long)r->who->id);
    if (at != NONE)
        buf_fmt(&b, "%lld|", (long long)at);
    buf_add(&b, key.p, key.n);
    d = hmac_of("totp-recovery", b.p, b.n);
    return base32_of(r->arena, d.b, CODE_BYTES);
}

const char *own_key(struct req *r)
{
    return arena_fmt(r->arena, "%llu", (unsigned long long)r->who->id);
}

/* Who gave the second factor before is asked anew before something sensitive. */
enum err second_load(struct req *r)
{
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e)
        return e;
    if (!a.totp_on)
        return go(r, with_next(r, "/login/setup"));
    if (r->who->second) {
        out_s(r, "banner.kind", "info");
        out_s(r, "banner.text", lang_text(r->lang, "T.login.again_why"));
    }
    form_show(r, &second_form, NULL);
    return OK;
}

static bool is_digits(const char *s)
{
    return strlen(s) == 6 && strspn(s, "0123456789") == 6;
}

static uint64_t step_of(const struct req *r, struct bytes key, const char *digits, uint64_t last)
{
    return totp_step(key, (uint32_t)strtoul(digits, NULL, 10), r->now, (unsigned)setting_int(SET_TOTP_STEPS), last);
}

/* ERR_CLASH: not a code, or one used before. */
static enum err use_code(struct req *r, const struct account *a, const char *code)
{
    uint64_t step;

    if (!is_digits(code))
        return code_use(r, a->id, code);
    step = step_of(r, a->totp, code, a->totp_step);
    return step ? account_use_totp(r, a->id, step) : ERR_CLASH;
}

static enum err refuse(struct req *r, enum audit_action tried)
{
    struct account a;
    enum err e;

    audit_note(r, (struct audit){ .action = tried, .refused = true });
    if ((e = account_by_id(r, r->who->id, &a)) || (e = throttle_count(r, TH_SECOND, own_key(r))) ||
        (e = letter_of_lock(r, &a, TH_SECOND, own_key(r))) || (e = audit_commit(r)))
        return e;
    fault_add(r->faults, "code", "code_wrong");
    return ERR_INPUT;
}

/* Back to what was wanted; who used up a recovery code hears first how many are left. */
static enum err go_on(struct req *r, bool again, bool recovery)
{
    if (recovery)
        return go(r, with_next(r, "/login/codes_new"));
    return go(r, again ? next_place(r, r->who->roles) : first_place(r, r->who->roles, r->who->hats));
}

enum err second_done(struct req *r, const void *in)
{
    const struct second *s = in;
    bool open, again = r->who->second, recovery = !is_digits(s->code);
    enum audit_action what = again ? A_STEP_UP : A_SECOND;
    struct account a;
    enum err e;

    if ((e = account_by_id(r, r->who->id, &a)) || (e = throttle_open(r, TH_SECOND, own_key(r), &open)))
        return e;
    if (!a.totp_on)
        return go(r, with_next(r, "/login/setup"));
    if (!open) {
        fault_add(r->faults, "code", "code_wait");
        return ERR_INPUT;
    }
    e = use_code(r, &a, s->code);
    if (e == ERR_CLASH)
        return refuse(r, what);
    audit_note(r, (struct audit){ .action = what, .detail = recovery ? "recovery" : "" });
    if (e || (e = throttle_clear(r, TH_SECOND, own_key(r))) || (e = session_second(r)))
        return e;
    return go_on(r, again, recovery);
}

/* Who it is must be fresh to see the key, and so to have a code of it (ASVS 7.5.1); not once more to send that code,
 * because a new session would have another key, and getting an app onto a slow phone takes its time. */
enum err setup_load(struct req *r)
{
    struct account a;
    struct bytes key = setup_key(r);
    const char *text = base32_of(r->arena, key.p, key.n);
    const char *link;
    int size;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e)
        return e;
    if (a.totp_on)
        return go(r, with_next(r, "/login/second"));
    if (r->http->method != M_POST && !session_is_fresh(r))
        return ERR_LOGIN;
    link = arena_fmt(r->arena, "otpauth://totp/qiao:%s?secret=%s&issuer=qiao",
                     url_encode(r->arena, *a.mail ? a.mail : a.phone), text);
    out_s(r, "setup.path", qr_path(r->arena, link, &size));
    out_i(r, "setup.size", size);
    out_s(r, "setup.key", text);
    out_s(r, "setup.link", link);
    form_show(r, &setup_form, NULL);
    return OK;
}

static enum err codes_add(struct req *r, struct bytes key, int64_t at)
{
    enum err e = OK;

    for (unsigned n = 0; n < CODES && !e; n++)
        e = code_add(r, r->who->id, recovery_code(r, key, at, n));
    return e;
}

enum err setup_done(struct req *r, const void *in)
{
    const struct second *s = in;
    struct account a;
    struct bytes key = setup_key(r);
    uint64_t step = is_digits(s->code) ? step_of(r, key, s->code, 0) : 0;
    bool open;
    enum err e;

    if ((e = throttle_open(r, TH_SECOND, own_key(r), &open)))
        return e;
    if (!open) {
        fault_add(r->faults, "code", "code_wait");
        return ERR_INPUT;
    }
    if (!step)
        return refuse(r, A_SECOND);
    if ((e = account_set_totp(r, r->who->id, key, step)) || (e = code_renew(r, r->who->id, NONE)) ||
        (e = codes_add(r, key, NONE)) ||
        (e = account_by_id(r, r->who->id, &a)) || (e = letter_warn(r, &a, "second_changed")))
        return e;
    audit_note(r, (struct audit){ .action = A_SECOND_SET });
    if ((e = session_second(r)))
        return e;
    return go(r, with_next(r, "/login/codes"));
}

/* Until when codes are shown: for a while after they were made, as a page may be lost on its way to a slow phone, and
 * never again after that, however often somebody signs in. NONE: not at all. */
static int64_t codes_until(struct req *r, const struct account *a)
{
    int64_t made = a->codes_at == NONE ? a->totp_at : a->codes_at;

    if (!a->totp_on || !r->who->second || a->codes_kept || made == NONE || r->now - made >= CODES_SHOWN_S)
        return NONE;
    return made + CODES_SHOWN_S;
}

enum err codes_load(struct req *r)
{
    struct hole holes[2] = { { "until", NULL }, { NULL, NULL } };
    struct account a;
    int64_t until;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e)
        return e;
    until = codes_until(r, &a);
    if (until == NONE)
        return go(r, with_next(r, a.totp_on ? "/login/codes_new" : "/login/setup"));
    for (unsigned n = 0; n < CODES; n++)
        node_s(out_item(r, "code"), "text", recovery_code(r, a.totp, a.codes_at, n));
    holes[0].value = lang_deadline(r->arena, r->lang, until);
    out_s(r, "until", lang_fill(r->arena, lang_text(r->lang, "T.login.codes_until"), holes));
    form_show(r, &codes_form, NULL);
    return OK;
}

enum err codes_done(struct req *r, const void *in)
{
    enum err e = code_keep(r, r->who->id);

    (void)in;
    return e ? e : go(r, first_place(r, r->who->roles, r->who->hats));
}

enum err codes_left(struct req *r, const char **ret)
{
    struct hole holes[2] = { { "n", NULL }, { NULL, NULL } };
    struct account a;
    uint64_t left;
    enum err e;

    *ret = NULL;
    if ((e = account_by_id(r, r->who->id, &a)) || (e = code_count(r, r->who->id, &left)) || !a.totp_on)
        return e;
    holes[0].value = arena_fmt(r->arena, "%llu", (unsigned long long)left);
    *ret = lang_fill(r->arena, lang_text(r->lang, "T.login.codes_left"), holes);
    return OK;
}

enum err codes_new_load(struct req *r)
{
    struct account a;
    const char *left;
    enum err e;

    if ((e = codes_left(r, &left)) || (e = account_by_id(r, r->who->id, &a)))
        return e;
    if (!left)
        return go(r, with_next(r, "/login/setup"));
    out_s(r, "left", left);
    out_i(r, "shown", codes_until(r, &a) != NONE);
    out_s(r, "onward", first_place(r, r->who->roles, r->who->hats));
    form_show(r, &codes_new_form, NULL);
    return OK;
}

enum err codes_new_done(struct req *r, const void *in)
{
    struct account a;
    int64_t at;
    enum err e = account_by_id(r, r->who->id, &a);

    (void)in;
    if (e)
        return e;
    if (!a.totp_on)
        return go(r, with_next(r, "/login/setup"));
    /* Twice in a second would make the same ones twice. */
    at = a.codes_at != NONE && a.codes_at >= r->now ? a.codes_at + 1 : r->now;
    if ((e = code_renew(r, a.id, at)) || (e = codes_add(r, a.totp, at)) ||
        (e = letter_warn(r, &a, "second_changed")))
        return e;
    audit_note(r, (struct audit){ .action = A_CODES });
    return go(r, with_next(r, "/login/codes"));
}
