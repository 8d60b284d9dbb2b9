/* SQL of requests about one's own data, and of what keeps data from being deleted. */
#include "request.h"
#include "base/clock.h"
#include "base/ident.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include <string.h>

#define REQUEST                                                                                               \
    "SELECT id, owner, state, state_before, ver, state_at, due_at, COALESCE(number, ''), lang, kind, created_at, " \
    "COALESCE(hold_why, ''), hold_until, (SELECT a.state = 'closed' FROM account a WHERE a.id = owner), "           \
    "part, COALESCE(part_id, 0), COALESCE(asked_by, owner) FROM privacy_case WHERE id = ? "
static const struct sql find_own = { .text = REQUEST "AND owner = ?" };
static const struct sql find_any = { .text = REQUEST };
static const struct sql begin_case = { .text =
    "UPDATE privacy_case SET number = ?, lang = ?, state_at = ?, created_at = ?, part = ?, part_id = ?, asked_by = ?, "
    "demo = (SELECT a.demo FROM account a WHERE a.id = privacy_case.owner) WHERE id = ?" };
static const struct sql set_hold = { .text = "UPDATE privacy_case SET hold_why = ?, hold_until = ? WHERE id = ?" };
/* Under way: asked, agreed, held (1 to 3). */
static const struct sql count_open = { .text =
    "SELECT COUNT(*) FROM privacy_case WHERE owner = ? AND kind = ? AND state BETWEEN 1 AND 3 AND part = ? AND "
    "part_id <=> ?" };
static const struct sql list_own = { .text =
    "SELECT id, number, kind, state, state_at, due_at, part FROM privacy_case WHERE owner = ? AND state > 0 "
    "ORDER BY id DESC LIMIT 50" };
/* The index gives the order. What waits has a promise, what has ended has none. */
#define QUEUE(place)                                                                                          \
    "SELECT id, number, kind, state_at, due_at FROM privacy_case FORCE INDEX (privacy_case_queue) "             \
    "WHERE state = ? " place "ORDER BY due_at, id LIMIT 21"
static const struct sql list_queue = { .text = QUEUE("") };
static const struct sql list_queue_from = { .text = QUEUE("AND (due_at > ? OR (due_at <=> ? AND id > ?)) ") };

static const struct sql list_officers = { .text =
    "SELECT DISTINCT a.id, a.name, a.lang FROM account_role g JOIN account a ON a.id = g.account AND a.state = 'active' "
    "WHERE g.role = ? ORDER BY a.id LIMIT 50" };
static const struct sql find_reach = { .text = "SELECT COALESCE(mail, ''), phone FROM account WHERE id = ?" };
/* The letter that tells of a deletion holds the address that was deleted. */
static const struct sql sweep_farewells = { .text =
    "DELETE FROM outbox WHERE name = 'request_erased' AND state <> 'waiting' LIMIT 1000" };

const struct sql *const case_sql[] = { &find_own, &find_any, &begin_case, &set_hold, &count_open,
                                       &list_own, &list_queue, &list_queue_from, &list_officers,
                                       &find_reach, &sweep_farewells, &take_turn, NULL };

static enum err read_hold(struct req *r, struct request *x)
{
    struct rows q;
    enum err e = x->gone || part_is_whole(x->part.part) ? OK : part_case(r, x->c.owner, &x->part);

    if (e && e != ERR_GONE) /* carried out: there is nothing to find any more */
        return e;
    if (strcmp(x->kind, "delete"))
        return OK;
    if ((e = holds_of(r, x->c.owner, &x->part, &q)))
        return e;
    if (db_next(&q))
        x->hold = (struct hold){ db_s(&q, 0), db_s(&q, 1), db_s(&q, 2), db_day(&q, 3) };
    return db_end(&q);
}

static enum err one(struct req *r, const struct sql *sql, const struct arg *args, struct request *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, args, &q);

    if (e)
        return e;
    *ret = (struct request){
        .c = { .id = db_u(&q, 0), .owner = db_u(&q, 1), .state = (int)db_i(&q, 2), .before = (int)db_i(&q, 3),
               .ver = db_i(&q, 4), .state_at = db_time(&q, 5), .due_at = db_time(&q, 6), .number = db_s(&q, 7),
               .lang = db_s(&q, 8) },
        .kind = db_s(&q, 9), .created_at = db_time(&q, 10), .hold_why = db_s(&q, 11), .hold_until = db_day(&q, 12),
        .gone = db_i(&q, 13) > 0, .part = { .part = db_s(&q, 14), .id = db_u(&q, 15), .program = "", .what = "" },
        .asked_by = db_u(&q, 16),
    };
    return (e = db_end(&q)) ? e : read_hold(r, ret);
}

enum err request_own(struct req *r, uint64_t id, uint64_t owner, struct request *ret)
{
    return one(r, &find_own, (const struct arg[]){ arg_u(id), arg_u(owner), arg_end() }, ret);
}

enum err request_any(struct req *r, uint64_t id, struct request *ret)
{
    return one(r, &find_any, (const struct arg[]){ arg_u(id), arg_end() }, ret);
}

/* PR, year of Shanghai, at least six digits of the row, Luhn digit (DOMAIN 1.1). */
static const char *number_of(struct req *r, uint64_t id)
{
    int year, month, day;
    const char *digits;

    day_split(day_of(r->now), &year, &month, &day);
    digits = arena_fmt(r->arena, "%d%06llu", year, (unsigned long long)id);
    return arena_fmt(r->arena, "PR%s%d", digits, luhn_digit(digits));
}

enum err request_begin(struct req *r, uint64_t id, const struct part_of *p)
{
    return db_do_one(r, &begin_case, (const struct arg[]){ arg_s(number_of(r, id)), arg_s(r->lang->code),
                     arg_time(r, r->now), arg_time(r, r->now), arg_s(p->part), p->id ? arg_u(p->id) : arg_null(),
                     arg_u(who_acts(r->who)), arg_u(id), arg_end() });
}

enum err request_hold(struct req *r, uint64_t id, const char *why, int64_t until)
{
    return db_do(r, &set_hold, (const struct arg[]){ arg_s(why), arg_day(r, until), arg_u(id), arg_end() }, NULL, NULL);
}

enum err request_is_open(struct req *r, const char *kind, const struct part_of *p, bool *ret)
{
    struct rows q;
    enum err e = db_turn(r, "account", r->who->id);

    if (e || (e = db_one(r, &count_open, (const struct arg[]){ arg_u(r->who->id), arg_s(kind), arg_s(p->part),
                     p->id ? arg_u(p->id) : arg_null(), arg_end() }, &q)))
        return e;
    *ret = db_i(&q, 0) > 0;
    return db_end(&q);
}

enum err requests_of(struct req *r, uint64_t owner, struct rows *ret)
{
    return db_ask(r, &list_own, (const struct arg[]){ arg_u(owner), arg_end() }, ret);
}

enum err requests_in(struct req *r, int state, int64_t due, uint64_t after, struct rows *ret)
{
    struct arg from = arg_time(r, due);

    if (!after)
        return db_ask(r, &list_queue, (const struct arg[]){ arg_i(state), arg_end() }, ret);
    return db_ask(r, &list_queue_from, (const struct arg[]){ arg_i(state), from, from, arg_u(after), arg_end() }, ret);
}

enum err privacy_officers(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_officers, (const struct arg[]){ arg_u(R_PRIVACY), arg_end() }, ret);
}

enum err reach_of(struct req *r, uint64_t account, const char **ret_mail, const char **ret_phone)
{
    struct bytes plain;
    struct rows q;
    enum err e = db_one(r, &find_reach, (const struct arg[]){ arg_u(account), arg_end() }, &q);

    if (e)
        return e;
    *ret_mail = db_s(&q, 0);
    *ret_phone = "";
    if (!db_null(&q, 1)) {
        e = unseal(r, arena_fmt(r->arena, "account|phone|%llu|%llu", (unsigned long long)account,
                                (unsigned long long)account), db_b(&q, 1), &plain);
        if (e)
            return e;
        *ret_phone = arena_strn(r->arena, (const char *)plain.p, plain.n);
    }
    return db_end(&q);
}

enum err farewells_sweep(struct req *r)
{
    return db_do(r, &sweep_farewells, (const struct arg[]){ arg_end() }, NULL, NULL);
}
