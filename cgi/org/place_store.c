/* SQL of organisations. Departments end and have successors; nothing is deleted. */
#include "org.h"
#include "data/db.h"
#include "data/tx.h"

const struct sql find_place_row = { .text =
    "SELECT o.id, o.kind, o.name, o.name_en, COALESCE(o.uscc, ''), o.leads, o.closed_at, COALESCE(o.successor, 0), "
    "COALESCE(s.name, '') FROM org o LEFT JOIN org s ON s.id = o.successor WHERE o.id = ?" };
const struct sql find_place_uscc = { .text = "SELECT id, name FROM org WHERE uscc = ?" };
const struct sql add_place = { .text =
    "INSERT INTO org (kind, name, name_en, uscc, demo, created_at) SELECT c.kind, c.name, COALESCE(c.name_en, ''), "
    "c.uscc, c.demo, ? FROM org_case c WHERE c.id = ?" };
const struct sql list_places_of = { .text =
    "SELECT o.id, o.kind, o.name, BIT_OR(g.role) FROM account_role g JOIN org o ON o.id = g.org AND o.closed_at IS NULL "
    "WHERE g.account = ? GROUP BY o.id ORDER BY o.id LIMIT 50" };
const struct sql list_all_places = { .text =
    "SELECT id, kind, name, COALESCE(uscc, ''), closed_at FROM org WHERE kind = ? AND id > ? ORDER BY id LIMIT 51" };
const struct sql close_place = { .text =
    "UPDATE org SET closed_at = ?, successor = ? WHERE id = ? AND closed_at IS NULL" };
const struct sql reopen_place = { .text =
    "UPDATE org SET closed_at = NULL, successor = NULL WHERE id = ? AND closed_at IS NOT NULL" };
const struct sql move_verifier = { .text = "UPDATE org_verifier SET org = ? WHERE org = ?" };
const struct sql move_cases = { .text = "UPDATE org_case SET verifier = ? WHERE verifier = ?" };
const struct sql move_lead = { .text = "UPDATE org SET leads = id = ? WHERE id IN (?, ?)" };
const struct sql end_waiting = { .text =
    "UPDATE org_grant SET closed_at = ?, closed_by = ?, code = NULL WHERE org = ? AND given_at IS NULL AND closed_at IS NULL" };
/* How many organisations the menus of its people offer from now on. */
const struct sql set_hats_of = { .text =
    "UPDATE session s SET s.hats = (SELECT COUNT(DISTINCT g.org) FROM account_role g JOIN org o ON o.id = g.org "
    "AND o.closed_at IS NULL WHERE g.account = s.account) WHERE s.account IN (SELECT account FROM account_role "
    "WHERE org = ?)" };

enum err place_get(struct req *r, uint64_t id, struct place *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_place_row, (const struct arg[]){ arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct place){ .id = db_u(&q, 0), .kind = db_s(&q, 1), .name = db_s(&q, 2), .name_en = db_s(&q, 3),
                           .uscc = db_s(&q, 4), .leads = db_i(&q, 5) > 0, .closed_at = db_time(&q, 6),
                           .successor = db_u(&q, 7), .successor_name = db_s(&q, 8) };
    return db_end(&q);
}

enum err place_lock(struct req *r, uint64_t id)
{
    return db_turn(r, "org", id);
}

enum err place_by_uscc(struct req *r, const char *uscc, uint64_t *ret_id, const char **ret_name)
{
    struct rows q;
    enum err e = db_one(r, &find_place_uscc, (const struct arg[]){ arg_s(uscc), arg_end() }, &q);

    if (e)
        return e;
    *ret_id = db_u(&q, 0);
    *ret_name = db_s(&q, 1);
    return db_end(&q);
}

enum err place_add(struct req *r, const struct registration *x, uint64_t *ret_id)
{
    return db_do(r, &add_place, (const struct arg[]){ arg_time(r, r->now), arg_u(x->c.id), arg_end() }, NULL, ret_id);
}

enum err places_of(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_places_of, (const struct arg[]){ arg_u(account), arg_end() }, ret);
}

enum err places_all(struct req *r, const char *kind, uint64_t after, struct rows *ret)
{
    return db_ask(r, &list_all_places, (const struct arg[]){ arg_s(kind), arg_u(after), arg_end() }, ret);
}

/* Its duties go over with it: what it verifies, what lies on its desk, and the lead of the coordination. */
enum err place_close(struct req *r, const struct place *x, uint64_t successor)
{
    struct arg to = successor ? arg_u(successor) : arg_null(), from = arg_u(x->id);
    enum err e = db_do_one(r, &close_place, (const struct arg[]){ arg_time(r, r->now), to, from, arg_end() });

    if (e || (e = db_do(r, &end_waiting, (const struct arg[]){ arg_time(r, r->now), arg_u(who_acts(r->who)), from,
                        arg_end() }, NULL, NULL)) ||
        (e = db_do(r, &set_hats_of, (const struct arg[]){ from, arg_end() }, NULL, NULL)) || !successor)
        return e;
    if ((e = db_do(r, &move_verifier, (const struct arg[]){ to, from, arg_end() }, NULL, NULL)) ||
        (e = db_do(r, &move_cases, (const struct arg[]){ to, from, arg_end() }, NULL, NULL)))
        return e;
    return x->leads ? db_do(r, &move_lead, (const struct arg[]){ to, to, from, arg_end() }, NULL, NULL) : OK;
}

enum err place_reopen(struct req *r, const struct place *x)
{
    enum err e = db_do_one(r, &reopen_place, (const struct arg[]){ arg_u(x->id), arg_end() });

    return e ? e : db_do(r, &set_hats_of, (const struct arg[]){ arg_u(x->id), arg_end() }, NULL, NULL);
}
