/* --check of a flow: a right table passes, and each kind of mistake is named. */
#include "flow_case.h"

static struct req *r;

/* Complaints about a flow, as one text. */
static const char *complaints(const struct flow *f, unsigned *ret_n)
{
    char *text = arena_new(r->arena, 65536, 1);
    FILE *to = fmemopen(text, 65535, "w");

    assert_non_null(to);
    *ret_n = flow_check(r, f, to);
    fclose(to);
    return text;
}

static void a_right_table_passes(void **state)
{
    unsigned n = 9;
    (void)state;

    assert_string_equal(complaints(&test_flow, &n), "");
    assert_int_equal(n, 0);
}

static const char *const three_states[] = { "", "one", "two", "three", NULL };
static const char *const gap_states[] = { "", "one", "", "three", NULL };
static const char *const two_events[] = { "", "go", "late", NULL };

static const struct step good[] = { { .from = 0, .event = 1, .to = 1, .who = R_APPLICANT },
                                    { .from = 1, .event = 1, .to = 2, .who = R_APPLICANT },
                                    { .from = 1, .event = 2, .to = 3, .who = R_CLOCK }, { .who = 0 } };
static const struct step no_way[] = { { .from = 0, .event = 1, .to = 1, .who = R_APPLICANT },
                                      { .from = 3, .event = 1, .to = 2, .who = R_APPLICANT }, { .who = 0 } };
static const struct step ambiguous[] = { { .from = 0, .event = 1, .to = 1, .who = R_APPLICANT },
                                         { .from = 1, .event = 1, .to = 2, .who = R_APPLICANT | R_INTERN },
                                         { .from = 1, .event = 1, .to = 3, .who = R_INTERN, .guard = is_free },
                                         { .who = 0 } };
static const struct step silent[] = { { .from = 0, .event = 1, .to = 1, .who = R_APPLICANT, .letter = "nowhere" },
                                      { .from = 1, .event = 1, .to = 2, .who = R_APPLICANT },
                                      { .from = 1, .event = 2, .to = 3, .who = R_CLOCK, .reason = true }, { .who = 0 } };
static const struct step unknown[] = { { .from = 0, .event = 1, .to = 7, .who = R_APPLICANT }, { .who = 0 } };
static const struct term wrong_runs[] = { { .event = 2, .runs = 1u << 2, .pauses = 1u << 2 }, { .event = 0 } };
static const struct term no_length[] = { { .event = 2, .runs = 1u << 1 }, { .event = 0 } };

static void mistakes_are_named(void **state)
{
    const uint32_t ends = 1u << 2 | 1u << 3;
    const struct {
        struct flow f;
        const char *said[3];
    } cases[] = {
        { { "testflow_a", "test_case", three_states, two_events, ends, good, NULL, NULL, NULL }, { NULL } },
        { { "testflow_b", "test_case", three_states, two_events, 0, good, NULL, NULL, NULL },
          { "state two has no way out", "state three has no way out" } },
        { { "testflow_c", "test_case", three_states, two_events, ends, no_way, NULL, NULL, NULL },
          { "state one has no way out", "state three is never reached", "state two is never reached" } },
        { { "testflow_d", "test_case", three_states, two_events, ends, ambiguous, NULL, NULL, NULL },
          { "row 3 is never reached, row 2 asks nothing" } },
        { { "testflow_e", "test_case", three_states, two_events, ends, silent, NULL, NULL, NULL },
          { "no text T.letter.nowhere.subject in zh", "no text T.letter.nowhere.body in fil",
            "a clock gives no reason" } },
        { { "testflow_f", "test_case", three_states, two_events, ends, unknown, NULL, NULL, NULL },
          { "row 1 names a state or event that has no name" } },
        { { "testflow_g", "test_case", three_states, two_events, ends, good, wrong_runs, case_load, NULL },
          { "runs and pauses in the same state", "R_CLOCK has no such step from there" } },
        { { "testflow_h", "test_case", three_states, two_events, ends, good, no_length, NULL, NULL },
          { "flow_term has no length of late today", "no load() for the sweep" } },
        { { "testflow_i", "test_other", three_states, two_events, ends, good, NULL, NULL, NULL },
          { "table test_other:" } },
        { { "testflow_j", "account", three_states, two_events, ends, good, NULL, NULL, NULL }, { "Unknown column" } },
        { { "testflow_k", "test_case", gap_states, two_events, ends, good, NULL, NULL, NULL },
          { "state 2 must have a name" } },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned n = 0;
        const char *text = complaints(&cases[i].f, &n);

        if ((n == 0) != (cases[i].said[0] == NULL))
            fail_msg("%s: %u complaints: %s", cases[i].f.name, n, text);
        for (size_t k = 0; k < 3 && cases[i].said[k]; k++)
            if (!strstr(text, cases[i].said[k]))
                fail_msg("%s does not say <%s> but: %s", cases[i].f.name, cases[i].said[k], text);
    }
}

static void every_statement_of_the_folder_is_right(void **state)
{
    (void)state;

    for (const struct sql *const *q = flow_sql; *q; q++)
        assert_null(db_check(r, *q));
}

static int begin(void **state)
{
    (void)state;
    r = case_begin();
    return 0;
}

static int finish(void **state)
{
    (void)state;
    case_finish(r);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_table_passes),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(every_statement_of_the_folder_is_right),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
