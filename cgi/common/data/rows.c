/* An answer of the server as cells of the request's arena. Reading never fails: a value of another type
 * than asked for is our mistake and is logged. */
#include "base/clock.h"
#include "base/log.h"
#include "data/conn.h"
#include <stdlib.h>
#include <string.h>

enum cell_kind { CELL_NULL, CELL_INT, CELL_UINT, CELL_DAY, CELL_TIME, CELL_BYTES };
struct cell {
    enum cell_kind kind;
    union {
        int64_t i; /* also day number and UTC seconds */
        uint64_t u;
        struct bytes b;
    } v;
};

/* Where the library puts one column of the row it fetches. Short texts fit; the length of a longer one is
 * known then, and it is fetched alone into a place of that length. */
struct landing {
    enum cell_kind kind;
    my_bool is_null, error;
    unsigned long length;
    union {
        int64_t i;
        MYSQL_TIME t;
        char text[64];
    } v;
};

static void land_on(struct landing *x, const MYSQL_FIELD *field, MYSQL_BIND *bind)
{
    switch (field->type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR:
        x->kind = field->flags & UNSIGNED_FLAG ? CELL_UINT : CELL_INT;
        bind->buffer_type = MYSQL_TYPE_LONGLONG;
        bind->is_unsigned = x->kind == CELL_UINT;
        break;
    case MYSQL_TYPE_DATE:
        x->kind = CELL_DAY;
        bind->buffer_type = MYSQL_TYPE_DATE;
        break;
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
        x->kind = CELL_TIME;
        bind->buffer_type = MYSQL_TYPE_DATETIME;
        break;
    default:
        x->kind = CELL_BYTES;
        bind->buffer_type = MYSQL_TYPE_STRING;
    }
    bind->buffer = &x->v;
    bind->buffer_length = sizeof x->v;
    bind->length = &x->length;
    bind->is_null = &x->is_null;
    bind->error = &x->error;
}

static bool fetch_text(struct req *r, MYSQL_STMT *stmt, unsigned col, struct landing *x, struct cell *c)
{
    char *p = arena_new(r->arena, x->length + 1, 1);
    MYSQL_BIND bind = { .buffer_type = MYSQL_TYPE_STRING, .buffer = p, .buffer_length = x->length };
    unsigned long length;

    c->v.b = (struct bytes){ (unsigned char *)p, x->length };
    if (x->length <= sizeof x->v.text) {
        memcpy(p, x->v.text, x->length);
        return true;
    }
    bind.length = &length;
    return mysql_stmt_fetch_column(stmt, &bind, col, 0) == 0;
}

static bool cell_fill(struct req *r, MYSQL_STMT *stmt, unsigned col, struct landing *x, struct cell *c)
{
    int64_t day;

    c->kind = x->is_null ? CELL_NULL : x->kind;
    if (c->kind == CELL_INT || c->kind == CELL_UINT)
        c->v.i = x->v.i;
    if (c->kind == CELL_BYTES)
        return fetch_text(r, stmt, col, x, c);
    if (c->kind != CELL_DAY && c->kind != CELL_TIME)
        return true;
    if (!day_from(x->v.t.year, x->v.t.month, x->v.t.day, &day))
        c->kind = CELL_NULL; /* 0000-00-00 is no date */
    c->v.i = c->kind == CELL_DAY ? day : 0;
    if (c->kind == CELL_TIME)
        c->v.i = day * DAY_S + x->v.t.hour * 3600 + x->v.t.minute * 60 + x->v.t.second;
    return true;
}

/* False if the library met an error; it is in the statement. */
bool rows_keep(struct req *r, MYSQL_STMT *stmt, struct rows *ret)
{
    MYSQL_RES *meta = mysql_stmt_result_metadata(stmt);
    struct landing *x;
    MYSQL_BIND *bind;
    size_t row = 0;
    int got = 0;

    if (!meta)
        return mysql_stmt_errno(stmt) == 0; /* no rows by nature */
    ret->n = mysql_num_fields(meta);
    x = arena_new(r->arena, ret->n, sizeof *x);
    bind = arena_new(r->arena, ret->n, sizeof *bind);
    for (unsigned i = 0; i < ret->n; i++)
        land_on(&x[i], mysql_fetch_field_direct(meta, i), &bind[i]);
    mysql_free_result(meta);
    if (mysql_stmt_bind_result(stmt, bind) || mysql_stmt_store_result(stmt))
        return false;
    ret->count = mysql_stmt_num_rows(stmt);
    if (ret->count == 0)
        return true;
    ret->cell = arena_new(r->arena, ret->count * ret->n, sizeof *ret->cell);
    for (; row < ret->count && ((got = mysql_stmt_fetch(stmt)) == 0 || got == MYSQL_DATA_TRUNCATED); row++)
        for (unsigned i = 0; i < ret->n; i++)
            if (!cell_fill(r, stmt, i, &x[i], &ret->cell[row * ret->n + i]))
                return false;
    return row == ret->count;
}

bool db_next(struct rows *q)
{
    if (q->next >= q->count)
        return false;
    q->next++;
    return true;
}

enum err db_end(struct rows *q)
{
    q->count = q->next = 0;
    return OK;
}

static const struct cell *cell_at(const struct rows *q, unsigned col)
{
    static const struct cell none = { .kind = CELL_NULL };

    if (q->next && q->next <= q->count && col < q->n)
        return &q->cell[(q->next - 1) * q->n + col];
    fail(q->r, ERR_BUG, "db: no column %u here", col);
    return &none;
}

static int64_t wrong_type(const struct rows *q, unsigned col)
{
    fail(q->r, ERR_BUG, "db: column %u is of another type", col);
    return NONE;
}

bool db_null(const struct rows *q, unsigned col)
{
    return cell_at(q, col)->kind == CELL_NULL;
}

/* SUM() comes as the text of a DECIMAL. */
static bool is_whole_number(struct bytes b, int64_t *ret)
{
    char *end;

    *ret = strtoll((const char *)b.p, &end, 10);
    return b.n && b.n < 20 && *end == '\0';
}

int64_t db_i(const struct rows *q, unsigned col)
{
    const struct cell *c = cell_at(q, col);
    int64_t v;

    switch (c->kind) {
    case CELL_NULL:
        return NONE;
    case CELL_INT:
        return c->v.i;
    case CELL_UINT:
        return c->v.u <= INT64_MAX ? (int64_t)c->v.u : wrong_type(q, col);
    case CELL_BYTES:
        return is_whole_number(c->v.b, &v) ? v : wrong_type(q, col);
    default:
        return wrong_type(q, col);
    }
}

uint64_t db_u(const struct rows *q, unsigned col)
{
    const struct cell *c = cell_at(q, col);
    int64_t v;

    if (c->kind == CELL_UINT)
        return c->v.u;
    if (c->kind == CELL_NULL)
        return 0;
    v = db_i(q, col);
    return v >= 0 ? (uint64_t)v : 0;
}

const char *db_s(const struct rows *q, unsigned col)
{
    const struct cell *c = cell_at(q, col);
    struct arena *a = q->r->arena;

    switch (c->kind) {
    case CELL_NULL:
        return "";
    case CELL_BYTES:
        return (const char *)c->v.b.p;
    case CELL_INT:
        return arena_fmt(a, "%lld", (long long)c->v.i);
    case CELL_UINT:
        return arena_fmt(a, "%llu", (unsigned long long)c->v.u);
    default:
        wrong_type(q, col);
        return "";
    }
}

struct bytes db_b(const struct rows *q, unsigned col)
{
    const struct cell *c = cell_at(q, col);

    if (c->kind == CELL_BYTES)
        return c->v.b;
    if (c->kind != CELL_NULL)
        wrong_type(q, col);
    return (struct bytes){ NULL, 0 };
}

static int64_t moment(const struct rows *q, unsigned col, enum cell_kind kind)
{
    const struct cell *c = cell_at(q, col);

    if (c->kind == CELL_NULL)
        return NONE;
    return c->kind == kind ? c->v.i : wrong_type(q, col);
}

int64_t db_day(const struct rows *q, unsigned col)
{
    return moment(q, col, CELL_DAY);
}

int64_t db_time(const struct rows *q, unsigned col)
{
    return moment(q, col, CELL_TIME);
}
