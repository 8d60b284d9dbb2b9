/* Questions of apply that only the database answers: who is of a member state on which day. */
#include "store.h"
#include "apply/apply.h"

static struct req *r;

/* Timor-Leste joined on 2025-10-26; the day is that of Shanghai (DOMAIN 1.1, 2.4). */
static void members_are_asked_for_the_day(void **state)
{
    static const struct {
        const char *country, *day;
        int hour;
        bool member;
    } cases[] = {
        { "TLS", "2025-10-25", 23, false }, { "TLS", "2025-10-26", 0, true }, { "TLS", "2026-11-23", 12, true },
        { "LAO", "2025-10-25", 23, true },  { "LAO", "1997-07-22", 12, false }, { "FRA", "2026-11-23", 12, false },
        { "CHN", "2026-11-23", 12, false }, { "", "2026-11-23", 12, false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool member;

        r->now = at_day(cases[i].day, cases[i].hour);
        assert_int_equal(asean_is(r, cases[i].country, &member), OK);
        if (member != cases[i].member)
            fail_msg("%s on %s", cases[i].country, cases[i].day);
    }
}

static int begin(void **state)
{
    (void)state;
    r = store_open();
    return 0;
}

static int finish(void **state)
{
    (void)state;
    store_close(r);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(members_are_asked_for_the_day) };

    return cmocka_run_group_tests(tests, begin, finish);
}
