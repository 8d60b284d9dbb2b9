/* Sealed columns, found in information_schema and nowhere else: whoever adds one writes it into its COMMENT. The texts
 * are made of names the server gave. */
#include "data/sealed.h"
#include "base/log.h"
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 400 };

static const struct sql find_columns = { .text =
    "SELECT c.table_name, c.column_name, c.data_type, COALESCE(MIN(k.column_name), ''), COUNT(k.column_name), "
    "COALESCE(MIN(p.data_type), '') FROM information_schema.columns c "
    "JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name "
    "AND t.table_type = 'BASE TABLE' "
    "LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema "
    "AND k.table_name = c.table_name AND k.constraint_name = 'PRIMARY' "
    "LEFT JOIN information_schema.columns p ON p.table_schema = c.table_schema AND p.table_name = c.table_name "
    "AND p.column_name = k.column_name "
    "WHERE c.table_schema = DATABASE() AND c.column_comment REGEXP '(?i)\\\\bsealed\\\\b' "
    "GROUP BY c.table_name, c.column_name, c.data_type ORDER BY c.table_name, c.ordinal_position" };

static bool is_one_of(const char *word, const char *list)
{
    size_t n = strlen(word);

    for (const char *at = list; n && (at = strstr(at, word)); at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

static const char *fault_of(const struct rows *q)
{
    if (!is_one_of(db_s(q, 2), "varbinary binary tinyblob blob mediumblob longblob"))
        return "is not of bytes";
    if (db_i(q, 4) != 1)
        return "is in a table whose primary key is not one column";
    return NULL;
}

/* A value longer than a packet may be is left alone: CONCAT would make NULL of it. */
static struct sealed_column column_of(struct req *r, const struct rows *q, size_t head_n)
{
    const char *t = db_s(q, 0), *c = db_s(q, 1), *k = db_s(q, 3), *type = db_s(q, 5);
    struct sealed_column s = { .table = t, .name = c, .key = k, .wrong = fault_of(q) };

    s.key_is_number = is_one_of(type, "tinyint smallint mediumint int bigint");
    s.key_is_text = is_one_of(type, "char varchar");
    s.bite.text = arena_fmt(r->arena,
                            "SELECT `%s`, LEFT(`%s`, %zu) FROM `%s` WHERE `%s` > ? AND `%s` IS NOT NULL "
                            "ORDER BY `%s` LIMIT ?", k, c, head_n, t, k, c, k);
    s.swap.text = arena_fmt(r->arena,
                            "UPDATE `%s` SET `%s` = CONCAT(?, SUBSTRING(`%s`, %zu)) WHERE `%s` = ? "
                            "AND LEFT(`%s`, %zu) = ? AND LENGTH(`%s`) < @@max_allowed_packet",
                            t, c, c, head_n + 1, k, c, head_n, c);
    return s;
}

enum err sealed_columns(struct req *r, size_t head_n, struct sealed_column **ret, size_t *ret_n)
{
    struct sealed_column *list = arena_new(r->arena, COLUMNS_MAX, sizeof *list);
    struct rows q;
    size_t n = 0;
    enum err e;

    if ((e = db_ask(r, &find_columns, (const struct arg[]){ arg_end() }, &q)))
        return e;
    while (db_next(&q)) {
        if (n == COLUMNS_MAX)
            return fail(r, ERR_BUG, "more than %d sealed columns", COLUMNS_MAX);
        list[n++] = column_of(r, &q, head_n);
    }
    *ret = list;
    *ret_n = n;
    return db_end(&q);
}

static struct arg key_arg(const struct sealed_column *c, const struct sealed_place *at)
{
    if (c->key_is_number)
        return arg_u(at->number);
    return c->key_is_text ? arg_s((const char *)at->key) : arg_b(at->key, at->n);
}

enum err sealed_bite(struct req *r, const struct sealed_column *c, const struct sealed_place *after, unsigned limit,
                     struct rows *ret)
{
    return db_ask(r, &c->bite, (const struct arg[]){ key_arg(c, after), arg_u(limit), arg_end() }, ret);
}

struct sealed_place sealed_place(const struct sealed_column *c, const struct rows *q)
{
    struct sealed_place at = { .n = 0 };
    struct bytes key;

    if (c->key_is_number) {
        at.number = db_u(q, 0);
        return at;
    }
    key = db_b(q, 0);
    if (key.n >= sizeof at.key)
        fatal("%s: a primary key of %zu bytes", c->table, key.n);
    at.n = key.n;
    memcpy(at.key, key.p, key.n);
    return at;
}

enum err sealed_swap(struct req *r, const struct sealed_column *c, const struct sealed_place *at, struct bytes old,
                     struct bytes fresh)
{
    return db_do_one(r, &c->swap, (const struct arg[]){ arg_b(fresh.p, fresh.n), key_arg(c, at), arg_b(old.p, old.n),
                     arg_end() });
}
