/* Decisions about applications, without a database: what is missing, ages, windows, numbers, the machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "apply/apply.h"
#include "base/clock.h"
#include "base/ident.h"

#include <cmocka.h>
#include <string.h>

static int64_t day(int y, int m, int d)
{
    int64_t ret = NONE;

    assert_true(day_from(y, m, d, &ret));
    return ret;
}

/* A whole application on 2026-11-23 for a programme that begins on 2027-03-01. */
static struct application whole(void)
{
    struct application a = { .c = { .state = S_DRAFT }, .nationality = "LAO", .asean = true };

    a.intake = (struct intake){ .opens = day(2026, 9, 1), .closes = day(2027, 1, 10), .starts = day(2027, 3, 1),
                                .capacity = 10, .age_min = 15, .asean_only = true };
    a.birth = day(2009, 3, 1); /* eighteen on the first day of the programme */
    a.health = a.no_crime = a.hsk = NONE;
    a.passport_expires = day(2027, 9, 1);
    for (int s = 0; s < SEC__MAX; s++)
        a.done[s] = 1;
    return a;
}

static int64_t now(void)
{
    return day_end(day(2026, 11, 23)) - 1;
}

static bool finds(const struct application *a, int64_t at_s, const char *name)
{
    struct finding f[FINDINGS_MAX];
    unsigned n = application_findings(a, at_s, f);

    for (unsigned i = 0; i < n; i++)
        if (strcmp(f[i].name, name) == 0)
            return true;
    return false;
}

static void whole_has_no_finding(void **state)
{
    struct application a = whole();
    struct finding f[FINDINGS_MAX];

    (void)state;
    assert_int_equal(application_findings(&a, now(), f), 0);
}

static void everything_is_told_at_once(void **state)
{
    struct application a = whole();
    struct finding f[FINDINGS_MAX];

    (void)state;
    for (int s = 0; s < SEC__MAX; s++)
        a.done[s] = NONE;
    a.papers_must = 7;
    a.intake.reserved = 10;
    assert_int_equal(application_findings(&a, now(), f), 6 + 3 + 1); /* sections but guardian, papers, full */
}

static void passport_six_months_after_the_start(void **state)
{
    struct application a = whole();

    (void)state;
    assert_false(finds(&a, now(), "passport_short")); /* 2027-09-01 is six months after 2027-03-01 */
    a.passport_expires--;
    assert_true(finds(&a, now(), "passport_short"));
}

static void ages_are_of_the_first_day(void **state)
{
    struct application a = whole();

    (void)state;
    assert_false(application_is_minor(&a)); /* born 2009-03-01: eighteen that very day */
    a.birth = day(2009, 3, 2);
    assert_true(application_is_minor(&a));
    assert_true(section_is_needed(&a, SEC_GUARDIAN));
    a.birth = day(2012, 3, 1);
    assert_false(finds(&a, now(), "too_young"));
    a.birth = day(2012, 3, 2);
    assert_true(finds(&a, now(), "too_young"));
}

/* The last second of the last day counts, the next does not (DOMAIN 2.4: 23:59:59 and 00:00:00 UTC+8). */
static void window_ends_with_its_day(void **state)
{
    struct application a = whole();
    int64_t end = day_end(a.intake.closes);

    (void)state;
    a.passport_expires = day(2029, 1, 1);
    assert_false(finds(&a, end - 1, "window_closed"));
    assert_true(finds(&a, end, "window_closed"));
    a.intake.ended = true; /* between the draft and its sending */
    assert_true(finds(&a, end - 1, "window_closed"));
    assert_true(finds(&a, day_end(a.intake.opens - 1) - 1, "window_early"));
    assert_false(finds(&a, day_end(a.intake.opens - 1), "window_early"));
}

static void other_rules(void **state)
{
    struct application a = whole();

    (void)state;
    a.asean = false;
    assert_true(finds(&a, now(), "not_asean"));
    a.intake.asean_only = false;
    assert_false(finds(&a, now(), "not_asean"));
    a = whole();
    a.nationality = "CHN";
    assert_true(finds(&a, now(), "chinese_national"));
    a = whole();
    a.active = 3;
    assert_true(finds(&a, now(), "too_many"));
    a.c.state = S_RETURNED; /* this one is among the three */
    assert_false(finds(&a, now(), "too_many"));
}

static unsigned paper_bit(const char *kind)
{
    unsigned k = 0;

    while (paper_kinds[k] && strcmp(paper_kinds[k], kind))
        k++;
    assert_non_null(paper_kinds[k]);
    return 1u << k;
}

/* Good for six months, no day longer (DOMAIN 2.4); a date without its paper says nothing. */
static void papers_grow_old(void **state)
{
    struct application a = whole();
    const struct req r = { .now = now() };
    const struct step *confirm = apply_flow.step;

    (void)state;
    assert_false(paper_is_old(day(2026, 5, 23), day(2026, 11, 23)));
    assert_true(paper_is_old(day(2026, 5, 22), day(2026, 11, 23)));
    assert_false(paper_is_old(day(2026, 8, 31), day(2027, 2, 28))); /* there is no 31 February */
    assert_false(paper_is_old(NONE, day(2026, 11, 23)));
    while (confirm->event != E_CONFIRM_CONDITIONS)
        confirm++;
    a.health = day(2026, 5, 22);
    assert_false(finds(&a, now(), "paper_old"));
    assert_null(confirm->guard(&r, &a));
    a.papers = paper_bit("health");
    assert_true(finds(&a, now(), "paper_old"));
    assert_string_equal(confirm->guard(&r, &a), "paper_old");
    a.health++;
    assert_false(finds(&a, now(), "paper_old"));
    a.no_crime = day(2026, 5, 22);
    a.papers |= paper_bit("no_crime");
    assert_true(finds(&a, now(), "paper_old"));
}

/* The statement of the guardian is a paper, the guardian a section: two things to mend, in two sentences. */
/* Until teaching begins; what lapsed, for thirty days (DOMAIN 2.2). */
static void what_may_come_back(void **state)
{
    struct application a = whole();
    struct req r = { .now = now() };

    (void)state;
    a.c.state = S_REJECTED;
    a.c.state_at = now() - 200 * DAY_S;
    a.intake.starts = day_of(now()) + 1;
    assert_null(may_return(&r, &a));
    a.intake.starts--;
    assert_string_equal(may_return(&r, &a), "cycle_over");
    a.intake.starts += 100;
    a.c.state = S_LAPSED;
    a.c.state_at = now() - 30 * DAY_S;
    assert_null(may_return(&r, &a));
    a.c.state_at -= DAY_S;
    assert_string_equal(may_return(&r, &a), "too_late");
    for (const struct step *s = apply_flow.step; s->who; s++)
        if (s->event == E_RESTORE) {
            a.c.state = s->from;
            a.c.state_at = now();
            a.c.before = s->to == STATE_BEFORE ? S_OFFERED : S_SUBMITTED;
            a.intake.starts = day_of(now()) + 1;
            assert_null(s->guard(&r, &a));
            a.intake.starts--;
            assert_string_equal(s->guard(&r, &a), "cycle_over");
        }
}

static void guardian_and_his_statement_are_told_apart(void **state)
{
    struct application a = whole();

    (void)state;
    a.birth = day(2009, 3, 2);
    a.papers_must = paper_bit("guardian") | paper_bit("passport");
    assert_true(finds(&a, now(), "guardian_paper"));
    assert_true(finds(&a, now(), "passport"));
    assert_false(finds(&a, now(), "guardian")); /* that part is filled in */
    a.papers = a.papers_must;
    a.done[SEC_GUARDIAN] = NONE;
    assert_false(finds(&a, now(), "guardian_paper"));
    assert_true(finds(&a, now(), "guardian"));
}

/* Less Chinese than the programme asks for is told, and holds nobody up (DOMAIN 2.2). */
static void chinese_is_a_note(void **state)
{
    static const struct {
        int64_t told, min;
        bool low;
    } cases[] = { { NONE, 4, false }, { 0, 0, false }, { 0, 1, true }, { 3, 4, true }, { 4, 4, false }, { 6, 4, false } };
    struct application a = whole();
    struct finding f[FINDINGS_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        a.hsk = cases[i].told;
        a.intake.hsk_min = cases[i].min;
        assert_int_equal(application_notes(&a, f), cases[i].low);
        if (cases[i].low)
            assert_string_equal(f[0].name, "chinese_low");
        assert_int_equal(application_findings(&a, now(), f), 0);
    }
}

static void conditions_are_fulfilled_with_papers(void **state)
{
    struct application a = whole();

    (void)state;
    a.c.state = S_CONDITIONAL;
    assert_true(papers_may_come(&a));
    for (enum section s = 0; s < SEC__MAX; s++)
        assert_false(section_is_open(&a, s));
    a.c.state = S_ADMITTED;
    assert_false(papers_may_come(&a));
    a.c.state = S_RETURNED;
    assert_false(papers_may_come(&a));
    a.fix = 1 << SEC_PAPERS;
    assert_true(papers_may_come(&a));
}

static void returned_opens_listed_sections_only(void **state)
{
    struct application a = whole();

    (void)state;
    a.c.state = S_RETURNED;
    a.fix = 1 << SEC_CONTACT;
    assert_true(section_is_open(&a, SEC_CONTACT));
    assert_false(section_is_open(&a, SEC_PERSON));
    a.c.state = S_SUBMITTED;
    assert_false(section_is_open(&a, SEC_CONTACT));
}

static const char *resubmit_fault(const struct application *a)
{
    const struct req r = { .now = now() };

    for (const struct step *s = apply_flow.step; s->who; s++)
        if (s->from == S_RETURNED && s->event == E_RESUBMIT)
            return s->guard(&r, a);
    return "no such step";
}

/* A part that has become needless, as the guardian of an adult, is on no list and holds nobody up. */
static void corrected_is_what_was_asked_and_is_needed(void **state)
{
    struct application a = whole();

    (void)state;
    a.c.state = S_RETURNED;
    a.c.state_at = now() - 100;
    a.fix = 1 << SEC_CONTACT | 1 << SEC_GUARDIAN;
    assert_string_equal(resubmit_fault(&a), "not_corrected");
    a.done[SEC_CONTACT] = now();
    assert_null(resubmit_fault(&a));
    a.birth = day(2009, 3, 2);
    assert_string_equal(resubmit_fault(&a), "not_corrected");
    a.done[SEC_GUARDIAN] = now();
    assert_null(resubmit_fault(&a));
}

/* Twenty days from the start, and from an admission that comes later. */
static void who_is_admitted_late_has_days_to_come(void **state)
{
    struct application a = whole();
    struct req r = { .now = now() };
    const struct term *t = apply_flow.term;

    (void)state;
    while (t->event && t->event != E_NO_SHOW)
        t++;
    assert_int_equal(t->since(&r, &a), day(2027, 3, 1)); /* and as many days as flow_term says */
    r.now = day_end(day(2028, 2, 1)) - 1;
    assert_int_equal(t->since(&r, &a), day(2028, 2, 1));
}

static void numbers_have_a_luhn_digit(void **state)
{
    (void)state;
    assert_int_equal(luhn_digit("7992739871"), 3); /* the example of the algorithm's own description */
    assert_true(number_is_right("AP20260000268"));
    assert_false(number_is_right("AP20260000269"));
    assert_false(number_is_right("AP20260000628")); /* two digits swapped */
    assert_false(number_is_right("XX20260000268"));
    assert_false(number_is_right("AP"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_has_no_finding),
        cmocka_unit_test(everything_is_told_at_once),
        cmocka_unit_test(passport_six_months_after_the_start),
        cmocka_unit_test(ages_are_of_the_first_day),
        cmocka_unit_test(window_ends_with_its_day),
        cmocka_unit_test(other_rules),
        cmocka_unit_test(papers_grow_old),
        cmocka_unit_test(what_may_come_back),
        cmocka_unit_test(guardian_and_his_statement_are_told_apart),
        cmocka_unit_test(chinese_is_a_note),
        cmocka_unit_test(conditions_are_fulfilled_with_papers),
        cmocka_unit_test(returned_opens_listed_sections_only),
        cmocka_unit_test(corrected_is_what_was_asked_and_is_needed),
        cmocka_unit_test(who_is_admitted_late_has_days_to_come),
        cmocka_unit_test(numbers_have_a_luhn_digit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
