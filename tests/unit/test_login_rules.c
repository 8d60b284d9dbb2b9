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
    static const char *const ours[] = { "/", "/apply/mine", "/apply/tasks?id=12&said=saved" };
    static const char *const others[] = { "", "apply", "//evil.example", "/\\evil.example", "https://evil.example",
                                          "/a\r\nb", "/a%0d", "/a b", "/ສ" };
    static char longest[202];

    (void)state;
    memset(longest, '/', 1);
    memset(longest + 1, 'a', 200);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        assert_string_equal(next_of(&(struct req){ .query = &(struct next_query){ ours[i] } }), ours[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_string_equal(next_of(&(struct req){ .query = &(struct next_query){ others[i] } }), "");
    assert_string_equal(next_of(&(struct req){ .query = &(struct next_query){ longest } }), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks_of_addresses),
        cmocka_unit_test(only_pages_of_ours_come_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
