/* All SQL of qiao-admin but the migrations. */
#include "admin.h"
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
static const struct sql count_admins = { .text =
    "SELECT COUNT(*) FROM account_role g JOIN account a ON a.id = g.account "
    "WHERE g.role = ? AND a.state IN ('registered', 'active', 'locked')" };
static const struct sql find_org = { .text =
    "SELECT id FROM org WHERE kind = 'department' AND name = ? ORDER BY id LIMIT 1" };
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

enum err admin_exists(struct req *r, bool *ret)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &count_admins, (const struct arg[]){ arg_u(R_SYS_ADMIN), arg_end() }, &q)))
        return e;
    *ret = db_i(&q, 0) > 0;
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

static enum err add_all(struct req *r, const char *mail, const char *phc, const char *org)
{
    const struct arg now = arg_time(r, r->now);
    uint64_t id, org_id;
    const char *context;
    struct bytes sealed;
    enum err e;

    if ((e = org_of(r, org, &org_id)) ||
        (e = db_do(r, &add_account, (const struct arg[]){ arg_s(mail), now, arg_end() }, NULL, &id)))
        return e;
    /* As login opens it: table, column, row, owner. */
    context = arena_fmt(r->arena, "account|password|%llu|%llu", (unsigned long long)id, (unsigned long long)id);
    sealed = seal(r->arena, context, (struct bytes){ (const unsigned char *)phc, strlen(phc) });
    if ((e = db_do_one(r, &set_password, (const struct arg[]){ arg_b(sealed.p, sealed.n), now, arg_u(id), arg_end() })))
        return e;
    return db_do(r, &add_role, (const struct arg[]){ arg_u(id), arg_u(org_id), arg_u(R_SYS_ADMIN), now, arg_end() },
                 NULL, NULL);
}

enum err admin_add(struct req *r, const char *mail, const char *phc, const char *org)
{
    enum err e;

    if ((e = db_begin(r)))
        return e;
    if (!(e = add_all(r, mail, phc, org)))
        e = db_commit(r);
    db_rollback(r);
    return e;
}
