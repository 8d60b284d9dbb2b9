/* The head of one request: the FastCGI parameters become struct http, each name taken once.
 * Must not trust them: what is doubled, missing, too long or too much breaks the whole request. */
#include "base/log.h"
#include "http/body.h"

#include <string.h>
#include <sys/random.h>

/* What is read; everything else the peer sends is dropped. HTTP_HOST is never used: addresses are
 * built from QIAO_ORIGIN (SECURITY 8). */
enum place {
    P_ROLE, P_METHOD, P_PATH, P_ADDRESS, P_SERVER, P_MUST_END,
    P_QUERY = P_MUST_END, P_LENGTH, P_TYPE, P_ID, P_COOKIE, P_AGENT, P_LANGUAGE, P_ORIGIN, P_SITE,
    P_NONE_MATCH, P_ASKED, P__MAX
};

static const char *const names[P__MAX] = {
    [P_ROLE] = "FCGI_ROLE", [P_METHOD] = "REQUEST_METHOD", [P_PATH] = "DOCUMENT_URI",
    [P_ADDRESS] = "REMOTE_ADDR", [P_SERVER] = "SERVER_NAME", [P_QUERY] = "QUERY_STRING",
    [P_LENGTH] = "CONTENT_LENGTH", [P_TYPE] = "CONTENT_TYPE", [P_ID] = "REQUEST_ID",
    [P_COOKIE] = "HTTP_COOKIE", [P_AGENT] = "HTTP_USER_AGENT",
    [P_LANGUAGE] = "HTTP_ACCEPT_LANGUAGE", [P_ORIGIN] = "HTTP_ORIGIN",
    [P_SITE] = "HTTP_SEC_FETCH_SITE", [P_NONE_MATCH] = "HTTP_IF_NONE_MATCH",
    [P_ASKED] = "REQUEST_URI",
};

struct head {
    const char *value[P__MAX];
    struct bytes seen[HTTP_PARAMS_MAX]; /* names so far */
    size_t n, bytes;
};

static bool name_was_seen(const struct head *h, const char *name, size_t n)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->seen[i].n == n && !memcmp(h->seen[i].p, name, n))
            return true;
    return false;
}

/* nginx before 1.23 passes a header the client repeated as a repeated parameter: the first one
 * counts. Cookies are refused then, because which one is right would be a guess; any other name
 * can be doubled only by the configuration or by a peer that is not nginx. */
static bool double_is_harmless(const char *name, size_t n)
{
    return n > 5 && !strncmp(name, "HTTP_", 5) && !(n == 11 && !memcmp(name, "HTTP_COOKIE", 11));
}

static enum err param_take(struct req *r, struct head *h, const char *entry)
{
    const char *equals = strchr(entry, '=');
    size_t n = equals ? (size_t)(equals - entry) : 0, value_n;

    if (!n)
        return fail(r, ERR_BROKEN, "parameter without a name");
    value_n = strlen(equals + 1);
    h->bytes += n + value_n;
    if (n > HTTP_NAME_MAX || value_n > HTTP_VALUE_MAX || h->bytes > HTTP_HEAD_MAX)
        return fail(r, ERR_BROKEN, "parameters too long");
    if (name_was_seen(h, entry, n))
        return double_is_harmless(entry, n) ? OK : fail(r, ERR_BROKEN, "%.*s twice", (int)n, entry);
    if (h->n == HTTP_PARAMS_MAX)
        return fail(r, ERR_BROKEN, "too many parameters");
    h->seen[h->n++] = (struct bytes){ (const unsigned char *)entry, n };
    for (int p = 0; p < P__MAX; p++)
        if (!strncmp(names[p], entry, n) && !names[p][n]) {
            h->value[p] = equals + 1;
            break;
        }
    return OK;
}

/* Digits only; "" is how nginx says that there is none. */
static bool length_read(const char *s, int64_t *ret)
{
    int64_t n = 0;

    if (!*s) {
        *ret = -1;
        return true;
    }
    if (strlen(s) > 15)
        return false;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return false;
        n = n * 10 + (*s - '0');
    }
    *ret = n;
    return true;
}

static bool path_is_plain(const char *s)
{
    if (*s != '/')
        return false;
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f)
            return false;
    return true;
}

/* nginx gives 32 hex digits; whatever else came is not let into the log. */
static void id_set(struct req *r, const char *given)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char random[16];

    if (strlen(given) == 32 && strspn(given, digits) == 32) {
        memcpy(r->id, given, 33);
        return;
    }
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        fatal("no random bytes from the kernel");
    for (size_t i = 0; i < sizeof random; i++) {
        r->id[2 * i] = digits[random[i] >> 4];
        r->id[2 * i + 1] = digits[random[i] & 15];
    }
    r->id[32] = 0;
}

static enum method method_of(const char *s)
{
    if (!strcmp(s, "GET"))
        return M_GET;
    if (!strcmp(s, "HEAD"))
        return M_HEAD;
    return !strcmp(s, "POST") ? M_POST : M_OTHER;
}

static void http_fill(struct http *h, const struct head *head)
{
    h->method = method_of(head->value[P_METHOD]);
    h->path = head->value[P_PATH];
    h->query_text = head->value[P_QUERY];
    h->asked = head->value[P_ASKED];
    h->address = head->value[P_ADDRESS];
    h->agent = head->value[P_AGENT];
    h->language = head->value[P_LANGUAGE];
    h->cookie_text = head->value[P_COOKIE];
    h->type = head->value[P_TYPE];
    h->origin = head->value[P_ORIGIN];
    h->fetch_site = head->value[P_SITE];
    h->if_none_match = head->value[P_NONE_MATCH];
    h->length = -1;
    h->query = h->body = (struct params){ .n = 0 };
}

static enum err head_check(struct req *r, const struct head *head)
{
    struct http *h = r->http;

    for (int p = 0; p < P_MUST_END; p++)
        if (!head->value[p][0] && p != P_SERVER) /* server_name "" is a legal nginx server */
            return fail(r, ERR_BROKEN, "no %s: see conf/nginx/qiao_fastcgi.conf", names[p]);
    if (strcmp(head->value[P_ROLE], "RESPONDER"))
        return fail(r, ERR_BROKEN, "role %s", head->value[P_ROLE]);
    if (!path_is_plain(h->path))
        return fail(r, ERR_BROKEN, "path is not one");
    if (strlen(h->cookie_text) > HTTP_COOKIE_MAX)
        return fail(r, ERR_BROKEN, "cookies too long");
    if (!length_read(head->value[P_LENGTH], &h->length))
        return fail(r, ERR_BROKEN, "CONTENT_LENGTH is not a length");
    if (body_urlencoded(r->arena, h->query_text, strlen(h->query_text), &h->query))
        return fail(r, ERR_BROKEN, "malformed query");
    return OK;
}

enum err http_read(struct req *r, char *const *envp)
{
    struct head head = { .n = 0 };
    enum err e = OK;
    bool server;

    if (!r->http)
        r->http = arena_new(r->arena, 1, sizeof *r->http);
    for (; *envp && !e; envp++)
        e = param_take(r, &head, *envp);
    server = head.value[P_SERVER] != NULL;
    for (int p = 0; p < P__MAX; p++)
        if (!head.value[p])
            head.value[p] = "";
    /* Also of a broken request, which is answered and logged like any other. */
    http_fill(r->http, &head);
    id_set(r, head.value[P_ID]);
    if (e)
        return e;
    return server ? head_check(r, &head) : fail(r, ERR_BROKEN, "no SERVER_NAME");
}
