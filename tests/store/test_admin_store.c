/* What qiao-admin keeps and counts: the first administrator, passwords of programs, the state of things. */
#include "store.h"
#include "admin/command/admin.h"
#include "auth/audit.h"
#include "auth/role.h"
#include "crypt/password.h"

#include <sys/stat.h>
#include <unistd.h>

static struct req *r;
static char folder[] = "/tmp/qiao-test-XXXXXX";

static const char mail[] = "first-admin@test.example";
static const char secret[] = "mengla tea and five rivers";
static const struct sql find = {
    "SELECT a.id, a.state, a.password, g.role, o.name FROM account a JOIN account_role g ON g.account = a.id "
    "JOIN org o ON o.id = g.org WHERE a.mail = ?" };
static const struct sql drop_role = { "DELETE FROM account_role WHERE account IN (SELECT id FROM account WHERE mail = ?)" };
static const struct sql drop_account = { "DELETE FROM account WHERE mail = ?" };
static const struct sql drop_org = { "DELETE FROM org WHERE name = 'test-org-admin'" };
static const struct sql count_orgs = { "SELECT COUNT(*) FROM org WHERE name = 'test-org-admin'" };
static const struct sql count_granted = {
    "SELECT COUNT(*) FROM audit WHERE action = 'role_grant' AND subject = ? AND detail = 'auditor' AND actor = 0" };

static void clean(void)
{
    must_do(r, &drop_role, ARGS(arg_s(mail)));
    must_do(r, &drop_account, ARGS(arg_s(mail)));
    must_do(r, &drop_org, NO_ARGS);
}

static void the_first_administrator(void **state)
{
    const char *phc = NULL, *context;
    struct bytes plain;
    struct rows q;
    uint64_t id;
    int64_t before = 0, n = 0;
    bool right = false;
    struct first first = { .mail = mail, .role = R_AUDITOR, .org_name = "test-org-admin" };
    (void)state;

    clean();
    password_slots(1);
    assert_int_equal(password_hash(r, secret, &phc), OK);
    audit_open("admin", "test");
    first.phc = phc;
    assert_int_equal(admins_count(r, R_AUDITOR, &before), OK);
    assert_int_equal(admin_add(r, &first), OK);
    assert_int_equal(admins_count(r, R_AUDITOR, &n), OK);
    assert_int_equal(n, before + 1);
    assert_int_equal(db_one(r, &find, ARGS(arg_s(mail)), &q), OK);
    id = db_u(&q, 0);
    assert_string_equal(db_s(&q, 1), "active");
    assert_int_equal(db_u(&q, 3), R_AUDITOR);
    assert_string_equal(db_s(&q, 4), "test-org-admin");
    assert_int_equal(ask_int(r, &count_granted, ARGS(arg_u(id))), 1);
    /* Sealed where login opens it, and the password it was. */
    context = arena_fmt(r->arena, "account|password|%llu|%llu", (unsigned long long)id, (unsigned long long)id);
    assert_int_equal(unseal(r, context, db_b(&q, 2), &plain), OK);
    phc = arena_strn(r->arena, (const char *)plain.p, plain.n);
    assert_int_equal(password_verify(r, phc, secret, &right, NULL), OK);
    assert_true(right);

    /* A second time nothing is left behind, not even the organisation's twin. */
    assert_int_equal(admin_add(r, &first), ERR_TWICE);
    assert_int_equal(ask_int(r, &count_granted, ARGS(arg_u(id))), 1);
    assert_false(db_in_tx(r));
    assert_int_equal(ask_int(r, &count_orgs, NO_ARGS), 1);
    clean();
}

static void passwords_are_made_once(void **state)
{
    const char *first, *path = arena_fmt(r->arena, "%s/some.db", folder);
    struct stat st;
    (void)state;

    setenv("QIAO_CREDENTIALS", folder, 1);
    assert_true(setting_read(stderr));
    assert_null(program_password(r, "some", false));
    first = program_password(r, "some", true);
    assert_non_null(first);
    assert_int_equal(strlen(first), 32);
    assert_int_equal(strspn(first, "0123456789abcdef"), 32);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0400);
    assert_string_equal(program_password(r, "some", true), first);
    assert_string_equal(program_password(r, "some", false), first);
    assert_string_not_equal(program_password(r, "other", true), first);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(unlink(arena_fmt(r->arena, "%s/other.db", folder)), 0);
    assert_null(program_password(r, "no/such/folder", true));
}

static void the_state_of_things(void **state)
{
    static const struct sql add_letter = {
        "INSERT INTO outbox (account, lang, name, subject, flow, next_at, created_at) VALUES (1, 'en', 'x', 'x', "
        "'testadmin', ?, ?)" };
    static const struct sql add_timer = {
        "INSERT INTO flow_timer (flow, case_id, event, due_at) VALUES ('testadmin', 1, 1, ?)" };
    static const struct sql no_letter = { "DELETE FROM outbox WHERE flow = 'testadmin'" };
    static const struct sql no_timer = { "DELETE FROM flow_timer WHERE flow = 'testadmin'" };
    const int64_t long_ago = at_day("2020-01-01", 0);
    struct status before, after;
    int64_t year = 0;
    (void)state;

    must_do(r, &no_letter, NO_ARGS);
    must_do(r, &no_timer, NO_ARGS);
    assert_int_equal(status_read(r, &before), OK);
    must_do(r, &add_letter, ARGS(arg_time(r, r->now), arg_time(r, long_ago)));
    must_do(r, &add_timer, ARGS(arg_time(r, long_ago)));
    assert_int_equal(status_read(r, &after), OK);
    assert_int_equal(after.waiting, before.waiting + 1);
    assert_int_equal(after.oldest_at, long_ago);
    assert_int_equal(after.timers, before.timers + 1);
    assert_int_equal(after.timers_due, before.timers_due + 1);
    must_do(r, &no_letter, NO_ARGS);
    must_do(r, &no_timer, NO_ARGS);

    r->now = at_day("2026-11-23", 12);
    assert_int_equal(calendar_provisional(r, &year), OK);
    assert_int_equal(year, 2027);
    r->now = at_day("2029-10-08", 12); /* after the last day that is there */
    assert_int_equal(calendar_provisional(r, &year), OK);
    assert_int_equal(year, 0);
}

static int begin(void **state)
{
    (void)state;
    r = store_open();
    return mkdtemp(folder) ? 0 : -1;
}

static int finish(void **state)
{
    (void)state;
    store_close(r);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_administrator),
        cmocka_unit_test(passwords_are_made_once),
        cmocka_unit_test(the_state_of_things),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
