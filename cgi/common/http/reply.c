/* The answer: collected in the request's arena, sent once at the end, so that an error can replace
 * it. Must not let a value begin a header of its own; nobody else writes headers (SECURITY 14). */
#include "http/reply.h"
#include "base/log.h"
#include "http/serve.h"

#include <string.h>
#include <strings.h>

static const struct reason {
    int status;
    const char *text;
} reasons[] = {
    { 200, "OK" }, { 204, "No Content" }, { 303, "See Other" }, { 304, "Not Modified" }, { 400, "Bad Request" },
    { 401, "Unauthorized" }, { 403, "Forbidden" },
    { 404, "Not Found" }, { 405, "Method Not Allowed" }, { 409, "Conflict" },
    { 411, "Length Required" }, { 413, "Content Too Large" }, { 422, "Unprocessable Content" },
    { 429, "Too Many Requests" }, { 500, "Internal Server Error" }, { 503, "Service Unavailable" },
};

struct reply *reply_of(struct req *r)
{
    if (!r->http->reply) {
        r->http->reply = arena_new(r->arena, 1, sizeof(struct reply));
        r->http->reply->status = 200;
    }
    return r->http->reply;
}

void reply_status(struct req *r, int status)
{
    reply_of(r)->status = status;
}

int reply_get_status(const struct req *r)
{
    return r->http->reply ? r->http->reply->status : 200;
}

const char *reply_get_place(const struct req *r)
{
    return r->http->reply ? r->http->reply->place : NULL;
}

void reply_clear(struct req *r)
{
    *reply_of(r) = (struct reply){ .status = 200 };
}

/* Token of RFC 9110 5.6.2, as far as names of headers use it. */
static bool name_is_token(const char *s)
{
    return *s && !s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")];
}

static bool value_is_line(const char *s)
{
    for (; *s; s++)
        if (((unsigned char)*s < 0x20 && *s != '\t') || *s == 0x7f)
            return false;
    return true;
}

/* What the web server or reply_send() decides. */
static bool name_is_ours(const char *s)
{
    static const char *const ours[] = { "Status", "Content-Length", "X-Request-Id", "Connection",
                                        "Transfer-Encoding" };

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!strcasecmp(s, ours[i]))
            return true;
    return false;
}

static struct header *header_find(struct reply *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (!strcasecmp(p->list[i].name, name))
            return &p->list[i];
    return NULL;
}

void reply_add(struct req *r, const char *name, const char *value, size_t same)
{
    struct reply *p = reply_of(r);
    struct header *h = NULL;

    if (!name_is_token(name) || !value_is_line(value) || name_is_ours(name)) {
        fail(r, ERR_BUG, "header left out: %s", name);
        return;
    }
    for (size_t i = 0; i < p->n && !h; i++)
        if (!strcasecmp(p->list[i].name, name) && !strncmp(p->list[i].value, value, same))
            h = &p->list[i];
    if (!h && p->n == REPLY_HEADERS_MAX) {
        fail(r, ERR_BUG, "too many headers, left out: %s", name);
        return;
    }
    if (!h)
        h = &p->list[p->n++];
    *h = (struct header){ arena_str(r->arena, name), arena_str(r->arena, value) };
}

void reply_header(struct req *r, const char *name, const char *value)
{
    reply_add(r, name, value, 0);
}

void reply_body(struct req *r, const char *type, struct bytes body)
{
    struct reply *p = reply_of(r);

    if (!value_is_line(type)) {
        fail(r, ERR_BUG, "type of the body left out");
        type = "application/octet-stream";
    }
    p->type = arena_str(r->arena, type);
    p->body = body;
}

/* One slash and then no second one in either shape: browsers read /\ and // as another host. */
static bool path_is_local(const char *s)
{
    if (s[0] != '/' || s[1] == '/' || s[1] == '\\')
        return false;
    for (; *s; s++)
        if ((unsigned char)*s <= 0x20 || *s == 0x7f)
            return false;
    return true;
}

enum err go(struct req *r, const char *path)
{
    struct reply *p = reply_of(r);

    if (!path_is_local(path))
        return fail(r, ERR_BUG, "a redirect out of the house");
    p->status = 303;
    p->place = arena_str(r->arena, path);
    p->type = NULL;
    p->body = (struct bytes){ NULL, 0 };
    return OK;
}

static const char *reason_of(int status)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].status == status)
            return reasons[i].text;
    return "Other";
}

static void head_write(struct req *r, struct reply *p, struct buf *b)
{
    /* 204 and 304 have no body and say nothing about one. */
    bool bare = p->status == 204 || p->status == 304;

    buf_fmt(b, "Status: %d %s\r\n", p->status, reason_of(p->status));
    if (p->place)
        buf_fmt(b, "Location: %s\r\n", p->place);
    if (!bare && !header_find(p, "Content-Type"))
        buf_fmt(b, "Content-Type: %s\r\n", p->type ? p->type : "text/plain; charset=utf-8");
    if (!bare)
        buf_fmt(b, "Content-Length: %zu\r\n", p->body.n);
    if (!header_find(p, "Cache-Control"))
        buf_str(b, "Cache-Control: no-store\r\n");
    for (size_t i = 0; i < p->n; i++)
        buf_fmt(b, "%s: %s\r\n", p->list[i].name, p->list[i].value);
    buf_fmt(b, "X-Request-Id: %s\r\n\r\n", r->id);
}

enum err reply_send(struct req *r)
{
    struct reply *p = reply_of(r);
    struct fcgi *f = r->http->fcgi;
    struct buf b = { .arena = r->arena };

    if (!f)
        return fail(r, ERR_BUG, "an answer, but nobody is connected");
    head_write(r, p, &b);
    if (r->http->method == M_HEAD || p->status == 204 || p->status == 304)
        p->body.n = 0;
    return f->answer(f->ctx, (struct bytes){ (const unsigned char *)b.p, b.n }, p->body) ? OK : ERR_BROKEN;
}
