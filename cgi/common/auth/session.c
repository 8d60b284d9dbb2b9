/* Who is asking: one statement per request. */
#include "auth/parts.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "http/http.h"
#include <string.h>

enum { SEEN_EVERY_S = 60 };

/* One statement: the session, its person, the roles of the hat, and for whom it acts. Who acts as one of an
 * organisation does so only while it belongs to it, and for nobody whose account is closed; what began with a managed
 * account is over once its person has taken it. */
static const struct sql find_session = { .text =
    "SELECT s.account, COALESCE(s.org, 0), s.second, s.staff, s.signed_at, s.seen_at, s.ends_at, a.name, "
    "COALESCE(a.mail, ''), a.lang, a.state, IF(o.closed_at IS NULL, COALESCE(BIT_OR(g.role), 0), 0), "
    "COALESCE(o.name, ''), a.totp_on OR a.totp_must, s.hats, COALESCE(s.acting, 0), p.id, d.kind, d.scope, "
    "d.ends_at, p.name, p.lang, COALESCE(p.mail, ''), p.state = 'managed', a.password_at "
    "FROM session s JOIN account a ON a.id = s.account "
    "LEFT JOIN account_role g ON g.account = s.account AND g.org = s.org "
    "LEFT JOIN org o ON o.id = s.org "
    "LEFT JOIN delegation d ON d.id = s.acting AND d.agent = s.account AND d.state = 'active' "
    "AND (d.org IS NULL OR EXISTS (SELECT 1 FROM account_role x JOIN org y ON y.id = x.org AND y.closed_at IS NULL "
    "WHERE x.account = d.agent AND x.org = d.org)) "
    "LEFT JOIN account p ON p.id = d.subject AND (p.state = 'managed' OR "
    "(p.state = 'active' AND NOT d.managed)) WHERE s.hash = ? GROUP BY s.hash" };
static const struct sql touch_session = { .text = "UPDATE session SET seen_at = ? WHERE hash = ?" };
const struct sql *const session_sql[] = { &find_session, &touch_session, NULL };

static const struct who nobody = { .name = "", .org_name = "", .mail = "", .lang = "", .actor_name = "",
                                   .for_name = "" };

/* SHA-256 of a cookie of ours; false if there is none or it is not one. */
static bool cookie_hash(struct req *r, const char *name, struct digest *ret)
{
    unsigned char b[COOKIE_BYTES];

    if (base64url_read(b, sizeof b, cookie_get(r, name)) != sizeof b)
        return false;
    *ret = hash_sha256(b, sizeof b);
    return true;
}

static void be_nobody(struct req *r)
{
    struct who *w = arena_new(r->arena, 1, sizeof *w);
    struct digest d;

    *w = nobody;
    if (r->http && cookie_hash(r, "pre", &d))
        w->session = cookie_hash_kept(r, &d);
    r->who = w;
}

/* Whose session it was, so that what was typed can wait for them (app/kept.c). */
static void be_expired(struct req *r, uint64_t account)
{
    struct who *w = arena_new(r->arena, 1, sizeof *w);

    *w = *r->who;
    w->expired = account;
    r->who = w;
}

/* Only where it is asked for: a password does not wear out (SECURITY 24). Without a day it is to be changed at once. */
static bool is_stale(struct req *r, const struct who *w, int64_t changed_at)
{
    return setting_mlps() && (w->roles & R_STAFF) &&
           (changed_at == NONE || changed_at + setting_int(SET_PASSWORD_DAYS) * DAY_S <= r->now);
}

/* The row to a reader; false if the session is over or the account may not be used. */
static bool who_of(struct req *r, struct rows *q, struct who *w)
{
    bool staff = db_i(q, 3) > 0;
    int64_t idle = setting_int(staff ? SET_STAFF_IDLE_S : SET_SESSION_IDLE_S);

    *w = nobody;
    w->id = w->actor = db_u(q, 0);
    w->org = db_u(q, 1);
    w->second = db_i(q, 2) > 0;
    w->signed_at = db_time(q, 4);
    w->name = db_s(q, 7);
    w->mail = db_s(q, 8);
    w->lang = db_s(q, 9);
    w->roles = (unsigned)db_u(q, 11);
    w->org_name = db_s(q, 12);
    if (w->org == 0)
        w->roles |= R_APPLICANT;
    w->half = ((w->roles & R_STAFF) || db_i(q, 13) > 0) && !w->second;
    w->hats = (unsigned)db_u(q, 14);
    w->stale = is_stale(r, w, db_time(q, 24));
    return strcmp(db_s(q, 10), "active") == 0 && db_time(q, 5) + idle > r->now && db_time(q, 6) > r->now;
}

/* Who answers for somebody without a way in answers everywhere; everybody else where they were asked to (scope). */
static bool acts_here(const struct req *r, struct rows *q)
{
    if (!r->acted_in)
        return false;
    return strcmp(db_s(q, 18), r->acted_in) == 0 || (db_i(q, 23) > 0 && strcmp(db_s(q, 17), "support"));
}

/* The session acts for somebody: in the programs that is good for, the reader is that person. */
static void act_for(struct req *r, struct rows *q, struct who *w)
{
    if (db_null(q, 16) || db_time(q, 19) <= r->now)
        return;
    w->acting = db_u(q, 15);
    w->acting_in = db_s(q, 18);
    w->acting_ends = db_time(q, 19);
    w->looking = strcmp(db_s(q, 17), "support") == 0;
    w->actor_name = w->name;
    w->for_name = db_s(q, 20);
    if (w->half || w->stale || !acts_here(r, q))
        return;
    w->id = db_u(q, 16);
    w->name = w->for_name;
    w->lang = db_s(q, 21);
    w->mail = db_s(q, 22);
    w->roles = R_APPLICANT;
    w->no_consent = strcmp(db_s(q, 17), "guardian") && db_i(q, 23) < 1;
}

bool session_is_fresh(const struct req *r)
{
    return r->now - r->who->signed_at <= setting_int(SET_FRESH_S);
}

enum err session_find(struct req *r)
{
    struct who *w = arena_new(r->arena, 1, sizeof *w);
    struct digest d;
    struct rows q;
    int64_t seen;
    bool valid;
    enum err e;

    be_nobody(r);
    if (!cookie_hash(r, "sid", &d))
        return OK;
    e = db_one(r, &find_session, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_end() }, &q);
    if (e)
        return e == ERR_GONE ? OK : e;
    valid = who_of(r, &q, w);
    if (valid)
        act_for(r, &q, w);
    else
        be_expired(r, w->id);
    seen = db_time(&q, 5);
    if ((e = db_end(&q)) || !valid)
        return e;
    w->session = cookie_hash_kept(r, &d);
    r->who = w;
    if (r->now - seen < SEEN_EVERY_S)
        return OK;
    return db_do(r, &touch_session, (const struct arg[]){ arg_time(r, r->now), arg_b(d.b, sizeof d.b), arg_end() },
                 NULL, NULL);
}
