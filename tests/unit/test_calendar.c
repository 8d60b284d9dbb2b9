/* Working days against the figures of DOMAIN 1.4 and 1.5: the notice for 2026, plain weeks, and the calendar as the
 * files of schema/ bring it. Run from the top folder. */
#include "base/clock.h"
#include "flow/calendar.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int64_t day(const char *text)
{
    int64_t d;

    if (!day_parse(text, &d))
        fail_msg("%s is no date", text);
    return d;
}

static int64_t off[64], worked[16];

static void add_run(int64_t *list, const char *from, const char *to)
{
    size_t n = 0;

    while (list[n] != NONE)
        n++;
    for (int64_t d = day(from); d <= day(to); d++)
        list[n++] = d;
    list[n] = NONE;
}

/* The State Council's notice of 2025-11-04. */
static struct calendar calendar_2026(void)
{
    off[0] = worked[0] = NONE;
    add_run(off, "2026-01-01", "2026-01-03");
    add_run(off, "2026-02-15", "2026-02-23");
    add_run(off, "2026-04-04", "2026-04-06");
    add_run(off, "2026-05-01", "2026-05-05");
    add_run(off, "2026-06-19", "2026-06-21");
    add_run(off, "2026-09-25", "2026-09-27");
    add_run(off, "2026-10-01", "2026-10-07");
    add_run(worked, "2026-01-04", "2026-01-04");
    add_run(worked, "2026-02-14", "2026-02-14");
    add_run(worked, "2026-02-28", "2026-02-28");
    add_run(worked, "2026-05-09", "2026-05-09");
    add_run(worked, "2026-09-20", "2026-09-20");
    add_run(worked, "2026-10-10", "2026-10-10");
    return (struct calendar){ day("2026-01-01"), day("2026-12-31"), off, worked };
}

/* Years without exceptions: Monday to Friday. */
static struct calendar plain_weeks(void)
{
    static const int64_t none[] = { NONE };

    return (struct calendar){ day("2019-01-01"), day("2020-12-31"), none, none };
}

static void single_days(void **state)
{
    static const struct {
        const char *name, *day;
        bool working;
    } cases[] = {
        { "Monday", "2026-03-02", true },
        { "Friday", "2026-03-06", true },
        { "Saturday", "2026-03-07", false },
        { "Sunday", "2026-03-08", false },
        { "New Year, Thursday", "2026-01-01", false },
        { "New Year, Saturday", "2026-01-03", false },
        { "worked Sunday 4 January", "2026-01-04", true },
        { "worked Saturday 14 February", "2026-02-14", true },
        { "Spring Festival begins, Sunday", "2026-02-15", false },
        { "Spring Festival, Monday", "2026-02-16", false },
        { "Spring Festival ends, Monday", "2026-02-23", false },
        { "after Spring Festival", "2026-02-24", true },
        { "worked Saturday 28 February", "2026-02-28", true },
        { "Qingming, Monday", "2026-04-06", false },
        { "Labour Day, Friday", "2026-05-01", false },
        { "Labour Day, Tuesday", "2026-05-05", false },
        { "worked Saturday 9 May", "2026-05-09", true },
        { "Dragon Boat, Friday", "2026-06-19", false },
        { "worked Sunday 20 September", "2026-09-20", true },
        { "Mid-Autumn, Friday", "2026-09-25", false },
        { "National Day, Wednesday", "2026-10-07", false },
        { "after National Day", "2026-10-08", true },
        { "worked Saturday 10 October", "2026-10-10", true },
        { "Sunday after it", "2026-10-11", false },
    };
    struct calendar c = calendar_2026();
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (calendar_is_working(&c, day(cases[i].day)) != cases[i].working)
            fail_msg("%s", cases[i].name);
}

static void the_year_has_248(void **state)
{
    struct calendar c = calendar_2026();
    int64_t n = 0, free_weekdays = 0;
    (void)state;

    for (int64_t d = c.first; d <= c.last; d++) {
        n += calendar_is_working(&c, d);
        free_weekdays += !calendar_is_working(&c, d) && day_weekday(d) < 5;
    }
    assert_int_equal(n, 248); /* 365 - 104 - 13 */
    assert_int_equal(free_weekdays, 13 + 6); /* six of them are worked at weekends */
    assert_int_equal(calendar_between(&c, day("2025-12-31"), day("2026-12-31")), 248);
}

struct sum {
    const char *name, *from;
    int64_t n;
    const char *to;
};

static void try_sums(const struct calendar *c, const struct sum *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t got = calendar_add(c, day(s[i].from), s[i].n);

        if (got != (s[i].to ? day(s[i].to) : NONE))
            fail_msg("%s: day %lld", s[i].name, (long long)got);
    }
}

static void added_days(void **state)
{
    static const struct sum cases[] = {
        { "over Spring Festival", "2026-02-09", 20, "2026-03-13" },
        { "ends on a worked Saturday", "2026-04-29", 5, "2026-05-09" },
        { "the next day is a worked Saturday", "2026-02-13", 1, "2026-02-14" },
        { "the day itself never counts", "2026-03-02", 1, "2026-03-03" },
        { "none: the day itself", "2026-03-07", 0, "2026-03-07" },
        { "from a Saturday", "2026-03-07", 1, "2026-03-09" },
        { "over the National Day week", "2026-09-30", 1, "2026-10-08" },
        { "the whole year", "2025-12-31", 248, "2026-12-31" },
        { "one more than the year has", "2025-12-31", 249, NULL },
        { "past the horizon", "2026-12-31", 1, NULL },
        { "starts past the horizon", "2027-01-01", 0, NULL },
        { "starts before it", "2025-12-30", 1, NULL },
        { "backwards is not asked", "2026-03-02", -1, NULL },
    };
    struct calendar c = calendar_2026();
    (void)state;

    try_sums(&c, cases, sizeof cases / sizeof *cases);
}

static void plain_weeks_agree(void **state)
{
    static const struct sum cases[] = {
        { "decision in 20 working days, 2019", "2019-07-01", 20, "2019-07-29" },
        { "decision in 20 working days, 2020", "2020-07-01", 20, "2020-07-29" },
        { "answer in three", "2019-07-09", 3, "2019-07-12" },
    };
    struct calendar c = plain_weeks();
    (void)state;

    try_sums(&c, cases, sizeof cases / sizeof *cases);
}

/* 2019-07-09 and three days: open all through the 12th, over when the job runs on the 14th. */
static void a_deadline_is_the_end_of_its_day(void **state)
{
    struct calendar c = plain_weeks();
    int64_t due = day_end(calendar_add(&c, day("2019-07-09"), 3));
    int64_t midnight = day("2019-07-13") * DAY_S - 8 * 3600; /* 00:00 in Asia/Shanghai */
    (void)state;

    assert_int_equal(due, midnight);
    assert_int_equal(day_of(due - 1), day("2019-07-12"));
    assert_true(day("2019-07-14") * DAY_S > due);
}

static void counted_days(void **state)
{
    static const struct {
        const char *name, *from, *to;
        int64_t n;
    } cases[] = {
        { "same day", "2026-03-02", "2026-03-02", 0 },
        { "next day", "2026-03-02", "2026-03-03", 1 },
        { "over a weekend", "2026-03-06", "2026-03-09", 1 },
        { "worked Saturday counts", "2026-02-13", "2026-02-14", 1 },
        { "holiday does not", "2026-02-14", "2026-02-23", 0 },
        { "the other way", "2026-03-13", "2026-02-09", -20 },
        { "past the horizon", "2026-12-01", "2027-01-01", NONE },
        { "before it", "2025-12-30", "2026-01-05", NONE },
    };
    struct calendar c = calendar_2026();
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (calendar_between(&c, day(cases[i].from), day(cases[i].to)) != cases[i].n)
            fail_msg("%s", cases[i].name);
}

/* Counting is adding backwards: whatever was added is counted again, from every day of the year. */
static void adding_and_counting_agree(void **state)
{
    struct calendar c = calendar_2026();
    (void)state;

    for (int64_t d = c.first; d <= c.last; d++)
        for (int64_t n = 0; n <= 40; n++) {
            int64_t to = calendar_add(&c, d, n);

            if (to == NONE)
                continue;
            assert_int_equal(calendar_between(&c, d, to), n);
            assert_true(n == 0 || calendar_is_working(&c, to));
        }
}

/* What the files of schema/ leave in calendar_day, applied in their order. */
struct loaded {
    int64_t first;
    char kind[2000]; /* of day first + n: 'o' off, 'w' worked, 0 nothing */
};

static void load_file(const char *path, struct loaded *ret)
{
    char line[400], from[11], to[11], kind[8];
    FILE *f = fopen(path, "r");
    int n;

    if (!f)
        fail_msg("%s", path);
    while (fgets(line, sizeof line, f)) {
        if (sscanf(line, "DELETE FROM calendar_day WHERE day BETWEEN '%10[0-9-]' AND '%10[0-9-]'", from, to) == 2)
            memset(ret->kind + (day(from) - ret->first), 0, (size_t)(day(to) - day(from) + 1));
        for (const char *s = line; (s = strstr(s, "('20")); s += n) {
            n = 1;
            if (sscanf(s, "('%10[0-9-]', '%7[a-z]', @source)%n", from, kind, &n) == 2)
                ret->kind[day(from) - ret->first] = *kind;
        }
    }
    fclose(f);
}

/* The loaded years without a gap, as calendar.c takes them. */
static struct calendar calendar_of_the_schema(void)
{
    static int64_t days_off[400], days_worked[100];
    static struct loaded l;
    size_t offs = 0, works = 0;
    int64_t end;
    glob_t g;

    memset(&l, 0, sizeof l);
    l.first = end = day("2025-01-01");
    assert_int_equal(glob("schema/*_calendar_*.sql", 0, NULL, &g), 0);
    for (size_t i = 0; i < g.gl_pathc; i++)
        if (!strstr(g.gl_pathv[i], "calendar_day.sql"))
            load_file(g.gl_pathv[i], &l);
    globfree(&g);
    for (size_t i = 0; i < sizeof l.kind; i++) {
        if (l.kind[i])
            end = l.first + (int64_t)i;
        if (l.kind[i] == 'o')
            days_off[offs++] = l.first + (int64_t)i;
        else if (l.kind[i] == 'w')
            days_worked[works++] = l.first + (int64_t)i;
    }
    days_off[offs] = days_worked[works] = NONE;
    assert_true(end > day("2029-01-01"));
    return (struct calendar){ l.first, day("2029-12-31"), days_off, days_worked };
}

static void later_years(void **state)
{
    static const struct sum cases[] = {
        { "30 days over New Year 2027", "2026-11-23", 30, "2027-01-05" },
        { "the last day before Spring Festival 2027", "2027-02-03", 1, "2027-02-04" },
        { "over Spring Festival 2027, from the eve to the seventh day", "2027-02-04", 1, "2027-02-15" },
        { "from inside it", "2027-02-08", 1, "2027-02-15" },
        { "20 days over Spring Festival 2027", "2027-01-18", 20, "2027-02-23" },
        { "over Qingming 2027, a Monday", "2027-04-02", 1, "2027-04-06" },
        { "over Dragon Boat 2027", "2027-06-08", 1, "2027-06-10" },
        { "over Mid-Autumn 2027", "2027-09-14", 1, "2027-09-16" },
        { "over Spring Festival 2028", "2028-01-24", 1, "2028-02-02" },
        { "Mid-Autumn 2028 lies in National Day", "2028-09-29", 1, "2028-10-09" },
        { "over Spring Festival 2029", "2029-02-09", 1, "2029-02-20" },
        { "30 days to the end of the horizon", "2029-11-19", 30, "2029-12-31" },
        { "30 days past it", "2029-11-20", 30, NULL },
        { "a worked Sunday of 2025", "2025-01-24", 1, "2025-01-26" },
        { "over Spring Festival 2025", "2025-01-24", 3, "2025-02-05" },
        { "over National Day 2025, and a worked Saturday", "2025-09-30", 3, "2025-10-11" },
    };
    struct calendar c = calendar_of_the_schema();
    (void)state;

    try_sums(&c, cases, sizeof cases / sizeof *cases);
    assert_int_equal(calendar_between(&c, day("2025-01-01"), day("2025-12-31")), 248); /* 365 - 104 - 13 */
    assert_int_equal(calendar_between(&c, day("2025-12-31"), day("2026-12-31")), 248);
    assert_int_equal(calendar_between(&c, day("2029-12-01"), day("2030-01-01")), NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_days),
        cmocka_unit_test(the_year_has_248),
        cmocka_unit_test(added_days),
        cmocka_unit_test(plain_weeks_agree),
        cmocka_unit_test(a_deadline_is_the_end_of_its_day),
        cmocka_unit_test(counted_days),
        cmocka_unit_test(adding_and_counting_agree),
        cmocka_unit_test(later_years),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
