/* Moves of cases on a real server: who may, what is written, and what cannot happen twice. */
#include "flow_case.h"

static struct req *r;

static const struct sql count_log = { "SELECT COUNT(*) FROM flow_log WHERE flow = 'testflow' AND case_id = ?" };
static const struct sql count_letters = { "SELECT COUNT(*) FROM outbox WHERE flow = 'testflow' AND case_id = ?" };
static const struct sql spoil_text = { "UPDATE flow_log SET text = 'other' WHERE flow = 'testflow' AND case_id = ? AND ver = ?" };
static const struct sql spoil_who = { "UPDATE flow_log SET who = 1 WHERE flow = 'testflow' AND case_id = ? AND ver = ?" };
static const struct sql lose_row = { "DELETE FROM flow_log WHERE flow = 'testflow' AND case_id = ? AND ver = ?" };
static const struct sql put_state = { "UPDATE test_case SET state = ? WHERE id = ?" };

static void a_case_goes_its_way(void **state)
{
    uint64_t id;
    struct test_case *t;
    bool whole = false;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_OFFERED);
    t = case_of(r, id);
    assert_int_equal(t->c.state, S_OFFERED);
    assert_int_equal(t->c.ver, 4);
    assert_int_equal(t->c.state_at, r->now);
    assert_int_equal(t->extra, 0); /* the effect ran once */
    assert_int_equal(ask_int(r, &count_log, ARGS(arg_u(id))), 4);
    assert_int_equal(ask_int(r, &count_letters, ARGS(arg_u(id))), 2);
    assert_int_equal(fire(r, &student, id, E_ACCEPT), OK);
    assert_int_equal(case_of(r, id)->c.state, S_DONE);
    assert_int_equal(flow_verify(r, &test_flow, id, &whole), OK);
    assert_true(whole);
}

/* Every pair that has no row is refused and leaves the case as it was (DOMAIN 2.5). */
static void what_is_not_in_the_table_cannot_be(void **state)
{
    static const struct who everybody = { .id = LEAD, .org = ORG, .roles = R_SIGNED_IN | R_CLOCK, .name = "",
                                          .org_name = "", .mail = "", .lang = "" };
    static const struct sql put = { "UPDATE test_case SET state = ?, state_before = 3 WHERE id = ?" };
    uint64_t id = case_new(r, 1, 0, 0);
    unsigned refused = 0, listed = 0;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    for (int from = 0; from < S__END; from++)
        for (int event = 1; event < E__END; event++) {
            bool row = false;
            struct test_case *t;

            for (const struct step *s = case_steps; s->who; s++)
                row = row || (s->from == from && s->event == event);
            listed += row;
            if (row)
                continue;
            must_do(r, &put, ARGS(arg_i(from), arg_u(id)));
            assert_int_equal(fire(r, &everybody, id, event), ERR_CLASH);
            t = case_of(r, id);
            assert_int_equal(t->c.state, from);
            assert_int_equal(t->c.ver, 0);
            refused++;
        }
    assert_int_equal(listed, 14);
    assert_int_equal(refused, S__END * (E__END - 1) - 14);
    assert_int_equal(ask_int(r, &count_log, ARGS(arg_u(id))), 0);
}

static void roles_are_asked(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_SENT);
    assert_int_equal(fire(r, &student, id, E_TAKE), ERR_ROLE);
    assert_int_equal(fire(r, &test_nobody, id, E_TAKE), ERR_ROLE);
    assert_int_equal(fire(r, &lead, id, E_LATE), ERR_ROLE); /* only the clock */
    assert_int_equal(case_of(r, id)->c.state, S_SENT);
    assert_int_equal(fire(r, &officer, id, E_TAKE), OK);
}

/* Two rows for one event: the first whose guard agrees; if none does, the last one's fault is told. */
static void guards_choose_and_refuse(void **state)
{
    struct faults faults = { .arena = r->arena };
    static const struct sql set = { "UPDATE test_case SET extra = ?, blocked = ? WHERE id = ?" };
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_new(r, 0, 0, 0);
    assert_int_equal(fire(r, &student, id, E_CREATE), OK);
    r->faults = &faults;
    assert_int_equal(fire(r, &student, id, E_SEND), ERR_INPUT);
    assert_int_equal(faults.n, 1);
    assert_null(faults.list[0].field);
    assert_string_equal(faults.list[0].name, "not_whole");

    faults.n = 0;
    id = case_at(r, S_REVIEW);
    must_do(r, &set, ARGS(arg_i(0), arg_i(1), arg_u(id)));
    assert_int_equal(fire(r, &lead, id, E_OFFER), ERR_INPUT);
    assert_int_equal(faults.n, 1);
    assert_string_equal(faults.list[0].name, "blocked");
    r->faults = NULL;
    assert_int_equal(fire(r, &lead, id, E_OFFER), ERR_INPUT); /* a job has no form to show it in */

    must_do(r, &set, ARGS(arg_i(0), arg_i(0), arg_u(id)));
    assert_int_equal(fire(r, &lead, id, E_OFFER), OK);
    assert_int_equal(case_of(r, id)->c.state, S_OFFERED);
    id = case_at(r, S_REVIEW);
    must_do(r, &set, ARGS(arg_i(1), arg_i(1), arg_u(id)));
    assert_int_equal(fire(r, &lead, id, E_OFFER), OK);
    assert_int_equal(case_of(r, id)->c.state, S_DONE);
}

static void two_persons_are_needed(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_SENT);
    assert_int_equal(fire(r, &lead, id, E_TAKE), OK);
    assert_int_equal(fire(r, &lead, id, E_OFFER), ERR_ROLE);
    assert_int_equal(fire(r, &other_lead, id, E_OFFER), OK);
}

/* Put back into review past the first person's act: whoever put it there is the first person. */
static void nobody_is_both_persons(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_SENT);
    must_do(r, &put_state, ARGS(arg_i(S_OFFERED), arg_u(id)));
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    must_do(r, &put_state, ARGS(arg_i(S_REVIEW), arg_u(id)));
    assert_int_equal(fire(r, &lead, id, E_OFFER), ERR_ROLE);
    assert_int_equal(fire(r, &other_lead, id, E_OFFER), OK);
}

static void a_reason_must_be_given(void **state)
{
    struct faults faults = { .arena = r->arena };
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_REVIEW);
    r->faults = &faults;
    assert_int_equal(fire_as(r, &lead, &test_flow, (struct move){ .c = &case_of(r, id)->c, .event = E_REST }), ERR_INPUT);
    assert_int_equal(fire_as(r, &lead, &test_flow, (struct move){ .c = &case_of(r, id)->c, .event = E_REST, .reason = "" }),
                     ERR_INPUT);
    assert_int_equal(faults.n, 2);
    assert_string_equal(faults.list[0].name, "reason");
    r->faults = NULL;
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
}

/* Both have read the same version. */
static void the_second_of_two_is_told(void **state)
{
    uint64_t id;
    struct test_case *first, *second;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_SENT);
    first = case_of(r, id);
    second = case_of(r, id);
    assert_int_equal(fire_as(r, &officer, &test_flow, (struct move){ .c = &first->c, .event = E_TAKE }), OK);
    assert_int_equal(fire_as(r, &lead, &test_flow, (struct move){ .c = &second->c, .event = E_TAKE }), ERR_CLASH);
    assert_int_equal(case_of(r, id)->c.ver, 3);
    assert_int_equal(ask_int(r, &count_log, ARGS(arg_u(id))), 3);
}

static void back_to_where_it_was(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_OFFERED);
    assert_int_equal(case_of(r, id)->c.before, 0);
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    assert_int_equal(case_of(r, id)->c.before, S_OFFERED);
    assert_int_equal(fire(r, &lead, id, E_BACK), OK);
    assert_int_equal(case_of(r, id)->c.state, S_OFFERED);
    assert_int_equal(case_of(r, id)->c.before, 0);

    /* Out of one resting state into another and all the way back. */
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    assert_int_equal(fire(r, &student, id, E_LEAVE), OK);
    assert_int_equal(case_of(r, id)->c.before, S_RESTING);
    assert_int_equal(fire(r, &lead, id, E_RESTORE), OK);
    assert_int_equal(case_of(r, id)->c.state, S_RESTING);
    assert_int_equal(case_of(r, id)->c.before, S_OFFERED);
    assert_int_equal(fire(r, &lead, id, E_BACK), OK);
    assert_int_equal(case_of(r, id)->c.state, S_OFFERED);
}

static void nothing_stays_of_a_failed_move(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_SENT);
    effect_result = ERR_INPUT;
    assert_int_equal(fire(r, &officer, id, E_TAKE), ERR_INPUT);
    effect_result = OK;
    assert_int_equal(case_of(r, id)->c.state, S_SENT);
    assert_int_equal(case_of(r, id)->extra, -10);
    assert_int_equal(ask_int(r, &count_log, ARGS(arg_u(id))), 2);
    assert_int_equal(flow_fire(r, &test_flow, &(struct move){ .c = &case_of(r, id)->c, .event = E_TAKE }), ERR_BUG);
}

static bool is_whole_log(uint64_t id)
{
    bool whole = false;

    assert_int_equal(flow_verify(r, &test_flow, id, &whole), OK);
    return whole;
}

static void a_touched_log_shows(void **state)
{
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_OFFERED);
    assert_true(is_whole_log(id));
    must_do(r, &spoil_text, ARGS(arg_u(id), arg_i(2)));
    assert_false(is_whole_log(id));
    id = case_at(r, S_OFFERED);
    must_do(r, &spoil_who, ARGS(arg_u(id), arg_i(4)));
    assert_false(is_whole_log(id));
    for (int ver = 1; ver <= 4; ver++) { /* the last one too: the case is further than its log */
        id = case_at(r, S_OFFERED);
        must_do(r, &lose_row, ARGS(arg_u(id), arg_i(ver)));
        assert_false(is_whole_log(id));
    }
    assert_true(is_whole_log(case_new(r, 1, 0, 0)));
}

static const char *list_of(void)
{
    struct bytes page = { NULL, 0 };

    assert_int_equal(view_render(r, "common/shown", &page), OK);
    return arena_strn(r->arena, (const char *)page.p, page.n);
}

static void buttons_and_history(void **state)
{
    const struct who *before = r->who;
    uint64_t id;
    struct test_case *t;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_SENT);
    t = case_of(r, id);
    fire_as(r, &lead, &test_flow, (struct move){ .c = &t->c, .event = E_TAKE, .text = "a<b", .note = "inside" });
    t = case_of(r, id);

    r->who = &lead;
    assert_false(flow_may(r, &test_flow, t, E_OFFER)); /* she took it herself */
    assert_true(flow_may(r, &test_flow, t, E_REST));
    view_begin(r);
    flow_show(r, &test_flow, t, "list", "T.event", "/case?id=1");
    assert_string_equal(list_of(), "rest:>::1:::|");
    view_finish(r);

    r->who = &other_lead;
    assert_true(flow_may(r, &test_flow, t, E_OFFER));
    assert_false(flow_may(r, &test_flow, t, E_LATE));
    view_begin(r);
    assert_int_equal(flow_history(r, &test_flow, id, false, "list"), OK);
    assert_string_equal(list_of(), "create:>draft:applicant:illness:::|send:draft>sent:applicant:illness:::|"
                                   "take:sent>review:centre_admissions::a&lt;b::|");
    view_finish(r);
    view_begin(r);
    assert_int_equal(flow_history(r, &test_flow, id, true, "list"), OK);
    assert_non_null(strstr(list_of(), ":a&lt;b::inside|"));
    view_finish(r);
    r->who = before;
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
        cmocka_unit_test(a_case_goes_its_way),
        cmocka_unit_test(what_is_not_in_the_table_cannot_be),
        cmocka_unit_test(roles_are_asked),
        cmocka_unit_test(guards_choose_and_refuse),
        cmocka_unit_test(two_persons_are_needed),
        cmocka_unit_test(nobody_is_both_persons),
        cmocka_unit_test(a_reason_must_be_given),
        cmocka_unit_test(the_second_of_two_is_told),
        cmocka_unit_test(back_to_where_it_was),
        cmocka_unit_test(nothing_stays_of_a_failed_move),
        cmocka_unit_test(a_touched_log_shows),
        cmocka_unit_test(buttons_and_history),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
