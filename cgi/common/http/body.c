/* Urlencoded forms and queries, and the one place that reads a body from the peer.
 * Must not act on half a body: bytes read equal CONTENT_LENGTH, or nothing has happened. */
#include "base/log.h"
#include "base/setting.h"
#include "http/serve.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Bytes of a refused body still taken before the connection is given up. */
enum { DRAIN_MAX = 2 * MULTIPART_MAX };

/* Counts what came, so that more or less than CONTENT_LENGTH is seen. */
struct counted {
    struct fcgi *fcgi;
    int64_t length, got;
    bool broken;
};

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

size_t url_decode(char *to, const char *from, size_t n)
{
    size_t made = 0;

    for (size_t i = 0; i < n; i++) {
        if (from[i] == '%') {
            int high = n - i > 2 ? hex_value(from[i + 1]) : -1;
            int low = high >= 0 ? hex_value(from[i + 2]) : -1;
            if (low < 0)
                return SIZE_MAX;
            to[made++] = (char)(high * 16 + low);
            i += 2;
        } else {
            to[made++] = from[i] == '+' ? ' ' : from[i];
        }
    }
    return made;
}

const char *url_encode(struct arena *a, const char *s)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    static const char digits[] = "0123456789ABCDEF";
    char *made = arena_new(a, strlen(s) + 1, 3), *p = made;

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (strchr(plain, c)) {
            *p++ = (char)c;
        } else {
            *p++ = '%';
            *p++ = digits[c >> 4];
            *p++ = digits[c & 15];
        }
    }
    return made;
}

/* One component into the arena, at most `max` bytes. */
static enum err component(struct arena *a, const char *s, size_t n, size_t max, const char **ret,
                          size_t *ret_n)
{
    size_t made;
    char *p;

    if (n > 3 * max)
        return ERR_LARGE;
    p = arena_new(a, n + 1, 1);
    made = url_decode(p, s, n);
    if (made == SIZE_MAX || memchr(p, 0, made))
        return ERR_BROKEN;
    if (made > max)
        return ERR_LARGE;
    p[made] = 0;
    *ret = p;
    *ret_n = made;
    return OK;
}

static enum err pair_read(struct arena *a, const char *s, size_t n, struct param *ret)
{
    const char *equals = memchr(s, '=', n);
    size_t name_n = equals ? (size_t)(equals - s) : n, unused;
    const char *value = equals ? equals + 1 : s + n;
    enum err e;

    if ((e = component(a, s, name_n, FORM_NAME_MAX, &ret->name, &unused)))
        return e;
    return component(a, value, (size_t)(s + n - value), FORM_TEXT_MAX, &ret->value, &ret->n);
}

enum err body_urlencoded(struct arena *a, const char *s, size_t n, struct params *ret)
{
    struct params found = { .n = 0 };
    const char *end = s + n, *amp;
    size_t room = 0;
    enum err e;

    if (!n) {
        *ret = found;
        return OK;
    }
    for (size_t i = 0; i < n && room < FORM_FIELDS_MAX; i++)
        room += !i || s[i] == '&';
    found.list = arena_new(a, room, sizeof *found.list);
    for (; s < end; s = amp + 1) {
        amp = memchr(s, '&', (size_t)(end - s));
        if (!amp)
            amp = end;
        if (amp == s)
            continue; /* "a=1&&b=2" */
        if (found.n == FORM_FIELDS_MAX)
            return ERR_LARGE;
        if ((e = pair_read(a, s, (size_t)(amp - s), &found.list[found.n])))
            return e;
        found.n++;
    }
    *ret = found;
    return OK;
}

const struct param *params_find(const struct params *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (!strcmp(p->list[i].name, name))
            return &p->list[i];
    return NULL;
}

static long counted_read(void *ctx, char *to, size_t n)
{
    struct counted *c = ctx;
    long got = c->broken ? -1 : c->fcgi->read(c->fcgi->ctx, to, n);

    if (got > 0)
        c->got += got;
    c->broken = got < 0 || c->got > c->length;
    return c->broken ? -1 : got;
}

/* With a kept connection the rest of a body would be taken for the next request (PERFORMANCE 4). */
static void drain(struct fcgi *f)
{
    char scrap[4096];
    long got, sum = 0;

    while (sum < DRAIN_MAX && (got = f->read(f->ctx, scrap, sizeof scrap)) > 0)
        sum += got;
}

/* "text/html; charset=x" is of type "text/html", in any case (RFC 9110 8.3.1). */
static bool type_is(const char *type, const char *wanted)
{
    size_t n = strlen(wanted);

    return !strncasecmp(type, wanted, n) && (!type[n] || strchr("; \t", type[n]));
}

static enum err form_take(struct req *r, struct counted *c, struct params *ret)
{
    size_t n = (size_t)c->length, have = 0;
    char *p = arena_new(r->arena, n + 1, 1);
    long got;
    enum err e;

    while ((got = counted_read(c, p + have, n + 1 - have)) > 0)
        have += (size_t)got;
    if (c->broken || have != n)
        return OK; /* told by the caller */
    if ((e = body_urlencoded(r->arena, p, n, ret)))
        return fail(r, e, "form refused");
    return OK;
}

static enum err parts_take(struct req *r, struct counted *c, struct params *ret)
{
    const char *spool = setting_text(SET_SPOOL);
    char scrap[4096];
    struct statvfs disk;
    enum err e;

    if (statvfs(spool, &disk))
        return fail(r, ERR_BUSY, "spool: %s", strerror(errno));
    if ((int64_t)(disk.f_bavail * disk.f_frsize >> 20) < setting_int(SET_SMALL_DISK_MB))
        return fail(r, ERR_BUSY, "spool: little space left");
    e = body_multipart(r->arena, r->http->type, counted_read, c, spool, ret);
    if (e == ERR_BUSY)
        return fail(r, e, "spool: %s", strerror(errno));
    if (e && !c->broken)
        return fail(r, e, "multipart refused");
    while (counted_read(c, scrap, sizeof scrap) > 0)
        continue; /* the epilogue */
    return OK;
}

static enum err body_take(struct req *r, size_t max, struct params *ret)
{
    struct http *h = r->http;
    struct counted c = { .fcgi = h->fcgi, .length = h->length };
    bool form = type_is(h->type, "application/x-www-form-urlencoded");
    enum err e;

    if (h->length < 0)
        return fail(r, ERR_BROKEN, "body without CONTENT_LENGTH");
    if ((uint64_t)h->length > max || h->length > (form ? FORM_BODY_MAX : MULTIPART_MAX))
        return fail(r, ERR_LARGE, "body of %lld bytes", (long long)h->length);
    if (!form && !type_is(h->type, "multipart/form-data"))
        return fail(r, ERR_BROKEN, "body is not a form");
    e = form ? form_take(r, &c, ret) : parts_take(r, &c, ret);
    if (!e && (c.broken || c.got != c.length)) {
        body_close(ret);
        e = fail(r, ERR_BROKEN, "body cut off or too long");
    }
    return e;
}

enum err http_body(struct req *r, size_t max)
{
    struct params found = { .n = 0 };
    enum err e;

    if (!r->http->fcgi)
        return fail(r, ERR_BUG, "a body is wanted, but nobody is connected");
    e = body_take(r, max, &found);
    drain(r->http->fcgi);
    if (!e)
        r->http->body = found;
    return e;
}
