/* Who is asking: one statement per request. Opening and closing is for login alone. */
#include "auth/session.h"
#include "base/log.h"
#include "base/setting.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "http/http.h"
#include <string.h>

enum { COOKIE_BYTES = 32, SEEN_EVERY_S = 60 };
/* At most five open sessions a person (SECURITY 5): the new one and as many as find_surplus passes over. */

static const struct sql find_session = { .text =
    "SELECT s.account, COALESCE(s.org, 0), s.second, s.staff, s.signed_at, s.seen_at, s.ends_at, a.name, a.mail, "
    "a.lang, a.state, COALESCE(BIT_OR(g.role), 0), COALESCE(o.name, ''), a.totp_on "
    "FROM session s JOIN account a ON a.id = s.account "
    "LEFT JOIN account_role g ON g.account = s.account AND g.org = s.org "
    "LEFT JOIN org o ON o.id = s.org WHERE s.hash = ? GROUP BY s.hash" };
static const struct sql touch_session = { .text = "UPDATE session SET seen_at = ? WHERE hash = ?" };
static const struct sql find_hat = { .text =
    "SELECT org, BIT_OR(role) FROM account_role WHERE account = ? GROUP BY org ORDER BY org LIMIT 1" };
static const struct sql add_session = { .text =
    "INSERT INTO session (hash, account, org, second, staff, signed_at, seen_at, ends_at, address, agent) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };
static const struct sql find_surplus = { .text =
    "SELECT hash FROM session WHERE account = ? AND hash <> ? ORDER BY seen_at DESC, hash LIMIT 100 OFFSET 4" };
static const struct sql raise_session = { .text = "UPDATE session SET hash = ?, second = TRUE WHERE hash = ?" };
static const struct sql drop_session = { .text = "DELETE FROM session WHERE hash = ?" };
static const struct sql drop_others = { .text = "DELETE FROM session WHERE account = ? AND hash <> ?" };

const struct sql *const session_sql[] = { &find_session, &touch_session, NULL };
const struct sql *const session_open_sql[] = { &find_hat, &add_session, &find_surplus, &raise_session, &drop_session,
                                               &drop_others, NULL };

static const struct who nobody = { .name = "", .org_name = "", .mail = "", .lang = "" };

/* SHA-256 of a cookie of ours; false if there is none or it is not one. */
static bool cookie_hash(struct req *r, const char *name, struct digest *ret)
{
    unsigned char b[COOKIE_BYTES];

    if (base64url_read(b, sizeof b, cookie_get(r, name)) != sizeof b)
        return false;
    *ret = hash_sha256(b, sizeof b);
    return true;
}

static struct bytes kept_hash(struct req *r, const struct digest *d)
{
    unsigned char *p = arena_new(r->arena, 1, sizeof d->b);

    memcpy(p, d->b, sizeof d->b);
    return (struct bytes){ p, sizeof d->b };
}

static void be_nobody(struct req *r)
{
    struct who *w = arena_new(r->arena, 1, sizeof *w);
    struct digest d;

    *w = nobody;
    if (r->http && cookie_hash(r, "pre", &d))
        w->session = kept_hash(r, &d);
    r->who = w;
}

/* The row to a reader; false if the session is over or the account may not be used. */
static bool who_of(struct req *r, struct rows *q, struct who *w)
{
    bool staff = db_i(q, 3) > 0;
    int64_t idle = setting_int(staff ? SET_STAFF_IDLE_S : SET_SESSION_IDLE_S);

    w->id = db_u(q, 0);
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
    return strcmp(db_s(q, 10), "active") == 0 && db_time(q, 5) + idle > r->now && db_time(q, 6) > r->now;
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
    seen = db_time(&q, 5);
    if ((e = db_end(&q)) || !valid)
        return e;
    w->session = kept_hash(r, &d);
    r->who = w;
    if (r->now - seen < SEEN_EVERY_S)
        return OK;
    return db_do(r, &touch_session, (const struct arg[]){ arg_time(r, r->now), arg_b(d.b, sizeof d.b), arg_end() },
                 NULL, NULL);
}

/* A fresh cookie; its hash is the id of the session. */
static struct digest new_cookie(struct req *r, const char *name, int64_t age_s)
{
    unsigned char b[COOKIE_BYTES];
    struct digest d;

    random_bytes(b, sizeof b);
    reply_cookie(r, name, base64url_of(r->arena, b, sizeof b), age_s);
    d = hash_sha256(b, sizeof b);
    secret_wipe(b, sizeof b);
    return d;
}

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

enum err session_open(struct req *r, uint64_t account, bool second, unsigned *ret_roles)
{
    struct rows q;
    struct digest d;
    uint64_t org = 0;
    bool staff = false;
    enum err e;

    *ret_roles = R_APPLICANT;
    if (r->who->id && (e = session_close(r)))
        return e;
    if ((e = db_ask(r, &find_hat, (const struct arg[]){ arg_u(account), arg_end() }, &q)))
        return e;
    if (db_next(&q)) {
        org = db_u(&q, 0);
        *ret_roles = (unsigned)db_u(&q, 1);
        staff = (*ret_roles & R_STAFF) != 0;
    }
    if ((e = db_end(&q)))
        return e;
    d = new_cookie(r, "sid", 0);
    e = db_do(r, &add_session,
              (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_u(account), org ? arg_u(org) : arg_null(),
                                    arg_i(second), arg_i(staff), arg_time(r, r->now), arg_time(r, r->now),
                                    arg_time(r, r->now + setting_int(staff ? SET_STAFF_LIFE_S : SET_SESSION_LIFE_S)),
                                    arg_s(r->http->address), arg_s(agent_of(r)), arg_end() },
              NULL, NULL);
    return e ? e : drop_surplus(r, account, &d);
}

enum err session_second(struct req *r)
{
    struct digest d = new_cookie(r, "sid", 0);

    return db_do_one(r, &raise_session, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_b(r->who->session.p,
                     r->who->session.n), arg_end() });
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

/* Before sign-in an anonymous cookie stands for the session, made when the first form is shown. */
static void need_session(struct req *r)
{
    struct who *w;
    struct digest d;

    if (r->who->session.n)
        return;
    w = arena_new(r->arena, 1, sizeof *w);
    *w = *r->who;
    d = new_cookie(r, "pre", 0);
    w->session = kept_hash(r, &d);
    r->who = w;
}

static struct digest token_code(struct req *r, const char *form, const unsigned char *salt)
{
    struct buf b = { .arena = r->arena };

    buf_add(&b, r->who->session.p, r->who->session.n);
    buf_fmt(&b, "%zu|%s|", strlen(form), form);
    buf_add(&b, salt, 16);
    return hmac_of("csrf", b.p, b.n);
}

const char *token_make(struct req *r, const char *form)
{
    unsigned char t[48];
    struct digest d;

    need_session(r);
    random_bytes(t, 16);
    d = token_code(r, form, t);
    memcpy(t + 16, d.b, 32);
    return base64url_of(r->arena, t, sizeof t);
}

bool token_key(struct req *r, const char *form, const char *token, unsigned char ret_key[16])
{
    unsigned char t[48];
    struct digest d;

    if (!r->who->session.n || base64url_read(t, sizeof t, token) != sizeof t)
        return false;
    d = token_code(r, form, t);
    if (!secret_equal(d.b, t + 16, 32))
        return false;
    memcpy(ret_key, t, 16);
    return true;
}
