/* All SQL of delegations. Nothing is decided here. Rows that are over are never shown, whatever their state says. */
#include "trust.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

#define DEED                                                                                                        \
    "SELECT d.id, d.subject, COALESCE(d.agent, 0), COALESCE(d.org, 0), d.kind, d.scope, d.state, d.ends_at, d.days, " \
    "s.name, COALESCE(a.name, ''), COALESCE(o.name, ''), d.address, s.state = 'managed' FROM delegation d "          \
    "JOIN account s ON s.id = d.subject LEFT JOIN account a ON a.id = d.agent LEFT JOIN org o ON o.id = d.org "
#define LIVES "d.state IN ('asked', 'active') AND d.ends_at > ? "
/* What began with a managed account is over once its person has a way in (auth/session.c). */
#define HOLDS "(NOT d.managed OR s.state = 'managed') "

/* Three parts, each by its index. */
static const struct sql list_deeds = { .text =
    "(" DEED "WHERE d.subject = ? AND " HOLDS "AND " LIVES "LIMIT 50) UNION ALL (" DEED "WHERE d.agent = ? AND " HOLDS
    "AND " LIVES "LIMIT 200) UNION ALL (" DEED "WHERE d.address_find = ? AND d.agent IS NULL AND " LIVES "LIMIT 50)" };
static const struct sql find_deed_sql = { .text = DEED
    "WHERE d.id = ? AND " HOLDS "AND " LIVES "AND (d.subject = ? OR d.agent = ? OR (d.agent IS NULL AND d.address_find = ?))" };
static const struct sql add_asked = { .text =
    "INSERT INTO delegation (subject, kind, scope, state, days, ends_at, created_at) "
    "VALUES (?, 'teacher', ?, 'asked', ?, ?, ?)" };
static const struct sql set_address = { .text = "UPDATE delegation SET address = ?, address_find = ? WHERE id = ?" };
static const struct sql find_twice = { .text =
    "SELECT COUNT(*) FROM delegation d LEFT JOIN account a ON a.id = d.agent WHERE d.subject = ? AND " LIVES
    "AND d.kind = 'teacher' AND (d.address_find = ? OR a.mail = ?)" };
static const struct sql set_active = { .text =
    "UPDATE delegation SET state = 'active', agent = ?, org = ?, begins_at = ?, ends_at = ? "
    "WHERE id = ? AND state = 'asked' AND agent IS NULL AND ends_at > ?" };
static const struct sql set_refused = { .text =
    "UPDATE delegation SET state = 'refused', ended_at = ?, ended_by = ? WHERE id = ? AND state = 'asked'" };
static const struct sql set_ended = { .text =
    "UPDATE delegation SET state = 'ended', ended_at = ?, ended_by = ? WHERE id = ? AND state IN ('asked', 'active')" };
static const struct sql list_over = { .text =
    "(SELECT id FROM delegation WHERE state IN ('asked', 'active') AND ends_at <= ? ORDER BY ends_at LIMIT 200) "
    "UNION (SELECT d.id FROM delegation d JOIN account s ON s.id = d.subject WHERE d.managed AND d.state = 'active' "
    "AND s.state <> 'managed' LIMIT 200)" };
static const struct sql lock_over = { .text =
    "SELECT d.id FROM delegation d WHERE d.id = ? AND d.state IN ('asked', 'active') AND (d.ends_at <= ? OR (d.managed "
    "AND EXISTS (SELECT 1 FROM account s WHERE s.id = d.subject AND s.state <> 'managed'))) FOR UPDATE SKIP LOCKED" };
static const struct sql find_over = { .text = DEED "WHERE d.id = ?" };
static const struct sql list_ward_deeds = { .text = DEED "WHERE d.subject = ? AND d.state = 'active' LIMIT 20" };
static const struct sql add_call = { .text =
    "INSERT INTO delegation (subject, org, kind, scope, state, ends_at, created_at) SELECT ?, o.id, 'support', 'apply', "
    "'asked', ?, ? FROM org o WHERE o.kind = 'centre' AND o.closed_at IS NULL ORDER BY o.id LIMIT 1" };
static const struct sql count_calls = { .text =
    "SELECT COUNT(*) FROM delegation d WHERE d.subject = ? AND d.kind = 'support' AND " LIVES };
static const struct sql list_calls = { .text = DEED
    "WHERE d.kind = 'support' AND d.state = 'asked' AND d.org = ? AND d.ends_at > ? ORDER BY d.id LIMIT 50" };
static const struct sql find_call_sql = { .text = DEED
    "WHERE d.id = ? AND d.kind = 'support' AND d.state = 'asked' AND d.org = ? AND d.ends_at > ?" };
static const struct sql find_person = { .text =
    "SELECT id, name, lang FROM account WHERE id = ? AND state = 'active'" };
static const struct sql find_mail = { .text =
    "SELECT id, name, lang FROM account WHERE mail = ? AND state = 'active'" };

extern const struct sql add_ward_account, add_ward, count_same, find_ward_sql, list_wards, list_wards_from,
    add_ward_deed, drop_code, add_code, find_code, set_ticket, count_answering, set_care, list_carers, find_twin,
    end_care,                                                                     /* ward_store.c */
    own_child, their_child, any_child, begin_child, set_child_account, list_own_children, count_own_children,
    list_children, list_children_from, list_officers, second_child, list_seconds; /* child_store.c */
const struct sql *const trust_sql[] = {
    &list_deeds, &find_deed_sql, &add_asked, &set_address, &find_twice, &set_active, &set_refused, &set_ended,
    &list_over, &lock_over, &find_over, &find_person, &find_mail, &list_ward_deeds, &add_call, &count_calls,
    &list_calls, &find_call_sql, &add_ward_account, &add_ward,
    &count_same, &find_ward_sql, &list_wards, &list_wards_from, &add_ward_deed, &drop_code, &add_code, &find_code,
    &set_ticket, &count_answering, &set_care, &list_carers, &find_twin, &end_care, &second_child, &list_seconds,
    &own_child, &their_child, &any_child, &begin_child, &set_child_account, &list_own_children,
    &count_own_children, &list_children, &list_children_from, &list_officers, NULL
};

static struct bytes find_of(struct req *r, const char *address)
{
    return blind_index(r->arena, "delegation", "address", text_key(r->arena, address));
}

/* No address of one's own is no address anybody is asked by. */
static struct arg own_address(struct req *r)
{
    struct bytes b = find_of(r, r->who->mail);

    return *r->who->mail ? arg_b(b.p, b.n) : arg_null();
}

static const char *context_of(struct req *r, uint64_t id, uint64_t subject)
{
    return arena_fmt(r->arena, "delegation|address|%llu|%llu", (unsigned long long)id, (unsigned long long)subject);
}

static enum err read_deed(const struct rows *q, struct deed *ret)
{
    struct req *r = q->r;
    struct bytes plain = { NULL, 0 };
    enum err e;

    *ret = (struct deed){
        .id = db_u(q, 0), .subject = db_u(q, 1), .agent = db_u(q, 2), .org = db_u(q, 3), .kind = db_s(q, 4),
        .scope = db_s(q, 5), .state = db_s(q, 6), .ends = db_time(q, 7), .days = db_i(q, 8),
        .subject_name = db_s(q, 9), .agent_name = db_s(q, 10), .org_name = db_s(q, 11), .address = "",
        .managed = db_i(q, 13) > 0,
    };
    if (db_null(q, 12))
        return OK;
    if ((e = unseal(r, context_of(r, ret->id, ret->subject), db_b(q, 12), &plain)))
        return e;
    ret->address = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return OK;
}

enum err deeds_of(struct req *r, struct rows *ret)
{
    struct arg me = arg_u(r->who->id), now = arg_time(r, r->now);

    return db_ask(r, &list_deeds, (const struct arg[]){ me, now, me, now, own_address(r), now, arg_end() }, ret);
}

enum err deed_next(struct rows *q, struct deed *ret, bool *ret_more)
{
    *ret_more = db_next(q);
    return *ret_more ? read_deed(q, ret) : db_end(q);
}

enum err call_add(struct req *r, uint64_t *ret_id)
{
    uint64_t n;
    enum err e = db_do(r, &add_call, (const struct arg[]){ arg_u(r->who->id), arg_time(r, r->now + CALL_S),
                       arg_time(r, r->now), arg_end() }, &n, ret_id);

    return e ? e : n == 1 ? OK : ERR_CLASH;
}

enum err call_is_twice(struct req *r, bool *ret)
{
    struct rows q;
    enum err e = db_one(r, &count_calls, (const struct arg[]){ arg_u(r->who->id), arg_time(r, r->now), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0) > 0;
    return db_end(&q);
}

enum err calls_of(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_calls, (const struct arg[]){ arg_u(r->who->org), arg_time(r, r->now), arg_end() }, ret);
}

enum err call_get(struct req *r, uint64_t id, struct deed *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_call_sql, (const struct arg[]){ arg_u(id), arg_u(r->who->org), arg_time(r, r->now),
                        arg_end() }, &q);

    if (e || (e = read_deed(&q, ret)))
        return e;
    return db_end(&q);
}

enum err ward_deeds(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_ward_deeds, (const struct arg[]){ arg_u(account), arg_end() }, ret);
}

enum err deed_get(struct req *r, uint64_t id, struct deed *ret)
{
    struct arg me = arg_u(r->who->id);
    struct rows q;
    enum err e = db_one(r, &find_deed_sql, (const struct arg[]){ arg_u(id), arg_time(r, r->now), me, me,
                        own_address(r), arg_end() }, &q);

    if (e || (e = read_deed(&q, ret)))
        return e;
    return db_end(&q);
}

enum err deed_ask(struct req *r, const struct ask *a, uint64_t *ret_id)
{
    struct bytes sealed, find = find_of(r, a->address);
    enum err e = db_do(r, &add_asked, (const struct arg[]){ arg_u(r->who->id), arg_s(a->scope), arg_i(a->days),
                       arg_time(r, r->now + ANSWER_DAYS * (int64_t)86400), arg_time(r, r->now), arg_end() }, NULL,
                       ret_id);

    if (e)
        return e;
    sealed = seal(r->arena, context_of(r, *ret_id, r->who->id),
                  (struct bytes){ (const unsigned char *)a->address, strlen(a->address) });
    return db_do_one(r, &set_address, (const struct arg[]){ arg_b(sealed.p, sealed.n), arg_b(find.p, find.n),
                     arg_u(*ret_id), arg_end() });
}

enum err deed_is_twice(struct req *r, const char *address, bool *ret)
{
    struct bytes find = find_of(r, address);
    struct rows q;
    enum err e = db_one(r, &find_twice, (const struct arg[]){ arg_u(r->who->id), arg_time(r, r->now),
                        arg_b(find.p, find.n), arg_s(address), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0) > 0;
    return db_end(&q);
}

enum err deed_accept(struct req *r, const struct deed *d, uint64_t org, int64_t ends)
{
    struct arg now = arg_time(r, r->now);

    return db_do_one(r, &set_active, (const struct arg[]){ arg_u(r->who->id), org ? arg_u(org) : arg_null(), now,
                     arg_time(r, ends), arg_u(d->id), now, arg_end() });
}

enum err deed_refuse(struct req *r, const struct deed *d)
{
    return db_do_one(r, &set_refused, (const struct arg[]){ arg_time(r, r->now), arg_u(r->who->id), arg_u(d->id),
                     arg_end() });
}

enum err deed_end(struct req *r, const struct deed *d, uint64_t by)
{
    return db_do_one(r, &set_ended, (const struct arg[]){ arg_time(r, r->now), by ? arg_u(by) : arg_null(),
                     arg_u(d->id), arg_end() });
}

enum err deeds_over(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_over, (const struct arg[]){ arg_time(r, r->now), arg_end() }, ret);
}

enum err deed_over(struct req *r, uint64_t id, struct deed *ret)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &lock_over, (const struct arg[]){ arg_u(id), arg_time(r, r->now), arg_end() }, &q)) ||
        (e = db_end(&q)) || (e = db_one(r, &find_over, (const struct arg[]){ arg_u(id), arg_end() }, &q)) ||
        (e = read_deed(&q, ret)))
        return e;
    return db_end(&q);
}

static enum err read_person(struct req *r, const struct sql *sql, struct arg key, struct person *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, (const struct arg[]){ key, arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct person){ .id = db_u(&q, 0), .name = db_s(&q, 1), .lang = db_s(&q, 2) };
    return db_end(&q);
}

enum err person_get(struct req *r, uint64_t id, struct person *ret)
{
    return read_person(r, &find_person, arg_u(id), ret);
}

enum err person_by_mail(struct req *r, const char *mail, struct person *ret)
{
    return read_person(r, &find_mail, arg_s(mail), ret);
}
