/* Hands a message to the relay: SMTP by libcurl, or a file per letter for tests.
 * With hook.c the only file that knows libcurl. */
#include "post/post.h"

#include "base/log.h"
#include "base/setting.h"

#include <curl/curl.h>
#include <locale.h>
#include <string.h>

/* Less than systemd waits for us to end (60 s), so that a letter on its way is finished. */
enum { CONNECT_S = 10, LETTER_S = 45 };

struct relay {
    const char *folder; /* NULL: by SMTP */
    const char *url, *from;
    CURL *curl;
};

/* The mail server of this very host: its certificate is rarely one that can be checked, and nobody
 * listens in between. Elsewhere STARTTLS is used whenever it is offered, and then must be right. Whoever sits in
 * between can take the offer away: smtp+starttls: sends nothing without. */
static bool is_here(const char *host)
{
    static const char *const here[] = { "127.0.0.1", "localhost", "[::1]" };

    for (size_t i = 0; i < sizeof(here) / sizeof(here[0]); i++) {
        size_t n = strlen(here[i]);

        if (strncmp(host, here[i], n) == 0 && (host[n] == ':' || host[n] == '\0'))
            return true;
    }
    return false;
}

static bool curl_setup(struct relay *t, bool must_tls)
{
    const char *host = strstr(t->url, "://");
    long tls = must_tls ? CURLUSESSL_ALL : host && is_here(host + 3) ? CURLUSESSL_NONE : CURLUSESSL_TRY;

    t->curl = curl_easy_init();
    return t->curl && host && !curl_easy_setopt(t->curl, CURLOPT_URL, t->url) &&
           !curl_easy_setopt(t->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps") &&
           !curl_easy_setopt(t->curl, CURLOPT_USE_SSL, tls) &&
           !curl_easy_setopt(t->curl, CURLOPT_NOSIGNAL, 1L) &&
           !curl_easy_setopt(t->curl, CURLOPT_PROXY, "") &&
           !curl_easy_setopt(t->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S) &&
           !curl_easy_setopt(t->curl, CURLOPT_TIMEOUT, (long)LETTER_S) &&
           !curl_easy_setopt(t->curl, CURLOPT_UPLOAD, 1L);
}

struct relay *relay_open(struct arena *a)
{
    static const char starttls[] = "smtp+starttls:";
    const char *to = setting_text(SET_RELAY);
    struct relay *t = arena_new(a, 1, sizeof(*t));
    bool must_tls = strncmp(to, starttls, strlen(starttls)) == 0;

    if (to[0] == '\0')
        return NULL;
    t->from = relay_address(a, setting_text(SET_MAIL_FROM));
    if (!t->from) {
        log_line(NULL, "a relay is set, but no sender: QIAO_MAIL_FROM");
        return NULL;
    }
    if (strncmp(to, "file:", 5) == 0) {
        t->folder = to + 5;
        return t;
    }
    /* The path is the name we give in EHLO: that of the sender, not of this machine. */
    t->url = arena_fmt(a, "%s%s/%s", must_tls ? "smtp:" : "", to + (must_tls ? strlen(starttls) : 0),
                       strrchr(t->from, '@') + 1);
    if (!curl_setup(t, must_tls)) {
        relay_close(t);
        log_line(NULL, "the relay cannot be used: QIAO_RELAY");
        return NULL;
    }
    return t;
}

void relay_close(struct relay *t)
{
    if (!t)
        return;
    curl_easy_cleanup(t->curl);
    t->curl = NULL;
}

/* IDNA 2008 by libidn2, as libcurl does it for hosts; it takes the text in the charset of the locale. */
static const char *domain_ascii(struct arena *a, const char *domain)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before = uselocale(utf8);
    CURLU *u = curl_url();
    char *host = NULL;
    const char *ret = NULL;

    if (u && !curl_url_set(u, CURLUPART_SCHEME, "smtp", 0) && !curl_url_set(u, CURLUPART_HOST, domain, 0) &&
        !curl_url_get(u, CURLUPART_HOST, &host, CURLU_PUNYCODE) && strlen(host) <= 255 &&
        host[strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")] == '\0')
        ret = arena_str(a, host);
    curl_free(host);
    curl_url_cleanup(u);
    uselocale(before);
    if (utf8)
        freelocale(utf8);
    return ret;
}

const char *relay_address(struct arena *a, const char *address)
{
    const char *at = strrchr(address, '@'), *domain;

    for (const char *s = address; *s; s++)
        if ((unsigned char)*s <= ' ' || *s == 0x7f || strchr("<>()[]\\,;:\"%", *s))
            return NULL;
    /* 64 bytes here, 255 there: RFC 5321, 4.5.3.1 */
    if (!at || at == address || at - address > 64 || memchr(address, '@', (size_t)(at - address)) || !at[1])
        return NULL;
    domain = domain_ascii(a, at + 1);
    return domain ? arena_fmt(a, "%.*s@%s", (int)(at - address), address, domain) : NULL;
}

static size_t give(char *to, size_t size, size_t n, void *ctx)
{
    struct bytes *left = ctx;
    size_t now = size * n < left->n ? size * n : left->n;

    memcpy(to, left->p, now);
    left->p += now;
    left->n -= now;
    return now;
}

/* A refusal with a number is about this letter, unless the relay says goodbye (421). */
static enum sent outcome(const struct relay *t, struct arena *a, CURLcode code, const char **ret_problem)
{
    long said = 0;

    if (code == CURLE_OK)
        return SENT;
    /* Refused or not offered at all, and before anything of the letter was said. */
    if (code == CURLE_USE_SSL_FAILED) {
        *ret_problem = "the relay offers no TLS (STARTTLS), and QIAO_RELAY asks for it";
        return SENT_AWAY;
    }
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &said);
    if (said >= 400 && said <= 599 && code != CURLE_OPERATION_TIMEDOUT && code != CURLE_LOGIN_DENIED) {
        *ret_problem = arena_fmt(a, "the relay answered %ld", said);
        return said == 421 ? SENT_AWAY : SENT_LATER;
    }
    *ret_problem = arena_fmt(a, "the relay is not reached: %s", curl_easy_strerror(code));
    return SENT_AWAY;
}

static enum sent smtp_send(struct relay *t, struct arena *a, const char *to, struct bytes message,
                           const char **ret_problem)
{
    struct curl_slist *receiver = curl_slist_append(NULL, arena_fmt(a, "<%s>", to));
    CURLcode code = CURLE_OUT_OF_MEMORY;

    if (receiver && !(code = curl_easy_setopt(t->curl, CURLOPT_MAIL_FROM, arena_fmt(a, "<%s>", t->from))) &&
        !(code = curl_easy_setopt(t->curl, CURLOPT_MAIL_RCPT, receiver)) &&
        !(code = curl_easy_setopt(t->curl, CURLOPT_READFUNCTION, give)) &&
        !(code = curl_easy_setopt(t->curl, CURLOPT_READDATA, &message)))
        code = curl_easy_perform(t->curl);
    curl_easy_setopt(t->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(receiver);
    return outcome(t, a, code, ret_problem);
}

enum sent relay_send(struct relay *t, struct arena *a, const struct mail *m, const char **ret_problem)
{
    struct mail whole = *m;
    struct bytes message;

    whole.from = t->from;
    message = mail_make(a, &whole);
    return t->folder ? file_send(arena_fmt(a, "%s/%llu.eml", t->folder, (unsigned long long)m->id), a, message,
                                 ret_problem)
                     : smtp_send(t, a, m->to, message, ret_problem);
}
