/* SQL of people: states, sessions, second factors. It can take a second factor away and never read one. */
#include "pages.h"
#include "base/clock.h"
#include "base/setting.h"
#include "data/db.h"

extern const struct sql find_person, list_roles, count_sessions, list_history, set_state, end_sessions, list_resets,
    ask_reset, do_reset, drop_reset, drop_codes;
const struct sql find_person = { .text =
    "SELECT id, COALESCE(mail, ''), name, lang, state, totp_on, totp_must, reset_by, reset_at, created_at "
    "FROM account WHERE id = ?" };
const struct sql list_roles = { .text =
    "SELECT g.role, o.name FROM account_role g JOIN org o ON o.id = g.org WHERE g.account = ? "
    "ORDER BY o.name, g.role LIMIT 100" };
const struct sql count_sessions = { .text =
    "SELECT COUNT(*) FROM session WHERE account = ? AND ends_at > ? AND seen_at > ? - INTERVAL IF(staff, ?, ?) SECOND" };
const struct sql list_history = { .text =
    "SELECT at, action, refused, actor, detail FROM audit WHERE subject = ? AND action IN ('lock', 'unlock', 'suspend', "
    "'resume', 'second_reset_ask', 'second_reset') ORDER BY id DESC LIMIT 20" };
const struct sql set_state = { .text = "UPDATE account SET state = ? WHERE id = ? AND state = ?" };
const struct sql end_sessions = { .text = "DELETE FROM session WHERE account = ?" };
const struct sql list_resets = { .text =
    "SELECT id, COALESCE(mail, ''), reset_by, reset_at FROM account WHERE reset_at > ? ORDER BY reset_at, id LIMIT 100" };
const struct sql ask_reset = { .text =
    "UPDATE account SET reset_by = ?, reset_at = ? WHERE id = ? AND totp_on AND (reset_at IS NULL OR reset_at <= ?)" };
const struct sql do_reset = { .text =
    "UPDATE account SET totp = NULL, totp_on = FALSE, totp_step = 0, totp_at = NULL, totp_must = TRUE, reset_by = NULL, "
    "reset_at = NULL WHERE id = ? AND id <> ? AND reset_by <> ? AND reset_at > ?" };
const struct sql drop_reset = { .text =
    "UPDATE account SET reset_by = NULL, reset_at = NULL WHERE id = ? AND reset_at > ?" };
const struct sql drop_codes = { .text = "DELETE FROM account_code WHERE account = ?" };

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
