/* SQL of guardians' questions. The scope stands in each text. */
#include "child.h"
#include "auth/guardian.h"
#include "base/clock.h"
#include "base/ident.h"
#include "data/db.h"

#define CHILD                                                                                                 \
    "SELECT c.id, c.owner, COALESCE(c.centre, 0), c.state, c.state_before, c.ver, c.state_at, c.due_at, "       \
    "COALESCE(c.number, ''), c.lang, c.child, c.relation, c.speaks, COALESCE(o.name, ''), COALESCE(c.account, 0), " \
    "c.birth, a.name, COALESCE((SELECT MIN(d.agent) FROM delegation d WHERE d.subject = c.account AND " GUARDS("d") "), 0) " \
    "FROM trust_child c JOIN account a ON a.id = c.owner LEFT JOIN org o ON o.id = c.centre WHERE c.id = ? "

extern const struct sql own_child, their_child, any_child, begin_child, set_child_account, list_own_children,
    count_own_children, list_children, list_children_from, list_officers, second_child, list_seconds;
const struct sql own_child = { .text = CHILD "AND c.owner = ?" };
const struct sql their_child = { .text = CHILD "AND c.centre = ?" };
const struct sql any_child = { .text = CHILD };
/* State 7: joining. */
#define FIRST                                                                                                 \
    "c.state = 7 AND EXISTS (SELECT 1 FROM delegation d WHERE d.subject = c.account AND d.agent = ? AND " GUARDS("d") ") "
const struct sql second_child = { .text = CHILD "AND " FIRST };
const struct sql list_seconds = { .text =
    "SELECT c.id, c.child, a.name FROM delegation d JOIN trust_child c ON c.account = d.subject JOIN account a ON "
    "a.id = c.owner WHERE d.agent = ? AND " GUARDS("d") " AND c.state = 7 ORDER BY c.id LIMIT 20" };
const struct sql begin_child = { .text =
    "UPDATE trust_child SET number = ?, lang = ?, state_at = ?, created_at = COALESCE(created_at, ?), "
    "demo = (SELECT a.demo FROM account a WHERE a.id = trust_child.owner), centre = COALESCE(centre, "
    "(SELECT MIN(o.id) FROM org o WHERE o.kind = 'centre' AND o.closed_at IS NULL)) WHERE id = ?" };
const struct sql set_child_account = { .text = "UPDATE trust_child SET account = ? WHERE id = ?" };
const struct sql list_own_children = { .text =
    "SELECT id, number, child, state, due_at FROM trust_child WHERE owner = ? ORDER BY id DESC LIMIT 20" };
const struct sql count_own_children = { .text =
    "SELECT COUNT(*) FROM trust_child WHERE owner = ? AND state IN (1, 2, 7)" };
/* The index gives the order. */
#define DESK(place)                                                                                           \
    "SELECT id, number, child, state_at, due_at FROM trust_child FORCE INDEX (trust_child_queue) "              \
    "WHERE centre = ? AND state = ? " place "ORDER BY due_at, id LIMIT 21"
const struct sql list_children = { .text = DESK("") };
const struct sql list_children_from = { .text = DESK("AND (due_at > ? OR (due_at <=> ? AND id > ?)) ") };
const struct sql list_officers = { .text =
    "SELECT DISTINCT a.id, a.name, a.lang FROM account_role g JOIN account a ON a.id = g.account AND "
    "a.state = 'active' WHERE g.org = ? AND (g.role & ?) > 0 ORDER BY a.id LIMIT 50" };

static enum err one(struct req *r, const struct sql *sql, const struct arg *args, struct child_case *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, args, &q);

    if (e)
        return e;
    *ret = (struct child_case){
        .c = { .id = db_u(&q, 0), .owner = db_u(&q, 1), .scope = db_u(&q, 2), .state = (int)db_i(&q, 3),
               .before = (int)db_i(&q, 4), .ver = db_i(&q, 5), .state_at = db_time(&q, 6), .due_at = db_time(&q, 7),
               .number = db_s(&q, 8), .lang = db_s(&q, 9) },
        .child = db_s(&q, 10), .relation = db_s(&q, 11), .speaks = db_s(&q, 12), .centre = db_s(&q, 13),
        .account = db_u(&q, 14), .birth = db_day(&q, 15), .guardian = db_s(&q, 16), .first = db_u(&q, 17),
    };
    return db_end(&q);
}

enum err child_own(struct req *r, uint64_t id, uint64_t owner, struct child_case *ret)
{
    return one(r, &own_child, (const struct arg[]){ arg_u(id), arg_u(owner), arg_end() }, ret);
}

/* Whether the child has an account already is asked for those who decide. */
enum err child_theirs(struct req *r, uint64_t id, uint64_t centre, struct child_case *ret)
{
    enum err e = one(r, &their_child, (const struct arg[]){ arg_u(id), arg_u(centre), arg_end() }, ret);

    if (e || ret->c.state != CHILD_ASKED || ret->birth == NONE)
        return e;
    return ward_twin(r, &(struct ward){ .name = ret->child, .birth = ret->birth }, ret->c.owner, &ret->twin);
}

enum err child_any(struct req *r, uint64_t id, struct child_case *ret)
{
    return one(r, &any_child, (const struct arg[]){ arg_u(id), arg_end() }, ret);
}

enum err child_second(struct req *r, uint64_t id, uint64_t first, struct child_case *ret)
{
    return one(r, &second_child, (const struct arg[]){ arg_u(id), arg_u(first), arg_end() }, ret);
}

enum err seconds_of(struct req *r, uint64_t first, struct rows *ret)
{
    return db_ask(r, &list_seconds, (const struct arg[]){ arg_u(first), arg_end() }, ret);
}

/* GC, year of Shanghai, at least six digits of the row, Luhn digit (DOMAIN 1.1). */
static const char *number_of(struct req *r, uint64_t id)
{
    int year, month, day;
    const char *digits;

    day_split(day_of(r->now), &year, &month, &day);
    digits = arena_fmt(r->arena, "%d%06llu", year, (unsigned long long)id);
    return arena_fmt(r->arena, "GC%s%d", digits, luhn_digit(digits));
}

enum err child_begin(struct req *r, uint64_t id)
{
    struct arg now = arg_time(r, r->now);

    return db_do_one(r, &begin_child, (const struct arg[]){ arg_s(number_of(r, id)), arg_s(r->lang->code), now, now,
                     arg_u(id), arg_end() });
}

enum err child_became(struct req *r, uint64_t id, uint64_t account)
{
    return db_do_one(r, &set_child_account, (const struct arg[]){ account ? arg_u(account) : arg_null(), arg_u(id),
                     arg_end() });
}

enum err children_of(struct req *r, uint64_t owner, struct rows *ret)
{
    return db_ask(r, &list_own_children, (const struct arg[]){ arg_u(owner), arg_end() }, ret);
}

enum err children_open(struct req *r, uint64_t owner, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &count_own_children, (const struct arg[]){ arg_u(owner), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

enum err children_in(struct req *r, int state, int64_t due, uint64_t after, struct rows *ret)
{
    struct arg centre = arg_u(r->who->org), from = arg_time(r, due);

    if (!after)
        return db_ask(r, &list_children, (const struct arg[]){ centre, arg_i(state), arg_end() }, ret);
    return db_ask(r, &list_children_from, (const struct arg[]){ centre, arg_i(state), from, from, arg_u(after),
                  arg_end() }, ret);
}

enum err child_officers(struct req *r, uint64_t centre, struct rows *ret)
{
    return db_ask(r, &list_officers, (const struct arg[]){ arg_u(centre), arg_u(R_CENTRE), arg_end() }, ret);
}
