/* One token per rendered form (SECURITY 29), and the cookies that sessions and tokens hang on. */
#include "auth/parts.h"
#include "crypt/crypt.h"
#include "http/http.h"
#include <string.h>

struct bytes cookie_hash_kept(struct req *r, const struct digest *d)
{
    unsigned char *p = arena_new(r->arena, 1, sizeof d->b);

    memcpy(p, d->b, sizeof d->b);
    return (struct bytes){ p, sizeof d->b };
}

struct digest cookie_new(struct req *r, const char *name, int64_t age_s)
{
    unsigned char b[COOKIE_BYTES];
    struct digest d;

    random_bytes(b, sizeof b);
    reply_cookie(r, name, base64url_of(r->arena, b, sizeof b), age_s);
    d = hash_sha256(b, sizeof b);
    secret_wipe(b, sizeof b);
    return d;
}

/* Before sign-in an anonymous cookie stands for the session, made when the first form is shown. */
static void need_session(struct req *r)
{
    struct who *w;
    struct digest d;

    if (r->who->session.n)
        return;
    w = arena_new(r->arena, 1, sizeof *w);
    *w = *r->who;
    d = cookie_new(r, "pre", 0);
    w->session = cookie_hash_kept(r, &d);
    r->who = w;
}

static struct digest token_code(struct req *r, const char *form, const unsigned char *salt)
{
    struct buf b = { .arena = r->arena };

    buf_add(&b, r->who->session.p, r->who->session.n);
    buf_fmt(&b, "%zu|%s|", strlen(form), form);
    buf_add(&b, salt, 16);
    return hmac_of("csrf", b.p, b.n);
}

const char *token_make(struct req *r, const char *form)
{
    unsigned char t[48];
    struct digest d;

    need_session(r);
    random_bytes(t, 16);
    d = token_code(r, form, t);
    memcpy(t + 16, d.b, 32);
    return base64url_of(r->arena, t, sizeof t);
}

bool token_key(struct req *r, const char *form, const char *token, unsigned char ret_key[16])
{
    unsigned char t[48];
    struct digest d;

    if (!r->who->session.n || base64url_read(t, sizeof t, token) != sizeof t)
        return false;
    d = token_code(r, form, t);
    if (!secret_equal(d.b, t + 16, 32))
        return false;
    memcpy(ret_key, t, 16);
    return true;
}
