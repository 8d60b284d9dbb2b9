/* All SQL of qiao-admin but the migrations. */
#include "admin.h"
#include "auth/audit.h"
#include "auth/role.h"
#include "base/clock.h"
#include "base/log.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include <string.h>

static const struct sql read_status = { .text =
    "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'waiting'), "
    "(SELECT MIN(created_at) FROM outbox WHERE state = 'waiting'), "
    "(SELECT COUNT(*) FROM outbox WHERE state = 'failed'), "
    "(SELECT COUNT(*) FROM flow_timer WHERE due_at <= ?), (SELECT COUNT(*) FROM flow_timer), "
    "(SELECT COUNT(*) FROM session WHERE ends_at > ?), (SELECT COUNT(*) FROM account)" };
extern const struct sql find_provisional; /* asked by a page too */
const struct sql find_provisional = { .text =
    "SELECT COALESCE(MIN(YEAR(day)), 0) FROM calendar_day WHERE day >= ? AND source LIKE 'provisional%'" };
static const struct sql find_longest = { .text =
    "SELECT COALESCE(MAX(days), 0) FROM flow_term WHERE working AND (valid_to IS NULL OR valid_to >= ?)" };
static const struct sql find_folder = { .text = "SELECT @@datadir" };
static const struct sql count_holders = { .text =
    "SELECT COUNT(DISTINCT a.id) FROM account_role g JOIN account a ON a.id = g.account "
    "WHERE g.role = ? AND a.state IN ('registered', 'active', 'locked')" };
static const struct sql find_seat = { .text =
    "SELECT o.id, o.name FROM account_role g JOIN account a ON a.id = g.account JOIN org o ON o.id = g.org "
    "WHERE g.role = ? AND a.state IN ('registered', 'active', 'locked') AND o.closed_at IS NULL ORDER BY g.id LIMIT 1" };
static const struct sql find_org = { .text =
    "SELECT id FROM org WHERE kind = 'department' AND name = ? AND closed_at IS NULL ORDER BY id LIMIT 1" };
static const struct sql add_org = { .text =
    "INSERT INTO org (kind, name, created_at) VALUES ('department', ?, ?)" };
static const struct sql add_account = { .text =
    "INSERT INTO account (mail, lang, state, created_at) VALUES (?, 'zh', 'active', ?)" };
static const struct sql set_password = { .text =
    "UPDATE account SET password = ?, password_at = ? WHERE id = ?" };
static const struct sql add_role = { .text =
    "INSERT INTO account_role (account, org, role, created_at) VALUES (?, ?, ?, ?)" };

enum err status_read(struct req *r, struct status *ret)
{
    const struct arg now = arg_time(r, r->now);
    struct rows q;
    enum err e;

    if ((e = db_one(r, &read_status, (const struct arg[]){ now, now, arg_end() }, &q)))
        return e;
    *ret = (struct status){ .waiting = db_i(&q, 0), .oldest_at = db_time(&q, 1), .failed = db_i(&q, 2),
                            .timers_due = db_i(&q, 3), .timers = db_i(&q, 4), .sessions = db_i(&q, 5),
                            .accounts = db_i(&q, 6) };
    return db_end(&q);
}

enum err calendar_provisional(struct req *r, int64_t *ret_year)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &find_provisional, (const struct arg[]){ arg_day(r, day_of(r->now)), arg_end() }, &q)))
        return e;
    *ret_year = db_i(&q, 0);
    return db_end(&q);
}

enum err longest_term(struct req *r, int64_t *ret_days)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &find_longest, (const struct arg[]){ arg_day(r, day_of(r->now)), arg_end() }, &q)))
        return e;
    *ret_days = db_i(&q, 0);
    return db_end(&q);
}

enum err database_folder(struct req *r, const char **ret)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &find_folder, (const struct arg[]){ arg_end() }, &q)))
        return e;
    *ret = db_s(&q, 0);
    return db_end(&q);
}

enum err admins_count(struct req *r, unsigned role, int64_t *ret)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &count_holders, (const struct arg[]){ arg_u(role), arg_end() }, &q)))
        return e;
    *ret = db_i(&q, 0);
    return db_end(&q);
}

enum err admins_org(struct req *r, uint64_t *ret_id, const char **ret_name)
{
    struct rows q;
    enum err e = db_one(r, &find_seat, (const struct arg[]){ arg_u(R_SECURITY_ADMIN), arg_end() }, &q);

    *ret_id = 0;
    *ret_name = "";
    if (e)
        return e == ERR_GONE ? OK : e;
    *ret_id = db_u(&q, 0);
    *ret_name = db_s(&q, 1);
    return db_end(&q);
}

static enum err org_of(struct req *r, const char *name, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_org, (const struct arg[]){ arg_s(name), arg_end() }, &q);

    if (e == ERR_GONE)
        return db_do(r, &add_org, (const struct arg[]){ arg_s(name), arg_time(r, r->now), arg_end() }, NULL, ret);
    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

static enum err add_all(struct req *r, const struct first *f)
{
    const struct arg now = arg_time(r, r->now);
    uint64_t id, org_id = f->org;
    const char *context;
    struct bytes sealed;
    enum err e;

    if ((!org_id && (e = org_of(r, f->org_name, &org_id))) ||
        (e = db_do(r, &add_account, (const struct arg[]){ arg_s(f->mail), now, arg_end() }, NULL, &id)))
        return e;
    /* As login opens it: table, column, row, owner. */
    context = arena_fmt(r->arena, "account|password|%llu|%llu", (unsigned long long)id, (unsigned long long)id);
    sealed = seal(r->arena, context, (struct bytes){ (const unsigned char *)f->phc, strlen(f->phc) });
    if ((e = db_do_one(r, &set_password, (const struct arg[]){ arg_b(sealed.p, sealed.n), now, arg_u(id), arg_end() })))
        return e;
    audit_note(r, (struct audit){ .action = A_ROLE_GRANT, .subject = id, .object = "org", .object_id = org_id,
                                  .detail = role_name(f->role) });
    return db_do(r, &add_role, (const struct arg[]){ arg_u(id), arg_u(org_id), arg_u(f->role), now, arg_end() }, NULL,
                 NULL);
}

enum err admin_add(struct req *r, const struct first *f)
{
    enum err e;

    if ((e = db_begin(r)))
        return e;
    if (!(e = add_all(r, f)))
        e = audit_commit(r);
    db_rollback(r);
    return e;
}
