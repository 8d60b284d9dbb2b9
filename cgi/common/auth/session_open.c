/* Opening, changing and ending sessions: for the program that signs people in, and the one that lets them act. */
#include "auth/parts.h"
#include "base/setting.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "http/http.h"
#include <string.h>

/* At most five open sessions a person (SECURITY 5): the new one and as many as find_surplus passes over. */

static const struct sql find_hats = { .text =
    "SELECT g.org, BIT_OR(g.role) FROM account_role g JOIN org o ON o.id = g.org AND o.closed_at IS NULL "
    "WHERE g.account = ? GROUP BY g.org ORDER BY g.org" };
static const struct sql add_session = { .text =
    "INSERT INTO session (hash, account, org, second, staff, begun_at, signed_at, seen_at, ends_at, address, agent, "
    "hats) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };
static const struct sql find_surplus = { .text =
    "SELECT hash FROM session WHERE account = ? AND hash <> ? ORDER BY seen_at DESC, hash LIMIT 100 OFFSET 4" };
static const struct sql raise_session = { .text =
    "UPDATE session SET hash = ?, second = TRUE, signed_at = ? WHERE hash = ?" };
static const struct sql again_session = { .text = "UPDATE session SET hash = ?, signed_at = ? WHERE hash = ?" };
static const struct sql hat_session = { .text =
    "UPDATE session SET hash = ?, org = ?, staff = ?, ends_at = LEAST(ends_at, ?), acting = NULL WHERE hash = ?" };
static const struct sql act_session = { .text =
    "UPDATE session SET hash = ?, acting = ? WHERE hash = ? AND EXISTS (SELECT 1 FROM delegation d WHERE d.id = ? "
    "AND d.agent = session.account AND d.state = 'active' AND d.ends_at > ?)" };
static const struct sql rest_session = { .text = "UPDATE session SET hash = ?, acting = NULL WHERE hash = ?" };
static const struct sql list_sessions = { .text =
    "SELECT s.hash, COALESCE(s.begun_at, s.signed_at), s.seen_at, s.address, s.agent, COALESCE(o.name, ''), s.second FROM session s "
    "LEFT JOIN org o ON o.id = s.org WHERE s.account = ? AND s.ends_at > ? AND s.seen_at > "
    "? - INTERVAL IF(s.staff, ?, ?) SECOND ORDER BY s.seen_at DESC, s.hash LIMIT 20" };
static const struct sql end_session = { .text = "DELETE FROM session WHERE hash = ? AND account = ?" };
static const struct sql drop_session = { .text = "DELETE FROM session WHERE hash = ?" };
static const struct sql drop_others = { .text = "DELETE FROM session WHERE account = ? AND hash <> ?" };


const struct sql *const session_open_sql[] = { &find_hats, &add_session, &find_surplus, &raise_session,
                                               &again_session, &hat_session, &list_sessions, &end_session,
                                               &drop_session, &drop_others, NULL };
const struct sql *const session_act_sql[] = { &act_session, &rest_session, NULL };

/* What the browser calls itself, fit for a column of 200 characters. */
static const char *agent_of(struct req *r)
{
    size_t n = strlen(r->http->agent);
    const char *s = text_clean(r->arena, r->http->agent, n < 200 ? n : 200, 0);

    return s ? s : "";
}

/* All but the one that was opened now and the four seen last. */
static enum err drop_surplus(struct req *r, uint64_t account, const struct digest *now)
{
    struct rows q;
    enum err e;

    if ((e = db_ask(r, &find_surplus, (const struct arg[]){ arg_u(account), arg_b(now->b, sizeof now->b), arg_end() },
                    &q)))
        return e;
    while (!e && db_next(&q)) {
        struct bytes h = db_b(&q, 0);

        e = db_do(r, &drop_session, (const struct arg[]){ arg_b(h.p, h.n), arg_end() }, NULL, NULL);
    }
    return e ? e : db_end(&q);
}

/* Organisations the person has a role in; the roles in `org`, or with org 0 in the first of them. */
static enum err hats_of(struct req *r, uint64_t account, uint64_t *org, struct hats *ret)
{
    struct rows q;
    enum err e = db_ask(r, &find_hats, (const struct arg[]){ arg_u(account), arg_end() }, &q);

    *ret = (struct hats){ .roles = R_APPLICANT };
    while (!e && db_next(&q)) {
        if (*org == 0)
            *org = db_u(&q, 0);
        if (*org == db_u(&q, 0))
            ret->roles = (unsigned)db_u(&q, 1);
        ret->all |= (unsigned)db_u(&q, 1);
        ret->n++;
    }
    return e ? e : db_end(&q);
}

static int64_t life_of(bool staff)
{
    return setting_int(staff ? SET_STAFF_LIFE_S : SET_SESSION_LIFE_S);
}

enum err session_open(struct req *r, uint64_t account, bool second, struct hats *ret)
{
    struct digest d;
    uint64_t org = 0;
    bool staff;
    enum err e;

    if ((r->who->id && (e = session_close(r))) || (e = hats_of(r, account, &org, ret)))
        return e;
    staff = (ret->roles & R_STAFF) != 0;
    d = cookie_new(r, "sid", 0);
    e = db_do(r, &add_session,
              (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_u(account), org ? arg_u(org) : arg_null(),
                                    arg_i(second), arg_i(staff), arg_time(r, r->now), arg_time(r, r->now),
                                    arg_time(r, r->now), arg_time(r, r->now + life_of(staff)),
                                    arg_s(r->http->address), arg_s(agent_of(r)), arg_u(ret->n), arg_end() },
              NULL, NULL);
    return e ? e : drop_surplus(r, account, &d);
}

enum err session_second(struct req *r)
{
    struct digest d = cookie_new(r, "sid", 0);

    return db_do_one(r, &raise_session, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_time(r, r->now),
                     arg_b(r->who->session.p, r->who->session.n), arg_end() });
}

enum err session_again(struct req *r)
{
    struct digest d = cookie_new(r, "sid", 0);

    return db_do_one(r, &again_session, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_time(r, r->now),
                     arg_b(r->who->session.p, r->who->session.n), arg_end() });
}

enum err session_hat(struct req *r, uint64_t org)
{
    struct hats h = { .roles = R_APPLICANT };
    uint64_t in = org;
    struct digest d;
    bool staff;
    enum err e;

    if (org && (e = hats_of(r, r->who->actor, &in, &h)))
        return e;
    if (org && h.roles == R_APPLICANT)
        return ERR_GONE;
    staff = (h.roles & R_STAFF) != 0;
    d = cookie_new(r, "sid", 0);
    return db_do_one(r, &hat_session, (const struct arg[]){ arg_b(d.b, sizeof d.b), org ? arg_u(org) : arg_null(),
                     arg_i(staff), arg_time(r, r->who->signed_at + life_of(staff)),
                     arg_b(r->who->session.p, r->who->session.n), arg_end() });
}

enum err session_act(struct req *r, uint64_t delegation)
{
    struct digest d = cookie_new(r, "sid", 0);
    struct arg own = arg_b(r->who->session.p, r->who->session.n), fresh = arg_b(d.b, sizeof d.b);
    enum err e;

    if (!delegation)
        return db_do_one(r, &rest_session, (const struct arg[]){ fresh, own, arg_end() });
    e = db_do_one(r, &act_session, (const struct arg[]){ fresh, arg_u(delegation), own, arg_u(delegation),
                  arg_time(r, r->now), arg_end() });
    return e == ERR_CLASH ? ERR_GONE : e;
}

enum err session_list(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_sessions, (const struct arg[]){ arg_u(account), arg_time(r, r->now), arg_time(r, r->now),
                  arg_i(setting_int(SET_STAFF_IDLE_S)), arg_i(setting_int(SET_SESSION_IDLE_S)), arg_end() }, ret);
}

enum err session_end(struct req *r, uint64_t account, struct bytes hash)
{
    enum err e = db_do_one(r, &end_session, (const struct arg[]){ arg_b(hash.p, hash.n), arg_u(account), arg_end() });

    return e == ERR_CLASH ? ERR_GONE : e;
}

enum err session_close(struct req *r)
{
    reply_cookie(r, "sid", "", -1);
    return db_do(r, &drop_session, (const struct arg[]){ arg_b(r->who->session.p, r->who->session.n), arg_end() },
                 NULL, NULL);
}

enum err session_close_all(struct req *r, uint64_t account, bool keep)
{
    static const unsigned char none[sizeof(struct digest)];
    struct bytes own = keep ? r->who->session : (struct bytes){ none, sizeof none };

    return db_do(r, &drop_others, (const struct arg[]){ arg_u(account), arg_b(own.p, own.n), arg_end() }, NULL, NULL);
}
