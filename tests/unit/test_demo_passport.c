/* Passports of demo people pass the checks that those of real people must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "apply/apply.h"
#include "demo/demo.h"

#include <cmocka.h>
#include <string.h>

enum { TODAY = 20780, TIMES = 300 };

static struct req request(void)
{
    return (struct req){ .arena = arena_open(16 << 20), .id = "test", .now = day_end(TODAY) - 3600 };
}

static void each_passport_is_right_and_fits_its_person(void **state)
{
    struct req r = request();
    struct dice d = { 7 };
    size_t people;
    (void)state;

    name_at(0, &people);
    assert_true(people >= 10);
    for (size_t i = 0; i < people * TIMES; i++) {
        const struct name *n = name_at(i, &people);
        const char *sex = i % 2 ? "f" : "m";
        int64_t birth = TODAY - 15 * 365 - (int64_t)dice_roll(&d, 30 * 365);
        int64_t expires = TODAY + 1 + (int64_t)dice_roll(&d, 10 * 365);
        struct passport p = passport_make(&r, &d, n, sex, birth, expires);
        struct person who = { .name_primary = n->primary, .name_secondary = n->secondary ? n->secondary : "", .sex = sex,
                              .nationality = n->country, .passport_no = p.number, .mrz1 = p.line1, .mrz2 = p.line2,
                              .birth = birth, .passport_expires = expires };

        if (mrz_fault(p.line1, p.line2) || mrz_compare(&who, TODAY))
            fail_msg("%s\n%s", p.line1, p.line2);
        arena_reset(r.arena);
    }
    arena_close(r.arena);
}

static void the_same_seed_makes_the_same_passport(void **state)
{
    struct req r = request();
    struct dice d[3] = { { 7 }, { 7 }, { 8 } };
    struct passport p[3];
    size_t people;
    (void)state;

    for (int i = 0; i < 3; i++)
        p[i] = passport_make(&r, &d[i], name_at(0, &people), "f", TODAY - 8000, TODAY + 1000);
    assert_string_equal(p[0].number, p[1].number);
    assert_string_equal(p[0].line2, p[1].line2);
    assert_string_not_equal(p[0].number, p[2].number);
    arena_close(r.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_passport_is_right_and_fits_its_person),
        cmocka_unit_test(the_same_seed_makes_the_same_passport),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
