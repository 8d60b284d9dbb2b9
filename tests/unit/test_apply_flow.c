/* The state machine of an application against DOMAIN 2.2, and against the published table of the service whose states
 * it follows (DFE-Digital/apply-for-teacher-training, DOMAIN 2.5): every pair of states, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "apply/apply.h"
#include "auth/role.h"

#include <cmocka.h>

enum { STATES = S_NOT_SENT + 1 };

#define TO(s) (1u << (s))

/* Published moves between states that both have (send, offer, cancel, recruited, ...), and ours beyond them. Not taken
 * over: an offer out of the draft's first state or out of a rejection, because a lead offers only what was reviewed. */
static const struct {
    int from;
    unsigned published, ours;
} moves[] = {
    { STATE_NONE, TO(S_DRAFT), 0 },
    { S_DRAFT, TO(S_SUBMITTED) | TO(S_NOT_SENT), TO(S_WITHDRAWN) },
    { S_SUBMITTED, TO(S_WITHDRAWN), TO(S_SUBMITTED) | TO(S_IN_REVIEW) | TO(S_RETURNED) },
    { S_IN_REVIEW, TO(S_OFFERED) | TO(S_REJECTED) | TO(S_WITHDRAWN) | TO(S_INTERVIEW), TO(S_IN_REVIEW) | TO(S_RETURNED) },
    { S_INTERVIEW, TO(S_OFFERED) | TO(S_REJECTED) | TO(S_WITHDRAWN) | TO(S_IN_REVIEW), TO(S_INTERVIEW) },
    { S_RETURNED, 0, TO(S_SUBMITTED) | TO(S_LAPSED) | TO(S_WITHDRAWN) | TO(S_IN_REVIEW) },
    { S_OFFERED, TO(S_OFFER_WITHDRAWN) | TO(S_CONDITIONAL) | TO(S_DECLINED), TO(S_ADMITTED) | TO(S_WITHDRAWN) },
    { S_OFFER_WITHDRAWN, TO(S_OFFERED), 0 },
    { S_CONDITIONAL, TO(S_ADMITTED) | TO(S_NOT_MET) | TO(S_WITHDRAWN) | TO(S_DEFERRED), 0 },
    { S_ADMITTED, TO(S_WITHDRAWN) | TO(S_DEFERRED), TO(S_ENROLLED) | TO(S_NO_SHOW) | TO(S_ADMITTED) },
    { S_DEFERRED, TO(S_ADMITTED) | TO(S_CONDITIONAL) | TO(S_WITHDRAWN), TO(S_DEFERRED) },
    /* Undone by the head of the centre; AT does these by hand (DOMAIN 1.3). */
    { S_REJECTED, 0, TO(S_IN_REVIEW) },
    { S_LAPSED, 0, TO(S_IN_REVIEW) },
    { S_WITHDRAWN, 0, TO(S_IN_REVIEW) | TO(S_OFFERED) },
    { S_DECLINED, 0, TO(S_OFFERED) },
    { S_NOT_MET, 0, TO(S_CONDITIONAL) },
    { S_ENROLLED, 0, TO(S_ENROLLED) },
    { S_NO_SHOW, 0, 0 },
    { S_NOT_SENT, 0, 0 },
};

/* Where "back to the state before" may lead: into the states the move's own state is entered from. */
static unsigned before(const struct step *s)
{
    return s->from == S_DEFERRED ? TO(S_CONDITIONAL) | TO(S_ADMITTED) : s->from == S_WITHDRAWN ? TO(S_OFFERED) : 0;
}

static void moves_are_those_of_the_table_and_no_others(void **state)
{
    unsigned found[STATES] = { 0 };
    (void)state;

    for (const struct step *s = apply_flow.step; s->who; s++)
        found[s->from] |= s->to == STATE_BEFORE ? before(s) : TO(s->to);
    assert_int_equal(sizeof moves / sizeof *moves, STATES);
    for (int i = 0; i < STATES; i++)
        for (int to = 0; to < STATES; to++)
            if ((found[moves[i].from] ^ (moves[i].published | moves[i].ours)) & TO(to))
                fail_msg("from %s to %s", apply_states[moves[i].from], apply_states[to]);
}

static void adverse_states_can_be_undone(void **state)
{
    static const int adverse[] = { S_REJECTED, S_LAPSED, S_WITHDRAWN, S_DECLINED, S_NOT_MET, S_OFFER_WITHDRAWN };

    (void)state;
    for (size_t i = 0; i < sizeof adverse / sizeof *adverse; i++) {
        bool undone = false;

        for (const struct step *s = apply_flow.step; s->who; s++)
            undone = undone || (s->from == adverse[i] && (s->who & R_CENTRE_LEAD));
        assert_true(undone);
    }
}

/* Whoever decides about others gives a reason; people may leave from wherever something still runs. */
static void whoever_ends_something_says_why(void **state)
{
    static const int ends[] = { S_REJECTED, S_OFFER_WITHDRAWN, S_NOT_MET, S_WITHDRAWN, S_DEFERRED };
    (void)state;

    for (const struct step *s = apply_flow.step; s->who; s++)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (s->to == ends[i] && s->from != s->to && !s->reason)
                fail_msg("from %s to %s", apply_states[s->from], apply_states[s->to]);
}

static const struct step *row(struct application *a, unsigned roles, int event)
{
    struct who w = { .roles = roles };

    return flow_step(&(struct req){ .who = &w }, &apply_flow, a, event);
}

static void the_row_that_would_be_taken_follows_case_and_reader(void **state)
{
    struct application a = { .c.state = S_OFFERED, .conditional = true };
    (void)state;

    assert_int_equal(row(&a, R_APPLICANT, E_ACCEPT)->to, S_CONDITIONAL);
    a.conditional = false;
    assert_int_equal(row(&a, R_APPLICANT, E_ACCEPT)->to, S_ADMITTED);
    assert_string_equal(row(&a, R_APPLICANT, E_ACCEPT)->letter, "apply_admitted");
    assert_int_equal(row(&a, R_CENTRE, E_ACCEPT)->to, S_CONDITIONAL); /* nobody's: the first, to say whose it is */
    assert_null(row(&a, R_CENTRE_LEAD, E_REJECT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_those_of_the_table_and_no_others),
        cmocka_unit_test(adverse_states_can_be_undone),
        cmocka_unit_test(the_row_that_would_be_taken_follows_case_and_reader),
        cmocka_unit_test(whoever_ends_something_says_why),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
