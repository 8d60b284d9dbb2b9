/* Prepared statements: values are bound, never written into a text. Prepared at first use, kept by the
 * connection; run once more on a fresh connection if the old one was gone and nothing can happen twice. */
#include "base/clock.h"
#include "base/log.h"
#include "data/conn.h"
#include "data/tx.h"
#include <errmsg.h>
#include <mysqld_error.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MEET_TRIES = 4 };

struct arg arg_i(int64_t v)
{
    return v == NONE ? arg_null() : (struct arg){ .kind = ARG_INT, .v.i = v };
}

struct arg arg_u(uint64_t v)
{
    return (struct arg){ .kind = ARG_UINT, .v.u = v };
}

struct arg arg_s(const char *s)
{
    if (!s)
        return arg_null();
    return (struct arg){ .kind = ARG_TEXT, .v.b = { (const unsigned char *)s, strlen(s) } };
}

struct arg arg_opt(const char *s)
{
    return s && *s ? arg_s(s) : arg_null();
}

struct arg arg_b(const void *p, size_t n)
{
    return (struct arg){ .kind = ARG_BYTES, .v.b = { p, n } };
}

struct arg arg_day(struct req *r, int64_t day)
{
    return day == NONE ? arg_null() : arg_s(day_text(r->arena, day));
}

struct arg arg_time(struct req *r, int64_t utc_s)
{
    int64_t s;

    if (utc_s == NONE)
        return arg_null();
    s = (utc_s % DAY_S + DAY_S) % DAY_S;
    return arg_s(arena_fmt(r->arena, "%s %02d:%02d:%02d", day_text(r->arena, (utc_s - s) / DAY_S), (int)(s / 3600),
                           (int)(s / 60 % 60), (int)(s % 60)));
}

static struct trouble stmt_trouble(MYSQL_STMT *stmt, bool asked)
{
    return (struct trouble){ mysql_stmt_errno(stmt), mysql_stmt_sqlstate(stmt), mysql_stmt_error(stmt), asked };
}

/* The place of a text in the table: its own, or the free one where it belongs. */
static struct handle *handle_find(struct db *db, const struct sql *q)
{
    size_t i = (size_t)(((uintptr_t)q >> 3) * 0x9E3779B97F4A7C15u >> 32) % HANDLES;

    while (db->handle[i].sql && db->handle[i].sql != q)
        i = (i + 1) % HANDLES;
    return &db->handle[i];
}

static MYSQL_STMT *prepare(struct req *r, const struct sql *q, struct trouble *ret)
{
    MYSQL_STMT *stmt = mysql_stmt_init(r->db->my);

    if (!stmt)
        abort();
    if (mysql_stmt_prepare(stmt, q->text, strlen(q->text)) == 0)
        return stmt;
    *ret = stmt_trouble(stmt, false);
    ret->text = arena_str(r->arena, ret->text); /* these go with the handle */
    ret->state = arena_str(r->arena, ret->state);
    mysql_stmt_close(stmt);
    return NULL;
}

static MYSQL_STMT *handle_ready(struct req *r, const struct sql *q, struct trouble *ret)
{
    struct handle *h = handle_find(r->db, q);

    if (h->stmt)
        return h->stmt;
    if (!h->sql) {
        if (r->db->handles == HANDLES_FULL)
            fatal("db: more than %d statements", (int)HANDLES_FULL);
        r->db->handles++;
        h->sql = q;
    }
    return h->stmt = prepare(r, q, ret);
}

static void handle_drop(struct db *db, const struct sql *q)
{
    struct handle *h = handle_find(db, q);

    if (h->stmt)
        mysql_stmt_close(h->stmt);
    h->stmt = NULL;
}

/* False if the arguments are not as many as the question marks. */
static bool bind_args(struct req *r, MYSQL_STMT *stmt, const struct arg *args)
{
    static const enum enum_field_types types[] = { [ARG_NULL] = MYSQL_TYPE_NULL, [ARG_INT] = MYSQL_TYPE_LONGLONG,
                                                   [ARG_UINT] = MYSQL_TYPE_LONGLONG, [ARG_TEXT] = MYSQL_TYPE_STRING,
                                                   [ARG_BYTES] = MYSQL_TYPE_BLOB };
    unsigned long wanted = mysql_stmt_param_count(stmt), n = 0;
    MYSQL_BIND *bind;

    while (args[n].kind != ARG_END)
        n++;
    if (n != wanted || n == 0)
        return n == wanted;
    bind = arena_new(r->arena, n, sizeof *bind);
    for (unsigned long i = 0; i < n; i++) {
        bind[i].buffer_type = types[args[i].kind];
        bind[i].is_unsigned = args[i].kind == ARG_UINT;
        if (args[i].kind == ARG_TEXT || args[i].kind == ARG_BYTES) {
            bind[i].buffer = (void *)(uintptr_t)args[i].v.b.p;
            bind[i].buffer_length = args[i].v.b.n;
        } else {
            bind[i].buffer = (void *)(uintptr_t)&args[i].v;
        }
    }
    return mysql_stmt_bind_param(stmt, bind) == 0;
}

/* One run, and what came of it. */
struct run {
    const struct sql *q;
    const struct arg *args;
    struct rows *rows; /* NULL: a statement that changes something */
    uint64_t changed, id;
};

static struct trouble run_once(struct req *r, struct run *u)
{
    struct trouble t = { .no = 0 };
    MYSQL_STMT *stmt = handle_ready(r, u->q, &t);

    if (!stmt)
        return t;
    if (!bind_args(r, stmt, u->args))
        return (struct trouble){ CR_INVALID_PARAMETER_NO, "HY000", "not as many arguments as question marks", false };
    r->db->count++;
    if (mysql_stmt_execute(stmt))
        return stmt_trouble(stmt, true);
    if (u->rows) {
        if (!rows_keep(r, stmt, u->rows))
            t = stmt_trouble(stmt, true);
        mysql_stmt_free_result(stmt);
        return t;
    }
    u->changed = mysql_stmt_affected_rows(stmt);
    u->id = mysql_stmt_insert_id(stmt);
    if (mysql_stmt_field_count(stmt))
        mysql_stmt_free_result(stmt);
    return t;
}

/* May it run once more, without anything happening twice? Readers always; writers when the server has not
 * seen the statement. The answer to a writer that is lost on its way stays unknown. */
static bool is_repeatable(const struct req *r, const struct run *u, struct trouble t)
{
    if (t.no == ER_UNKNOWN_STMT_HANDLER || t.no == ER_NEED_REPREPARE)
        return true;
    if (!trouble_is_loss(t.no) || db_in_tx(r))
        return false;
    return u->rows || !t.asked || t.no == CR_SERVER_GONE_ERROR || t.no == ER_UNKNOWN_COM_ERROR;
}

/* A statement that is a transaction by itself met another one in the same row: nothing has happened, it may run again.
 * On one server only waiting ones can; on a cluster any that changes what another node is changing. */
static bool has_met(const struct req *r, struct trouble t, unsigned n)
{
    if (db_in_tx(r) || (t.no != ER_LOCK_DEADLOCK && t.no != ER_CHECKREAD) || n >= MEET_TRIES)
        return false;
    nanosleep(&(struct timespec){ .tv_nsec = (n + 1) * 3000000L }, NULL);
    return true;
}

/* A node of a cluster may end a transaction without a word; what came after would be kept by itself. */
static enum err still_inside(struct req *r, const struct run *u)
{
    struct db *db = r->db;

    if (!db->in_tx || db->my->server_status & SERVER_STATUS_IN_TRANS)
        return OK;
    db->doomed = true;
    return fail(r, ERR_AGAIN, "db: the transaction was over before: %.60s", u->q->text);
}

static enum err run(struct req *r, struct run *u)
{
    struct db *db = r->db;
    bool again = false;
    struct trouble t;
    enum err e;

    for (unsigned n = 0;; n++) {
        if (db->in_tx && db->doomed)
            return ERR_AGAIN;
        if ((e = conn_ready(r)))
            return e;
        t = run_once(r, u);
        if (!t.no)
            return still_inside(r, u);
        if (has_met(r, t, n)) {
            handle_drop(db, u->q); /* rows half read would be in the way */
            continue;
        }
        if (again || !is_repeatable(r, u, t)) {
            e = conn_fail(r, t, u->q->text);
            if (db->my && u->rows)
                handle_drop(db, u->q); /* rows half read would be in the way of its next use */
            return e;
        }
        again = true;
        if (trouble_is_loss(t.no))
            conn_drop(db);
        else
            handle_drop(db, u->q);
    }
}

enum err db_ask(struct req *r, const struct sql *q, const struct arg *args, struct rows *ret)
{
    struct rows rows = { .r = r };
    enum err e = run(r, &(struct run){ .q = q, .args = args, .rows = &rows });

    if (!e)
        *ret = rows;
    return e;
}

enum err db_one(struct req *r, const struct sql *q, const struct arg *args, struct rows *ret)
{
    struct rows rows;
    enum err e;

    if ((e = db_ask(r, q, args, &rows)))
        return e;
    if (rows.count > 1)
        return fail(r, ERR_BUG, "db: %zu rows instead of one: %.60s", rows.count, q->text);
    if (!db_next(&rows))
        return ERR_GONE;
    *ret = rows;
    return OK;
}

enum err db_do(struct req *r, const struct sql *q, const struct arg *args, uint64_t *ret_changed, uint64_t *ret_id)
{
    struct run u = { .q = q, .args = args };
    enum err e;

    if ((e = run(r, &u)))
        return e;
    if (ret_changed)
        *ret_changed = u.changed;
    if (ret_id)
        *ret_id = u.id;
    return OK;
}

enum err db_do_one(struct req *r, const struct sql *q, const struct arg *args)
{
    uint64_t changed;
    enum err e;

    if ((e = db_do(r, q, args, &changed, NULL)))
        return e;
    return changed == 1 ? OK : ERR_CLASH;
}

const char *db_check(struct req *r, const struct sql *q)
{
    struct trouble t = { .no = 0 };
    MYSQL_STMT *stmt;

    if (!r->db->my && conn_ready(r))
        return "the database does not answer";
    if (!(stmt = prepare(r, q, &t)))
        return arena_str(r->arena, t.text);
    mysql_stmt_close(stmt);
    return NULL;
}
