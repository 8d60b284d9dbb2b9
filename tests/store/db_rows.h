/* A small table for the tests of data/, made and dropped by each program. */
#ifndef QIAO_DB_ROWS_H
#define QIAO_DB_ROWS_H

#include "store.h"

static struct req *r;

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
static inline void fresh_rows(void)
{
    must_do(r, &clear, NO_ARGS);
    for (int i = 1; i <= 3; i++)
        must_do(r, &add_row, ARGS(arg_i(i), arg_s(arena_fmt(r->arena, "row %d", i))));
}

static inline int rows_begin(void **state)
{
    (void)state;
    r = store_open();
    must_do(r, &make_rows, NO_ARGS);
    fresh_rows();
    return 0;
}

static inline int rows_finish(void **state)
{
    (void)state;
    must_do(r, &drop_rows, NO_ARGS);
    store_close(r);
    return 0;
}

#endif
