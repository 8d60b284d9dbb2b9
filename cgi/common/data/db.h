/* The database: prepared statements only. Only this folder knows MariaDB.
 * db.h is for store files; handlers see rows.h and tx.h. */
#ifndef QIAO_DB_H
#define QIAO_DB_H

#include "base/req.h"
#include "data/rows.h"

/* One statement; the text is a constant of a store file. Prepared at first use and kept by its
 * connection, found again by this address. */
struct sql {
    const char *text;
};

enum arg_kind { ARG_END, ARG_NULL, ARG_INT, ARG_UINT, ARG_TEXT, ARG_BYTES };
struct arg {
    enum arg_kind kind;
    union {
        int64_t i;
        uint64_t u;
        struct bytes b;
    } v;
};
static inline struct arg arg_end(void) { return (struct arg){ .kind = ARG_END }; }
static inline struct arg arg_null(void) { return (struct arg){ .kind = ARG_NULL }; }
/* NONE becomes NULL. */
struct arg arg_i(int64_t v);
struct arg arg_u(uint64_t v);
/* NULL becomes NULL. */
struct arg arg_s(const char *s);
/* "" and NULL become NULL: an optional text that was not given. */
struct arg arg_opt(const char *s);
struct arg arg_b(const void *p, size_t n);
/* Day number as DATE, UTC seconds as DATETIME; NONE becomes NULL. */
struct arg arg_day(struct req *r, int64_t day);
struct arg arg_time(struct req *r, int64_t utc_s);

/* A query with rows; end it with db_end.
 *   errors  ERR_AGAIN (inside a transaction), ERR_BUSY, ERR_BUG
 */
enum err db_ask(struct req *r, const struct sql *q, const struct arg *args, struct rows *ret);
/* A query for exactly one row: ERR_GONE if there is none. The row stays readable until db_end. */
enum err db_one(struct req *r, const struct sql *q, const struct arg *args, struct rows *ret);
/* A statement without rows; ret_changed and ret_id may be NULL.
 *   errors  also ERR_TWICE
 */
enum err db_do(struct req *r, const struct sql *q, const struct arg *args, uint64_t *ret_changed, uint64_t *ret_id);
/* As db_do, but ERR_CLASH unless exactly one row was changed. */
enum err db_do_one(struct req *r, const struct sql *q, const struct arg *args);

/* Name of the UNIQUE key in the last ERR_TWICE, "" if unknown. */
const char *db_twice_key(const struct req *r);

struct db *db_open(const char *user, const char *password); /* does not connect yet */
void db_close(struct db *db);
/* Statements run so far by this connection, for the log line. */
unsigned db_count(const struct db *db);
/* Prepares a text and forgets it: for --check. NULL if it is right, else the server's sentence. */
const char *db_check(struct req *r, const struct sql *q);

#endif
