/* The audit: a row with its act and never without, one chain without gaps however many write it, and whatever is done to
 * it afterwards is found and named (SECURITY 36). */
#include "store.h"
#include "auth/audit_chain.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static struct req *r;
static char chain[100];
static const struct who somebody = { .id = 7, .actor = 9, .org = 3, .roles = R_CENTRE_LEAD | R_APPLICANT, .name = "",
                                     .org_name = "", .mail = "", .lang = "", .actor_name = "", .for_name = "" };

static const struct sql count_rows = { "SELECT COUNT(*) FROM audit WHERE chain = ?" };
static const struct sql last_seq = { "SELECT COALESCE(MAX(seq), 0) FROM audit WHERE chain = ?" };
static const struct sql drop_chain = { "DELETE FROM audit WHERE chain = ?" };
static const struct sql drop_seq = { "DELETE FROM audit WHERE chain = ? AND seq = ?" };
static const struct sql drop_after = { "DELETE FROM audit WHERE chain = ? AND seq > ?" };

/* A chain of its own for each test, as a worker opens it. */
static void open_chain(const char *number)
{
    char host[48] = "";

    assert_int_equal(gethostname(host, sizeof host - 1), 0);
    snprintf(chain, sizeof chain, "%.20s@%.47s#%.10s", "testaudit", host, number);
    must_do(r, &drop_chain, ARGS(arg_s(chain)));
    audit_open("testaudit", number);
    r->who = &somebody;
    audit_drop(r);
}

static struct audit an_act(unsigned i)
{
    return (struct audit){ .action = i % 2 ? A_LOCK : A_ROLE_GRANT, .refused = i % 3 == 0, .subject = i % 4 ? 70 + i : 0,
                           .object = i % 5 ? "application" : NULL, .object_id = i, .detail = i % 2 ? "a reason" : NULL };
}

static void write_rows(unsigned n)
{
    for (unsigned i = 1; i <= n; i++) {
        assert_int_equal(db_begin(r), OK);
        audit_note(r, an_act(i));
        assert_int_equal(audit_commit(r), OK);
    }
}

/* The first that is wrong with the chain; "" if nothing. */
static const char *wrong(uint64_t *ret_seq)
{
    struct audit_wrong w;
    uint64_t rows = 0;

    assert_int_equal(audit_verify(r, chain, 0, &rows, &w), OK);
    *ret_seq = w.seq;
    return w.what ? w.what : "";
}

static void assert_whole(uint64_t rows_wanted)
{
    struct audit_wrong w;
    uint64_t rows = 0;

    assert_int_equal(audit_verify(r, chain, 0, &rows, &w), OK);
    assert_null(w.what);
    assert_int_equal(rows, rows_wanted);
    assert_int_equal(ask_int(r, &count_rows, ARGS(arg_s(chain))), rows_wanted);
    assert_int_equal(ask_int(r, &last_seq, ARGS(arg_s(chain))), rows_wanted);
}

static void a_row_with_its_act(void **state)
{
    static const struct sql find = {
        "SELECT seq, action, refused, actor, org, subject, object, detail, address, request, roles FROM audit WHERE chain = ?" };
    struct rows q;
    (void)state;

    open_chain("1");
    assert_int_equal(db_begin(r), OK);
    audit_note(r, (struct audit){ .action = A_SUSPEND, .subject = 12, .object = "application", .object_id = 345,
                                  .detail = "left" });
    assert_int_equal(ask_int(r, &count_rows, ARGS(arg_s(chain))), 0); /* written last, just before the commit */
    assert_int_equal(audit_commit(r), OK);
    assert_int_equal(db_one(r, &find, ARGS(arg_s(chain)), &q), OK);
    assert_int_equal(db_u(&q, 0), 1);
    assert_string_equal(db_s(&q, 1), "suspend");
    assert_int_equal(db_i(&q, 2), 0);
    assert_int_equal(db_u(&q, 3), 9); /* who really acted */
    assert_int_equal(db_u(&q, 4), 3);
    assert_int_equal(db_u(&q, 5), 12);
    assert_string_equal(db_s(&q, 6), "application:345");
    assert_string_equal(db_s(&q, 7), "left");
    assert_string_equal(db_s(&q, 8), "");
    assert_string_equal(db_s(&q, 9), "test");
    assert_int_equal(db_u(&q, 10), R_CENTRE_LEAD | R_APPLICANT);
    assert_int_equal(db_end(&q), OK);

    audit_note(r, (struct audit){ .action = A_HAT });
    audit_note(r, (struct audit){ .action = A_STEP_UP, .refused = true });
    assert_int_equal(db_begin(r), OK);
    assert_int_equal(audit_commit(r), OK); /* two of one command */
    assert_whole(3);
    assert_int_equal(db_begin(r), OK);
    assert_int_equal(audit_commit(r), OK); /* nothing was noted, and nothing is written twice */
    assert_whole(3);
}

static void no_row_without_its_act(void **state)
{
    char long_text[400];
    (void)state;

    open_chain("2");
    write_rows(2);
    assert_int_equal(db_begin(r), OK);
    audit_note(r, an_act(5));
    assert_int_equal(audit_write(r), OK);
    db_rollback(r);
    audit_drop(r);
    assert_whole(2);
    write_rows(1); /* the one that was rolled back leaves no gap */
    assert_whole(3);

    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_int_equal(audit_now(r, (struct audit){ .action = A_LOCK, .detail = long_text }), ERR_BUG);
    assert_false(db_in_tx(r));
    assert_whole(3);
    assert_int_equal(audit_now(r, (struct audit){ .action = A_VIEW_CASE, .subject = 4 }), OK);
    assert_whole(4);
}

/* Rows from before roles were kept hold as they were written; neither kind can be made into the other. */
static void roles_are_in_the_chain(void **state)
{
    static const struct sql add = {
        "INSERT INTO audit (chain, seq, at, action, refused, actor, org, subject, object, detail, address, request, hash) "
        "VALUES (?, 1, ?, 'lock', 0, 9, 3, 12, '', '', '', 'test', ?)" };
    static const struct sql change = { "UPDATE audit SET roles = ? WHERE chain = ? AND seq = ?" };
    static const unsigned char none[32];
    struct audit_row old = { .action = "lock", .object = "", .detail = "", .address = "", .request = "test", .seq = 1,
                             .actor = 9, .org = 3, .subject = 12, .roles = NONE };
    struct digest d;
    uint64_t seq;
    (void)state;

    open_chain("roles");
    old.chain = chain;
    old.at = r->now;
    d = audit_hash(r->arena, none, &old);
    must_do(r, &add, ARGS(arg_s(chain), arg_time(r, r->now), arg_b(d.b, sizeof d.b)));
    write_rows(2);
    assert_whole(3);
    must_do(r, &change, ARGS(arg_u(0), arg_s(chain), arg_u(1)));
    assert_string_equal(wrong(&seq), "changed");
    assert_int_equal(seq, 1);
    must_do(r, &change, ARGS(arg_null(), arg_s(chain), arg_u(1)));
    assert_whole(3);
    must_do(r, &change, ARGS(arg_null(), arg_s(chain), arg_u(2)));
    assert_string_equal(wrong(&seq), "changed");
    assert_int_equal(seq, 2);
    must_do(r, &change, ARGS(arg_u(R_CENTRE_ADMISSIONS), arg_s(chain), arg_u(2)));
    assert_string_equal(wrong(&seq), "changed");
    must_do(r, &change, ARGS(arg_u(somebody.roles), arg_s(chain), arg_u(2)));
    assert_whole(3);
}

static int write_as_another(unsigned n)
{
    struct req *own = store_req();
    unsigned done = 0;

    own->who = &somebody;
    for (unsigned tries = 0; done < n && tries < n * 100; tries++) {
        enum err e;

        audit_drop(own);
        if (db_begin(own))
            return 2;
        audit_note(own, an_act(done));
        e = audit_commit(own);
        if (e)
            db_rollback(own);
        if (e && e != ERR_AGAIN)
            return 3;
        done += !e;
        usleep(1000);
    }
    return done == n ? 0 : 1;
}

/* A program that is renewed: for a moment two generations of a worker write one chain. */
static void two_processes_one_chain(void **state)
{
    enum { WRITERS = 3, ROWS = 40 };
    pid_t writer[WRITERS];
    (void)state;

    open_chain("3");
    write_rows(1);
    for (int i = 0; i < WRITERS; i++)
        if ((writer[i] = fork()) == 0)
            _exit(write_as_another(ROWS));
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;

        waitpid(writer[i], &status, 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_whole(1 + WRITERS * ROWS);

    /* This process kept its own idea of the end: it is refused once, looks, and goes on. */
    assert_int_equal(db_begin(r), OK);
    audit_note(r, an_act(1));
    assert_int_equal(audit_commit(r), ERR_AGAIN);
    db_rollback(r);
    assert_int_equal(audit_now(r, an_act(2)), OK);
    assert_whole(2 + WRITERS * ROWS);
}

static void a_changed_row_is_named(void **state)
{
    static const struct sql changes[] = {
        { "UPDATE audit SET at = at + INTERVAL 1 SECOND WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET action = 'unlock' WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET refused = NOT refused WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET actor = actor + 1 WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET org = org + 1 WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET subject = subject + 1 WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET object = 'application:5' WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET detail = CONCAT(detail, ' ') WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET address = '10.0.0.1' WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET request = '' WHERE chain = ? AND seq = 4" },
        { "UPDATE audit SET hash = UNHEX(SHA2('', 256)) WHERE chain = ? AND seq = 4" },
    };
    uint64_t seq;
    (void)state;

    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        open_chain("4");
        write_rows(8);
        assert_whole(8);
        must_do(r, &changes[i], ARGS(arg_s(chain)));
        assert_string_equal(wrong(&seq), "changed");
        assert_int_equal(seq, 4);
    }
}

static void a_missing_row_is_named(void **state)
{
    static const struct sql close_gap = {
        "UPDATE audit SET seq = seq - 1 WHERE chain = ? AND seq > 5 ORDER BY seq" };
    uint64_t seq;
    (void)state;

    open_chain("5");
    write_rows(8);
    must_do(r, &drop_seq, ARGS(arg_s(chain), arg_u(5)));
    assert_string_equal(wrong(&seq), "missing");
    assert_int_equal(seq, 5);
    must_do(r, &close_gap, ARGS(arg_s(chain))); /* numbered anew: what comes after does not fit */
    assert_string_equal(wrong(&seq), "changed");
    assert_int_equal(seq, 5);

    open_chain("5");
    write_rows(3);
    must_do(r, &drop_seq, ARGS(arg_s(chain), arg_u(1)));
    assert_string_equal(wrong(&seq), "missing");
    assert_int_equal(seq, 1);
}

static struct audit_head head_now(void)
{
    struct audit_head *list;
    size_t n, i;

    assert_int_equal(audit_heads(r, &list, &n), OK);
    for (i = 0; i < n && strcmp(list[i].chain, chain); i++)
        continue;
    assert_true(i < n);
    return list[i];
}

static void what_was_kept_tells_the_rest(void **state)
{
    struct audit_head kept;
    struct audit_wrong w;
    uint64_t seq;
    (void)state;

    open_chain("6");
    write_rows(6);
    kept = head_now();
    assert_int_equal(kept.seq, 6);
    assert_int_equal(audit_holds(r, &kept, &w), OK);
    assert_null(w.what);
    write_rows(3); /* a chain grows on */
    assert_int_equal(audit_holds(r, &kept, &w), OK);
    assert_null(w.what);

    must_do(r, &drop_after, ARGS(arg_s(chain), arg_u(4)));
    assert_string_equal(wrong(&seq), ""); /* cut off at the end: the chain itself does not show it */
    assert_int_equal(audit_holds(r, &kept, &w), OK);
    assert_string_equal(w.what, "missing");
    assert_int_equal(w.seq, 5);
    assert_string_equal(w.chain, chain);

    open_chain("6"); /* all of it gone, and written anew by somebody who has the key */
    assert_int_equal(audit_holds(r, &kept, &w), OK);
    assert_string_equal(w.what, "missing");
    assert_int_equal(w.seq, 1);
    r->now -= 60;
    write_rows(9);
    r->now += 60;
    assert_whole(9);
    assert_int_equal(audit_holds(r, &kept, &w), OK);
    assert_string_equal(w.what, "other");
    assert_int_equal(w.seq, 6);
}

static void only_the_newest(void **state)
{
    static const struct sql change = { "UPDATE audit SET actor = 1 WHERE chain = ? AND seq = ?" };
    struct audit_wrong w;
    uint64_t rows;
    (void)state;

    open_chain("7");
    write_rows(20);
    must_do(r, &change, ARGS(arg_s(chain), arg_u(3)));
    assert_int_equal(audit_verify(r, chain, 10, &rows, &w), OK);
    assert_null(w.what);
    assert_int_equal(rows, 10);
    assert_int_equal(audit_verify(r, chain, 18, &rows, &w), OK);
    assert_string_equal(w.what, "changed");
    assert_int_equal(w.seq, 3);
    assert_int_equal(audit_verify(r, chain, 100, &rows, &w), OK);
    assert_int_equal(w.seq, 3);
    must_do(r, &drop_seq, ARGS(arg_s(chain), arg_u(10)));
    assert_int_equal(audit_verify(r, chain, 10, &rows, &w), OK); /* the one the others are counted from */
    assert_string_equal(w.what, "missing");
    assert_int_equal(w.seq, 10);
    assert_int_equal(audit_verify(r, "no such chain", 10, &rows, &w), OK);
    assert_null(w.what);
    assert_int_equal(rows, 0);
}

static int begin(void **state)
{
    (void)state;
    r = store_open();
    return 0;
}

static int finish(void **state)
{
    static const struct sql drop_all = { "DELETE FROM audit WHERE chain LIKE 'testaudit@%'" };
    (void)state;

    must_do(r, &drop_all, NO_ARGS);
    store_close(r);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_with_its_act),
        cmocka_unit_test(no_row_without_its_act), cmocka_unit_test(roles_are_in_the_chain),
        cmocka_unit_test(two_processes_one_chain),
        cmocka_unit_test(a_changed_row_is_named),
        cmocka_unit_test(a_missing_row_is_named),
        cmocka_unit_test(what_was_kept_tells_the_rest),
        cmocka_unit_test(only_the_newest),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
