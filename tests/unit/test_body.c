/* Urlencoded forms, components of addresses, and the reading of a body from the peer. */
#include "base/setting.h"
#include "http/serve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

/* Parameters as "name=value|name=value". */
static const char *shown(const struct params *p)
{
    struct buf b = { .arena = arena };

    buf_str(&b, "");
    for (size_t i = 0; i < p->n; i++)
        buf_fmt(&b, "%s%s=%s", i ? "|" : "", p->list[i].name, p->list[i].value);
    return b.p;
}

static void urlencoded(void **state)
{
    static const struct {
        const char *name, *text;
        enum err e;
        const char *want;
    } cases[] = {
        { "nothing", "", OK, "" },
        { "one", "a=1", OK, "a=1" },
        { "order and doubles are kept", "b=2&a=1&b=3", OK, "b=2|a=1|b=3" },
        { "no equals", "a", OK, "a=" },
        { "empty value", "a=", OK, "a=" },
        { "equals in value", "a=b=c", OK, "a=b=c" },
        { "empty pairs", "&&a=1&&", OK, "a=1" },
        { "plus and percent", "a+b=c%20d%2B%26", OK, "a b=c d+&" },
        { "utf-8", "n=%E8%83%BD", OK, "n=\xe8\x83\xbd" },
        { "half a percent", "a=%4", ERR_BROKEN, NULL },
        { "lone percent", "a=%", ERR_BROKEN, NULL },
        { "no hex", "a=%zz", ERR_BROKEN, NULL },
        { "broken name", "%=1", ERR_BROKEN, NULL },
        { "NUL in value", "a=x%00y", ERR_BROKEN, NULL },
        { "NUL in name", "a%00=1", ERR_BROKEN, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct params p = { .n = 77 };
        enum err e = body_urlencoded(arena, cases[i].text, strlen(cases[i].text), &p);
        if (e != cases[i].e)
            fail_msg("%s: error %d, not %d", cases[i].name, (int)e, (int)cases[i].e);
        if (e)
            assert_int_equal(p.n, 77); /* untouched */
        else
            assert_string_equal(shown(&p), cases[i].want);
    }
}

static const char *filled(const char *before, char c, size_t n, const char *after)
{
    struct buf b = { .arena = arena };

    buf_str(&b, before);
    for (size_t i = 0; i < n; i++)
        buf_add(&b, &c, 1);
    buf_str(&b, after);
    return b.p;
}

static enum err parsed(const char *text)
{
    struct params p;

    return body_urlencoded(arena, text, strlen(text), &p);
}

static void urlencoded_limits(void **state)
{
    struct buf b = { .arena = arena };

    (void)state;
    assert_int_equal(parsed(filled("", 'n', FORM_NAME_MAX, "=1")), OK);
    assert_int_equal(parsed(filled("", 'n', FORM_NAME_MAX + 1, "=1")), ERR_LARGE);
    assert_int_equal(parsed(filled("a=", 'v', FORM_TEXT_MAX, "")), OK);
    assert_int_equal(parsed(filled("a=", 'v', FORM_TEXT_MAX + 1, "")), ERR_LARGE);
    assert_int_equal(parsed(filled("a=", 'v', 4 * FORM_TEXT_MAX, "")), ERR_LARGE);
    for (int i = 0; i < FORM_FIELDS_MAX; i++)
        buf_str(&b, "a=1&");
    assert_int_equal(parsed(b.p), OK);
    buf_str(&b, "a");
    assert_int_equal(parsed(b.p), ERR_LARGE);
}

static void components(void **state)
{
    char to[32] = "", all[256];
    size_t n;

    (void)state;
    for (int i = 1; i < 256; i++)
        all[i - 1] = (char)i;
    all[255] = 0;
    const char *coded = url_encode(arena, all);
    assert_true(strspn(coded, "%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~") ==
                strlen(coded));
    char *back = arena_str(arena, coded);
    n = url_decode(back, back, strlen(back)); /* in place */
    assert_int_equal(n, 255);
    assert_memory_equal(back, all, 255);
    assert_string_equal(url_encode(arena, "/a b?"), "%2Fa%20b%3F");
    assert_int_equal(url_decode(to, "%41%6a%6A", 9), 3);
    assert_memory_equal(to, "Ajj", 3);
    assert_int_equal(url_decode(to, "%4", 2), SIZE_MAX);
    assert_int_equal(url_decode(to, "%-1", 3), SIZE_MAX);
    assert_int_equal(url_decode(to, "%00", 3), 1);
}

/* A peer that holds `text` and may break off after it. */
struct peer {
    const char *text;
    size_t n, at, step;
    bool breaks;
};

static long peer_read(void *ctx, char *to, size_t n)
{
    struct peer *p = ctx;
    size_t left = p->n - p->at;

    n = n < left ? n : left;
    n = p->step && n > p->step ? p->step : n;
    memcpy(to, p->text + p->at, n);
    p->at += n;
    return !n && p->breaks ? -1 : (long)n;
}

static bool peer_answer(void *ctx, struct bytes head, struct bytes body)
{
    (void)ctx, (void)head, (void)body;
    return true;
}

#define FORM "application/x-www-form-urlencoded"
#define PARTS "multipart/form-data; boundary=B"
#define PART "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nhello\r\n--B--\r\n"

static void bodies(void **state)
{
    static const struct {
        const char *name, *type, *text;
        int64_t length; /* -2: that of the text */
        size_t max;
        bool breaks;
        enum err e;
        const char *want;
    } cases[] = {
        { "whole", FORM, "a=1&b=2", -2, 100, false, OK, "a=1|b=2" },
        { "empty", FORM, "", -2, 100, false, OK, "" },
        { "type with parameter and case", "Application/X-WWW-Form-Urlencoded ; charset=UTF-8", "a=1", -2, 100, false,
          OK, "a=1" },
        { "exactly the limit", FORM, "a=1", -2, 3, false, OK, "a=1" },
        { "over the limit", FORM, "a=1", -2, 2, false, ERR_LARGE, NULL },
        { "over what forms may have", FORM, "a=1", FORM_BODY_MAX + 1, MULTIPART_MAX, false, ERR_LARGE, NULL },
        { "no length", FORM, "a=1", -1, 100, false, ERR_BROKEN, NULL },
        { "shorter than said", FORM, "a=1", 4, 100, false, ERR_BROKEN, NULL },
        { "longer than said", FORM, "a=12", 3, 100, false, ERR_BROKEN, NULL },
        { "nothing said, something came", FORM, "a", 0, 100, false, ERR_BROKEN, NULL },
        { "broken off at the very end", FORM, "a=1", -2, 100, true, ERR_BROKEN, NULL },
        { "no type", "", "a=1", -2, 100, false, ERR_BROKEN, NULL },
        { "another type", "application/json", "{}", -2, 100, false, ERR_BROKEN, NULL },
        { "type that only begins so", FORM "x", "a=1", -2, 100, false, ERR_BROKEN, NULL },
        { "malformed", FORM, "a=%", -2, 100, false, ERR_BROKEN, NULL },
        { "file", PARTS, PART, -2, 1000, false, OK, "f=" },
        { "file and epilogue", PARTS, PART "bye", -2, 1000, false, OK, "f=" },
        { "file cut off", PARTS, "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nhel", -2, 1000,
          false, ERR_BROKEN, NULL },
        { "file longer than said", PARTS, PART, 80, 1000, false, ERR_BROKEN, NULL },
        { "file shorter than said", PARTS, PART, 95, 1000, false, ERR_BROKEN, NULL },
        { "file, peer breaks off", PARTS, PART, -2, 1000, true, ERR_BROKEN, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 0; step < 4; step++) {
            size_t n = strlen(cases[i].text);
            struct peer peer = { cases[i].text, n, 0, step, cases[i].breaks };
            struct fcgi fcgi = { peer_read, peer_answer, &peer };
            int64_t length = cases[i].length == -2 ? (int64_t)n : cases[i].length;
            struct http http = { .method = M_POST, .type = cases[i].type, .length = length, .fcgi = &fcgi };
            struct req r = { .arena = arena, .http = &http };
            enum err e = http_body(&r, cases[i].max);
            if (e != cases[i].e)
                fail_msg("%s: error %d, not %d", cases[i].name, (int)e, (int)cases[i].e);
            assert_int_equal(peer.at, n); /* drained whatever happened */
            assert_string_equal(shown(&http.body), e ? "" : cases[i].want);
            body_close(&http.body);
            body_close(&http.body);
        }
}

static void small_disk(void **state)
{
    struct peer peer = { PART, sizeof PART - 1, 0, 0, false };
    struct fcgi fcgi = { peer_read, peer_answer, &peer };
    struct http http = { .method = M_POST, .type = PARTS, .length = sizeof PART - 1, .fcgi = &fcgi };
    struct req r = { .arena = arena, .http = &http };

    (void)state;
    setenv("QIAO_SMALL_DISK_MB", "1048576", 1);
    assert_true(setting_read(stderr));
    assert_int_equal(http_body(&r, 1000), ERR_BUSY);
    assert_int_equal(peer.at, peer.n);
    setenv("QIAO_SMALL_DISK_MB", "0", 1);
    setenv("QIAO_SPOOL", "/nowhere", 1);
    assert_true(setting_read(stderr));
    assert_int_equal(http_body(&r, 1000), ERR_BUSY);
    setenv("QIAO_SPOOL", "/tmp", 1);
    assert_true(setting_read(stderr));
}

static int start(void **state)
{
    (void)state;
    setenv("QIAO_SPOOL", "/tmp", 1);
    setenv("QIAO_SMALL_DISK_MB", "0", 1);
    arena = arena_open(64 << 20);
    return setting_read(stderr) ? 0 : -1;
}

static int finish(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urlencoded), cmocka_unit_test(urlencoded_limits), cmocka_unit_test(components),
        cmocka_unit_test(bodies),     cmocka_unit_test(small_disk),
    };

    return cmocka_run_group_tests_name("body", tests, start, finish);
}
