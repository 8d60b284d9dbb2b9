/* Hands an SMS to the gateway: one POST of JSON by libcurl, signed with the key both sides know, or a file per SMS for
 * demonstrations and tests. */
#include "post/post.h"

#include "base/log.h"
#include "base/setting.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

/* As in relay.c: less than systemd waits for us to end. */
enum { CONNECT_S = 10, SMS_S = 30, KEY_MIN = 16, KEY_MAX = 200 };

struct hook {
    const char *folder; /* NULL: over the network */
    const char *key;
    CURL *curl;
};

/* First line of credentials/sms.key; NULL if there is none fit to be a secret. */
static const char *key_read(struct arena *a)
{
    char line[KEY_MAX + 2] = "";
    FILE *f = fopen(arena_fmt(a, "%s/sms.key", setting_text(SET_CREDENTIALS)), "re");

    if (f && !fgets(line, sizeof(line), f))
        line[0] = '\0';
    if (f)
        fclose(f);
    line[strcspn(line, "\r\n")] = '\0';
    return strlen(line) >= KEY_MIN ? arena_str(a, line) : NULL;
}

/* What the gateway says besides its status is of no use to us. */
static size_t ignore(char *from, size_t size, size_t n, void *ctx)
{
    (void)from, (void)ctx;
    return size * n;
}

/* No redirects: the text would go to an address nobody has set. */
static bool curl_setup(struct hook *h, const char *url)
{
    h->curl = curl_easy_init();
    return h->curl && !curl_easy_setopt(h->curl, CURLOPT_URL, url) &&
           !curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http,https") &&
           !curl_easy_setopt(h->curl, CURLOPT_FOLLOWLOCATION, 0L) &&
           !curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L) &&
           !curl_easy_setopt(h->curl, CURLOPT_PROXY, "") &&
           !curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S) &&
           !curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, (long)SMS_S) &&
           !curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, ignore);
}

struct hook *hook_open(struct arena *a)
{
    const char *to = setting_text(SET_SMS_HOOK);
    struct hook *h = arena_new(a, 1, sizeof(*h));

    if (to[0] == '\0')
        return NULL;
    if (strncmp(to, "file:", 5) == 0) {
        h->folder = to + 5;
        return h;
    }
    if (!(h->key = key_read(a))) {
        log_line(NULL, "a gateway for SMS is set, but no key: credentials/sms.key");
        return NULL;
    }
    if (!curl_setup(h, to)) {
        hook_close(h);
        log_line(NULL, "the gateway for SMS cannot be used: QIAO_SMS_HOOK");
        return NULL;
    }
    return h;
}

void hook_close(struct hook *h)
{
    if (!h)
        return;
    curl_easy_cleanup(h->curl);
    h->curl = NULL;
}

/* 400 to 499 is about this SMS, but for a key that is not accepted and for "too many": they are about us. */
static enum sent outcome(const struct hook *h, struct arena *a, CURLcode code, const char **ret_problem)
{
    long said = 0;

    if (code != CURLE_OK) {
        *ret_problem = arena_fmt(a, "the gateway is not reached: %s", curl_easy_strerror(code));
        return SENT_AWAY;
    }
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &said);
    if (said >= 200 && said <= 299)
        return SENT;
    *ret_problem = arena_fmt(a, "the gateway answered %ld", said);
    return said >= 400 && said <= 499 && said != 401 && said != 403 && said != 404 && said != 429 ? SENT_LATER
                                                                                                 : SENT_AWAY;
}

static struct curl_slist *headers_of(struct arena *a, const char *signature)
{
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json"), *more;

    if (!list || !(more = curl_slist_append(list, arena_fmt(a, "X-Qiao-Signature: %s", signature)))) {
        curl_slist_free_all(list);
        return NULL;
    }
    return more;
}

enum sent hook_send(struct hook *h, struct arena *a, const struct sms *m, const char **ret_problem)
{
    struct bytes body = sms_make(a, m);
    struct curl_slist *headers;
    CURLcode code = CURLE_OUT_OF_MEMORY;

    if (h->folder)
        return file_send(arena_fmt(a, "%s/%llu.sms", h->folder, (unsigned long long)m->id), a, body, ret_problem);
    headers = headers_of(a, sms_sign(a, h->key, m->now, body));
    if (headers && !(code = curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, headers)) &&
        !(code = curl_easy_setopt(h->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n)) &&
        !(code = curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, (const char *)body.p)))
        code = curl_easy_perform(h->curl);
    curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return outcome(h, a, code, ret_problem);
}
