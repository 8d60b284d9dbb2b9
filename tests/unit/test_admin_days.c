/* The yearly notice as text: what is read of it, and what is refused with its line (DOMAIN 1.4). */
#include "admin/days_rules.h"
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct days d;
static unsigned line;

static int64_t day(const char *text)
{
    int64_t v = 0;

    assert_true(day_parse(text, &v));
    return v;
}

static const char *read_for(const char *text, int year, const char *today)
{
    return days_read(text, year, day(today), &d, &line);
}

/* The notice of 4 November 2025, in words as its readers type it; 248 working days. */
static const char notice_2026[] =
    "date,until,kind\r\n2026-01-01,2026-01-03,holiday,New Year\r\n2026-01-04,workday\r\n\r\n# Spring Festival\r\n"
    "2026年2月15日至2026年2月23日 放假\n2026年2月14日,上班\n2026/2/28 worked\n2026-04-04..2026-04-06 off\n"
    "2026.5.1~2026.5.5 休\n2026-05-09 班\n2026-06-19 - 2026-06-21 holiday\n2026-09-25，2026-09-27，放假\n"
    "2026-09-20\tworkday\n2026-10-01, 2026-10-07, holiday\n2026-10-10,workday";

static void the_notice_of_2026_is_read(void **state)
{
    (void)state;
    assert_null(read_for(notice_2026, 2026, "2025-11-04"));
    assert_int_equal(d.n, 3 + 9 + 3 + 5 + 3 + 3 + 7 + 6);
    assert_int_equal(days_working(&d, 2026), 248);
    for (size_t i = 1; i < d.n; i++)
        assert_true(d.day[i - 1].day < d.day[i].day);
    assert_true(days_find(&d, day("2026-02-14"))->worked);
    assert_false(days_find(&d, day("2026-02-15"))->worked);
    assert_null(days_find(&d, day("2026-02-24")));
}

static void what_was_read_is_read_again(void **state)
{
    struct arena *a = arena_open(1 << 20);
    const char *once;

    (void)state;
    assert_null(read_for(notice_2026, 2026, "2025-11-04"));
    once = days_text(a, &d);
    assert_null(read_for(once, 2026, "2025-11-04"));
    assert_string_equal(days_text(a, &d), once);
    assert_int_equal(days_working(&d, 2026), 248);
    arena_close(a);
}

static void each_fault_has_its_line(void **state)
{
    static const struct {
        const char *text, *fault;
        unsigned line;
    } cases[] = {
        { "", "days_empty", 0 },
        { "\n\n# nothing\n", "days_empty", 3 },
        { "2027-10-01 holiday\nNational Day", "days_line", 2 },
        { "2027-10-01", "days_line", 1 },
        { "2027-10-01 maybe", "days_line", 1 },
        { "2027-10-01 holidays", "days_line", 1 },
        { "2027-10-01 2027-10-02 2027-10-03 holiday", "days_line", 1 },
        { "27-10-1 holiday", "days_none", 1 },
        { "20271001 holiday", "days_line", 1 },
        { "2027-10-011 holiday", "days_line", 1 },
        { "2027-10-00001 holiday", "days_line", 1 },
        { "-2027-10-01 holiday", "days_line", 1 },
        { "2027-02-29 holiday", "days_none", 1 },
        { "2027-10-01 holiday\n\n2027-13-01 holiday", "days_none", 3 },
        { "2027-10-07 2027-10-01 holiday", "days_order", 1 },
        { "2028-10-01 holiday", "days_year", 1 },
        { "2026-12-31 2027-01-03 holiday", "days_year", 1 },
        { "2027-12-31 2028-01-03 holiday", "days_year", 1 },
        { "2027-01-01 holiday", "days_past", 1 },
        { "2027-02-28, 2027-03-03 holiday", "days_past", 1 },
        { "2027-10-01 holiday\n2027-10-01 holiday", "days_twice", 2 },
        { "2027-10-01 2027-10-07 holiday\n2027-10-05 2027-10-09 holiday", "days_twice", 2 },
        { "2027-10-02 holiday\n2027-10-02 workday", "days_twice", 2 },
        { "2027-10-08 workday", "days_weekday", 1 },
        { "2027-10-09 2027-10-11 workday", "days_weekday", 1 },
        { "9999-10-01 holiday", "days_none", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = read_for(cases[i].text, 2027, "2027-03-01");

        if (!fault || strcmp(fault, cases[i].fault) || line != cases[i].line)
            fail_msg("%s: %s in line %u", cases[i].text, fault ? fault : "right", line);
    }
    assert_null(read_for("2027-03-01 holiday", 2027, "2027-03-01"));
}

static void a_line_that_never_ends_is_refused(void **state)
{
    char text[4001];

    (void)state;
    memset(text, ' ', sizeof text - 1);
    memcpy(text + 3980, "2027-10-01 off", 14);
    text[sizeof text - 1] = '\0';
    assert_string_equal(read_for(text, 2027, "2027-03-01"), "days_line");
}

static void a_whole_year_fits(void **state)
{
    (void)state;
    assert_null(read_for("2028-01-01 2028-12-31 holiday", 2028, "2027-03-01"));
    assert_int_equal(d.n, DAYS_MAX);
    assert_int_equal(days_working(&d, 2028), 0);
}

static void days_that_are_over_stay(void **state)
{
    struct days old = { 3, { { day("2027-01-01"), false }, { day("2027-02-20"), true }, { day("2027-10-01"), false } } };
    struct days then;

    (void)state;
    assert_null(read_for("2027-09-15 holiday\n2027-03-01 holiday", 2027, "2027-03-01"));
    days_merge(&old, &d, day("2027-03-01"), &then);
    assert_int_equal(then.n, 4);
    assert_int_equal(then.day[1].day, day("2027-02-20"));
    assert_true(then.day[1].worked);
    assert_int_equal(then.day[2].day, day("2027-03-01"));
    assert_int_equal(then.day[3].day, day("2027-09-15"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_notice_of_2026_is_read),
        cmocka_unit_test(what_was_read_is_read_again),
        cmocka_unit_test(each_fault_has_its_line),
        cmocka_unit_test(a_line_that_never_ends_is_refused),
        cmocka_unit_test(a_whole_year_fits),
        cmocka_unit_test(days_that_are_over_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
