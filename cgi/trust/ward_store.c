/* SQL of managed accounts and their paper codes. Nothing is decided here. */
#include "trust.h"
#include "auth/guardian.h"
#include "base/clock.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

/* Who acts for it by the school's or the guardian's own right, if anybody does today. */
#define WARD                                                                                                     \
    "SELECT w.account, COALESCE(w.org, 0), COALESCE(d.id, 0), p.name, p.lang, w.relation, COALESCE(w.number, ''), "   \
    "COALESCE(h.name, ''), w.birth, d.ends_at, c.ends_at, c.hash, p.state <> 'managed' FROM ward w "                  \
    "JOIN account p ON p.id = w.account LEFT JOIN ward_code c ON c.account = w.account AND c.ends_at > ? "            \
    "LEFT JOIN delegation d ON d.id = (SELECT MAX(x.id) FROM delegation x WHERE x.subject = w.account AND "           \
    "x.state = 'active' AND x.kind <> 'support' AND x.ends_at > ? AND (NOT x.managed OR p.state = 'managed')) "       \
    "LEFT JOIN account h ON h.id = d.agent "

extern const struct sql add_ward_account, add_ward, count_same, find_ward_sql, list_wards, list_wards_from,
    add_ward_deed, drop_code, add_code, find_code, set_ticket, count_answering, set_care, list_carers, find_twin,
    end_care;
/* A demo teacher's pupils are of the demo. */
const struct sql add_ward_account = { .text =
    "INSERT INTO account (name, lang, state, demo, created_at) SELECT ?, ?, 'managed', a.demo, ? FROM account a "
    "WHERE a.id = ?" };
const struct sql add_ward = { .text =
    "INSERT INTO ward (account, org, relation, number, birth, find, signed_by, opened_by, opened_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)" };
const struct sql count_same = { .text =
    "SELECT COUNT(*) FROM ward w JOIN account p ON p.id = w.account AND p.state <> 'closed' WHERE w.find = ? AND "
    "w.org <=> ? AND COALESCE(w.number, '') = ?" };
const struct sql find_ward_sql = { .text = WARD
    "WHERE w.account = ? AND (w.org = ? OR EXISTS (SELECT 1 FROM delegation g WHERE g.subject = w.account AND "
    "g.agent = ? AND " GUARDS("g") "))" };
const struct sql list_wards = { .text = WARD
    "WHERE w.org = ? AND p.state <> 'closed' ORDER BY w.account DESC LIMIT 51" };
const struct sql list_wards_from = { .text = WARD
    "WHERE w.org = ? AND w.account < ? AND p.state <> 'closed' ORDER BY w.account DESC LIMIT 51" };
const struct sql add_ward_deed = { .text =
    "INSERT INTO delegation (subject, agent, org, kind, scope, state, days, managed, begins_at, ends_at, created_at) "
    "VALUES (?, ?, ?, ?, 'apply', 'active', ?, TRUE, ?, ?, ?)" };
const struct sql drop_code = { .text = "DELETE FROM ward_code WHERE account = ?" };
const struct sql add_code = { .text =
    "INSERT INTO ward_code (account, hash, made_by, made_at, ends_at) VALUES (?, ?, ?, ?, ?)" };
const struct sql find_code = { .text =
    "SELECT w.account, w.birth FROM ward_code c JOIN ward w ON w.account = c.account JOIN account p ON "
    "p.id = w.account AND p.state = 'managed' WHERE c.hash = ? AND c.ends_at > ?" };
const struct sql set_ticket = { .text =
    "UPDATE ward_code SET ticket = ?, ticket_ends_at = ?, keep = ? WHERE account = ?" };

/* Other guardians, and the school. */
const struct sql count_answering = { .text =
    "SELECT (SELECT COUNT(*) FROM delegation d WHERE d.subject = p.id AND d.id <> ? AND " GUARDS("d") ") "
    "+ (SELECT COUNT(*) FROM ward w JOIN org o ON o.id = w.org AND "
    "o.closed_at IS NULL WHERE w.account = p.id) FROM account p WHERE p.id = ? AND p.state = 'managed'" };
const struct sql set_care = { .text =
    "UPDATE ward SET org = (SELECT MIN(o.id) FROM org o WHERE o.kind = 'centre' AND o.closed_at IS NULL) "
    "WHERE account = ? AND org IS NULL" };
const struct sql end_care = { .text =
    "UPDATE ward w JOIN org o ON o.id = w.org AND o.kind = 'centre' SET w.org = NULL WHERE w.account = ?" };
const struct sql find_twin = { .text =
    "SELECT w.account, p.name, p.state <> 'managed', COALESCE(g.id, 0), COALESCE(g.name, ''), COALESCE(o.name, ''), "
    "COALESCE(w.number, ''), w.opened_at, EXISTS (SELECT 1 FROM delegation d WHERE d.subject = "
    "w.account AND " GUARDS("d") " AND d.agent = ?) AS theirs "
    "FROM ward w JOIN account p ON p.id = w.account AND p.state <> 'closed' LEFT JOIN org o ON o.id = w.org "
    "LEFT JOIN account g ON g.id = (SELECT MIN(d.agent) FROM delegation d WHERE d.subject = w.account AND "
    GUARDS("d") ") WHERE w.find = ? "
    "ORDER BY p.state <> 'managed', theirs, w.account LIMIT 1" };
const struct sql list_carers = { .text =
    "SELECT DISTINCT a.id, a.name, a.lang FROM ward w JOIN account_role g ON g.org = w.org AND (g.role & ?) > 0 "
    "JOIN account a ON a.id = g.account AND a.state = 'active' WHERE w.account = ? ORDER BY a.id LIMIT 50" };

static const char *context_of(struct req *r, uint64_t account)
{
    return arena_fmt(r->arena, "ward|birth|%llu|%llu", (unsigned long long)account, (unsigned long long)account);
}

static struct arg find_of(struct req *r, const struct ward *w)
{
    const char *key = arena_fmt(r->arena, "%s|%s", text_key(r->arena, w->name), day_text(r->arena, w->birth));
    struct bytes b = blind_index(r->arena, "ward", "find", key);

    return arg_b(b.p, b.n);
}

static enum err open_birth(struct req *r, uint64_t account, struct bytes sealed, int64_t *ret)
{
    struct bytes plain;
    enum err e = unseal(r, context_of(r, account), sealed, &plain);

    if (e)
        return e;
    return day_parse(arena_strn(r->arena, (const char *)plain.p, plain.n), ret)
               ? OK : fail(r, ERR_BUG, "ward %llu: no birth date", (unsigned long long)account);
}

static enum err read_ward(const struct rows *q, struct ward *ret)
{
    *ret = (struct ward){
        .account = db_u(q, 0), .org = db_u(q, 1), .deed = db_u(q, 2), .name = db_s(q, 3), .lang = db_s(q, 4),
        .relation = db_s(q, 5), .number = db_s(q, 6), .agent_name = db_s(q, 7), .ends = db_time(q, 9),
        .code_ends = db_time(q, 10), .code = db_b(q, 11), .taken = db_i(q, 12) > 0,
    };
    return open_birth(q->r, ret->account, db_b(q, 8), &ret->birth);
}

enum err ward_open(struct req *r, const struct ward *w, const char *signed_by, uint64_t *ret_account)
{
    const char *day = day_text(r->arena, w->birth);
    struct arg now = arg_time(r, r->now);
    struct bytes birth;
    enum err e = db_do(r, &add_ward_account, (const struct arg[]){ arg_s(w->name), arg_s(w->lang), now,
                       arg_u(r->who->id), arg_end() }, NULL, ret_account);

    if (e)
        return e;
    birth = seal(r->arena, context_of(r, *ret_account), (struct bytes){ (const unsigned char *)day, strlen(day) });
    return db_do_one(r, &add_ward, (const struct arg[]){ arg_u(*ret_account), w->org ? arg_u(w->org) : arg_null(),
                     arg_s(w->relation), arg_opt(w->number), arg_b(birth.p, birth.n), find_of(r, w), arg_s(signed_by),
                     arg_u(r->who->id), now, arg_end() });
}

enum err ward_is_twice(struct req *r, const struct ward *w, bool *ret)
{
    struct rows q;
    enum err e = db_one(r, &count_same, (const struct arg[]){ find_of(r, w), w->org ? arg_u(w->org) : arg_null(),
                        arg_s(w->number), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0) > 0;
    return db_end(&q);
}

enum err ward_get(struct req *r, uint64_t account, struct ward *ret)
{
    struct arg now = arg_time(r, r->now);
    uint64_t org = r->who->roles & R_WARDS ? r->who->org : 0;
    struct rows q;
    enum err e = db_one(r, &find_ward_sql, (const struct arg[]){ now, now, arg_u(account), arg_u(org),
                        arg_u(r->who->id), arg_end() }, &q);

    if (e || (e = read_ward(&q, ret)))
        return e;
    return db_end(&q);
}

enum err wards_of(struct req *r, uint64_t org, uint64_t after, struct rows *ret)
{
    struct arg now = arg_time(r, r->now);

    if (!after)
        return db_ask(r, &list_wards, (const struct arg[]){ now, now, arg_u(org), arg_end() }, ret);
    return db_ask(r, &list_wards_from, (const struct arg[]){ now, now, arg_u(org), arg_u(after), arg_end() }, ret);
}

enum err ward_next(struct rows *q, struct ward *ret, bool *ret_more)
{
    *ret_more = db_next(q);
    return *ret_more ? read_ward(q, ret) : db_end(q);
}

enum err ward_begin(struct req *r, const struct deed *d, uint64_t *ret_id)
{
    struct arg now = arg_time(r, r->now);

    return db_do(r, &add_ward_deed, (const struct arg[]){ arg_u(d->subject), arg_u(d->agent),
                 d->org ? arg_u(d->org) : arg_null(), arg_s(d->kind), arg_i((d->ends - r->now) / DAY_S), now,
                 arg_time(r, d->ends), now, arg_end() }, NULL, ret_id);
}

static struct digest code_hash(const char *code)
{
    return hmac_of("ward_code", code, strlen(code));
}

enum err ward_code_make(struct req *r, uint64_t account, const char *code)
{
    struct digest d = code_hash(code);
    enum err e = db_do(r, &drop_code, (const struct arg[]){ arg_u(account), arg_end() }, NULL, NULL);

    return e ? e : db_do_one(r, &add_code, (const struct arg[]){ arg_u(account), arg_b(d.b, sizeof d.b),
                   arg_u(r->who->id), arg_time(r, r->now), arg_time(r, day_end(day_of(r->now) + CODE_DAYS)),
                   arg_end() });
}

bool ward_code_is(const struct ward *w, const char *code)
{
    struct digest d = code_hash(code);

    return w->code.n == sizeof d.b && secret_equal(w->code.p, d.b, sizeof d.b);
}

enum err ward_by_code(struct req *r, const char *code, struct ward *ret)
{
    struct digest d = code_hash(code);
    struct rows q;
    enum err e = db_one(r, &find_code, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_time(r, r->now), arg_end() },
                        &q);

    if (e)
        return e;
    *ret = (struct ward){ .account = db_u(&q, 0) };
    if ((e = open_birth(r, ret->account, db_b(&q, 1), &ret->birth)))
        return e;
    return db_end(&q);
}

enum err ward_ticket(struct req *r, uint64_t account, struct bytes ticket, bool keep)
{
    struct digest d = hash_sha256(ticket.p, ticket.n);

    return db_do_one(r, &set_ticket, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_time(r, r->now + TICKET_S),
                     arg_i(keep), arg_u(account), arg_end() });
}

enum err deed_is_alone(struct req *r, const struct deed *d, bool *ret)
{
    struct rows q;
    enum err e;

    *ret = false;
    if (strcmp(d->kind, "guardian") || !d->managed)
        return OK;
    e = db_one(r, &count_answering, (const struct arg[]){ arg_u(d->id), arg_u(d->subject), arg_end() }, &q);
    if (e)
        return e == ERR_GONE ? OK : e; /* has a way in now */
    *ret = db_u(&q, 0) == 0;
    return db_end(&q);
}

enum err ward_to_centre(struct req *r, uint64_t account)
{
    return db_do_one(r, &set_care, (const struct arg[]){ arg_u(account), arg_end() });
}

enum err ward_from_centre(struct req *r, uint64_t account)
{
    return db_do(r, &end_care, (const struct arg[]){ arg_u(account), arg_end() }, NULL, NULL);
}

enum err ward_twin(struct req *r, const struct ward *w, uint64_t asker, struct twin *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_twin, (const struct arg[]){ arg_u(asker), find_of(r, w), arg_end() }, &q);

    *ret = (struct twin){ .account = 0 };
    if (e)
        return e == ERR_GONE ? OK : e;
    *ret = (struct twin){
        .account = db_u(&q, 0), .name = db_s(&q, 1), .taken = db_i(&q, 2) > 0, .guardian = db_u(&q, 3),
        .guardian_name = db_s(&q, 4), .org = db_s(&q, 5), .number = db_s(&q, 6), .opened = db_time(&q, 7),
        .theirs = db_i(&q, 8) > 0,
    };
    return db_end(&q);
}

enum err ward_carers(struct req *r, uint64_t account, unsigned roles, struct rows *ret)
{
    return db_ask(r, &list_carers, (const struct arg[]){ arg_u(roles), arg_u(account), arg_end() }, ret);
}
