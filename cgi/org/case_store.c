/* SQL of registrations. The scope stands in each text. */
#include "org.h"
#include "base/clock.h"
#include "base/ident.h"
#include "data/db.h"
#include "data/tx.h"

/* Under way: asked, checked, returned (1 to 3). */
#define REGISTRATION                                                                                          \
    "SELECT c.id, c.owner, COALESCE(c.verifier, 0), c.state, c.state_before, c.ver, c.state_at, c.due_at, "     \
    "COALESCE(c.number, ''), c.lang, c.kind, c.name, COALESCE(c.name_en, ''), c.uscc, c.why, "                  \
    "COALESCE(c.org, 0), COALESCE(v.name, ''), COALESCE(x.two, TRUE) FROM org_case c "                          \
    "LEFT JOIN org v ON v.id = c.verifier LEFT JOIN org_verifier x ON x.kind = c.kind WHERE c.id = ? "

const struct sql find_own_case = { .text = REGISTRATION "AND c.owner = ?" };
const struct sql find_desk_case = { .text = REGISTRATION "AND c.verifier = ? AND (x.roles & ?) > 0" };
const struct sql find_any_case = { .text = REGISTRATION };
const struct sql begin_case = { .text =
    "UPDATE org_case SET number = ?, lang = ?, state_at = ?, created_at = COALESCE(created_at, ?), "
    "demo = (SELECT a.demo FROM account a WHERE a.id = org_case.owner), "
    "verifier = (SELECT v.org FROM org_verifier v WHERE v.kind = ?) WHERE id = ?" };
const struct sql set_case_org = { .text = "UPDATE org_case SET org = ? WHERE id = ?" };
const struct sql list_own_cases = { .text =
    "SELECT id, number, name, state, state_at, due_at FROM org_case WHERE owner = ? ORDER BY id DESC LIMIT 20" };
/* The index gives the order. A registration that waits has a promise, one that has ended has none. */
#define DESK(place)                                                                                           \
    "SELECT STRAIGHT_JOIN c.id, c.number, c.name, c.kind, c.state_at, c.due_at, c.uscc "                        \
    "FROM org_case c FORCE INDEX (org_case_queue) JOIN org_verifier x ON x.kind = c.kind "                      \
    "WHERE c.verifier = ? AND c.state = ? AND (x.roles & ?) > 0 " place "ORDER BY c.due_at, c.id LIMIT 21"
const struct sql list_desk = { .text = DESK("") };
const struct sql list_desk_from = { .text = DESK("AND (c.due_at > ? OR (c.due_at <=> ? AND c.id > ?)) ") };
const struct sql count_desk = { .text =
    "SELECT COUNT(*) FROM (SELECT 1 FROM org_case c JOIN org_verifier x ON x.kind = c.kind "
    "WHERE c.verifier = ? AND c.state = ? AND (x.roles & ?) > 0 LIMIT 101) n" };
const struct sql list_same_uscc = { .text =
    "SELECT number, owner = ? FROM org_case WHERE uscc = ? AND id <> ? AND state BETWEEN 1 AND 3 ORDER BY id LIMIT 5" };
const struct sql count_own_open = { .text =
    "SELECT COUNT(*) FROM org_case WHERE owner = ? AND state BETWEEN 1 AND 3" };
const struct sql list_verifiers = { .text =
    "SELECT DISTINCT a.id, a.name, a.lang FROM org_verifier v JOIN account_role g ON g.org = ? AND (g.role & v.roles) > 0 "
    "JOIN account a ON a.id = g.account AND a.state = 'active' WHERE v.kind = ? ORDER BY a.id LIMIT 50" };

static void read_registration(const struct rows *q, struct registration *x)
{
    *x = (struct registration){
        .c = { .id = db_u(q, 0), .owner = db_u(q, 1), .scope = db_u(q, 2), .state = (int)db_i(q, 3),
               .before = (int)db_i(q, 4), .ver = db_i(q, 5), .state_at = db_time(q, 6), .due_at = db_time(q, 7),
               .number = db_s(q, 8), .lang = db_s(q, 9) },
        .kind = db_s(q, 10), .name = db_s(q, 11), .name_en = db_s(q, 12), .uscc = db_s(q, 13), .why = db_s(q, 14),
        .org = db_u(q, 15), .verifier = db_s(q, 16), .two = db_i(q, 17) > 0,
    };
}

static enum err one(struct req *r, const struct sql *sql, const struct arg *args, struct registration *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, args, &q);

    if (e)
        return e;
    read_registration(&q, ret);
    return db_end(&q);
}

enum err registration_own(struct req *r, uint64_t id, uint64_t owner, struct registration *ret)
{
    return one(r, &find_own_case, (const struct arg[]){ arg_u(id), arg_u(owner), arg_end() }, ret);
}

enum err registration_theirs(struct req *r, uint64_t id, uint64_t org, unsigned roles, struct registration *ret)
{
    return one(r, &find_desk_case, (const struct arg[]){ arg_u(id), arg_u(org), arg_u(roles), arg_end() }, ret);
}

enum err registration_any(struct req *r, uint64_t id, struct registration *ret)
{
    return one(r, &find_any_case, (const struct arg[]){ arg_u(id), arg_end() }, ret);
}

/* OR, year of Shanghai, at least six digits of the row, Luhn digit (DOMAIN 1.1). */
static const char *number_of(struct req *r, uint64_t id)
{
    int year, month, day;
    const char *digits;

    day_split(day_of(r->now), &year, &month, &day);
    digits = arena_fmt(r->arena, "%d%06llu", year, (unsigned long long)id);
    return arena_fmt(r->arena, "OR%s%d", digits, luhn_digit(digits));
}

enum err registration_begin(struct req *r, uint64_t id, const char *kind)
{
    return db_do_one(r, &begin_case, (const struct arg[]){ arg_s(number_of(r, id)), arg_s(r->lang->code),
                     arg_time(r, r->now), arg_time(r, r->now), arg_s(kind), arg_u(id), arg_end() });
}

enum err registration_became(struct req *r, uint64_t id, uint64_t org)
{
    return db_do_one(r, &set_case_org, (const struct arg[]){ arg_u(org), arg_u(id), arg_end() });
}

enum err registrations_of(struct req *r, uint64_t owner, struct rows *ret)
{
    return db_ask(r, &list_own_cases, (const struct arg[]){ arg_u(owner), arg_end() }, ret);
}

enum err registrations_in(struct req *r, int state, int64_t due, uint64_t after, struct rows *ret)
{
    struct arg org = arg_u(r->who->org), roles = arg_u(r->who->roles), from = arg_time(r, due);

    if (!after)
        return db_ask(r, &list_desk, (const struct arg[]){ org, arg_i(state), roles, arg_end() }, ret);
    return db_ask(r, &list_desk_from, (const struct arg[]){ org, arg_i(state), roles, from, from, arg_u(after),
                  arg_end() }, ret);
}

static enum err number(struct req *r, const struct sql *sql, const struct arg *args, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, args, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

enum err registrations_count(struct req *r, int state, uint64_t *ret)
{
    return number(r, &count_desk, (const struct arg[]){ arg_u(r->who->org), arg_i(state), arg_u(r->who->roles),
                  arg_end() }, ret);
}

enum err registrations_with(struct req *r, const char *uscc, uint64_t id, uint64_t owner, struct rows *ret)
{
    return db_ask(r, &list_same_uscc, (const struct arg[]){ arg_u(owner), arg_s(uscc), arg_u(id), arg_end() }, ret);
}

enum err registrations_open(struct req *r, uint64_t owner, uint64_t *ret)
{
    enum err e = db_turn(r, "account", owner);

    if (e)
        return e;
    return number(r, &count_own_open, (const struct arg[]){ arg_u(owner), arg_end() }, ret);
}

enum err verifiers_of(struct req *r, const struct registration *x, struct rows *ret)
{
    return db_ask(r, &list_verifiers, (const struct arg[]){ arg_u(x->c.scope), arg_s(x->kind), arg_end() }, ret);
}
