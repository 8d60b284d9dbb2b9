/* Migrations on a database of their own: in order, once, again after an interruption, never a changed file;
 * and the rights every program has in the database the other tests use. */
#include "store.h"
#include "data/migrate.h"

#include <sys/stat.h>
#include <unistd.h>

static struct req *r;
static char folder[] = "/tmp/qiao-test-XXXXXX";
static const char *real_name; /* of the database the other tests use */

static const struct sql drop = { "DROP DATABASE IF EXISTS qiao_test_schema" };
static const struct sql count_rows = { "SELECT COUNT(*) FROM one" };
static const struct sql hash_of_file = { "SELECT sha256 = SHA2(?, 256) FROM schema_version WHERE file = '0001_one.sql'" };
static const struct sql known_tables = { "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()" };

static void use_database(const char *name)
{
    setenv("QIAO_DB_NAME", name, 1);
    assert_true(setting_read(stderr));
}

static void put(const char *name, const char *text)
{
    const char *path = arena_fmt(r->arena, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0 && fclose(f) == 0);
}

static const char first_file[] = "-- one; table\nCREATE TABLE IF NOT EXISTS one (t VARCHAR(20));\nINSERT INTO one VALUES ('a;b');";

static void applied_in_order_and_once(void **state)
{
    struct migration *m;
    const char *version;
    size_t n = 0;
    (void)state;

    put("0001_one.sql", first_file);
    put("0002_two.sql", "CREATE TABLE IF NOT EXISTS two (id INT PRIMARY KEY)");
    put("grants.sql", "GRANT SELECT ON one TO nobody;");
    put("0003_no.txt", "this is no migration");
    put("03_no.sql", "nor is this");
    use_database("qiao_test_schema");
    assert_int_equal(migrate_open(r, false), ERR_GONE); /* only looking makes nothing */
    assert_int_equal(migrate_list(r, folder, &m, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(m[1].state, MIGRATION_NEW);

    assert_int_equal(migrate_open(r, true), OK);
    assert_int_equal(migrate_list(r, folder, &m, &n), OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(m[i].state, MIGRATION_NEW);
        assert_int_equal(migrate_apply(r, folder, m[i].file), OK);
    }
    assert_string_equal(m[0].file, "0001_one.sql");
    assert_int_equal(migrate_list(r, folder, &m, &n), OK);
    assert_int_equal(m[0].state, MIGRATION_DONE);
    assert_int_equal(m[1].state, MIGRATION_DONE);
    assert_int_equal(migrate_version(r, &version), OK);
    assert_string_equal(version, "0002");
    assert_int_equal(ask_int(r, &count_rows, NO_ARGS), 1);
    assert_int_equal(ask_int(r, &hash_of_file, ARGS(arg_s(first_file))), 1);
}

static void a_changed_file_is_seen(void **state)
{
    struct migration *m;
    size_t n = 0;
    (void)state;

    put("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (t VARCHAR(30));");
    assert_int_equal(migrate_list(r, folder, &m, &n), OK);
    assert_int_equal(m[0].state, MIGRATION_CHANGED);
    assert_int_equal(m[1].state, MIGRATION_DONE);
    put("0001_one.sql", first_file);
    assert_int_equal(migrate_list(r, folder, &m, &n), OK);
    assert_int_equal(m[0].state, MIGRATION_DONE);
}

/* The second statement fails: the file is not recorded, and runs again from its beginning. */
static void an_interrupted_file_is_run_again(void **state)
{
    struct migration *m;
    size_t n = 0;
    (void)state;

    put("0003_three.sql", "CREATE TABLE IF NOT EXISTS three (id INT);\nALTER TABLE nowhere ADD COLUMN x INT;");
    assert_int_equal(migrate_apply(r, folder, "0003_three.sql"), ERR_BUG);
    assert_int_equal(migrate_list(r, folder, &m, &n), OK);
    assert_int_equal(m[2].state, MIGRATION_NEW);
    assert_int_equal(ask_int(r, &known_tables, NO_ARGS), 4);
    put("0003_three.sql", "CREATE TABLE IF NOT EXISTS three (id INT);\nALTER TABLE three ADD COLUMN IF NOT EXISTS x INT;");
    assert_int_equal(migrate_apply(r, folder, "0003_three.sql"), OK);
    assert_int_equal(migrate_list(r, folder, &m, &n), OK);
    assert_int_equal(m[2].state, MIGRATION_DONE);
}

static const char *asked;

static const char *give_password(struct req *req, const char *name)
{
    asked = arena_str(req->arena, name);
    return strcmp(name, "bad") ? "0123456789abcdef" : "it's";
}

static void rights_from_a_file(void **state)
{
    const char *path = arena_fmt(r->arena, "%s/grants.sql", folder);
    const char *const *programs;
    static const struct sql rights = { "SELECT COUNT(*) FROM information_schema.table_privileges "
                                       "WHERE grantee = '''qiao_test''@''localhost''' AND privilege_type = ?" };
    static const struct sql add_more = { "GRANT DELETE ON one TO qiao_test@localhost" };
    static const struct sql add_table = { "CREATE TABLE three_more (id INT)" };
    static const struct sql gone = { "DROP USER qiao_test@localhost" };
    (void)state;

    put("grants.sql", "-- {password:NAME}\nCREATE USER IF NOT EXISTS qiao_test@localhost IDENTIFIED BY '{password:test}';\n"
                      "REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_test@localhost;\n"
                      "GRANT SELECT ON {each:t%} TO qiao_test@localhost;\nGRANT SELECT ON {each:x%} TO qiao_test@localhost;");
    programs = migrate_programs(r, path);
    assert_non_null(programs);
    assert_string_equal(programs[0], "test");
    assert_null(programs[1]);
    assert_int_equal(migrate_grants(r, path, give_password), OK);
    assert_string_equal(asked, "test");
    assert_int_equal(ask_int(r, &rights, ARGS(arg_s("SELECT"))), 2); /* two, three */

    /* Unchanged, nothing is taken away even for a moment; with one table more, rights are set anew. */
    must_do(r, &add_more, NO_ARGS);
    assert_int_equal(migrate_grants(r, path, give_password), OK);
    assert_int_equal(ask_int(r, &rights, ARGS(arg_s("DELETE"))), 1);
    must_do(r, &add_table, NO_ARGS);
    assert_int_equal(migrate_grants(r, path, give_password), OK);
    assert_int_equal(ask_int(r, &rights, ARGS(arg_s("SELECT"))), 3);
    assert_int_equal(ask_int(r, &rights, ARGS(arg_s("DELETE"))), 0);

    put("grants.sql", "CREATE USER qiao_bad@localhost IDENTIFIED BY '{password:bad}'");
    assert_int_equal(migrate_grants(r, path, give_password), ERR_BUG); /* no quote leaves its place */
    must_do(r, &gone, NO_ARGS);
    must_do(r, &drop, NO_ARGS);
}

static struct req as_program(const char *name)
{
    char password[64] = "";
    FILE *f = fopen(arena_fmt(r->arena, "%s/%s.db", setting_text(SET_CREDENTIALS), name), "r");
    struct req mine = *r;

    assert_non_null(f);
    assert_non_null(fgets(password, sizeof password, f));
    fclose(f);
    mine.db = db_open(arena_fmt(r->arena, "qiao_%s", name), password);
    return mine;
}

static const struct {
    const char *program;
    bool allowed;
    struct sql sql;
} right_cases[] = {
    { "apply", true, { "SELECT id, mail, name, lang, state FROM account WHERE id = ?" } },
    { "apply", false, { "SELECT password FROM account WHERE id = ?" } },
    { "apply", false, { "SELECT totp FROM account WHERE id = ?" } },
    { "apply", false, { "SELECT phone FROM account WHERE id = ?" } },
    { "apply", false, { "SELECT body FROM sink" } },
    { "apply", false, { "UPDATE account SET state = ? WHERE id = ?" } },
    { "apply", true, { "SELECT account FROM session WHERE hash = ?" } },
    { "apply", true, { "UPDATE session SET seen_at = ? WHERE hash = ?" } },
    { "apply", false, { "UPDATE session SET account = ? WHERE hash = ?" } },
    { "apply", false, { "INSERT INTO account_role (account, org, role, created_at) VALUES (?, ?, ?, ?)" } },
    { "apply", true, { "INSERT INTO flow_log (flow, case_id, ver, state_from, state_to, event, who, role, at, hash) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" } },
    { "apply", false, { "UPDATE flow_log SET text = ? WHERE id = ?" } },
    { "apply", false, { "DELETE FROM flow_log WHERE id = ?" } },
    { "apply", true, { "UPDATE apply_application SET due_at = ? WHERE id = ?" } },
    { "apply", false, { "DELETE FROM apply_application WHERE id = ?" } },
    { "apply", true, { "UPDATE apply_intake SET reserved = reserved + 1 WHERE id = ?" } },
    { "apply", false, { "UPDATE apply_intake SET capacity = ? WHERE id = ?" } },
    { "apply", true, { "DELETE FROM apply_education WHERE id = ?" } },
    { "apply", false, { "UPDATE flow_term SET days = ?" } },
    { "apply", false, { "DELETE FROM calendar_day" } },
    { "apply", false, { "UPDATE outbox SET state = 'sent'" } },
    { "apply", false, { "SELECT body FROM outbox WHERE id = ?" } },
    { "apply", false, { "SELECT COUNT(*) FROM outbox" } },
    { "apply", true, { "SELECT body FROM apply_letter WHERE id = ? AND case_id = ?" } },
    { "apply", false, { "DELETE FROM apply_letter" } },
    { "apply", true, { "INSERT INTO outbox (lang, name, subject, next_at, created_at) VALUES (?, ?, ?, ?, ?)" } },
    { "apply", false, { "SELECT fails FROM throttle" } },
    { "apply", false, { "SELECT user FROM mysql.user" } },
    { "login", true, { "SELECT password FROM account WHERE mail = ?" } },
    { "login", true, { "DELETE FROM session WHERE account = ?" } },
    { "login", false, { "DELETE FROM account WHERE id = ?" } },
    { "login", false, { "INSERT INTO account_role (account, org, role, created_at) VALUES (?, ?, ?, ?)" } },
    { "login", false, { "SELECT passport_no FROM apply_application" } },
    { "login", false, { "SELECT body FROM document_body" } },
    { "login", false, { "SELECT body FROM outbox WHERE id = ?" } },
    { "login", false, { "SELECT subject FROM apply_letter" } },
    { "login", true, { "INSERT INTO outbox (lang, name, subject, next_at, created_at) VALUES (?, ?, ?, ?, ?)" } },
    { "post", true, { "SELECT body FROM outbox WHERE id = ? FOR UPDATE SKIP LOCKED" } },
    { "post", true, { "SELECT mail, phone FROM account WHERE id = ?" } },
    { "post", false, { "UPDATE account SET phone = ? WHERE id = ?" } },
    { "post", false, { "SELECT code FROM account_ask" } },
    { "post", false, { "SELECT name FROM account WHERE id = ?" } },
    { "post", false, { "SELECT account FROM session" } },
    { "post", false, { "INSERT INTO outbox (lang, name, subject, next_at, created_at) VALUES (?, ?, ?, ?, ?)" } },
};

/* SECURITY 37, as the server sees it when a statement is prepared. */
static void programs_have_what_they_need_and_no_more(void **state)
{
    static const struct sql make = { "CREATE TABLE apply_more (id INT)" };
    (void)state;

    use_database(real_name);
    for (size_t i = 0; i < sizeof right_cases / sizeof *right_cases; i++) {
        struct req mine = as_program(right_cases[i].program);
        const char *wrong = db_check(&mine, &right_cases[i].sql);

        if (!wrong != right_cases[i].allowed || (wrong && !strstr(wrong, "denied")))
            fail_msg("%s: %s: %s", right_cases[i].program, right_cases[i].sql.text, wrong ? wrong : "allowed");
        assert_int_equal(db_do(&mine, &make, NO_ARGS, NULL, NULL), ERR_BUG); /* asked only when it is run */
        db_close(mine.db);
    }
}

static int begin(void **state)
{
    (void)state;
    r = store_open();
    real_name = arena_str(r->arena, setting_text(SET_DB_NAME));
    must_do(r, &drop, NO_ARGS);
    return mkdtemp(folder) ? 0 : -1;
}

static int finish(void **state)
{
    static const char *const files[] = { "0001_one.sql", "0002_two.sql", "0003_three.sql", "0003_no.txt", "03_no.sql",
                                         "grants.sql", "" };
    (void)state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (remove(arena_fmt(r->arena, "%s/%s", folder, files[i])))
            return -1;
    store_close(r);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(applied_in_order_and_once),
        cmocka_unit_test(a_changed_file_is_seen),
        cmocka_unit_test(an_interrupted_file_is_run_again),
        cmocka_unit_test(rights_from_a_file),
        cmocka_unit_test(programs_have_what_they_need_and_no_more),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
