/* Decisions of login without a database: whose network an address is, and where a reader may be sent on to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "login/login.h"

#include <cmocka.h>
#include <string.h>

static void networks_of_addresses(void **state)
{
    static const struct {
        const char *one, *other;
        bool same;
    } cases[] = {
        { "203.0.113.7", "203.0.113.250", true },
        { "203.0.113.7", "203.0.114.7", false },
        { "2001:db8:1:2:a:b:c:d", "2001:db8:1:2::1", true },
        { "2001:db8:1:2::1", "2001:db8:1:3::1", false },
        { "2001:db8::a:b:c:d", "2001:db8::f", true }, /* zeros of the network itself are left out */
        { "::ffff:203.0.113.7", "203.0.113.9", true },
        { "::ffff:203.0.113.7", "::ffff:198.51.100.7", false },
        { "unix:", "203.0.113.7", false },
    };
    struct arena *a = arena_open(1 << 16);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct http one = { .address = cases[i].one }, other = { .address = cases[i].other };
        struct req r = { .arena = a, .http = &one }, s = { .arena = a, .http = &other };

        if ((strcmp(throttle_network(&r), throttle_network(&s)) == 0) != cases[i].same)
            fail_msg("%s and %s", cases[i].one, cases[i].other);
    }
    arena_close(a);
}

static void only_pages_of_ours_come_next(void **state)
{
    static const char *const ours[] = { "/", "/apply/mine", "/apply/tasks?id=12&said=saved", "/wiki/%E8%85%8A?a=b%20c&u=%2Fd",
                                        "/a:b~c,d;e!f$g*h(i)'+" };
    static const char *const others[] = { "", "apply", "//evil.example", "/\\evil.example", "https://evil.example",
                                          "/a\r\nb", "/a%0d", "/a b", "/ສ", "/%2fevil.example", "/%2Fevil.example",
                                          "/a%5Cb", "/a%7f", "/a%00", "/a%", "/a%4", "/a%4g", "/@b", "/a#b", "/a\"b" };
    static char longest[1002];

    (void)state;
    memset(longest, '/', 1);
    memset(longest + 1, 'a', 1000);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        assert_string_equal(next_of(&(struct req){ .query = &(struct next_query){ ours[i] } }), ours[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_string_equal(next_of(&(struct req){ .query = &(struct next_query){ others[i] } }), "");
    assert_string_equal(next_of(&(struct req){ .query = &(struct next_query){ longest } }), "");
}

static void browsers_have_short_names(void **state)
{
    static const char *const cases[][2] = {
        { "Mozilla/5.0 (Linux; Android 13; SM-A137F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36",
          "Chrome, Android" },
        { "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Version/4.0 Chrome/98 MQQBrowser/6.2 MicroMessenger/8.0.40",
          "WeChat, Android" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1",
          "Safari, iPhone" },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
          "Edge, Windows" },
        { "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox, Linux" },
        { "Mozilla/5.0 (Linux; Android 10; HarmonyOS; NOH-AN00) Chrome/99 HuaweiBrowser/13 Safari/537.36",
          "Huawei Browser, HarmonyOS" },
        { "curl/8.0", NULL }, { "", NULL }, { "<b>Firefox/1</b>", "Firefox" },
    };
    struct arena *a = arena_open(1 << 16);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = browser_name(a, cases[i][0]);

        if (cases[i][1])
            assert_string_equal(name, cases[i][1]);
        else
            assert_null(name);
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks_of_addresses),
        cmocka_unit_test(only_pages_of_ours_come_next),
        cmocka_unit_test(browsers_have_short_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
