/* Reading the audit back: is every row of a chain there, in its place and as it was written? */
#include "auth/audit_chain.h"
#include "base/log.h"
#include "data/db.h"
#include <string.h>

enum { AT_ONCE = 1000 };

static const struct sql all_chains = { .text = "SELECT DISTINCT chain FROM audit ORDER BY chain" };
static const struct sql some_rows = { .text =
    "SELECT seq, at, action, refused, actor, org, subject, object, detail, address, request, hash FROM audit "
    "WHERE chain = ? AND seq > ? ORDER BY seq LIMIT 1000" };
const struct sql *const audit_verify_sql[] = { &all_chains, &some_rows, NULL };

static struct audit_row row_of(const struct rows *q, const char *chain)
{
    return (struct audit_row){ .chain = chain, .seq = db_u(q, 0), .at = db_time(q, 1), .action = db_s(q, 2),
                               .refused = db_i(q, 3) > 0, .actor = db_u(q, 4), .org = db_u(q, 5),
                               .subject = db_u(q, 6), .object = db_s(q, 7), .detail = db_s(q, 8),
                               .address = db_s(q, 9), .request = db_s(q, 10) };
}

/* One bite of a chain, in an arena of its own: chains are long.
 *   seq, hash  of the row before, and then of the last one read; ret_n: rows read */
static enum err walk(struct req *r, const char *chain, uint64_t *seq, unsigned char *hash, size_t *ret_n,
                     struct audit_wrong *ret)
{
    struct rows q;
    enum err e = db_ask(r, &some_rows, (const struct arg[]){ arg_s(chain), arg_u(*seq), arg_end() }, &q);

    *ret_n = 0;
    while (!e && !ret->what && db_next(&q)) {
        struct audit_row w = row_of(&q, chain);
        struct digest d = audit_hash(r->arena, hash, &w);

        if (w.seq != *seq + 1)
            *ret = (struct audit_wrong){ chain, "missing", *seq + 1 };
        else if (!secret_equal(d.b, db_b(&q, 11).p, sizeof d.b))
            *ret = (struct audit_wrong){ chain, "changed", w.seq };
        memcpy(hash, d.b, sizeof d.b);
        *seq = w.seq;
        ++*ret_n;
    }
    return e ? e : db_end(&q);
}

static enum err verify_one(struct req *r, const char *chain, uint64_t *rows, struct audit_wrong *ret)
{
    struct req bite = *r;
    unsigned char hash[32] = { 0 };
    uint64_t seq = 0;
    size_t n = AT_ONCE;
    enum err e = OK;

    bite.arena = arena_open(32 << 20);
    while (!e && n == AT_ONCE && !ret->what) {
        e = walk(&bite, chain, &seq, hash, &n, ret);
        *rows += n;
        arena_reset(bite.arena);
    }
    arena_close(bite.arena);
    return e;
}

enum err audit_verify(struct req *r, const char *chain, uint64_t *ret_rows, struct audit_wrong *ret)
{
    struct rows q;
    enum err e;

    *ret_rows = 0;
    *ret = (struct audit_wrong){ NULL, NULL, 0 };
    if (chain)
        return verify_one(r, chain, ret_rows, ret);
    if ((e = db_ask(r, &all_chains, (const struct arg[]){ arg_end() }, &q)))
        return e;
    while (!e && !ret->what && db_next(&q))
        e = verify_one(r, db_s(&q, 0), ret_rows, ret);
    return e ? e : db_end(&q);
}
