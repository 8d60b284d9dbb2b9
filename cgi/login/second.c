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

/* The n-th recovery code, 112 bits (SECURITY 27): made from the key, so it can be shown right after set-up. */
const char *recovery_code(struct req *r, struct bytes key, unsigned n)
{
    struct buf b = { .arena = r->arena };
    struct digest d;

    buf_fmt(&b, "%u|%llu|", n, (unsigned long long)r->who->id);
    buf_add(&b, key.p, key.n);
    d = hmac_of("totp-recovery", b.p, b.n);
    return base32_of(r->arena, d.b, CODE_BYTES);
}

static const char *own_key(struct req *r)
{
    return arena_fmt(r->arena, "%llu", (unsigned long long)r->who->id);
}

static const char *with_next(struct req *r, const char *path)
{
    const char *next = next_of(r);

    return *next ? arena_fmt(r->arena, "%s?next=%s", path, url_encode(r->arena, next)) : path;
}

enum err second_load(struct req *r)
{
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e)
        return e;
    if (!a.totp_on)
        return go(r, with_next(r, "/login/setup"));
    form_show(r, &second_form, NULL);
    return OK;
}

static bool is_digits(const char *s)
{
    return strlen(s) == 6 && strspn(s, "0123456789") == 6;
}

/* ERR_CLASH: not a code, or one used before. */
static enum err use_code(struct req *r, const struct account *a, const char *code)
{
    uint64_t step;

    if (!is_digits(code))
        return code_use(r, a->id, code);
    step = totp_step(a->totp, (uint32_t)strtoul(code, NULL, 10), r->now, a->totp_step);
    return step ? account_use_totp(r, a->id, step) : ERR_CLASH;
}

static enum err refuse(struct req *r)
{
    enum err e;

    audit_note(r, (struct audit){ .action = A_SECOND, .refused = true });
    if ((e = throttle_count(r, TH_SECOND, own_key(r))) || (e = audit_commit(r)))
        return e;
    fault_add(r->faults, "code", "code_wrong");
    return ERR_INPUT;
}

enum err second_done(struct req *r, const void *in)
{
    const struct second *s = in;
    struct account a;
    bool open;
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
        return refuse(r);
    audit_note(r, (struct audit){ .action = A_SECOND });
    if (e || (e = throttle_clear(r, TH_SECOND, own_key(r))) || (e = session_second(r)))
        return e;
    return go(r, next_place(r, r->who->roles));
}

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
    link = arena_fmt(r->arena, "otpauth://totp/qiao:%s?secret=%s&issuer=qiao", url_encode(r->arena, a.mail), text);
    out_s(r, "setup.path", qr_path(r->arena, link, &size));
    out_i(r, "setup.size", size);
    out_s(r, "setup.key", text);
    out_s(r, "setup.link", link);
    form_show(r, &setup_form, NULL);
    return OK;
}

enum err setup_done(struct req *r, const void *in)
{
    const struct second *s = in;
    struct bytes key = setup_key(r);
    uint64_t step = is_digits(s->code) ? totp_step(key, (uint32_t)strtoul(s->code, NULL, 10), r->now, 0) : 0;
    bool open;
    enum err e;

    if ((e = throttle_open(r, TH_SECOND, own_key(r), &open)))
        return e;
    if (!open) {
        fault_add(r->faults, "code", "code_wait");
        return ERR_INPUT;
    }
    if (!step)
        return refuse(r);
    if ((e = account_set_totp(r, r->who->id, key, step)))
        return e;
    for (unsigned n = 0; n < CODES && !e; n++)
        e = code_add(r, r->who->id, recovery_code(r, key, n));
    audit_note(r, (struct audit){ .action = A_SECOND_SET });
    if (e || (e = session_second(r)))
        return e;
    return go(r, with_next(r, "/login/codes"));
}

/* Shown for ten minutes after the second step was set up, then never again, however often somebody signs in. */
enum err codes_load(struct req *r)
{
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e)
        return e;
    if (!a.totp_on || !r->who->second || a.totp_at == NONE || r->now - a.totp_at > CODES_SHOWN_S)
        return ERR_GONE;
    for (unsigned n = 0; n < CODES; n++)
        node_s(out_item(r, "code"), "text", recovery_code(r, a.totp, n));
    out_s(r, "onward", next_place(r, r->who->roles));
    return OK;
}
