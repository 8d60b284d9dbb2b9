/* Counters against guessing (SECURITY 25). An attacker slows only himself: a browser the owner
 * signed in from before has its own counter, and nothing here locks an account for everybody. */
#include "auth/throttle.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "http/http.h"
#include <arpa/inet.h>
#include <string.h>

/* free tries within window_s; then closed: for the rest of the window, or, when doubling, for
 * 2^n seconds up to the window, n tries after the free ones, and from HARD on for good: then a known
 * browser or a recovery letter opens (NIST SP 800-63B, 100 failures in a row). */
enum { HARD = 100 };
static const struct rule {
    const char *name;
    int64_t free, window_s;
    bool doubling;
} rules[] = {
    [TH_DEVICE] = { "device", 10, 15 * 60, false },
    [TH_ACCOUNT] = { "account", 5, 15 * 60, true },
    [TH_ADDRESS] = { "address", 30, 10 * 60, false },
    [TH_SECOND] = { "second", 5, 15 * 60, false },
    [TH_MAIL] = { "mail", 3, 60 * 60, false },
    [TH_RESET] = { "reset", 3, 60 * 60, false },
    [TH_MAIL_ADDRESS] = { "mail_address", 10, 60 * 60, false },
    [TH_NEW_ADDRESS] = { "new_address", 20, 60 * 60, false },
    [TH_TRUST] = { "trust", 5, 24 * 60 * 60, false },
    [TH_TRUST_MAIL] = { "trust_mail", 3, 24 * 60 * 60, false },
    [TH_AGAIN] = { "again", 5, 15 * 60, false },
    [TH_TOLD] = { "told", 5, 60 * 60, false },
    [TH_INVITE] = { "invite", 100, 24 * 60 * 60, false },  /* letters of one organisation */
    [TH_INVITED] = { "invited", 5, 24 * 60 * 60, false },  /* to one address */
    [TH_WARD] = { "ward", 80, 24 * 60 * 60, false },       /* accounts one person opens for others: two classes */
    [TH_TAKE] = { "take", 30, 60 * 60, false },            /* wrong paper codes from one network */
    [TH_TAKE_CODE] = { "take_code", 5, 24 * 60 * 60, false }, /* wrong birth dates with one code */
};

static const struct sql find_throttle = { .text = "SELECT fails, since, until FROM throttle WHERE bucket = ?" };
static const struct sql add_fail = { .text =
    "INSERT INTO throttle (bucket, fails, since) VALUES (?, 1, ?) ON DUPLICATE KEY UPDATE "
    "fails = IF(since < ?, 1, fails + 1), until = IF(since < ?, NULL, until), "
    "since = IF(since < ? OR ?, ?, since)" };
static const struct sql set_until = { .text = "UPDATE throttle SET until = ? WHERE bucket = ?" };
static const struct sql clear_throttle = { .text = "DELETE FROM throttle WHERE bucket = ?" };
const struct sql *const throttle_sql[] = { &find_throttle, &add_fail, &set_until, &clear_throttle, NULL };

static struct bytes bucket_of(struct req *r, enum throttle kind, const char *key)
{
    const char *s = arena_fmt(r->arena, "%s|%s", rules[kind].name, key);
    struct digest d = hmac_of("throttle", s, strlen(s));
    unsigned char *p = arena_new(r->arena, 1, 16);

    memcpy(p, d.b, 16);
    return (struct bytes){ p, 16 };
}

enum err throttle_look(struct req *r, enum throttle kind, const char *key, struct throttled *ret)
{
    const struct rule *rule = &rules[kind];
    struct bytes b = bucket_of(r, kind, key);
    struct rows q;
    int64_t fails;
    enum err e = db_one(r, &find_throttle, (const struct arg[]){ arg_b(b.p, b.n), arg_end() }, &q);

    *ret = (struct throttled){ .name = rule->name, .until = NONE };
    if (e)
        return e == ERR_GONE ? OK : e;
    fails = db_i(&q, 0);
    ret->until = db_time(&q, 2);
    ret->hard = rule->doubling && fails >= HARD;
    ret->closed = ret->hard || (ret->until != NONE && ret->until > r->now);
    ret->just = fails == rule->free;
    if (ret->hard)
        ret->until = NONE;
    return db_end(&q);
}

enum err throttle_open(struct req *r, enum throttle kind, const char *key, bool *ret_open)
{
    struct throttled t;
    enum err e = throttle_look(r, kind, key, &t);

    *ret_open = !t.closed;
    return e;
}

/* A doubling counter forgets after a day without a try, the others with their window. */
enum err throttle_count(struct req *r, enum throttle kind, const char *key)
{
    const struct rule *rule = &rules[kind];
    struct bytes b = bucket_of(r, kind, key);
    int64_t old = r->now - (rule->doubling ? 86400 : rule->window_s);
    int64_t fails, over, wait;
    struct rows q;
    enum err e;

    e = db_do(r, &add_fail, (const struct arg[]){ arg_b(b.p, b.n), arg_time(r, r->now), arg_time(r, old),
              arg_time(r, old), arg_time(r, old), arg_i(rule->doubling), arg_time(r, r->now), arg_end() }, NULL, NULL);
    if (e || (e = db_one(r, &find_throttle, (const struct arg[]){ arg_b(b.p, b.n), arg_end() }, &q)))
        return e;
    fails = db_i(&q, 0);
    over = fails - rule->free;
    wait = rule->doubling ? (over > 20 ? rule->window_s : (int64_t)1 << (over > 0 ? over : 0))
                          : db_time(&q, 1) + rule->window_s - r->now;
    if ((e = db_end(&q)) || over < 0)
        return e;
    if (wait > rule->window_s)
        wait = rule->window_s;
    return db_do(r, &set_until, (const struct arg[]){ arg_time(r, r->now + wait), arg_b(b.p, b.n), arg_end() }, NULL,
                 NULL);
}

enum err throttle_use(struct req *r, enum throttle kind, const char *key, bool *ret_open)
{
    enum err e = throttle_open(r, kind, key, ret_open);

    return e ? e : throttle_count(r, kind, key);
}

enum err throttle_clear(struct req *r, enum throttle kind, const char *key)
{
    struct bytes b = bucket_of(r, kind, key);

    return db_do(r, &clear_throttle, (const struct arg[]){ arg_b(b.p, b.n), arg_end() }, NULL, NULL);
}

const char *throttle_account(struct req *r, uint64_t account)
{
    return arena_fmt(r->arena, "#%llu", (unsigned long long)account);
}

const char *throttle_network(struct req *r)
{
    const char *s = r->http->address;
    struct in6_addr six;
    struct in_addr four;

    if (inet_pton(AF_INET6, s, &six) == 1) {
        if (!IN6_IS_ADDR_V4MAPPED(&six))
            return hex_of(r->arena, six.s6_addr, 8);
        memcpy(&four, six.s6_addr + 12, sizeof four);
    } else if (inet_pton(AF_INET, s, &four) != 1) {
        return s;
    }
    return hex_of(r->arena, (const unsigned char *)&four, 3);
}
