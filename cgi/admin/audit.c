/* /admin/audit and /admin/chains, audit-verify and audit-heads: who did what, and is the record whole. Each look at a
 * page is itself written down before anything is shown. Ids and codes only: who a number is, the auditor asks the
 * organisation. The last row of each chain, kept elsewhere, tells what the chains alone cannot: that rows were cut off
 * at their ends, or that all was written anew. */
#include "admin/command/admin.h"
#include "pages.h"
#include "base/clock.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* NEWEST: rows of a chain a page looks at; the command looks at all. */
enum { NEWEST = 100000, LINE_MAX_BYTES = 200, HEX_BYTES = 64, HOUR_S = 3600 };

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
    node_cell(row, stamp(r, db_time(q, 1)));
    act = node_cell(row, text_of(r, "choice.audit", db_s(q, 2)));
    if (db_i(q, 3) > 0) {
        node_s(act, "text", arena_fmt(r->arena, "%s: %s", text_of(r, "choice.audit", db_s(q, 2)),
                                      text_of(r, "admin", "refused")));
        node_s(act, "tag", "bad");
    }
    node_cell(row, who_text(r, db_u(q, 4)));
    node_cell(row, who_text(r, db_u(q, 5)));
    node_cell(row, what);
    node_cell(row, db_s(q, 8));
    node_cell(row, arena_fmt(r->arena, "%s %llu", db_s(q, 9), (unsigned long long)db_u(q, 10)));
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
        node_cell(row, head[i].chain);
        cell_number(r, row, (int64_t)head[i].seq);
        node_cell(row, stamp(r, at));
        node_s(node_cell(row, text_of(r, "admin", "verify")), "href",
               arena_fmt(r->arena, "/admin/chains?chain=%s", url_encode(r->arena, head[i].chain)));
    }
    return OK;
}

/* The keys are needed to compute what each row must say. */
static bool open_keys(void)
{
    return crypt_open(setting_text(SET_CREDENTIALS));
}

int run_audit_heads(struct req *r, const struct given *g)
{
    struct audit_head *head;
    size_t n;

    (void)g;
    if (audit_heads(r, &head, &n))
        return 1;
    for (size_t i = 0; i < n; i++)
        printf("%s %llu %s\n", head[i].chain, (unsigned long long)head[i].seq,
               hex_of(r->arena, head[i].hash, sizeof head[i].hash));
    return 0;
}

static bool say_wrong(const struct audit_wrong *w)
{
    const char *chain = w->chain;
    unsigned long long seq = w->seq;

    if (!w->what)
        return true;
    if (strcmp(w->what, "changed") == 0)
        printf("wrong %s %llu: the record was changed\n", chain, seq);
    else if (strcmp(w->what, "missing") == 0)
        printf("wrong %s %llu: the record is missing\n", chain, seq);
    else
        printf("wrong %s %llu: the record is not the one whose hash was kept\n", chain, seq);
    return false;
}

/* "chain seq hash" as audit-heads prints it; empty lines and # are passed over. */
static bool head_read(struct arena *a, const char *line, struct audit_head *ret)
{
    size_t n = strcspn(line, " ");
    char *end;

    ret->chain = arena_strn(a, line, n);
    errno = 0;
    ret->seq = strtoull(line[n] ? line + n + 1 : "", &end, 10);
    return n > 0 && !errno && *end == ' ' && ret->seq > 0 && strspn(end + 1, "0123456789abcdef") == HEX_BYTES &&
           !end[1 + HEX_BYTES] && hex_read(ret->hash, sizeof ret->hash, end + 1);
}

/* 0 all there, 1 something is wrong, 2 not a file of heads. */
static int compare_heads(struct req *r, const char *path)
{
    FILE *f = fopen(path, "re");
    char line[LINE_MAX_BYTES];
    struct audit_head kept;
    struct audit_wrong w;
    unsigned n = 0;
    int status = 0;

    if (!f) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return 2;
    }
    while (status < 2 && fgets(line, sizeof line, f)) {
        n++;
        line[strcspn(line, "\r\n")] = '\0';
        if (!*line || *line == '#')
            continue;
        if (!head_read(r->arena, line, &kept)) {
            fprintf(stderr, "%s: line %u is not \"chain number hash\"\n", path, n);
            status = 2;
        } else if (audit_holds(r, &kept, &w) || !say_wrong(&w)) {
            status = 1;
        }
    }
    fclose(f);
    return status;
}

int run_audit_verify(struct req *r, const struct given *g)
{
    struct audit_head *head;
    uint64_t rows, all = 0;
    struct audit_wrong w;
    size_t n;
    int status;

    if (!open_keys() || audit_heads(r, &head, &n))
        return 1;
    if ((status = g->heads ? compare_heads(r, g->heads) : 0) == 2)
        return 2;
    for (size_t i = 0; i < n; i++) {
        if (audit_verify(r, head[i].chain, 0, &rows, &w) || !say_wrong(&w))
            status = 1;
        all += rows;
    }
    if (!status)
        printf("ok %llu records in %zu chains%s\n", (unsigned long long)all, n,
               g->heads ? ", and what was kept of them" : "");
    return status;
}

enum err admin_sweep(struct req *r)
{
    struct audit_head *head;
    int64_t last;
    size_t n;
    enum err e;

    if ((e = sweep_ended(r, r->app->name, &last)) || (last != NONE && last / HOUR_S == r->now / HOUR_S))
        return e;
    if ((e = audit_heads(r, &head, &n)))
        return e;
    for (size_t i = 0; i < n; i++)
        log_line(r, "audit_head=\"%s %llu %s\"", head[i].chain, (unsigned long long)head[i].seq,
                 hex_of(r->arena, head[i].hash, sizeof head[i].hash));
    return OK;
}
