/* Nothing that is kept about people is forgotten in the copy of one's own data: each column that points at an account,
 * and each table that hangs on such a row, is led to by a part, or left out for a reason. */
#include "store.h"
#include "privacy/request.h"
#include <stdio.h>

static struct req *r;

/* By key, by comment, or by name: who, owner, ..._by. */
static const struct sql pointing = { .text =
    "SELECT DISTINCT CONCAT(c.table_name, '.', c.column_name) FROM information_schema.columns c "
    "JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name "
    "AND t.table_type = 'BASE TABLE' LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema "
    "AND k.table_name = c.table_name AND k.column_name = c.column_name AND k.referenced_table_name IS NOT NULL "
    "WHERE c.table_schema = DATABASE() AND c.data_type = 'bigint' AND (k.referenced_table_name IN (SELECT "
    "o.table_name FROM information_schema.columns o WHERE o.table_schema = DATABASE() AND (o.table_name = 'account' OR "
    "o.column_name IN ('account', 'owner'))) OR c.column_comment REGEXP '\\\\baccount\\\\b' OR c.column_name IN "
    "('account', 'owner', 'subject', 'agent', 'actor', 'who') OR c.column_name LIKE '%\\_by') "
    "UNION SELECT 'account.id' ORDER BY 1 LIMIT 1000" };
static const struct sql exists = { .text =
    "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND "
    "CONCAT(table_name, '.', column_name) = ?" };

static bool is_told(const char *column)
{
    for (const struct part *p = copy_parts; p->name; p++)
        for (size_t i = 0; p->from[i]; i++)
            if (strcmp(p->from[i], column) == 0)
                return true;
    return false;
}

static bool is_left_out(const char *column)
{
    for (const struct erasing *x = erasings; x->from; x++)
        if (ask_int(r, &exists, ARGS(arg_s(x->from))) != 1)
            fail_msg("%s is no column", x->from);
    for (const struct left_out *x = copy_left_out; x->column; x++)
        if (strcmp(x->column, column) == 0)
            return true;
    return false;
}

/* A statement, or a reason, or both. */
static bool is_erased_or_kept(const char *column)
{
    for (const struct erasing *x = erasings; x->from; x++)
        if (strcmp(x->from, column) == 0)
            return x->sql || (x->kept && *x->kept);
    return false;
}

static void every_column_that_points_at_a_person_has_its_place(void **state)
{
    unsigned n = 0, missing = 0;
    struct rows q;
    (void)state;

    assert_int_equal(db_ask(r, &pointing, NO_ARGS, &q), OK);
    for (; db_next(&q); n++)
        if (is_told(db_s(&q, 0)) + is_left_out(db_s(&q, 0)) != 1) {
            fprintf(stderr, "%s: %s\n", db_s(&q, 0), is_told(db_s(&q, 0)) ? "told and left out"
                    : "points at a person; add a part or a reason to cgi/privacy/copy_store.c");
            missing++;
        } else if (!is_erased_or_kept(db_s(&q, 0))) {
            fprintf(stderr, "%s: what becomes of it at a deletion? cgi/privacy/erase_store.c\n", db_s(&q, 0));
            missing++;
        }
    assert_int_equal(missing, 0);
    assert_true(n >= 25);
}

static void what_is_listed_exists(void **state)
{
    (void)state;

    for (const struct part *p = copy_parts; p->name; p++)
        for (size_t i = 0; p->from[i]; i++)
            if (ask_int(r, &exists, ARGS(arg_s(p->from[i]))) != 1)
                fail_msg("%s of part %s is no column", p->from[i], p->name);
    for (const struct left_out *x = copy_left_out; x->column; x++) {
        if (ask_int(r, &exists, ARGS(arg_s(x->column))) != 1)
            fail_msg("%s is no column", x->column);
        assert_true(strlen(x->why) > 10);
    }
}

/* Columns and their names are written down apart from each other. */
static void each_part_has_a_name_for_each_column(void **state)
{
    (void)state;

    for (const struct part *p = copy_parts; p->name; p++) {
        unsigned n = 0;
        struct rows q;

        while (p->column[n].kind != C_END)
            n++;
        assert_int_equal(copy_rows(r, p, 0, &q), OK);
        if (q.n != n)
            fail_msg("part %s has %u columns and %u names", p->name, q.n, n);
    }
}

static int begin(void **state)
{
    (void)state;
    r = store_open();
    return 0;
}

static int finish(void **state)
{
    (void)state;
    store_close(r);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_that_points_at_a_person_has_its_place),
        cmocka_unit_test(what_is_listed_exists),
        cmocka_unit_test(each_part_has_a_name_for_each_column),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
