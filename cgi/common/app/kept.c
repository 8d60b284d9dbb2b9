/* What was typed when the session had ended, or a sensitive act asked for the password: kept for an hour, sealed, and
 * shown again to the same account at the same address. Files and secrets are not kept. */
#include "app/parts.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include "http/body.h"
#include <string.h>

enum { KEPT_S = 3600, COOKIE_BYTES = 32, PLACE_MAX = 500 };

static const struct sql add_kept = { .text =
    "INSERT INTO kept_form (hash, account, place, body, ends_at) VALUES (?, ?, ?, ?, ?)" };
static const struct sql find_kept = { .text =
    "SELECT body FROM kept_form WHERE hash = ? AND account = ? AND place = ? AND ends_at > ?" };
const struct sql *const kept_sql[] = { &add_kept, &find_kept, NULL };

/* The address with its query, as it was asked for; NULL if it is none of ours to keep for. */
static const char *place_of(struct req *r)
{
    const char *s = *r->http->query_text ? arena_fmt(r->arena, "%s?%s", r->http->path, r->http->query_text)
                                         : r->http->path;

    for (const char *p = s; *p; p++)
        if (*p <= 0x20 || *p >= 0x7f)
            return NULL;
    return strlen(s) <= PLACE_MAX ? s : NULL;
}

static const char *context_of(struct req *r, const struct digest *d, uint64_t account)
{
    return arena_fmt(r->arena, "kept_form|body|%s|%llu", hex_of(r->arena, d->b, sizeof d->b),
                     (unsigned long long)account);
}

/* A password is never written down, a file is too large; the token belongs to the old session. */
static bool is_secret(const struct form *f, const char *name)
{
    if (strcmp(name, "token") == 0)
        return true;
    for (const struct field *d = f->field; d->name; d++)
        if (strcmp(d->name, name) == 0)
            return d->kind == K_SECRET || d->kind == K_FILE;
    return false;
}

/* Encoded as a browser would have sent it. */
static struct buf body_of(struct req *r)
{
    const struct params *p = &r->http->body;
    struct buf b = { .arena = r->arena };

    buf_str(&b, "");
    for (size_t i = 0; i < p->n; i++)
        if (!p->list[i].upload && !is_secret(r->route->form, p->list[i].name) &&
            strlen(p->list[i].value) == p->list[i].n)
            buf_fmt(&b, "%s%s=%s", b.n ? "&" : "", url_encode(r->arena, p->list[i].name),
                    url_encode(r->arena, p->list[i].value));
    return b;
}

/* Best effort: whatever goes wrong, the reader is sent to sign in all the same. */
void kept_save(struct req *r, uint64_t account)
{
    unsigned char raw[COOKIE_BYTES];
    const char *place = place_of(r);
    struct bytes sealed;
    struct digest d;
    struct buf b;
    enum err e;

    if (!account || !place || http_body(r, r->route->body_max ? r->route->body_max : FORM_BODY_MAX))
        return;
    b = body_of(r);
    if (!b.n) /* nothing was typed: the address says all of it */
        return;
    random_bytes(raw, sizeof raw);
    d = hash_sha256(raw, sizeof raw);
    sealed = seal(r->arena, context_of(r, &d, account), (struct bytes){ (const unsigned char *)b.p, b.n });
    if ((e = db_begin(r)) ||
        (e = db_do(r, &add_kept, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_u(account), arg_s(place),
                   arg_b(sealed.p, sealed.n), arg_time(r, r->now + KEPT_S), arg_end() }, NULL, NULL)) ||
        (e = db_commit(r)))
        db_rollback(r);
    r->kept = e ? NULL : base64url_of(r->arena, raw, sizeof raw);
}

static enum err find_body(struct req *r, struct bytes *ret)
{
    unsigned char raw[COOKIE_BYTES];
    const char *place = place_of(r);
    struct digest d;
    struct rows q;
    enum err e;

    *ret = (struct bytes){ NULL, 0 };
    if (!r->who->actor || !place || base64url_read(raw, sizeof raw, cookie_get(r, "kept")) != sizeof raw)
        return OK;
    d = hash_sha256(raw, sizeof raw);
    e = db_one(r, &find_kept, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_u(r->who->actor), arg_s(place),
               arg_time(r, r->now), arg_end() }, &q);
    if (e)
        return e == ERR_GONE ? OK : e;
    e = unseal(r, context_of(r, &d, r->who->actor), db_b(&q, 0), ret);
    return e ? e : db_end(&q);
}

/* A page is shown without an empty "kept" cookie: nothing is asked of the database. */
enum err kept_show(struct req *r)
{
    struct params *typed;
    struct bytes body;
    enum err e;

    if (!*cookie_get(r, "kept"))
        return OK;
    if ((e = find_body(r, &body)) || !body.p)
        return e;
    typed = arena_new(r->arena, 1, sizeof *typed);
    if (body_urlencoded(r->arena, (const char *)body.p, body.n, typed))
        return OK;
    r->faults = arena_new(r->arena, 1, sizeof *r->faults);
    *r->faults = (struct faults){ .form = r->route->form, .arena = r->arena, .typed = typed, .kept = true };
    out_s(r, "banner.kind", "ok");
    out_s(r, "banner.text", lang_text(r->lang, "T.common.kept"));
    return OK;
}

/* Only by its own form: signing in and showing who one is are forms too, on the way back to it. */
void kept_end(struct req *r)
{
    struct bytes body;

    if (*cookie_get(r, "kept") && find_body(r, &body) == OK && body.p)
        reply_cookie(r, "kept", "", -1);
}
