/* Reading the audit back: is every row of a chain there, in its place and as it was written? */
#include "auth/audit_chain.h"
#include "base/log.h"
#include "data/db.h"
#include <string.h>

enum { AT_ONCE = 1000, CHAINS_MAX = 10000 };

static const struct sql last_rows = { .text =
    "SELECT a.chain, a.seq, a.hash FROM (SELECT chain, MAX(seq) AS seq FROM audit GROUP BY chain) c "
    "JOIN audit a ON a.chain = c.chain AND a.seq = c.seq ORDER BY a.chain LIMIT 10000" };
static const struct sql some_rows = { .text =
    "SELECT seq, at, action, refused, actor, org, subject, object, detail, address, request, hash, roles FROM audit "
    "WHERE chain = ? AND seq > ? ORDER BY seq LIMIT 1000" };
static const struct sql one_row = { .text = "SELECT hash FROM audit WHERE chain = ? AND seq = ?" };
static const struct sql last_seq = { .text = "SELECT COALESCE(MAX(seq), 0) FROM audit WHERE chain = ?" };
const struct sql *const audit_verify_sql[] = { &last_rows, &some_rows, &one_row, &last_seq, NULL };

static struct audit_row row_of(const struct rows *q, const char *chain)
{
    return (struct audit_row){ .chain = chain, .seq = db_u(q, 0), .at = db_time(q, 1), .action = db_s(q, 2),
                               .refused = db_i(q, 3) > 0, .actor = db_u(q, 4), .org = db_u(q, 5),
                               .subject = db_u(q, 6), .object = db_s(q, 7), .detail = db_s(q, 8),
                               .address = db_s(q, 9), .request = db_s(q, 10),
                               .roles = db_null(q, 12) ? NONE : db_i(q, 12) };
}

enum err audit_heads(struct req *r, struct audit_head **ret, size_t *ret_n)
{
    struct audit_head *list = arena_new(r->arena, CHAINS_MAX, sizeof *list);
    struct rows q;
    size_t n = 0;
    enum err e;

    if ((e = db_ask(r, &last_rows, (const struct arg[]){ arg_end() }, &q)))
        return e;
    for (; n < CHAINS_MAX && db_next(&q); n++) {
        list[n] = (struct audit_head){ .chain = db_s(&q, 0), .seq = db_u(&q, 1) };
        memcpy(list[n].hash, db_b(&q, 2).p, sizeof list[n].hash);
    }
    *ret = list;
    *ret_n = n;
    return db_end(&q);
}

/* One bite of a chain, in an arena of its own: chains are long.
 *   last   the row before, and then the last one read
 *   ret_n  rows read */
static enum err walk(struct req *r, struct audit_head *last, size_t *ret_n, struct audit_wrong *ret)
{
    struct rows q;
    enum err e = db_ask(r, &some_rows, (const struct arg[]){ arg_s(last->chain), arg_u(last->seq), arg_end() }, &q);

    *ret_n = 0;
    while (!e && !ret->what && db_next(&q)) {
        struct audit_row w = row_of(&q, last->chain);
        struct digest d = audit_hash(r->arena, last->hash, &w);

        if (w.seq != last->seq + 1)
            *ret = (struct audit_wrong){ last->chain, "missing", last->seq + 1 };
        else if (!secret_equal(d.b, db_b(&q, 11).p, sizeof d.b))
            *ret = (struct audit_wrong){ last->chain, "changed", w.seq };
        memcpy(last->hash, d.b, sizeof d.b);
        last->seq = w.seq;
        ++*ret_n;
    }
    return e ? e : db_end(&q);
}

static enum err end_of(struct req *r, const char *chain, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &last_seq, (const struct arg[]){ arg_s(chain), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

/* The row all is counted from: of the newest ones, the one before them. */
static enum err start_at(struct req *r, uint64_t newest, struct audit_head *ret, struct audit_wrong *wrong)
{
    struct rows q;
    uint64_t last = 0;
    enum err e = newest ? end_of(r, ret->chain, &last) : OK;

    if (e || last <= newest)
        return e;
    ret->seq = last - newest;
    e = db_one(r, &one_row, (const struct arg[]){ arg_s(ret->chain), arg_u(ret->seq), arg_end() }, &q);
    if (e == ERR_GONE)
        *wrong = (struct audit_wrong){ ret->chain, "missing", ret->seq };
    if (e)
        return e == ERR_GONE ? OK : e;
    memcpy(ret->hash, db_b(&q, 0).p, sizeof ret->hash);
    return db_end(&q);
}

enum err audit_verify(struct req *r, const char *chain, uint64_t newest, uint64_t *ret_rows, struct audit_wrong *ret)
{
    struct audit_head last = { .chain = chain };
    struct req bite = *r;
    size_t n = AT_ONCE;
    enum err e;

    *ret_rows = 0;
    *ret = (struct audit_wrong){ NULL, NULL, 0 };
    e = start_at(r, newest, &last, ret);
    bite.arena = arena_open(32 << 20);
    while (!e && n == AT_ONCE && !ret->what) {
        e = walk(&bite, &last, &n, ret);
        *ret_rows += n;
        arena_reset(bite.arena);
    }
    arena_close(bite.arena);
    return e;
}

enum err audit_holds(struct req *r, const struct audit_head *kept, struct audit_wrong *ret)
{
    struct rows q;
    uint64_t last = 0;
    enum err e;

    *ret = (struct audit_wrong){ NULL, NULL, 0 };
    e = db_one(r, &one_row, (const struct arg[]){ arg_s(kept->chain), arg_u(kept->seq), arg_end() }, &q);
    if (e == ERR_GONE) { /* rows are cut off at the end, or this one is taken out */
        e = end_of(r, kept->chain, &last);
        *ret = (struct audit_wrong){ kept->chain, "missing", last < kept->seq ? last + 1 : kept->seq };
        return e;
    }
    if (e)
        return e;
    if (!secret_equal(kept->hash, db_b(&q, 0).p, sizeof kept->hash))
        *ret = (struct audit_wrong){ kept->chain, "other", kept->seq };
    return db_end(&q);
}
