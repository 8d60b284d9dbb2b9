/* Statements, rows and transactions on a real server, also when it is lost, busy or in the way. */
#include "store.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct req *r;

static const struct sql make_kinds = { "CREATE TEMPORARY TABLE kinds (i BIGINT, u BIGINT UNSIGNED, t TEXT CHARACTER SET "
                                       "utf8mb4, b LONGBLOB, d DATE, at DATETIME)" };
static const struct sql add_kinds = { "INSERT INTO kinds (i, u, t, b, d, at) VALUES (?, ?, ?, ?, ?, ?)" };
static const struct sql read_kinds = { "SELECT i, u, t, b, d, at FROM kinds" };
static const struct sql drop_kinds = { "DROP TEMPORARY TABLE IF EXISTS kinds" };

static const struct sql make_rows = { "CREATE TABLE IF NOT EXISTS test_db (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, "
                                      "n INT NOT NULL DEFAULT 0, UNIQUE KEY test_db_name (name))" };
static const struct sql drop_rows = { "DROP TABLE IF EXISTS test_db" };
static const struct sql clear = { "DELETE FROM test_db" };
static const struct sql add_row = { "INSERT INTO test_db (id, name) VALUES (?, ?)" };
static const struct sql list = { "SELECT id, name FROM test_db ORDER BY id LIMIT 100" };
static const struct sql find = { "SELECT n FROM test_db WHERE id = ?" };
static const struct sql bump = { "UPDATE test_db SET n = n + 1 WHERE id = ?" };
static const struct sql set_n = { "UPDATE test_db SET n = ? WHERE id = ?" };
static const struct sql count = { "SELECT COUNT(*) FROM test_db" };
static const struct sql my_number = { "SELECT CONNECTION_ID()" };
static const struct sql kill_it = { "KILL ?" };

static void fresh_rows(void)
{
    must_do(r, &clear, NO_ARGS);
    for (int i = 1; i <= 3; i++)
        must_do(r, &add_row, ARGS(arg_i(i), arg_s(arena_fmt(r->arena, "row %d", i))));
}

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

static void transactions_keep_or_undo(void **state)
{
    (void)state;

    fresh_rows();
    assert_false(db_in_tx(r));
    assert_int_equal(db_commit(r), ERR_BUG);
    db_rollback(r); /* nothing to do */
    assert_int_equal(db_begin(r), OK);
    assert_true(db_in_tx(r));
    assert_int_equal(db_begin(r), ERR_BUG);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), OK);
    assert_int_equal(db_do(r, &add_row, ARGS(arg_i(2), arg_s("x")), NULL, NULL), ERR_TWICE); /* goes on */
    db_rollback(r);
    assert_false(db_in_tx(r));
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 0);
    assert_int_equal(db_begin(r), OK);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), OK);
    assert_int_equal(db_commit(r), OK);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 1);
}

/* From a connection of its own, as the server's administrator would. */
static void kill_connection(void)
{
    struct req *other = store_req();
    int64_t id = ask_int(r, &my_number, NO_ARGS);

    must_do(other, &kill_it, ARGS(arg_i(id)));
    store_close(other);
    usleep(50000);
}

static void lost_between_statements(void **state)
{
    int64_t before;
    (void)state;

    fresh_rows();
    before = ask_int(r, &my_number, NO_ARGS);
    kill_connection();
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 0); /* connected and prepared again, unnoticed */
    assert_true(ask_int(r, &my_number, NO_ARGS) != before);
    kill_connection();
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), OK);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 1);
    kill_connection();
    assert_int_equal(db_begin(r), OK);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), OK);
    assert_int_equal(db_commit(r), OK);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 2);
}

static void lost_inside_a_transaction(void **state)
{
    (void)state;

    fresh_rows();
    assert_int_equal(db_begin(r), OK);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), OK);
    kill_connection();
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(2))), ERR_AGAIN);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(3))), ERR_AGAIN); /* not by itself on a new connection */
    assert_int_equal(db_commit(r), ERR_AGAIN);
    assert_false(db_in_tx(r));
    for (int i = 1; i <= 3; i++)
        assert_int_equal(ask_int(r, &find, ARGS(arg_i(i))), 0);

    assert_int_equal(db_begin(r), OK);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), OK);
    kill_connection();
    assert_int_equal(db_commit(r), ERR_AGAIN);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 0);
}

/* SECURITY R11: two reviewers. The second is told to look again, and what follows does not run by itself. */
static void a_row_changed_meanwhile(void **state)
{
    struct req *other = store_req();
    (void)state;

    fresh_rows();
    assert_int_equal(db_begin(r), OK);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 0);
    assert_int_equal(db_do_one(other, &bump, ARGS(arg_i(1))), OK);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 0); /* one moment, seen to the end */
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), ERR_AGAIN);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(2))), ERR_AGAIN);
    assert_int_equal(db_commit(r), ERR_AGAIN);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 1);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(2))), 0);
    store_close(other);
}

/* The child takes row 2 and waits for row 1; the parent the other way round. */
static int cross_over(int go[2])
{
    struct req *mine = store_req();
    char c;
    enum err e = db_begin(mine);

    if (!e)
        e = db_do_one(mine, &bump, ARGS(arg_i(2)));
    if (write(go[1], "x", 1) != 1 || read(go[1], &c, 1) != 1)
        return 9;
    if (!e)
        e = db_do_one(mine, &bump, ARGS(arg_i(1)));
    if (!e)
        e = db_commit(mine);
    db_rollback(mine);
    store_close(mine);
    return e == OK ? 0 : e == ERR_AGAIN ? 1 : 9;
}

static void a_deadlock_is_tried_again(void **state)
{
    int go[2], status = 0;
    char c;
    enum err e;
    pid_t child;
    (void)state;

    fresh_rows();
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, go), 0);
    child = fork();
    if (child == 0)
        _exit(cross_over(go));
    assert_int_equal(db_begin(r), OK);
    assert_int_equal(db_do_one(r, &bump, ARGS(arg_i(1))), OK);
    assert_int_equal(read(go[0], &c, 1), 1);
    assert_int_equal(write(go[0], "x", 1), 1);
    e = db_do_one(r, &bump, ARGS(arg_i(2)));
    if (!e)
        e = db_commit(r);
    db_rollback(r);
    waitpid(child, &status, 0);
    close(go[0]);
    close(go[1]);
    /* Exactly one of the two was sent back, and only the other one's work is there. */
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    assert_true((e == ERR_AGAIN && WEXITSTATUS(status) == 0) || (e == OK && WEXITSTATUS(status) == 1));
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 1);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(2))), 1);
}

static void use_socket(const char *path)
{
    setenv("QIAO_DB_SOCKET", path, 1);
    assert_true(setting_read(stderr));
}

static void nobody_answers(void **state)
{
    const char *real = arena_str(r->arena, setting_text(SET_DB_SOCKET));
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    struct req *other;
    int64_t began;
    (void)state;

    snprintf(at.sun_path, sizeof at.sun_path, "/tmp/qiao-test-%d.sock", (int)getpid());
    use_socket(at.sun_path);
    other = store_req();
    assert_int_equal(db_begin(other), ERR_BUSY); /* not there */
    assert_false(db_in_tx(other));

    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 5), 0);
    began = clock_now();
    assert_int_equal(db_begin(other), ERR_BUSY); /* there, but stopped: SECURITY R5 */
    assert_in_range(clock_now() - began, 1, 4);
    store_close(other);
    close(fd);
    unlink(at.sun_path);
    use_socket(real);
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

static int begin(void **state)
{
    (void)state;
    r = store_open();
    must_do(r, &make_rows, NO_ARGS);
    fresh_rows();
    return 0;
}

static int finish(void **state)
{
    (void)state;
    must_do(r, &drop_rows, NO_ARGS);
    store_close(r);
    return 0;
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
        cmocka_unit_test(transactions_keep_or_undo),
        cmocka_unit_test(lost_between_statements),
        cmocka_unit_test(lost_inside_a_transaction),
        cmocka_unit_test(a_row_changed_meanwhile),
        cmocka_unit_test(a_deadlock_is_tried_again),
        cmocka_unit_test(nobody_answers),
        cmocka_unit_test(a_slow_statement_is_ended),
        cmocka_unit_test(statements_are_counted),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
