/* /admin/audit and /admin/chains: who did what, and is the record whole. Each look is itself written down before
 * anything is shown. Ids and codes only: who a number is, the auditor asks the organisation. */
#include "pages.h"
#include "base/clock.h"
#include <stdlib.h>
#include <string.h>

enum { NEWEST = 100000 }; /* rows of a chain a page looks at; the command looks at all */

static const char *const columns[] = { "time", "act", "by", "about", "what", "from", "record", NULL };

static bool is_asked(const struct audit_query *q)
{
    return *q->action || *q->object || q->account != NONE || q->from != NONE || q->until != NONE || q->refused != NONE;
}

/* The search as an address; `before` 0: its first page. */
static const char *address_of(struct req *r, const struct audit_query *q, uint64_t before)
{
    struct buf b = { .arena = r->arena };

    buf_str(&b, "/admin/audit?");
    if (*q->action)
        buf_fmt(&b, "action=%s&", q->action);
    if (*q->object)
        buf_fmt(&b, "object=%s&", url_encode(r->arena, q->object));
    if (q->account != NONE)
        buf_fmt(&b, "account=%lld&", (long long)q->account);
    if (q->from != NONE)
        buf_fmt(&b, "from=%lld&", (long long)q->from);
    if (q->until != NONE)
        buf_fmt(&b, "until=%lld&", (long long)q->until);
    if (q->refused != NONE)
        buf_str(&b, "refused=1&");
    if (before)
        buf_fmt(&b, "before=%llu&", (unsigned long long)before);
    b.p[b.n - 1] = '\0'; /* the last & or ? */
    return b.p;
}

static const char *who_text(struct req *r, uint64_t account)
{
    return account ? arena_fmt(r->arena, "%llu", (unsigned long long)account) : text_of(r, "admin", "nobody");
}

static void show_row(struct req *r, struct node *list, const struct rows *q)
{
    struct node *row = node_item(list, "row"), *act;
    const char *what = db_s(q, 6);

    if (*db_s(q, 7))
        what = *what ? arena_fmt(r->arena, "%s (%s)", what, db_s(q, 7)) : db_s(q, 7);
    cell_add(row, stamp(r, db_time(q, 1)));
    act = cell_add(row, text_of(r, "choice.audit", db_s(q, 2)));
    if (db_i(q, 3) > 0) {
        node_s(act, "text", arena_fmt(r->arena, "%s: %s", text_of(r, "choice.audit", db_s(q, 2)),
                                      text_of(r, "admin", "refused")));
        node_s(act, "tag", "bad");
    }
    cell_add(row, who_text(r, db_u(q, 4)));
    cell_add(row, who_text(r, db_u(q, 5)));
    cell_add(row, what);
    cell_add(row, db_s(q, 8));
    cell_add(row, arena_fmt(r->arena, "%s %llu", db_s(q, 9), (unsigned long long)db_u(q, 10)));
}

static enum err show_rows(struct req *r, const struct audit_query *asked)
{
    struct node *list = list_add(r, "audit", columns);
    uint64_t last = 0;
    struct rows q;
    unsigned n = 0;
    enum err e;

    if ((e = audit_rows(r, asked, &q)))
        return e;
    for (; n < PAGE_ROWS && db_next(&q); n++) {
        show_row(r, list, &q);
        last = db_u(&q, 0);
    }
    if (n == PAGE_ROWS && db_next(&q))
        node_s(list, "older", address_of(r, asked, last));
    if (asked->before != NONE)
        node_s(list, "newer", address_of(r, asked, 0));
    return db_end(&q);
}

enum err audit_load(struct req *r)
{
    const struct audit_query *q = r->query;
    struct audit_search s = { .action = q->action, .account = "", .object = q->object, .from = q->from,
                              .until = q->until, .refused = q->refused };
    enum err e;

    if (q->account != NONE)
        s.account = arena_fmt(r->arena, "%lld", (long long)q->account);
    form_show(r, &audit_form, &s);
    if (r->faults && r->faults->n)
        return OK; /* what is wrong is told first; nothing was looked up */
    e = audit_now(r, (struct audit){ .action = A_VIEW_AUDIT, .subject = q->account == NONE ? 0 : (uint64_t)q->account,
                                     .detail = is_asked(q) ? address_of(r, q, 0) + strlen("/admin/audit?") : "" });
    return e ? e : show_rows(r, q);
}

/* A number, or the exact address of an account; NONE if there is none. */
static enum err read_account(struct req *r, const char *typed, int64_t *ret)
{
    uint64_t id = 0;
    enum err e;

    *ret = NONE;
    if (!*typed)
        return OK;
    if (strspn(typed, "0123456789") == strlen(typed) && strlen(typed) < 18) {
        *ret = strtoll(typed, NULL, 10);
        return OK;
    }
    e = account_of_mail(r, typed, &id);
    if (e == ERR_GONE) {
        fault_add(r->faults, "account", "account_none");
        return ERR_INPUT;
    }
    *ret = (int64_t)id;
    return e;
}

enum err audit_done(struct req *r, const void *in)
{
    const struct audit_search *s = in;
    struct audit_query q = { .action = s->action, .object = s->object, .from = s->from, .until = s->until,
                             .refused = s->refused == 1 ? 1 : NONE, .before = NONE };
    enum err e = read_account(r, s->account, &q.account);

    return e ? e : go(r, address_of(r, &q, 0));
}

static enum err show_verified(struct req *r, const char *chain)
{
    struct audit_wrong w;
    uint64_t rows;
    enum err e;

    if ((e = audit_verify(r, chain, NEWEST, &rows, &w)))
        return e;
    if (!rows && !w.what)
        return ERR_GONE;
    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_AUDIT,
                                          .detail = arena_fmt(r->arena, "verify %s", chain) })))
        return e;
    out_s(r, "notice.kind", w.what ? "bad" : "ok");
    out_s(r, "notice.text",
          lang_fill(r->arena, text_of(r, "chain", w.what ? w.what : "whole"),
                    (const struct hole[]){ { "chain", chain },
                                           { "n", arena_fmt(r->arena, "%llu", (unsigned long long)rows) },
                                           { "seq", arena_fmt(r->arena, "%llu", (unsigned long long)w.seq) },
                                           { NULL, NULL } }));
    return OK;
}

enum err chains_load(struct req *r)
{
    static const char *const chain_columns[] = { "chain", "records", "last", "check", NULL };
    const char *chain = ((const struct chain_query *)r->query)->chain;
    struct node *list, *row;
    struct audit_head *head;
    size_t n;
    int64_t at;
    enum err e;

    if (*chain && (e = show_verified(r, chain)))
        return e;
    if ((e = audit_heads(r, &head, &n)))
        return e;
    list = list_add(r, "chains", chain_columns);
    for (size_t i = 0; i < n; i++) {
        if ((e = chain_time(r, head[i].chain, head[i].seq, &at)))
            return e;
        row = node_item(list, "row");
        cell_add(row, head[i].chain);
        cell_number(r, row, (int64_t)head[i].seq);
        cell_add(row, stamp(r, at));
        node_s(cell_add(row, text_of(r, "admin", "verify")), "href",
               arena_fmt(r->arena, "/admin/chains?chain=%s", url_encode(r->arena, head[i].chain)));
    }
    return OK;
}
