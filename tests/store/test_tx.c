/* Transactions on a real server, also when it is lost, stopped, or somebody is in the way. */
#include "db_rows.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct sql my_number = { "SELECT CONNECTION_ID()" };
static const struct sql kill_it = { "KILL ?" };

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

/* 1205 undoes the statement alone; the transaction must not go on as if it were whole. */
static void a_row_that_stays_locked_is_tried_again(void **state)
{
    static const struct sql hurry = { .text = "SET SESSION innodb_lock_wait_timeout = 1" };
    struct req *other = store_req(), *mine = store_req();
    int64_t began = clock_now();
    (void)state;

    fresh_rows();
    assert_int_equal(db_do(mine, &hurry, ARGS(arg_end()), NULL, NULL), OK);
    assert_int_equal(db_begin(other), OK);
    assert_int_equal(db_do_one(other, &bump, ARGS(arg_i(1))), OK);
    assert_int_equal(db_begin(mine), OK);
    assert_int_equal(db_do_one(mine, &bump, ARGS(arg_i(2))), OK);
    assert_int_equal(db_do_one(mine, &bump, ARGS(arg_i(1))), ERR_AGAIN);
    assert_in_range(clock_now() - began, 1, 3);
    assert_int_equal(db_do_one(mine, &bump, ARGS(arg_i(2))), ERR_AGAIN);
    assert_int_equal(db_commit(mine), ERR_AGAIN);
    assert_int_equal(db_commit(other), OK);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(1))), 1);
    assert_int_equal(ask_int(r, &find, ARGS(arg_i(2))), 0);
    store_close(mine);
    store_close(other);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transactions_keep_or_undo),
        cmocka_unit_test(lost_between_statements),
        cmocka_unit_test(lost_inside_a_transaction),
        cmocka_unit_test(a_row_changed_meanwhile),
        cmocka_unit_test(a_deadlock_is_tried_again),
        cmocka_unit_test(a_row_that_stays_locked_is_tried_again),
        cmocka_unit_test(nobody_answers),
    };

    return cmocka_run_group_tests(tests, rows_begin, rows_finish);
}
