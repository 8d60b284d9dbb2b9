/* SQL of forms, built from their tables out of constant names only; values are always bound. */
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "form/kind.h"
#include <string.h>

enum { ARGS_MAX = 80 };

/* A text built once and kept for the life of the process: its address is its prepared statement. */
struct built {
    const struct form *form;
    const char *verb, *column;
    struct sql sql;
    struct built *next;
};
static struct built *all_built;
static struct arena *keep;

static bool is_column(const struct field *d)
{
    return !(d->flags & F_UNSAVED) && d->kind != K_FILE && d->kind != K_SECRET && d->kind != K_HIDDEN;
}

static bool is_saved(const struct field *d)
{
    return is_column(d) && !(d->flags & F_SHOWN);
}

/* ", a, b_find" or ", a = ?, b_find = ?"; begins with the separator. */
static void add_columns(struct buf *b, const struct form *f, const char *after)
{
    for (const struct field *d = f->field; d->name; d++) {
        if (!is_saved(d))
            continue;
        buf_fmt(b, ", %s%s", d->name, after);
        if (d->flags & F_FIND)
            buf_fmt(b, ", %s_find%s", d->name, after);
    }
    if (f->mark)
        buf_fmt(b, ", %s%s", f->mark, after);
}

static void build_text(struct buf *b, const struct form *f, const char *verb, const char *column)
{
    struct buf holes = { .arena = keep };

    if (strcmp(verb, "add") == 0) {
        buf_fmt(b, "INSERT INTO %s (%s", f->table, f->scope);
        add_columns(b, f, "");
        add_columns(&holes, f, "\001");
        buf_str(b, ") VALUES (?");
        for (const char *p = holes.p; p && *p; p++)
            if (*p == '\001')
                buf_str(b, ", ?");
        buf_str(b, ")");
    } else if (strcmp(verb, "save") == 0) {
        buf_fmt(b, "UPDATE %s SET id = id", f->table);
        add_columns(b, f, " = ?");
        buf_fmt(b, " WHERE id = ? AND %s = ?", f->scope);
        if (f->when)
            buf_fmt(b, " AND %s", f->when);
    } else {
        buf_str(b, "SELECT id");
        for (const struct field *d = f->field; d->name; d++)
            if (is_column(d))
                buf_fmt(b, ", %s", d->name);
        buf_fmt(b, ", %s FROM %s WHERE %s = ?", f->scope, f->table, column);
        buf_str(b, strcmp(verb, "get") ? " ORDER BY id LIMIT 50" : " AND id = ?");
    }
}

static const struct sql *text_of(const struct form *f, const char *verb, const char *column)
{
    struct built *x;
    struct buf b;

    for (x = all_built; x; x = x->next)
        if (x->form == f && strcmp(x->verb, verb) == 0 && strcmp(x->column, column) == 0)
            return &x->sql;
    if (!keep)
        keep = arena_open(1 << 22);
    b = (struct buf){ .arena = keep };
    build_text(&b, f, verb, column);
    x = arena_new(keep, 1, sizeof *x);
    *x = (struct built){ f, verb, column, { b.p }, all_built };
    all_built = x;
    return &x->sql;
}

static const char *context_of(struct req *r, const struct form *f, const struct field *d, uint64_t id, uint64_t scope)
{
    return arena_fmt(r->arena, "%s|%s|%llu|%llu", f->table, d->name, (unsigned long long)id,
                     (unsigned long long)scope);
}

static struct arg arg_of(struct req *r, const struct form *f, const struct field *d, const void *record, uint64_t id,
                         uint64_t scope)
{
    const void *slot = (const char *)record + d->at;
    const char *s;
    struct bytes sealed;

    if (slot_is_empty(d, slot))
        return arg_null();
    if (d->kind == K_DATE)
        return arg_day(r, *(const int64_t *)slot);
    if (kind_of(d)->number)
        return arg_i(*(const int64_t *)slot);
    s = *(const char *const *)slot;
    if (!(d->flags & F_SEALED))
        return arg_s(s);
    if (id == 0)
        return arg_null(); /* sealed with the id of the row, once it has one */
    sealed = seal(r->arena, context_of(r, f, d, id, scope), (struct bytes){ (const unsigned char *)s, strlen(s) });
    return arg_b(sealed.p, sealed.n);
}

/* Values in the order of add_columns; returns how many. */
static size_t add_values(struct req *r, const struct form *f, const void *record, uint64_t id, uint64_t scope,
                         struct arg *to)
{
    size_t n = 0;

    for (const struct field *d = f->field; d->name; d++) {
        if (!is_saved(d))
            continue;
        to[n++] = arg_of(r, f, d, record, id, scope);
        if (d->flags & F_FIND) {
            const char *s = *(const char *const *)((const char *)record + d->at);
            struct bytes x = { NULL, 0 };

            if (s && *s)
                x = blind_index(r->arena, f->table, d->name, text_key(r->arena, s));
            to[n++] = x.n ? arg_b(x.p, x.n) : arg_null();
        }
    }
    if (f->mark)
        to[n++] = r->faults && r->faults->later ? arg_null() : arg_time(r, r->now);
    return n;
}

static bool has_sealed(const struct form *f)
{
    for (const struct field *d = f->field; d->name; d++)
        if (d->flags & F_SEALED)
            return true;
    return false;
}

enum err form_add(struct req *r, const struct form *f, const void *record, uint64_t scope, uint64_t *ret_id)
{
    struct arg args[ARGS_MAX];
    size_t n;
    enum err e;

    args[0] = arg_u(scope);
    n = 1 + add_values(r, f, record, 0, scope, args + 1);
    args[n] = arg_end();
    if ((e = db_do(r, text_of(f, "add", ""), args, NULL, ret_id)))
        return e;
    return has_sealed(f) ? form_save(r, f, record, *ret_id, scope) : OK;
}

enum err form_save(struct req *r, const struct form *f, const void *record, uint64_t id, uint64_t scope)
{
    struct arg args[ARGS_MAX];
    size_t n = add_values(r, f, record, id, scope, args);

    args[n++] = arg_u(id);
    args[n++] = arg_u(scope);
    args[n] = arg_end();
    return db_do_one(r, text_of(f, "save", ""), args);
}

static enum err read_cell(struct req *r, const struct form *f, const struct field *d, struct rows *q, unsigned col,
                          uint64_t id, uint64_t scope, void *record)
{
    void *slot = (char *)record + d->at;
    struct bytes plain;
    enum err e;

    if (d->kind == K_DATE)
        *(int64_t *)slot = db_day(q, col);
    else if (kind_of(d)->number)
        *(int64_t *)slot = db_i(q, col);
    else if (!(d->flags & F_SEALED) || db_null(q, col))
        *(const char **)slot = db_s(q, col);
    else if ((e = unseal(r, context_of(r, f, d, id, scope), db_b(q, col), &plain)))
        return e;
    else
        *(const char **)slot = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return OK;
}

static enum err read_row(struct req *r, const struct form *f, struct rows *q, void *record)
{
    unsigned col = 1, columns = 1;
    enum err e = OK;

    for (const struct field *d = f->field; d->name; d++)
        columns += is_column(d);
    for (const struct field *d = f->field; d->name && !e; d++)
        if (is_column(d))
            e = read_cell(r, f, d, q, col++, db_u(q, 0), db_u(q, columns), record);
        else if (kind_of(d)->number)
            *(int64_t *)((char *)record + d->at) = NONE;
    return e;
}

enum err form_get(struct req *r, const struct form *f, uint64_t id, const char *column, uint64_t scope, void **ret)
{
    void *record = arena_new(r->arena, 1, f->size);
    struct rows q;
    enum err e, e2;

    if ((e = db_one(r, text_of(f, "get", column), (const struct arg[]){ arg_u(scope), arg_u(id), arg_end() }, &q)))
        return e;
    e = read_row(r, f, &q, record);
    e2 = db_end(&q);
    *ret = record;
    return e ? e : e2;
}

enum err form_list(struct req *r, const struct form *f, uint64_t scope, void **ret, uint64_t **ret_ids, size_t *ret_n)
{
    char *records = arena_new(r->arena, 50, f->size);
    uint64_t *ids = arena_new(r->arena, 50, sizeof *ids);
    struct rows q;
    size_t n = 0;
    enum err e, e2;

    if ((e = db_ask(r, text_of(f, "list", f->scope), (const struct arg[]){ arg_u(scope), arg_end() }, &q)))
        return e;
    while (!e && n < 50 && db_next(&q)) {
        ids[n] = db_u(&q, 0);
        e = read_row(r, f, &q, records + n * f->size);
        n++;
    }
    e2 = db_end(&q);
    *ret = records;
    *ret_ids = ids;
    *ret_n = n;
    return e ? e : e2;
}
