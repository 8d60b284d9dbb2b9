/* One-time codes against the tables of RFC 4226 and RFC 6238; a step counts once. */
#include "crypt/otp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include <cmocka.h>

static const struct bytes key = { (const unsigned char *)"12345678901234567890", 20 };

/* RFC 4226, appendix D; DOMAIN 1.5. */
static void hotp_counters(void **state)
{
    static const uint32_t codes[] = { 755224, 287082, 359152, 969429, 338314,
                                      254676, 287922, 162583, 399871, 520489 };
    (void)state;

    for (uint64_t i = 0; i < 10; i++)
        assert_int_equal(hotp(key, i, 6), codes[i]);
    assert_int_equal(hotp(key, 0, 7), 4755224);
    assert_int_equal(hotp(key, 0, 8), 84755224);
}

/* RFC 6238, appendix B, the SHA-1 rows; DOMAIN 1.5. */
static void totp_instants(void **state)
{
    static const struct {
        int64_t utc_s;
        uint32_t code;
    } cases[] = {
        { 59, 94287082 },         { 1111111109, 7081804 },  { 1111111111, 14050471 },
        { 1234567890, 89005924 }, { 2000000000, 69279037 }, { 20000000000, 65353130 },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t step = (uint64_t)cases[i].utc_s / 30;
        assert_int_equal(hotp(key, step, 8), cases[i].code);
        assert_int_equal(totp_step(key, cases[i].code % 1000000, cases[i].utc_s, 1, 0), step);
    }
}

static void one_step_early_or_late(void **state)
{
    static const struct {
        const char *name;
        int64_t utc_s; /* the code is of step 37037036: 1111111080 to 1111111109 */
        bool right, strictly;
    } cases[] = {
        { "first second", 1111111080, true, true },         { "last second", 1111111109, true, true },
        { "a step late, first", 1111111110, true, false },  { "a step late, last", 1111111139, true, false },
        { "two steps late", 1111111140, false, false },     { "a step early, last", 1111111079, true, false },
        { "a step early, first", 1111111050, true, false }, { "two steps early", 1111111049, false, false },
        { "an hour later", 1111114709, false, false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (totp_step(key, 81804, cases[i].utc_s, 1, 0) != (cases[i].right ? 37037036 : 0) ||
            totp_step(key, 81804, cases[i].utc_s, 0, 0) != (cases[i].strictly ? 37037036 : 0))
            fail_msg("%s", cases[i].name);
}

static void a_code_works_once(void **state)
{
    uint64_t step = totp_step(key, 81804, 1111111109, 1, 37037035);
    (void)state;

    assert_int_equal(step, 37037036);
    assert_int_equal(totp_step(key, 81804, 1111111109, 1, step), 0);
    assert_int_equal(totp_step(key, 81804, 1111111139, 1, step), 0);
    assert_int_equal(totp_step(key, 81804, 1111111109, 1, step + 1), 0); /* a later one was used */
    assert_int_equal(totp_step(key, hotp(key, step + 1, 6), 1111111109, 1, step), step + 1);
    assert_int_equal(totp_step(key, 81804, 1111111109, 1, UINT64_MAX), 0);
}

static void wrong_codes_are_refused(void **state)
{
    static const unsigned char other[20] = { 1 };
    (void)state;

    assert_int_equal(totp_step(key, 81805, 1111111109, 1, 0), 0);
    assert_int_equal(totp_step(key, 7081804, 1111111109, 1, 0), 0); /* eight digits */
    assert_int_equal(totp_step(key, UINT32_MAX, 1111111109, 1, 0), 0);
    assert_int_equal(totp_step((struct bytes){ other, sizeof other }, 81804, 1111111109, 1, 0), 0);
    assert_int_equal(totp_step((struct bytes){ NULL, 0 }, 81804, 1111111109, 1, 0), 0);
    assert_int_equal(totp_step(key, 755224, 0, 1, 0), 0); /* step 0 would mean "none" */
    assert_int_equal(totp_step(key, 755224, -1000, 1, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hotp_counters),
        cmocka_unit_test(totp_instants),
        cmocka_unit_test(one_step_early_or_late),
        cmocka_unit_test(a_code_works_once),
        cmocka_unit_test(wrong_codes_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
