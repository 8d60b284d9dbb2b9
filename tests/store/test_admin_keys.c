/* The walk of a rotation: which columns are found, and what happens to every kind of row in them. */
#include "store.h"
#include "admin/command/keys.h"
#include "crypt/rotate.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct req *r;
static char folder[] = "/tmp/qiao-keys-XXXXXX";
static struct sealed_column *column;
static size_t columns;

static const struct sql drop_all = { "DROP TABLE IF EXISTS zz_number, zz_hash, zz_word, zz_two, zz_text" };
static const struct sql make[] = {
    { "CREATE TABLE zz_number (id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT, n INT NOT NULL DEFAULT 0, "
      "v VARBINARY(400) NULL COMMENT 'sealed', w LONGBLOB NULL COMMENT 'a file, Sealed', "
      "x VARBINARY(400) NULL COMMENT 'never unsealed here')" },
    { "CREATE TABLE zz_hash (hash BINARY(32) PRIMARY KEY, v BLOB NOT NULL COMMENT 'sealed: by its hash')" },
    { "CREATE TABLE zz_word (word VARCHAR(40) PRIMARY KEY, v BLOB NOT NULL COMMENT 'sealed') "
      "CHARSET utf8mb4 COLLATE utf8mb4_uca1400_as_cs" },
    { "CREATE TABLE zz_two (a INT, b INT, v BLOB COMMENT 'sealed', PRIMARY KEY (a, b))" },
    { "CREATE TABLE zz_text (id INT PRIMARY KEY, v VARCHAR(40) COMMENT 'sealed')" },
};
static const struct sql add_number = { "INSERT INTO zz_number (v, w) VALUES (?, ?)" };
static const struct sql add_hash = { "INSERT INTO zz_hash (hash, v) VALUES (?, ?)" };
static const struct sql add_word = { "INSERT INTO zz_word (word, v) VALUES (?, ?)" };
static const struct sql read_number = { "SELECT v, w FROM zz_number WHERE id = ?" };
static const struct sql set_number = { "UPDATE zz_number SET v = ? WHERE id = ?" };

static struct bytes sealed(const char *text)
{
    return seal(r->arena, text, (struct bytes){ (const unsigned char *)text, strlen(text) });
}

static void opens(struct bytes value, const char *text)
{
    struct bytes got;

    assert_int_equal(unseal(r, text, value, &got), OK);
    assert_string_equal((const char *)got.p, text);
}

static const struct sealed_column *find(const char *table, const char *name)
{
    for (size_t i = 0; i < columns; i++)
        if (strcmp(column[i].table, table) == 0 && strcmp(column[i].name, name) == 0)
            return &column[i];
    return NULL;
}

static uint64_t count_of(const struct sealed_column *c, uint32_t id)
{
    struct count all;

    assert_int_equal(keys_count(r, c, &all), OK);
    for (size_t i = 0; i < all.n; i++)
        if (all.list[i].id == id)
            return all.list[i].n;
    return 0;
}

static void quiet(bool on)
{
    static int kept = -1;

    fflush(stderr);
    if (on) {
        int null = open("/dev/null", O_WRONLY);
        kept = dup(STDERR_FILENO);
        dup2(null, STDERR_FILENO);
        close(null);
    } else {
        dup2(kept, STDERR_FILENO);
        close(kept);
    }
}

/* As of today; a column that is sealed and missing here was not called so in its COMMENT. */
static void the_columns_of_the_schema_are_found(void **state)
{
    static const char *const known[][2] = {
        { "account", "password" }, { "account", "totp" }, { "account_token", "password" },
        { "apply_application", "passport_no" }, { "apply_application", "mrz1" }, { "apply_application", "mrz2" },
        { "apply_application", "phone" }, { "apply_application", "emergency_phone" },
        { "apply_application", "guardian_phone" }, { "document", "name" }, { "document_body", "body" },
        { "kept_form", "body" }, { "outbox", "body" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!find(known[i][0], known[i][1]))
            fail_msg("%s.%s is not found", known[i][0], known[i][1]);
    for (size_t i = 0; i < columns; i++)
        if (column[i].wrong && strncmp(column[i].table, "zz_", 3))
            fail_msg("%s.%s %s", column[i].table, column[i].name, column[i].wrong);
}

static void what_cannot_be_walked_is_told(void **state)
{
    (void)state;
    assert_string_equal(find("zz_two", "v")->wrong, "is in a table whose primary key is not one column");
    assert_string_equal(find("zz_text", "v")->wrong, "is not of bytes");
    assert_null(find("zz_number", "x")); /* "unsealed" is another word */
    assert_non_null(find("zz_number", "w"));
    assert_null(find("zz_hash", "v")->wrong);
}

static uint32_t fresh_key(void)
{
    uint32_t id;

    assert_true(seal_keys_add(folder, &id) && crypt_open(folder));
    return id;
}

static void every_value_is_wrapped_anew_and_opens(void **state)
{
    enum { ROWS = 500 };
    const struct sealed_column *v = find("zz_number", "v"), *w = find("zz_number", "w");
    uint64_t done, damaged;
    struct rows q;
    uint32_t id;
    (void)state;

    for (int i = 0; i < ROWS; i++) {
        struct bytes a = sealed(arena_fmt(r->arena, "v %d", i)), b = sealed(arena_fmt(r->arena, "w %d", i));
        must_do(r, &add_number, ARGS(i % 10 ? arg_b(a.p, a.n) : arg_null(), i % 3 ? arg_null() : arg_b(b.p, b.n)));
    }
    id = fresh_key();
    assert_int_equal(count_of(v, id - 1), 450);
    assert_int_equal(keys_rewrap(r, v, id, &done, &damaged), OK);
    assert_int_equal(done, 450);
    assert_int_equal(damaged, 0);
    assert_int_equal(keys_rewrap(r, w, id, &done, &damaged), OK);
    assert_int_equal(done, 167);
    assert_int_equal(count_of(v, id), 450);
    assert_int_equal(count_of(v, id - 1), 0);
    assert_int_equal(keys_rewrap(r, v, id, &done, &damaged), OK); /* a second time there is nothing to do */
    assert_int_equal(done + damaged, 0);
    assert_true(seal_keys_drop(folder, id - 1) && crypt_open(folder));
    for (int i = 0; i < ROWS; i++) {
        assert_int_equal(db_one(r, &read_number, ARGS(arg_i(i + 1)), &q), OK);
        assert_true(db_null(&q, 0) == !(i % 10));
        if (i % 10)
            opens(db_b(&q, 0), arena_fmt(r->arena, "v %d", i));
        if (i % 3 == 0)
            opens(db_b(&q, 1), arena_fmt(r->arena, "w %d", i));
    }
}

/* Words that differ in accents and case, in the order of their collation. */
static void keys_of_other_kinds_are_walked(void **state)
{
    static const char *const words[] = { "a", "A", "á", "B", "b", "ß", "ss", "ຄຳ", "中", "Z" };
    uint64_t done, damaged;
    uint32_t id;
    (void)state;

    for (int i = 0; i < 200; i++) {
        struct digest d = hash_sha256(&i, sizeof i);
        struct bytes s = sealed("hash");
        must_do(r, &add_hash, ARGS(arg_b(d.b, sizeof d.b), arg_b(s.p, s.n)));
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct bytes s = sealed("word");
        must_do(r, &add_word, ARGS(arg_s(words[i]), arg_b(s.p, s.n)));
    }
    id = fresh_key();
    assert_int_equal(keys_rewrap(r, find("zz_hash", "v"), id, &done, &damaged), OK);
    assert_int_equal(done, 200);
    assert_int_equal(keys_rewrap(r, find("zz_word", "v"), id, &done, &damaged), OK);
    assert_int_equal(done, sizeof words / sizeof *words);
    assert_int_equal(count_of(find("zz_word", "v"), id), sizeof words / sizeof *words);
}

static void what_does_not_open_stays_and_holds_nobody_up(void **state)
{
    const struct sealed_column *v = find("zz_number", "v");
    unsigned char bad[200];
    struct bytes s = sealed("v 1");
    uint64_t done, damaged, all;
    struct rows q;
    uint32_t id;
    (void)state;

    memcpy(bad, s.p, s.n);
    bad[20] ^= 1; /* the wrapped key */
    must_do(r, &set_number, ARGS(arg_b(bad, s.n), arg_u(2)));
    must_do(r, &set_number, ARGS(arg_s("no envelope"), arg_u(3)));
    all = count_of(v, seal_key_id(s)) + count_of(v, seal_key_id(s) - 1) + count_of(v, seal_key_id(s) - 2);
    id = fresh_key();
    quiet(true);
    assert_int_equal(keys_rewrap(r, v, id, &done, &damaged), OK);
    quiet(false);
    assert_int_equal(damaged, 2);
    assert_int_equal(done, all - 1);
    assert_int_equal(count_of(v, 0), 1);
    assert_int_equal(db_one(r, &read_number, ARGS(arg_u(2)), &q), OK);
    assert_memory_equal(db_b(&q, 0).p, bad, s.n);
}

/* Somebody saves the row between the look and the change: theirs stays. */
static void who_writes_meanwhile_wins(void **state)
{
    const struct sealed_column *v = find("zz_number", "v");
    struct sealed_place at = { .n = 0 };
    struct bytes theirs;
    unsigned char head[SEAL_HEAD];
    struct rows q, now;
    (void)state;

    at.number = 10;
    assert_int_equal(sealed_bite(r, v, &at, 1, &q), OK);
    assert_true(db_next(&q));
    at = sealed_place(v, &q);
    assert_int_equal(at.number, 12);
    theirs = sealed("v 11");
    must_do(r, &set_number, ARGS(arg_b(theirs.p, theirs.n), arg_u(at.number)));
    assert_int_equal(reseal(r, db_b(&q, 1), head), OK);
    assert_int_equal(sealed_swap(r, v, &at, db_b(&q, 1), (struct bytes){ head, sizeof head }), ERR_CLASH);
    assert_int_equal(db_one(r, &read_number, ARGS(arg_u(at.number)), &now), OK);
    assert_memory_equal(db_b(&now, 0).p, theirs.p, theirs.n);
}

static int begin(void **state)
{
    (void)state;
    r = store_open();
    must_do(r, &drop_all, NO_ARGS);
    for (size_t i = 0; i < sizeof make / sizeof *make; i++)
        must_do(r, &make[i], NO_ARGS);
    if (!mkdtemp(folder) || !crypt_make(folder) || !crypt_open(folder))
        return -1;
    return sealed_columns(r, SEAL_HEAD, &column, &columns) ? -1 : 0;
}

static int finish(void **state)
{
    (void)state;
    must_do(r, &drop_all, NO_ARGS);
    unlink(arena_fmt(r->arena, "%s/seal.keys", folder));
    unlink(arena_fmt(r->arena, "%s/hmac.key", folder));
    unlink(arena_fmt(r->arena, "%s/sms.key", folder));
    store_close(r);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_columns_of_the_schema_are_found),
        cmocka_unit_test(what_cannot_be_walked_is_told),
        cmocka_unit_test(every_value_is_wrapped_anew_and_opens),
        cmocka_unit_test(keys_of_other_kinds_are_walked),
        cmocka_unit_test(what_does_not_open_stays_and_holds_nobody_up),
        cmocka_unit_test(who_writes_meanwhile_wins),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
