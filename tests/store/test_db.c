/* Statements and rows on a real server: every type, every length, every refusal. */
#include "db_rows.h"

static const struct sql make_kinds = { "CREATE TEMPORARY TABLE kinds (i BIGINT, u BIGINT UNSIGNED, t TEXT CHARACTER SET "
                                       "utf8mb4, b LONGBLOB, d DATE, at DATETIME)" };
static const struct sql add_kinds = { "INSERT INTO kinds (i, u, t, b, d, at) VALUES (?, ?, ?, ?, ?, ?)" };
static const struct sql read_kinds = { "SELECT i, u, t, b, d, at FROM kinds" };
static const struct sql drop_kinds = { "DROP TEMPORARY TABLE IF EXISTS kinds" };

static void values_come_back(void **state)
{
    static const char text[] = "ສະບາຍດີ สวัสดี 勐腊  မင်္ဂလာပါ 😀 'quoted' \\ \"x\"";
    static const unsigned char bytes[] = { 0, 1, 0xff, '\'', 0 };
    int64_t d = NONE;
    struct rows q;
    (void)state;

    day_from(2008, 2, 29, &d);
    must_do(r, &make_kinds, NO_ARGS);
    must_do(r, &add_kinds, ARGS(arg_i(INT64_MIN + 1), arg_u(UINT64_MAX), arg_s(text), arg_b(bytes, sizeof bytes),
                                arg_day(r, d), arg_time(r, 1790000000)));
    must_do(r, &add_kinds, ARGS(arg_i(NONE), arg_null(), arg_s(NULL), arg_null(), arg_day(r, NONE), arg_time(r, NONE)));
    must_do(r, &add_kinds, ARGS(arg_i(0), arg_u(0), arg_opt(""), arg_b("", 0), arg_day(r, -1), arg_time(r, -1)));
    assert_int_equal(db_ask(r, &read_kinds, NO_ARGS, &q), OK);

    assert_true(db_next(&q));
    assert_true(db_i(&q, 0) == INT64_MIN + 1);
    assert_true(db_u(&q, 1) == UINT64_MAX);
    assert_string_equal(db_s(&q, 2), text);
    assert_int_equal(db_b(&q, 3).n, sizeof bytes);
    assert_memory_equal(db_b(&q, 3).p, bytes, sizeof bytes);
    assert_int_equal(db_day(&q, 4), d);
    assert_int_equal(db_time(&q, 5), 1790000000);

    assert_true(db_next(&q));
    for (unsigned i = 0; i < 6; i++)
        assert_true(db_null(&q, i));
    assert_true(db_i(&q, 0) == NONE);
    assert_string_equal(db_s(&q, 2), "");
    assert_null(db_b(&q, 3).p);
    assert_true(db_day(&q, 4) == NONE);
    assert_true(db_time(&q, 5) == NONE);

    assert_true(db_next(&q));
    assert_int_equal(db_i(&q, 0), 0);
    assert_true(db_null(&q, 2));
    assert_false(db_null(&q, 3));
    assert_int_equal(db_b(&q, 3).n, 0);
    assert_int_equal(db_day(&q, 4), -1);
    assert_int_equal(db_time(&q, 5), -1);
    assert_false(db_next(&q));
    assert_int_equal(db_end(&q), OK);
    must_do(r, &drop_kinds, NO_ARGS);
}

/* A document of 8 MiB, sealed, is a little longer; the server of the tests takes 16 MiB in a packet. */
static void long_values_come_back(void **state)
{
    static const size_t sizes[] = { 1, 63, 64, 65, 255, 65536, (8 << 20) + 100, 15 << 20 };
    struct rows q;
    (void)state;

    must_do(r, &make_kinds, NO_ARGS);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *p = arena_new(r->arena, sizes[i], 1);

        for (size_t k = 0; k < sizes[i]; k++)
            p[k] = (unsigned char)(k * 31 + i);
        must_do(r, &add_kinds, ARGS(arg_i((int64_t)i), arg_null(), arg_null(), arg_b(p, sizes[i]), arg_null(),
                                    arg_null()));
        assert_int_equal(db_ask(r, &read_kinds, NO_ARGS, &q), OK);
        for (size_t k = 0; k <= i; k++)
            assert_true(db_next(&q));
        assert_int_equal(db_b(&q, 3).n, sizes[i]);
        assert_true(memcmp(db_b(&q, 3).p, p, sizes[i]) == 0);
    }
    must_do(r, &drop_kinds, NO_ARGS);
}

static void numbers_of_other_types(void **state)
{
    static const struct sql sums = { "SELECT SUM(id), COUNT(*), MAX(id) > 2, CAST(SUM(id) AS DECIMAL(20,2)) FROM test_db" };
    struct rows q;
    (void)state;

    fresh_rows();
    assert_int_equal(db_one(r, &sums, NO_ARGS, &q), OK);
    assert_int_equal(db_i(&q, 0), 6); /* DECIMAL of the server */
    assert_int_equal(db_u(&q, 1), 3);
    assert_int_equal(db_i(&q, 2), 1);
    assert_string_equal(db_s(&q, 1), "3");
    assert_true(db_i(&q, 3) == NONE); /* 6.00 is no whole number: said in the log */
    assert_true(db_day(&q, 1) == NONE);
}

static void one_row_or_none(void **state)
{
    struct rows q;
    (void)state;

    fresh_rows();
    assert_int_equal(db_one(r, &find, ARGS(arg_i(2)), &q), OK);
    assert_int_equal(db_i(&q, 0), 0);
    assert_int_equal(db_end(&q), OK);
    assert_int_equal(db_one(r, &find, ARGS(arg_i(9)), &q), ERR_GONE);
    assert_int_equal(db_one(r, &list, NO_ARGS, &q), ERR_BUG);
}

static void the_same_query_inside_its_own_loop(void **state)
{
    struct rows outer, inner;
    int seen = 0;
    (void)state;

    fresh_rows();
    assert_int_equal(db_ask(r, &list, NO_ARGS, &outer), OK);
    while (db_next(&outer)) {
        assert_int_equal(db_ask(r, &list, NO_ARGS, &inner), OK);
        while (db_next(&inner))
            seen++;
        assert_int_equal(db_i(&outer, 0), (seen - 1) / 3 + 1);
    }
    assert_int_equal(seen, 9);
}

static void a_key_refuses_by_name(void **state)
{
    (void)state;

    fresh_rows();
    assert_int_equal(db_do(r, &add_row, ARGS(arg_i(1), arg_s("it's 'new'")), NULL, NULL), ERR_TWICE);
    assert_string_equal(db_twice_key(r), "PRIMARY");
    must_do(r, &add_row, ARGS(arg_i(4), arg_s("for key 'x'")));
    assert_int_equal(db_do(r, &add_row, ARGS(arg_i(5), arg_s("for key 'x'")), NULL, NULL), ERR_TWICE);
    assert_string_equal(db_twice_key(r), "test_db_name");
}

static void changed_means_found(void **state)
{
    uint64_t changed = 9;
    (void)state;

    fresh_rows();
    assert_int_equal(db_do_one(r, &set_n, ARGS(arg_i(0), arg_i(1))), OK); /* it was 0: a form saved unchanged */
    assert_int_equal(db_do_one(r, &set_n, ARGS(arg_i(0), arg_i(9))), ERR_CLASH);
    assert_int_equal(db_do(r, &set_n, ARGS(arg_i(5), arg_i(9)), &changed, NULL), OK);
    assert_int_equal(changed, 0);
}

static void mistakes_are_ours(void **state)
{
    static const struct sql unknown = { "SELECT nothing FROM test_db" };
    static const struct sql zero_date = { "SELECT id FROM test_db WHERE CAST(? AS DATE) = '2026-01-01'" };
    struct rows q;
    (void)state;

    fresh_rows();
    assert_int_equal(db_ask(r, &unknown, NO_ARGS, &q), ERR_BUG);
    assert_int_equal(db_ask(r, &find, NO_ARGS, &q), ERR_BUG);
    assert_int_equal(db_do(r, &add_row, ARGS(arg_i(7), arg_s("longer than twenty characters")), NULL, NULL), ERR_BUG);
    assert_int_equal(db_do(r, &add_row, ARGS(arg_i(7), arg_s("\xff\xfe")), NULL, NULL), ERR_BUG);
    assert_int_equal(db_do(r, &add_row, ARGS(arg_i(7), arg_null()), NULL, NULL), ERR_BUG);
    assert_int_equal(ask_int(r, &count, NO_ARGS), 3);
    assert_null(db_check(r, &zero_date));
    assert_non_null(strstr(db_check(r, &unknown), "nothing"));
}

static void the_session_is_as_wanted(void **state)
{
    static const struct sql rules = { "SELECT @@sql_mode, @@time_zone, @@tx_isolation, @@innodb_snapshot_isolation, "
                                      "@@innodb_lock_wait_timeout, @@character_set_client, @@character_set_results" };
    struct rows q;
    (void)state;

    assert_int_equal(db_one(r, &rules, NO_ARGS, &q), OK);
    assert_non_null(strstr(db_s(&q, 0), "STRICT_ALL_TABLES"));
    assert_non_null(strstr(db_s(&q, 0), "NO_ZERO_DATE"));
    assert_string_equal(db_s(&q, 1), "+00:00");
    assert_string_equal(db_s(&q, 2), "REPEATABLE-READ");
    assert_int_equal(db_i(&q, 3), 1);
    assert_in_range(db_i(&q, 4), 1, 4); /* sooner than the socket's 5 s */
    assert_string_equal(db_s(&q, 5), "utf8mb4");
    assert_string_equal(db_s(&q, 6), "utf8mb4");
}

static void a_slow_statement_is_ended(void **state)
{
    static const struct sql slow = { "SELECT SLEEP(20)" };
    struct rows q;
    int64_t began = clock_now();
    (void)state;

    assert_int_equal(db_ask(r, &slow, NO_ARGS, &q), ERR_BUSY);
    assert_in_range(clock_now() - began, 3, 6);
    assert_int_equal(ask_int(r, &count, NO_ARGS), 3); /* the same connection goes on */
}

static void statements_are_counted(void **state)
{
    unsigned before = db_count(r->db);
    (void)state;

    for (int i = 0; i < 5; i++)
        (void)ask_int(r, &count, NO_ARGS);
    assert_int_equal(db_count(r->db) - before, 5);
    assert_int_equal(db_count(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back),
        cmocka_unit_test(long_values_come_back),
        cmocka_unit_test(numbers_of_other_types),
        cmocka_unit_test(one_row_or_none),
        cmocka_unit_test(the_same_query_inside_its_own_loop),
        cmocka_unit_test(a_key_refuses_by_name),
        cmocka_unit_test(changed_means_found),
        cmocka_unit_test(mistakes_are_ours),
        cmocka_unit_test(the_session_is_as_wanted),
        cmocka_unit_test(a_slow_statement_is_ended),
        cmocka_unit_test(statements_are_counted),
    };

    return cmocka_run_group_tests(tests, rows_begin, rows_finish);
}
