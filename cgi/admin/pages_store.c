/* SQL of the audit's pages and of the machine's. Nothing is decided here. */
#include "pages.h"
#include "base/clock.h"
#include "data/db.h"
#include <string.h>

/* A search reads along one index and ends after a page: by account, object or action, or simply backwards. Which rows
 * a time can have is known by their numbers: rows are numbered as they are written, some seconds after the act. */
#define ROW "SELECT id, at, action, refused, actor, subject, object, detail, address, chain, seq FROM audit "
#define MORE "AND id < ? AND id >= ? AND at >= ? AND at < ? AND (? = '' OR action = ?) AND (? = '' OR object = ?) " \
             "AND refused >= ? ORDER BY id DESC LIMIT 51"

static const struct sql by_account = { .text =
    "(" ROW "FORCE INDEX (audit_actor) WHERE actor = ? " MORE ") UNION "
    "(" ROW "FORCE INDEX (audit_subject) WHERE subject = ? " MORE ") ORDER BY id DESC LIMIT 51" };
static const struct sql by_object = { .text = ROW "FORCE INDEX (audit_object) WHERE object = ? " MORE };
static const struct sql by_action = { .text = ROW "FORCE INDEX (audit_action) WHERE action = ? " MORE };
static const struct sql by_time = { .text = ROW "FORCE INDEX (PRIMARY) WHERE ? = '' " MORE };
static const struct sql first_since = { .text = "SELECT id FROM audit WHERE at >= ? ORDER BY at, id LIMIT 1" };
static const struct sql last_before = { .text = "SELECT id FROM audit WHERE at < ? ORDER BY at DESC, id DESC LIMIT 1" };
static const struct sql find_mail = { .text = "SELECT id FROM account WHERE mail = ?" };
static const struct sql find_time = { .text = "SELECT at FROM audit WHERE chain = ? AND seq = ?" };
static const struct sql find_sweep = { .text = "SELECT MAX(ended_at) FROM sweep_run WHERE program = ?" };

extern const struct sql find_person, list_roles, count_sessions, list_history, set_state, end_sessions, list_resets,
    ask_reset, do_reset, drop_reset, drop_codes;
const struct sql *const admin_sql[] = {
    &by_account, &by_object, &by_action, &by_time, &first_since, &last_before, &find_mail, &find_time, &find_sweep,
    &find_person, &list_roles, &count_sessions, &list_history, &set_state, &end_sessions, &list_resets, &ask_reset,
    &do_reset, &drop_reset, &drop_codes, NULL
};

enum { SLACK_S = 3600 }; /* a row is written that much after its time at most; clocks of hosts differ less */
static const int64_t far_future = 4102444800; /* 2100 */

/* Number of a row beside this time; `none` if there is no such row. */
static enum err row_beside(struct req *r, const struct sql *sql, int64_t at, uint64_t none, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, (const struct arg[]){ arg_time(r, at), arg_end() }, &q);

    *ret = none;
    if (e)
        return e == ERR_GONE ? OK : e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

enum err audit_rows(struct req *r, const struct audit_query *q, struct rows *ret)
{
    int64_t from = q->from == NONE ? 0 : day_end(q->from - 1);
    int64_t until = q->until == NONE ? far_future : day_end(q->until);
    uint64_t low = 0, high = INT64_MAX, before = q->before == NONE ? INT64_MAX : (uint64_t)q->before;
    const struct arg account = q->account == NONE ? arg_null() : arg_u((uint64_t)q->account);
    const struct arg action = arg_s(q->action), object = arg_s(q->object), refused = arg_i(q->refused != NONE);
    enum err e;

    if (q->from != NONE && (e = row_beside(r, &first_since, from - SLACK_S, INT64_MAX, &low)))
        return e;
    if (q->until != NONE && (e = row_beside(r, &last_before, until + SLACK_S, 0, &high)))
        return e;
    {
        const struct arg end = arg_u(before <= high ? before : high + 1), start = arg_u(low);
        const struct arg since = arg_time(r, from), to = arg_time(r, until);

        if (q->account != NONE)
            return db_ask(r, &by_account,
                          (const struct arg[]){ account, end, start, since, to, action, action, object, object, refused,
                                                account, end, start, since, to, action, action, object, object, refused,
                                                arg_end() }, ret);
        return db_ask(r, *q->object ? &by_object : *q->action ? &by_action : &by_time,
                      (const struct arg[]){ *q->object ? object : *q->action ? action : arg_s(""), end, start, since,
                                            to, action, action, object, object, refused, arg_end() }, ret);
    }
}

enum err account_of_mail(struct req *r, const char *mail, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_mail, (const struct arg[]){ arg_s(mail), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

enum err chain_time(struct req *r, const char *chain, uint64_t seq, int64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_time, (const struct arg[]){ arg_s(chain), arg_u(seq), arg_end() }, &q);

    *ret = NONE;
    if (e)
        return e == ERR_GONE ? OK : e;
    *ret = db_time(&q, 0);
    return db_end(&q);
}

enum err sweep_ended(struct req *r, const char *program, int64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_sweep, (const struct arg[]){ arg_s(program), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_time(&q, 0);
    return db_end(&q);
}
