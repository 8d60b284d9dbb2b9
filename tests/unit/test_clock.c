/* Days, months, weekdays and ages against published figures and against the C library's calendar. */
#include "base/clock.h"
#include "base/req.h"
#include "base/setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct arena *arena;

static int64_t day(const char *text)
{
    int64_t d;

    if (!day_parse(text, &d))
        fail_msg("%s is a day", text);
    return d;
}

static int arena_make(void **state)
{
    (void)state;
    arena = arena_open(64 * 1024 * 1024);
    return 0;
}

static int arena_end(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void every_day_agrees_with_the_library(void **state)
{
    int64_t first = day("1900-01-01"), last = day("2400-12-31"), back;
    (void)state;

    assert_int_equal(last - first + 1, 182987); /* 501 years, 122 with a leap day */
    for (int64_t d = first; d <= last; d++) {
        time_t t = (time_t)(d * DAY_S);
        struct tm tm;
        int y, m, dd;
        assert_non_null(gmtime_r(&t, &tm));
        day_split(d, &y, &m, &dd);
        if (y != tm.tm_year + 1900 || m != tm.tm_mon + 1 || dd != tm.tm_mday)
            fail_msg("day %lld", (long long)d);
        assert_true(day_from(y, m, dd, &back));
        assert_int_equal(back, d);
        assert_int_equal(day_weekday(d), (tm.tm_wday + 6) % 7);
    }
}

static void dates_are_read_exactly(void **state)
{
    static const struct {
        const char *text;
        bool right;
    } cases[] = {
        { "1970-01-01", true },  { "2026-09-01", true },  { "1900-01-01", true },   { "2400-12-31", true },
        { "2024-02-29", true },  { "2000-02-29", true },  { "1900-02-29", false },  { "2100-02-29", false },
        { "2023-02-29", false }, { "1949-02-31", false }, { "2026-04-31", false },  { "1899-12-31", false },
        { "2401-01-01", false }, { "2026-00-10", false }, { "2026-13-01", false },  { "2026-01-00", false },
        { "2026-01-32", false }, { "2026-1-01", false },  { "2026-01-1", false },   { "26-01-01", false },
        { "2026/01/01", false }, { "2026-01-01 ", false }, { " 2026-01-01", false }, { "2026-01-011", false },
        { "", false },           { "2026", false },       { "2026-01", false },     { "2026-01-", false },
        { "+026-01-01", false }, { "-026-01-01", false }, { "2026-0x-01", false },  { "２０２６-01-01", false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t d = 4711;
        if (day_parse(cases[i].text, &d) != cases[i].right)
            fail_msg("\"%s\"", cases[i].text);
        if (cases[i].right)
            assert_string_equal(day_text(arena, d), cases[i].text);
        else
            assert_int_equal(d, 4711);
    }
    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(day("1969-12-31"), -1);
    assert_int_equal(day("2000-03-01"), 11017);
    assert_string_equal(day_text(arena, NONE), "");
}

static void day_from_refuses_wild_numbers(void **state)
{
    static const int64_t wild[] = { INT64_MIN, INT64_MAX, -1, 0, 13, 32, 1LL << 32 };
    int64_t d;
    (void)state;

    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
        assert_false(day_from(wild[i], 1, 1, &d));
        if (wild[i] != 13 && wild[i] != 32)
            assert_false(day_from(2026, 1, wild[i], &d));
        assert_false(day_from(2026, wild[i], 1, &d));
    }
    assert_true(day_from(2026, 1, 31, &d));
}

/* Worked weekends of the notice of 2025-11-04 and the anchor's weekdays (DOMAIN 1.4, 1.5). */
static void weekdays(void **state)
{
    static const struct {
        const char *text;
        int weekday;
    } cases[] = {
        { "1970-01-01", 3 }, { "2019-07-01", 0 }, { "2019-07-29", 0 }, { "2020-07-01", 2 }, { "2020-07-29", 2 },
        { "2019-07-09", 1 }, { "2019-07-12", 4 }, { "2026-02-14", 5 }, { "2026-05-09", 5 }, { "2026-02-28", 5 },
        { "2026-01-04", 6 }, { "2026-09-20", 6 }, { "2026-10-10", 5 }, { "1900-01-01", 0 }, { "2026-03-13", 4 },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (day_weekday(day(cases[i].text)) != cases[i].weekday)
            fail_msg("%s", cases[i].text);
}

/* 2026 has 248 working days by the notice: 365 - 104 weekend days - 13 (DOMAIN 1.5). */
static void year_2026_has_104_weekend_days(void **state)
{
    int n = 0;
    (void)state;

    for (int64_t d = day("2026-01-01"); d <= day("2026-12-31"); d++)
        n += day_weekday(d) >= 5;
    assert_int_equal(n, 104);
}

static void ages(void **state)
{
    static const struct {
        const char *name, *birth, *at;
        int64_t age;
    } cases[] = {
        { "published: 321083197812162119 (DOMAIN 1.5)", "1978-12-16", "2017-04-10", 38 },
        { "days / 365 says 16", "2010-09-05", "2026-09-01", 15 },
        { "days / 365.25 says 17", "2008-03-01", "2026-03-01", 18 },
        { "leap birthday, the day before", "2008-02-29", "2026-02-28", 17 },
        { "leap birthday in a common year", "2008-02-29", "2026-03-01", 18 },
        { "leap birthday in a leap year", "2008-02-29", "2024-02-29", 16 },
        { "leap birthday, 28 February of a leap year", "2008-02-29", "2024-02-28", 15 },
        { "day of birth", "2010-09-05", "2010-09-05", 0 },
        { "day before the first birthday", "2010-09-05", "2011-09-04", 0 },
        { "first birthday", "2010-09-05", "2011-09-05", 1 },
        { "new year's eve", "2008-01-01", "2025-12-31", 17 },
        { "new year's day", "2008-01-01", "2026-01-01", 18 },
        { "not yet born", "2026-09-02", "2026-09-01", -1 },
        { "oldest", "1900-01-01", "2026-09-01", 126 },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (age_at(day(cases[i].birth), day(cases[i].at)) != cases[i].age)
            fail_msg("%s", cases[i].name);
    assert_int_equal(age_at(NONE, 20000), NONE); /* unknown is never "grown up" */
}

static void months_later(void **state)
{
    static const struct {
        const char *from;
        int64_t months;
        const char *to;
    } cases[] = {
        { "2020-11-10", 12, "2021-11-10" }, { "2020-11-01", 12, "2021-11-01" }, { "2026-01-31", 1, "2026-02-28" },
        { "2024-01-31", 1, "2024-02-29" },  { "2024-02-29", 12, "2025-02-28" }, { "2024-02-29", 48, "2028-02-29" },
        { "2026-08-31", 1, "2026-09-30" },  { "2026-12-31", 2, "2027-02-28" },  { "2026-03-31", -1, "2026-02-28" },
        { "2026-01-15", -1, "2025-12-15" }, { "2026-05-31", 0, "2026-05-31" },  { "2026-01-31", -12, "2025-01-31" },
        { "1970-01-31", -2, "1969-11-30" }, { "2026-10-31", 600, "2076-10-31" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(day_text(arena, day_add_months(day(cases[i].from), cases[i].months)), cases[i].to))
            fail_msg("%s %+lld months", cases[i].from, (long long)cases[i].months);
    /* Policy end dates: a year, less one day (DOMAIN 1.5). */
    assert_string_equal(day_text(arena, day_add_months(day("2020-11-10"), 12) - 1), "2021-11-09");
    assert_string_equal(day_text(arena, day_add_months(day("2020-11-01"), 12) - 1), "2021-10-31");
    assert_int_equal(day_add_months(NONE, 3), NONE);
}

/* Midnight of Beijing is 16:00 UTC of the day before. */
static void a_day_ends_in_beijing(void **state)
{
    static const struct {
        int64_t utc_s;
        const char *day;
    } cases[] = {
        { 0, "1970-01-01" },          { 57599, "1970-01-01" },      { 57600, "1970-01-02" },
        { -28800, "1970-01-01" },     { -28801, "1969-12-31" },     { 1788191999, "2026-08-31" },
        { 1788192000, "2026-09-01" }, { 1788278399, "2026-09-01" }, { 1788278400, "2026-09-02" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(day_text(arena, day_of(cases[i].utc_s)), cases[i].day))
            fail_msg("%lld", (long long)cases[i].utc_s);
    assert_int_equal(day_end(day("2026-09-01")), 1788278400);
    for (int64_t d = -1000; d < 40000; d += 37) {
        assert_int_equal(day_of(day_end(d)), d + 1);
        assert_int_equal(day_of(day_end(d) - 1), d);
    }
}

static void the_clock_is_shifted_by_a_setting(void **state)
{
    int64_t before = (int64_t)time(NULL), now = clock_now();
    (void)state;

    assert_in_range(now - before, 0, 5); /* the settings were not read yet */
    setenv("QIAO_DEMO", "1", 1); /* else it is refused */
    setenv("QIAO_CLOCK_SHIFT_S", "-864000", 1);
    assert_true(setting_read(stderr));
    assert_in_range(clock_now() + 864000 - before, 0, 60);
    setenv("QIAO_CLOCK_SHIFT_S", "86400", 1);
    assert_true(setting_read(stderr));
    assert_in_range(clock_now() - 86400 - before, 0, 60);
    unsetenv("QIAO_CLOCK_SHIFT_S");
    unsetenv("QIAO_DEMO");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_is_shifted_by_a_setting),
        cmocka_unit_test(every_day_agrees_with_the_library),
        cmocka_unit_test(dates_are_read_exactly),
        cmocka_unit_test(day_from_refuses_wild_numbers),
        cmocka_unit_test(weekdays),
        cmocka_unit_test(year_2026_has_104_weekend_days),
        cmocka_unit_test(ages),
        cmocka_unit_test(months_later),
        cmocka_unit_test(a_day_ends_in_beijing),
    };

    return cmocka_run_group_tests(tests, arena_make, arena_end);
}
