/* SQL of the pages. Nothing is decided here. It can take a second factor away and never read one. */
#include "pages.h"
#include "base/clock.h"
#include "base/setting.h"
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

static const struct sql find_person = { .text =
    "SELECT id, COALESCE(mail, ''), name, lang, state, totp_on, totp_must, reset_by, reset_at, created_at "
    "FROM account WHERE id = ?" };
static const struct sql list_roles = { .text =
    "SELECT g.role, o.name FROM account_role g JOIN org o ON o.id = g.org WHERE g.account = ? "
    "ORDER BY o.name, g.role LIMIT 100" };
static const struct sql count_sessions = { .text =
    "SELECT COUNT(*) FROM session WHERE account = ? AND ends_at > ? AND seen_at > ? - INTERVAL IF(staff, ?, ?) SECOND" };
static const struct sql list_history = { .text =
    "SELECT at, action, refused, actor, detail FROM audit WHERE subject = ? AND action IN ('lock', 'unlock', 'suspend', "
    "'resume', 'second_reset_ask', 'second_reset') ORDER BY id DESC LIMIT 20" };
static const struct sql set_state = { .text = "UPDATE account SET state = ? WHERE id = ? AND state = ?" };
static const struct sql end_sessions = { .text = "DELETE FROM session WHERE account = ?" };
static const struct sql list_resets = { .text =
    "SELECT id, COALESCE(mail, ''), reset_by, reset_at FROM account WHERE reset_at > ? ORDER BY reset_at, id LIMIT 100" };
static const struct sql ask_reset = { .text =
    "UPDATE account SET reset_by = ?, reset_at = ? WHERE id = ? AND totp_on AND (reset_at IS NULL OR reset_at <= ?)" };
static const struct sql do_reset = { .text =
    "UPDATE account SET totp = NULL, totp_on = FALSE, totp_step = 0, totp_at = NULL, totp_must = TRUE, reset_by = NULL, "
    "reset_at = NULL WHERE id = ? AND id <> ? AND reset_by <> ? AND reset_at > ?" };
static const struct sql drop_reset = { .text =
    "UPDATE account SET reset_by = NULL, reset_at = NULL WHERE id = ? AND reset_at > ?" };
static const struct sql drop_codes = { .text = "DELETE FROM account_code WHERE account = ?" };

/* State sent is most of the rows and is read from the end; the others are few. */
#define LETTER "SELECT o.id, o.name, o.way, COALESCE(o.address, a.mail, ''), o.subject, o.tries, " \
               "COALESCE(o.sent_at, o.next_at), o.problem FROM outbox o "
#define LETTER_END "LEFT JOIN account a ON a.id = o.account WHERE o.state = ? AND o.id < ? ORDER BY o.id DESC LIMIT 51"
static const struct sql list_sent = { .text = LETTER "FORCE INDEX (PRIMARY) " LETTER_END };
static const struct sql list_letters = { .text = LETTER "FORCE INDEX (outbox_due) " LETTER_END };
static const struct sql find_letter = { .text =
    "SELECT o.id, COALESCE(o.account, 0), o.way, COALESCE(o.address, a.mail, ''), o.name, o.subject, o.state, o.problem, "
    "o.secret, o.created_at, o.tries, o.next_at, o.sent_at FROM outbox o LEFT JOIN account a ON a.id = o.account WHERE o.id = ?" };
static const struct sql count_letters = { .text =
    "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'waiting'), (SELECT COUNT(*) FROM outbox WHERE state = 'failed'), "
    "(SELECT MIN(created_at) FROM outbox WHERE state = 'waiting'), "
    "(SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND way IN ('mail', 'sms') AND next_at >= ?)" };
static const struct sql again_letter = { .text =
    "UPDATE outbox SET state = 'waiting', tries = 0, problem = '', next_at = ? "
    "WHERE id = ? AND state = 'failed' AND NOT secret" };
static const struct sql give_up_letter = { .text =
    "UPDATE outbox SET state = 'failed', problem = 'given_up' WHERE id = ? AND state = 'waiting'" };
static const struct sql wipe_letter = { .text = "UPDATE outbox SET body = NULL, sms = NULL WHERE id = ? AND secret" };

static const struct sql list_sweeps = { .text =
    "SELECT program, host, began_at, ended_at, fired, failed FROM sweep_run ORDER BY program, host LIMIT 200" };
static const struct sql list_timers = { .text =
    "SELECT flow, SUM(due_at IS NOT NULL), SUM(due_at IS NULL), COALESCE(SUM(due_at <= ?), 0), MIN(due_at) "
    "FROM flow_timer GROUP BY flow ORDER BY flow LIMIT 100" };
static const struct sql find_version = { .text =
    "SELECT file FROM schema_version WHERE file LIKE '____!_%' ESCAPE '!' ORDER BY file DESC LIMIT 1" };

extern const struct sql find_provisional;
const struct sql *const admin_sql[] = {
    &by_account, &by_object, &by_action, &by_time, &first_since, &last_before, &find_mail, &find_time, &find_sweep,
    &find_person, &list_roles, &count_sessions, &list_history, &set_state, &end_sessions, &list_resets, &ask_reset,
    &do_reset, &drop_reset, &drop_codes, &list_sent, &list_letters, &find_letter, &count_letters, &again_letter,
    &give_up_letter, &wipe_letter, &list_sweeps, &list_timers, &find_version, &find_provisional, NULL
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

static int64_t oldest_reset(struct req *r)
{
    return r->now - RESET_DAYS * DAY_S;
}

enum err person_get(struct req *r, uint64_t id, struct person *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_person, (const struct arg[]){ arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct person){ .id = db_u(&q, 0), .mail = db_s(&q, 1), .name = db_s(&q, 2), .lang = db_s(&q, 3),
                            .state = db_s(&q, 4), .second = db_i(&q, 5) > 0, .must = db_i(&q, 6) > 0,
                            .asked_by = db_u(&q, 7), .asked_at = db_time(&q, 8), .created_at = db_time(&q, 9) };
    if (ret->asked_at == NONE || ret->asked_at <= oldest_reset(r)) {
        ret->asked_at = NONE;
        ret->asked_by = 0;
    }
    return db_end(&q);
}

enum err person_roles(struct req *r, uint64_t id, struct rows *ret)
{
    return db_ask(r, &list_roles, (const struct arg[]){ arg_u(id), arg_end() }, ret);
}

enum err person_sessions(struct req *r, uint64_t id, int64_t *ret_open)
{
    const struct arg now = arg_time(r, r->now);
    struct rows q;
    enum err e = db_one(r, &count_sessions,
                        (const struct arg[]){ arg_u(id), now, now, arg_i(setting_int(SET_STAFF_IDLE_S)),
                                              arg_i(setting_int(SET_SESSION_IDLE_S)), arg_end() }, &q);

    if (e)
        return e;
    *ret_open = db_i(&q, 0);
    return db_end(&q);
}

enum err person_history(struct req *r, uint64_t id, struct rows *ret)
{
    return db_ask(r, &list_history, (const struct arg[]){ arg_u(id), arg_end() }, ret);
}

enum err person_set_state(struct req *r, uint64_t id, const char *from, const char *to)
{
    return db_do_one(r, &set_state, (const struct arg[]){ arg_s(to), arg_u(id), arg_s(from), arg_end() });
}

enum err person_end_sessions(struct req *r, uint64_t id)
{
    return db_do(r, &end_sessions, (const struct arg[]){ arg_u(id), arg_end() }, NULL, NULL);
}

enum err resets_waiting(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_resets, (const struct arg[]){ arg_time(r, oldest_reset(r)), arg_end() }, ret);
}

enum err reset_ask(struct req *r, uint64_t id, uint64_t by)
{
    return db_do_one(r, &ask_reset, (const struct arg[]){ arg_u(by), arg_time(r, r->now), arg_u(id),
                     arg_time(r, oldest_reset(r)), arg_end() });
}

enum err reset_do(struct req *r, uint64_t id, uint64_t by)
{
    enum err e = db_do_one(r, &do_reset, (const struct arg[]){ arg_u(id), arg_u(by), arg_u(by),
                           arg_time(r, oldest_reset(r)), arg_end() });

    return e ? e : db_do(r, &drop_codes, (const struct arg[]){ arg_u(id), arg_end() }, NULL, NULL);
}

enum err reset_drop(struct req *r, uint64_t id)
{
    return db_do_one(r, &drop_reset, (const struct arg[]){ arg_u(id), arg_time(r, oldest_reset(r)), arg_end() });
}

enum err letters_in(struct req *r, const char *state, uint64_t before, struct rows *ret)
{
    return db_ask(r, strcmp(state, "sent") ? &list_letters : &list_sent,
                  (const struct arg[]){ arg_s(state), arg_u(before ? before : INT64_MAX), arg_end() }, ret);
}

enum err letter_get(struct req *r, uint64_t id, struct letter_row *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_letter, (const struct arg[]){ arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct letter_row){ .id = db_u(&q, 0), .account = db_u(&q, 1), .way = db_s(&q, 2), .mail = db_s(&q, 3),
                                .name = db_s(&q, 4), .subject = db_s(&q, 5), .state = db_s(&q, 6),
                                .problem = db_s(&q, 7), .secret = db_i(&q, 8) > 0, .created_at = db_time(&q, 9),
                                .tries = db_i(&q, 10), .next_at = db_time(&q, 11), .sent_at = db_time(&q, 12) };
    return db_end(&q);
}

enum err letters_count(struct req *r, int64_t since, struct letter_count *ret)
{
    struct rows q;
    enum err e = db_one(r, &count_letters, (const struct arg[]){ arg_time(r, since), arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct letter_count){ .waiting = db_i(&q, 0), .failed = db_i(&q, 1), .oldest_at = db_time(&q, 2),
                                  .sent = db_i(&q, 3) };
    return db_end(&q);
}

enum err letter_again(struct req *r, uint64_t id)
{
    return db_do_one(r, &again_letter, (const struct arg[]){ arg_time(r, r->now), arg_u(id), arg_end() });
}

enum err letter_give_up(struct req *r, uint64_t id)
{
    enum err e = db_do_one(r, &give_up_letter, (const struct arg[]){ arg_u(id), arg_end() });

    return e ? e : db_do(r, &wipe_letter, (const struct arg[]){ arg_u(id), arg_end() }, NULL, NULL);
}

enum err sweeps_all(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_sweeps, (const struct arg[]){ arg_end() }, ret);
}

enum err timers_all(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_timers, (const struct arg[]){ arg_time(r, r->now), arg_end() }, ret);
}

enum err schema_version(struct req *r, const char **ret)
{
    struct rows q;
    enum err e = db_one(r, &find_version, (const struct arg[]){ arg_end() }, &q);

    if (e)
        return e == ERR_GONE ? OK : e;
    *ret = db_s(&q, 0);
    return db_end(&q);
}
