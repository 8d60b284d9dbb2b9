/* Cookies: names by QIAO_ORIGIN, doubles, and what may be set. */
#include "base/setting.h"
#include "http/reply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void origin(const char *text)
{
    setenv("QIAO_ORIGIN", text, 1);
    assert_true(setting_read(stderr));
}

static void reading(void **state)
{
    static const struct {
        const char *name, *text, *https, *http;
    } cases[] = {
        { "none", "", "", "" },
        { "plain", "sid=abc", "", "abc" },
        { "prefixed", "__Host-sid=abc", "abc", "" },
        { "both", "sid=1; __Host-sid=2", "2", "1" },
        { "among others", "a=1; __Host-sid=x; sid=y; b=2", "x", "y" },
        { "no blanks", "a=1;__Host-sid=x;sid=y", "x", "y" },
        { "blanks behind", "__Host-sid=x \t; sid=y ", "x", "y" },
        { "longer name", "__Host-sidx=1; sidx=1; xsid=1; x__Host-sid=1", "", "" },
        { "twice the same", "sid=1; sid=1; __Host-sid=2; __Host-sid=2", "2", "1" },
        { "twice different", "sid=1; sid=2; __Host-sid=1; __Host-sid=2", "", "" },
        { "twice, one longer", "sid=1; sid=12; __Host-sid=1; __Host-sid=12", "", "" },
        { "equals in value", "__Host-sid=a=b; sid=c=d", "a=b", "c=d" },
        { "empty", "__Host-sid=; sid=", "", "" },
        { "name without value", "__Host-sid; sid", "", "" },
        { "other case", "__host-sid=1; SID=1", "", "" },
        { "semicolons only", ";;; ;", "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct http http = { .cookie_text = cases[i].text };
        struct req r = { .arena = arena, .http = &http };
        origin("https://qiao.example");
        if (strcmp(cookie_get(&r, "sid"), cases[i].https))
            fail_msg("%s, https: %s", cases[i].name, cookie_get(&r, "sid"));
        origin("http://127.0.0.1:8080");
        if (strcmp(cookie_get(&r, "sid"), cases[i].http))
            fail_msg("%s, http: %s", cases[i].name, cookie_get(&r, "sid"));
    }
}

static const char *set(const char *name, const char *value, int64_t age_s)
{
    static struct http http;
    struct req r = { .arena = arena, .http = &http };

    http = (struct http){ .cookie_text = "" };
    reply_cookie(&r, name, value, age_s);
    return http.reply && http.reply->n ? http.reply->list[0].value : "none";
}

static void setting(void **state)
{
    (void)state;
    origin("https://qiao.example");
    assert_string_equal(set("sid", "abc", 0), "__Host-sid=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_string_equal(set("sid", "abc", 60),
                        "__Host-sid=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
    assert_string_equal(set("sid", "", -1), "__Host-sid=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
    origin("http://127.0.0.1:8080");
    assert_string_equal(set("sid", "abc", 60), "sid=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    assert_string_equal(set("sid", "a b", 0), "none");
    assert_string_equal(set("sid", "a;b", 0), "none");
    assert_string_equal(set("sid", "a\r\nb", 0), "none");
    assert_string_equal(set("sid", "a\xc3\xa9", 0), "none");
    assert_string_equal(set("s id", "a", 0), "none");
    assert_string_equal(set("", "a", 0), "none");
}

static void later_value_wins(void **state)
{
    struct http http = { .cookie_text = "" };
    struct req r = { .arena = arena, .http = &http };

    (void)state;
    origin("https://qiao.example");
    reply_cookie(&r, "sid", "one", 0);
    reply_cookie(&r, "si", "other", 0);
    reply_cookie(&r, "sid", "two", 0);
    assert_int_equal(http.reply->n, 2);
    assert_true(!strncmp(http.reply->list[0].value, "__Host-sid=two;", 15));
    assert_true(!strncmp(http.reply->list[1].value, "__Host-si=other;", 16));
}

static int start(void **state)
{
    (void)state;
    arena = arena_open(1 << 20);
    return 0;
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
        cmocka_unit_test(reading),
        cmocka_unit_test(setting),
        cmocka_unit_test(later_value_wins),
    };

    return cmocka_run_group_tests_name("cookie", tests, start, finish);
}
