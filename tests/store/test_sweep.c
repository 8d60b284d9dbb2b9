/* Clocks of cases: when they are due, how they stand still, and that each fires once, whoever sweeps. */
#include "flow_case.h"

static struct req *r;

static const struct sql get_timer = {
    "SELECT due_at, paused_at, left_days FROM flow_timer WHERE flow = 'testflow' AND case_id = ? AND event = ?" };
static const struct sql count_timers = { "SELECT COUNT(*) FROM flow_timer WHERE flow = 'testflow' AND case_id = ?" };
static const struct sql count_all = { "SELECT COUNT(*) FROM flow_timer WHERE flow = 'testflow' AND due_at <= ?" };
static const struct sql count_event = {
    "SELECT COUNT(*) FROM flow_log WHERE flow = 'testflow' AND case_id = ? AND event = ?" };
static const struct sql count_lapsed = { "SELECT COUNT(*) FROM flow_log WHERE flow = 'testflow' AND event = ? AND at = ?" };
static const struct sql no_timers = { "DELETE FROM flow_timer WHERE flow = 'testflow'" };
static const struct sql set_blocked = { "UPDATE test_case SET blocked = ? WHERE id = ?" };
static const struct sql put_state = { "UPDATE test_case SET state = ? WHERE id = ?" };
static const struct sql drop_case = { "DELETE FROM test_case WHERE id = ?" };

/* Due instant of a clock; NONE if it stands still or there is none. */
static int64_t due_of(uint64_t id, int event)
{
    struct rows q;

    return db_one(r, &get_timer, ARGS(arg_u(id), arg_i(event)), &q) ? NONE : db_time(&q, 0);
}

static int64_t left_of(uint64_t id, int event)
{
    struct rows q;

    return db_one(r, &get_timer, ARGS(arg_u(id), arg_i(event)), &q) ? NONE : db_i(&q, 2);
}

static int64_t end_of(const char *day)
{
    return at_day(day, 24);
}

static void a_clock_counts_working_days(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-02-09", 23); /* 20 working days over Spring Festival: DOMAIN 1.5 */
    id = case_at(r, S_SENT);
    assert_int_equal(due_of(id, E_LATE), end_of("2026-03-13"));
    assert_int_equal(case_of(r, id)->c.due_at, end_of("2026-03-13"));

    r->now = at_day("2026-02-20", 9); /* goes on through the next state, unchanged */
    assert_int_equal(fire(r, &officer, id, E_TAKE), OK);
    assert_int_equal(due_of(id, E_LATE), end_of("2026-03-13"));

    r->now = at_day("2026-03-02", 9); /* and ends where it has no more to say; the offer has its own */
    assert_int_equal(fire(r, &lead, id, E_OFFER), OK);
    assert_int_equal(due_of(id, E_LATE), NONE);
    assert_int_equal(due_of(id, E_LAPSE), end_of("2026-03-12"));
    assert_int_equal(case_of(r, id)->c.due_at, end_of("2026-03-12"));
    assert_int_equal(fire(r, &student, id, E_ACCEPT), OK);
    assert_int_equal(ask_int(r, &count_timers, ARGS(arg_u(id))), 0);
    assert_int_equal(case_of(r, id)->c.due_at, NONE);
}

static void the_length_is_the_one_of_its_day(void **state)
{
    (void)state;

    r->now = at_day("2026-06-30", 23);
    assert_int_equal(due_of(case_at(r, S_SENT), E_LATE), end_of("2026-07-28"));
    r->now = at_day("2026-07-01", 0); /* fifteen days from July on */
    assert_int_equal(due_of(case_at(r, S_SENT), E_LATE), end_of("2026-07-22"));
}

static void a_stopped_clock_keeps_its_days(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 9);
    id = case_at(r, S_REVIEW);
    assert_int_equal(due_of(id, E_LATE), end_of("2026-03-30"));
    r->now = at_day("2026-03-13", 9); /* nine of twenty are gone */
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    assert_int_equal(due_of(id, E_LATE), NONE);
    assert_int_equal(left_of(id, E_LATE), 11);
    assert_int_equal(case_of(r, id)->c.due_at, NONE);
    r->now = at_day("2026-04-30", 9); /* before Labour Day; the Saturday after it is worked */
    assert_int_equal(fire(r, &lead, id, E_BACK), OK);
    assert_int_equal(due_of(id, E_LATE), end_of("2026-05-19"));
    assert_int_equal(left_of(id, E_LATE), NONE);

    /* Stopped on its last day, it has that day's end again when it goes on. */
    r->now = at_day("2026-05-19", 20);
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    assert_int_equal(left_of(id, E_LATE), 0);
    r->now = at_day("2026-06-10", 8);
    assert_int_equal(fire(r, &lead, id, E_BACK), OK);
    assert_int_equal(due_of(id, E_LATE), end_of("2026-06-10"));
}

/* Entered through a state where it stands still: it has its whole length when it first runs. */
static void a_clock_may_begin_stopped(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 9);
    id = case_at(r, S_REVIEW);
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    assert_int_equal(left_of(id, E_LAPSE), 10);
    assert_int_equal(due_of(id, E_LAPSE), NONE);
    assert_int_equal(fire(r, &lead, id, E_BACK), OK); /* the review has no such clock */
    assert_int_equal(ask_int(r, &count_timers, ARGS(arg_u(id))), 1);
}

static void an_instant_from_the_case(void **state)
{
    static const struct flow reminding = { .name = "testflow", .table = "test_case", .state = case_states,
                                           .event = case_events, .step = case_steps, .term = reminder_terms,
                                           .load = case_load };
    uint64_t id = case_new(r, 1, 0, 0);
    (void)state;

    r->now = at_day("2026-03-02", 9);
    assert_int_equal(fire_as(r, &student, &reminding, (struct move){ .c = &case_of(r, id)->c, .event = E_CREATE }), OK);
    assert_int_equal(due_of(id, E_REMIND), r->now + 100);
    assert_int_equal(case_of(r, id)->c.due_at, r->now + 100);
}

/* What the calendar cannot tell is refused as a whole, not guessed (DOMAIN 1.4). */
static void past_the_loaded_years(void **state)
{
    const struct calendar *c;
    uint64_t id;
    (void)state;

    r->now = at_day("2029-12-03", 9); /* fifteen working days fit */
    assert_int_equal(calendar_get(r, &c), OK);
    assert_int_equal(day_end(c->last), end_of("2029-12-31"));
    assert_int_equal(due_of(case_at(r, S_SENT), E_LATE), end_of("2029-12-24"));
    r->now = at_day("2029-12-11", 9);
    id = case_at(r, S_DRAFT);
    assert_int_equal(fire(r, &student, id, E_SEND), ERR_HORIZON);
    assert_int_equal(calendar_missing(r), 2030);
    r->now = at_day("2031-05-05", 9); /* not a day of this year is known */
    assert_int_equal(fire(r, &student, id, E_SEND), ERR_HORIZON);
    assert_int_equal(calendar_missing(r), 2031);
    assert_int_equal(case_of(r, id)->c.state, S_DRAFT);
    assert_int_equal(ask_int(r, &count_event, ARGS(arg_u(id), arg_i(E_SEND))), 0);
    assert_int_equal(ask_int(r, &count_timers, ARGS(arg_u(id))), 0);
    r->now = at_day("2029-12-07", 9);
    assert_int_equal(fire(r, &student, id, E_SEND), OK);
    assert_int_equal(due_of(id, E_LATE), end_of("2029-12-28"));
}

static void a_deadline_fires_once(void **state)
{
    uint64_t id;
    (void)state;

    must_do(r, &no_timers, NO_ARGS);
    r->now = at_day("2026-03-02", 9);
    id = case_at(r, S_OFFERED);
    r->now = end_of("2026-03-12") - 1; /* the whole last day is the applicant's */
    assert_int_equal(flow_sweep(r, &test_flow, 100), 0);
    assert_int_equal(case_of(r, id)->c.state, S_OFFERED);
    r->now = end_of("2026-03-12");
    assert_int_equal(flow_sweep(r, &test_flow, 100), 1);
    assert_int_equal(case_of(r, id)->c.state, S_LAPSED);
    assert_int_equal(flow_sweep(r, &test_flow, 100), 0);
    assert_int_equal(ask_int(r, &count_event, ARGS(arg_u(id), arg_i(E_LAPSE))), 1);
    assert_true(r->who == &test_nobody);
}

/* The promise of a review passes: it is told once, the review goes on without a clock. */
static void a_fired_clock_does_not_start_again(void **state)
{
    uint64_t id;
    (void)state;

    must_do(r, &no_timers, NO_ARGS);
    r->now = at_day("2026-03-02", 9);
    id = case_at(r, S_REVIEW);
    r->now = end_of("2026-03-30");
    assert_int_equal(flow_sweep(r, &test_flow, 100), 1);
    assert_int_equal(case_of(r, id)->c.state, S_REVIEW);
    assert_int_equal(case_of(r, id)->c.state_at, at_day("2026-03-02", 9));
    assert_int_equal(case_of(r, id)->c.due_at, end_of("2026-03-30")); /* the promise that was not kept stays in sight */
    assert_int_equal(ask_int(r, &count_timers, ARGS(arg_u(id))), 0);
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    assert_int_equal(case_of(r, id)->c.due_at, NONE);
    assert_int_equal(due_of(id, E_LATE), NONE);
    assert_int_equal(fire(r, &lead, id, E_BACK), OK);
    assert_int_equal(due_of(id, E_LATE), NONE);
}

static void a_refused_step_waits(void **state)
{
    uint64_t id;
    (void)state;

    must_do(r, &no_timers, NO_ARGS);
    r->now = at_day("2026-03-02", 9);
    id = case_at(r, S_SENT);
    must_do(r, &set_blocked, ARGS(arg_i(1), arg_u(id)));
    r->now = end_of("2026-03-30");
    assert_int_equal(flow_sweep(r, &test_flow, 100), 0);
    assert_int_equal(due_of(id, E_LATE), end_of("2026-03-30"));
    must_do(r, &set_blocked, ARGS(arg_i(0), arg_u(id)));
    assert_int_equal(flow_sweep(r, &test_flow, 100), 1);
}

static void an_impossible_step_ends_its_clock(void **state)
{
    uint64_t id, gone;
    (void)state;

    must_do(r, &no_timers, NO_ARGS);
    r->now = at_day("2026-03-02", 9);
    id = case_at(r, S_OFFERED);
    gone = case_at(r, S_OFFERED);
    must_do(r, &put_state, ARGS(arg_i(S_DRAFT), arg_u(id)));
    must_do(r, &drop_case, ARGS(arg_u(gone)));
    r->now = end_of("2026-03-12");
    assert_int_equal(flow_sweep(r, &test_flow, 100), 0);
    assert_int_equal(case_of(r, id)->c.state, S_DRAFT);
    assert_int_equal(case_of(r, id)->c.due_at, NONE);
    assert_int_equal(ask_int(r, &count_timers, ARGS(arg_u(id))), 0);
    assert_int_equal(ask_int(r, &count_timers, ARGS(arg_u(gone))), 0);
}

static void no_more_than_asked_for(void **state)
{
    (void)state;

    must_do(r, &no_timers, NO_ARGS);
    r->now = at_day("2026-03-02", 9);
    for (int i = 0; i < 5; i++)
        case_at(r, S_OFFERED);
    r->now = end_of("2026-03-12");
    assert_int_equal(flow_sweep(r, &test_flow, 3), 3);
    assert_int_equal(ask_int(r, &count_all, ARGS(arg_time(r, r->now))), 2);
    assert_int_equal(flow_sweep(r, &test_flow, 3), 2);
}

/* More than a page of them, three hosts at the same moment: as many moves as timers, none twice. */
static void many_hosts_sweep_together(void **state)
{
    enum { HOSTS = 3, CASES = 120 };
    int64_t moment = at_day("2026-04-21", 0);
    pid_t host[HOSTS];
    int sum = 0;
    (void)state;

    must_do(r, &no_timers, NO_ARGS);
    r->now = at_day("2026-04-10", 9);
    for (int i = 0; i < CASES; i++)
        case_at(r, S_OFFERED);
    for (int i = 0; i < HOSTS; i++)
        if ((host[i] = fork()) == 0) {
            struct req *own = store_req();

            own->now = moment;
            _exit((int)flow_sweep(own, &test_flow, 1000));
        }
    for (int i = 0; i < HOSTS; i++) {
        int status = 0;

        waitpid(host[i], &status, 0);
        assert_true(WIFEXITED(status));
        sum += WEXITSTATUS(status);
    }
    r->now = moment;
    sum += (int)flow_sweep(r, &test_flow, 1000); /* what a deadlock sent back is done the next time */
    assert_int_equal(sum, CASES);
    assert_int_equal(ask_int(r, &count_lapsed, ARGS(arg_i(E_LAPSE), arg_time(r, moment))), CASES);
    assert_int_equal(ask_int(r, &count_all, ARGS(arg_time(r, moment))), 0);
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
        cmocka_unit_test(a_clock_counts_working_days),
        cmocka_unit_test(the_length_is_the_one_of_its_day),
        cmocka_unit_test(a_stopped_clock_keeps_its_days),
        cmocka_unit_test(a_clock_may_begin_stopped),
        cmocka_unit_test(an_instant_from_the_case),
        cmocka_unit_test(past_the_loaded_years),
        cmocka_unit_test(a_deadline_fires_once),
        cmocka_unit_test(a_fired_clock_does_not_start_again),
        cmocka_unit_test(a_refused_step_waits),
        cmocka_unit_test(an_impossible_step_ends_its_clock),
        cmocka_unit_test(no_more_than_asked_for),
        cmocka_unit_test(many_hosts_sweep_together),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
