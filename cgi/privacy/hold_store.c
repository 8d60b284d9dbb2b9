/* SQL of what keeps data from being deleted: rules of the law, holds of one person, and the parts both are about. */
#include "request.h"
#include "auth/guardian.h"
#include "base/clock.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

/* What has no end, or the latest one, first. Each branch is asked for everything, or for the case of one part. */
#define HELD "h.valid_from <= ? AND COALESCE(h.valid_to, '9999-12-31') >= ? "
static const struct sql list_holds = { .text =
    "SELECT code, what, source, ends, source_zh FROM ("
    "SELECT h.code, COALESCE(c.number, '') AS what, h.source, IF(h.counts_from = 'study', i.starts + INTERVAL p.months "
    "MONTH, DATE(c.state_at + INTERVAL 8 HOUR)) + INTERVAL h.months MONTH AS ends, h.source_zh FROM apply_application c "
    "JOIN apply_intake i ON i.id = c.intake JOIN apply_programme p ON p.id = i.programme "
    "JOIN legal_hold h ON h.of = 'apply' AND (h.states >> c.state & 1) = 1 AND " HELD
    "WHERE c.owner = ? AND c.erased_at IS NULL AND (? OR (? = 'apply' AND c.id = ?)) "
    "UNION ALL SELECT h.code, COALESCE(c.number, ''), h.source, NULL, h.source_zh FROM trust_child c JOIN legal_hold h "
    "ON h.of = 'trust' AND (h.states >> c.state & 1) = 1 AND " HELD "WHERE c.owner = ? AND (? OR (? = 'trust' AND c.id = ?)) "
    "UNION ALL SELECT h.code, COALESCE(c.number, ''), h.source, DATE(c.state_at + INTERVAL 8 HOUR) + INTERVAL h.months "
    "MONTH, h.source_zh FROM org_case c JOIN legal_hold h ON h.of = 'org' AND (h.states >> c.state & 1) = 1 AND " HELD
    "WHERE c.owner = ? AND ? "
    "UNION ALL SELECT h.code, o.name, h.source, NULL, h.source_zh FROM account_role g JOIN org o ON o.id = g.org AND "
    "o.closed_at IS NULL JOIN legal_hold h ON h.of = 'role' AND " HELD "WHERE g.account = ? AND ? "
    "UNION ALL SELECT h.code, '', h.source, NULL, h.source_zh FROM delegation d JOIN account w ON w.id = d.subject AND "
    "w.state = 'managed' JOIN legal_hold h ON h.of = 'ward' AND " HELD
    "WHERE d.agent = ? AND " GUARDS("d") " AND ? AND NOT EXISTS (SELECT 1 FROM delegation y WHERE y.subject = d.subject "
    "AND y.id <> d.id AND " GUARDS("y") ") AND NOT EXISTS (SELECT 1 FROM ward k JOIN org o ON o.id = k.org AND "
    "o.closed_at IS NULL WHERE k.account = d.subject) "
    "UNION ALL SELECT IF(x.shown = 1, CONCAT('person_', x.why), 'person_secret'), '', x.id, x.ends_on, '' "
    "FROM person_hold x WHERE x.account = ? AND x.lifted_at IS NULL AND x.set_at IS NOT NULL) x "
    "WHERE ends IS NULL OR ends >= ? ORDER BY ends IS NOT NULL, ends DESC, what LIMIT 50" };
static const struct sql list_parts = { .text =
    "SELECT 'application', id, number, '' FROM apply_application WHERE owner = ? AND state <> 1 AND erased_at IS NULL "
    "UNION ALL SELECT 'paper', d.id, COALESCE(a.number, c.number, ''), d.kind FROM document d "
    "LEFT JOIN apply_application a ON d.program = 'apply' AND a.id = d.case_id "
    "LEFT JOIN trust_child c ON d.program = 'trust' AND c.id = d.case_id "
    "WHERE d.owner = ? AND d.program IN ('apply', 'trust') LIMIT 80" };
static const struct sql find_part_case = { .text =
    "SELECT 'apply', a.id, COALESCE(a.number, '') FROM apply_application a WHERE ? = 'application' AND a.id = ? AND "
    "a.owner = ? AND a.state <> 1 AND a.erased_at IS NULL "
    "UNION ALL SELECT d.program, d.case_id, COALESCE(a.number, c.number, '') FROM document d "
    "LEFT JOIN apply_application a ON d.program = 'apply' AND a.id = d.case_id "
    "LEFT JOIN trust_child c ON d.program = 'trust' AND c.id = d.case_id "
    "WHERE ? = 'paper' AND d.id = ? AND d.owner = ? AND d.program IN ('apply', 'trust')" };
static const struct sql list_person_holds = { .text =
    "SELECT id, why, note, ends_on, shown, set_at, lifted_at FROM person_hold WHERE account = ? ORDER BY id DESC LIMIT 50" };
static const struct sql begin_hold = { .text = "UPDATE person_hold SET set_by = ?, set_at = ? WHERE id = ?" };
static const struct sql find_hold_sql = { .text =
    "SELECT id, account, lifted_at IS NOT NULL OR ends_on < ?, why, ends_on, set_at FROM person_hold WHERE id = ?" };
static const struct sql lift_hold = { .text =
    "UPDATE person_hold SET lifted_by = ?, lifted_at = ? WHERE id = ? AND lifted_at IS NULL" };
static const struct sql find_person_sql = { .text = "SELECT id FROM account WHERE id = ? AND state <> 'closed'" };

bool part_is_whole(const char *part)
{
    return strcmp(part, "all") == 0;
}

/* Of all cases: everything, or the contact data in them. */
static bool has_no_case(const struct part_of *p)
{
    return part_is_whole(p->part) || strcmp(p->part, "contact") == 0;
}

enum err holds_of(struct req *r, uint64_t account, const struct part_of *p, struct rows *ret)
{
    struct arg a = arg_u(account), day = arg_day(r, day_of(r->now)), all = arg_i(part_is_whole(p->part)),
               most = arg_i(has_no_case(p)), program = arg_s(p->program), id = arg_u(p->in_case);

    return db_ask(r, &list_holds, (const struct arg[]){ day, day, a, most, program, id, day, day, a, all, program, id,
                  day, day, a, most, day, day, a, all, day, day, a, all, a, day,
                  arg_end() }, ret);
}

enum err parts_of(struct req *r, uint64_t owner, struct rows *ret)
{
    return db_ask(r, &list_parts, (const struct arg[]){ arg_u(owner), arg_u(owner), arg_end() }, ret);
}

enum err part_case(struct req *r, uint64_t owner, struct part_of *p)
{
    struct arg part = arg_s(p->part), id = arg_u(p->id), mine = arg_u(owner);
    struct rows q;
    enum err e;

    if (has_no_case(p))
        return OK;
    if ((e = db_one(r, &find_part_case, (const struct arg[]){ part, id, mine, part, id, mine, arg_end() }, &q)))
        return e;
    p->program = db_s(&q, 0);
    p->in_case = db_u(&q, 1);
    p->what = db_s(&q, 2);
    return db_end(&q);
}

enum err part_get(struct req *r, const char *part, uint64_t id, struct part_of *ret)
{
    *ret = (struct part_of){ .part = part, .id = id, .program = "", .what = "" };
    if (has_no_case(ret))
        ret->id = 0;
    return part_case(r, r->who->id, ret);
}

enum err person_holds(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_person_holds, (const struct arg[]){ arg_u(account), arg_end() }, ret);
}

enum err hold_note(struct req *r, uint64_t id, uint64_t account, struct bytes sealed, const char **ret)
{
    struct bytes plain = { NULL, 0 };
    enum err e;

    *ret = "";
    if (!sealed.n)
        return OK;
    e = unseal(r, arena_fmt(r->arena, "person_hold|note|%llu|%llu", (unsigned long long)id,
                            (unsigned long long)account), sealed, &plain);
    if (!e)
        *ret = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return e;
}

enum err hold_begin(struct req *r, uint64_t id)
{
    return db_do_one(r, &begin_hold, (const struct arg[]){ arg_u(r->who->id), arg_time(r, r->now), arg_u(id),
                     arg_end() });
}

enum err hold_get(struct req *r, uint64_t id, struct person_hold *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_hold_sql, (const struct arg[]){ arg_day(r, day_of(r->now)), arg_u(id),
                        arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct person_hold){ db_u(&q, 0), db_u(&q, 1), db_i(&q, 2) > 0, db_s(&q, 3), db_day(&q, 4),
                                 db_time(&q, 5) };
    return db_end(&q);
}

enum err hold_lift(struct req *r, uint64_t id)
{
    return db_do_one(r, &lift_hold, (const struct arg[]){ arg_u(r->who->id), arg_time(r, r->now), arg_u(id),
                     arg_end() });
}

enum err person_is(struct req *r, uint64_t account)
{
    struct rows q;
    enum err e = db_one(r, &find_person_sql, (const struct arg[]){ arg_u(account), arg_end() }, &q);

    return e ? e : db_end(&q);
}

const struct sql *const hold_sql[] = { &list_holds, &list_parts, &find_part_case, &list_person_holds, &begin_hold,
                                       &find_hold_sql, &lift_hold, &find_person_sql, NULL };
