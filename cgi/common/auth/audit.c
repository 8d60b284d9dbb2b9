/* Writing the audit. Each worker has a chain to itself: no lock, and a row more is one statement. Two generations of
 * a program that is being renewed may write the same chain; the UNIQUE key tells, and the command is run again. */
#include "auth/audit_chain.h"
#include "auth/role.h"
#include "base/log.h"
#include "data/db.h"
#include "data/tx.h"
#include "http/http.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CHAIN_MAX = 80, DETAIL_MAX = 300 };

static const char *const names[A__MAX] = {
    [A_SIGN_IN] = "sign_in", [A_SIGN_OUT] = "sign_out", [A_SECOND] = "second", [A_STEP_UP] = "step_up",
    [A_REGISTER] = "register", [A_CONFIRM] = "confirm", [A_PASSWORD] = "password", [A_RESET_ASK] = "reset_ask",
    [A_ADDRESS] = "address", [A_SECOND_SET] = "second_set", [A_SECOND_RESET_ASK] = "second_reset_ask",
    [A_SECOND_RESET] = "second_reset", [A_CODES] = "codes", [A_SESSION_END] = "session_end", [A_HAT] = "hat",
    [A_LOCK] = "lock", [A_UNLOCK] = "unlock", [A_SUSPEND] = "suspend", [A_RESUME] = "resume", [A_CLOSE] = "close",
    [A_ROLE_ASK] = "role_ask", [A_ROLE_GRANT] = "role_grant", [A_ROLE_DROP] = "role_drop", [A_INVITE] = "invite",
    [A_INVITE_TAKEN] = "invite_taken", [A_ORG_ASK] = "org_ask", [A_ORG_VERIFY] = "org_verify",
    [A_ORG_REFUSE] = "org_refuse", [A_ORG_CHANGE] = "org_change",
    [A_TRUST_ASK] = "trust_ask", [A_TRUST_GRANT] = "trust_grant", [A_TRUST_END] = "trust_end",
    [A_ACT_BEGIN] = "act_begin", [A_ACT_END] = "act_end",
    [A_WARD_OPEN] = "ward_open", [A_WARD_CODE] = "ward_code", [A_WARD_TAKE] = "ward_take",
    [A_CONSENT] = "consent", [A_CONSENT_BACK] = "consent_back", [A_EXPORT] = "export", [A_REQUEST] = "request",
    [A_REQUEST_END] = "request_end", [A_NOTICE] = "notice",
    [A_HOLD] = "hold", [A_HOLD_END] = "hold_end",
    [A_VIEW_CASE] = "view_case", [A_VIEW_PAPER] = "view_paper", [A_VIEW_SEALED] = "view_sealed",
    [A_VIEW_PERSON] = "view_person", [A_VIEW_AUDIT] = "view_audit",
    [A_CALENDAR] = "calendar", [A_MAIL_AGAIN] = "mail_again", [A_KEYS] = "keys", [A_DENIED] = "denied",
};

static const struct sql find_head = { .text =
    "SELECT seq, hash FROM audit WHERE chain = ? ORDER BY seq DESC LIMIT 1" };
static const struct sql add_row = { .text =
    "INSERT INTO audit (chain, seq, at, action, refused, actor, org, roles, subject, object, detail, address, request, "
    "hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };
const struct sql *const audit_sql[] = { &find_head, &add_row, NULL };

/* The last row of a chain. */
struct head {
    uint64_t seq;
    unsigned char hash[32];
    bool known;
};

/* Of this process: only it writes its chain, so what it wrote last need not be asked for. */
static char chain[CHAIN_MAX + 1];
static struct head kept;

struct audits {
    struct audit *list;
    size_t n, room;
    struct head head; /* after audit_write, not yet committed */
};

const char *audit_name(enum audit_action a)
{
    return names[a];
}

enum audit_action audit_find(const char *name)
{
    for (unsigned a = 0; a < A__MAX; a++)
        if (strcmp(names[a], name) == 0)
            return a;
    return A__MAX;
}

bool audit_is_view(enum audit_action a)
{
    return strncmp(names[a], "view_", 5) == 0 && a != A_VIEW_AUDIT;
}

void audit_open(const char *program, const char *number)
{
    char host[48] = "";

    if (gethostname(host, sizeof host - 1))
        snprintf(host, sizeof host, "localhost");
    snprintf(chain, sizeof chain, "%.20s@%.47s#%.10s", program, host, number);
    kept.known = false;
}

/* Each text with its length, so that no two rows are written alike. */
static void add_text(struct buf *b, const char *s)
{
    buf_fmt(b, "%zu:", strlen(s));
    buf_str(b, s);
}

struct digest audit_hash(struct arena *a, const unsigned char *before, const struct audit_row *w)
{
    struct buf b = { .arena = a };

    buf_add(&b, before, 32);
    add_text(&b, w->chain);
    buf_fmt(&b, "%llu|%lld|%d|%llu|%llu|%llu|", (unsigned long long)w->seq, (long long)w->at, w->refused,
            (unsigned long long)w->actor, (unsigned long long)w->org, (unsigned long long)w->subject);
    add_text(&b, w->action);
    add_text(&b, w->object);
    add_text(&b, w->detail);
    add_text(&b, w->address);
    add_text(&b, w->request);
    if (w->roles != NONE)
        buf_fmt(&b, "roles:%lld;", (long long)w->roles);
    return hmac_of("audit", b.p, b.n);
}

void audit_note(struct req *r, struct audit a)
{
    struct audits *l = r->audits;

    if (!l)
        l = r->audits = arena_new(r->arena, 1, sizeof *l);
    if (l->n == l->room) { /* seldom: an act on all people of an organisation */
        struct audit *more = arena_new(r->arena, l->room ? 2 * l->room : 8, sizeof *more);

        if (l->n)
            memcpy(more, l->list, l->n * sizeof *more);
        l->list = more;
        l->room = l->room ? 2 * l->room : 8;
    }
    l->list[l->n++] = a;
}

void audit_drop(struct req *r)
{
    if (r->audits)
        r->audits->n = 0;
}

static enum err head_find(struct req *r, struct head *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_head, (const struct arg[]){ arg_s(chain), arg_end() }, &q);

    *ret = (struct head){ .known = true };
    if (e)
        return e == ERR_GONE ? OK : e;
    ret->seq = db_u(&q, 0);
    memcpy(ret->hash, db_b(&q, 1).p, sizeof ret->hash);
    return db_end(&q);
}

static struct audit_row row_of(struct req *r, const struct audit *a, uint64_t seq)
{
    const struct who *w = r->who;

    return (struct audit_row){
        .chain = chain, .seq = seq, .at = r->now, .action = names[a->action], .refused = a->refused,
        .actor = who_acts(w),
        .org = w->org, .roles = w->roles & R_SIGNED_IN, .subject = a->subject ? a->subject : w->id,
        .object = a->object ? arena_fmt(r->arena, "%.30s:%llu", a->object, (unsigned long long)a->object_id) : "",
        .detail = a->detail ? a->detail : "", .address = r->http ? r->http->address : "", .request = r->id,
    };
}

static enum err row_add(struct req *r, const struct audit *a, struct head *head)
{
    struct audit_row w = row_of(r, a, head->seq + 1);
    struct digest d = audit_hash(r->arena, head->hash, &w);
    enum err e = db_do(r, &add_row,
                       (const struct arg[]){ arg_s(w.chain), arg_u(w.seq), arg_time(r, w.at), arg_s(w.action),
                                             arg_i(w.refused), arg_u(w.actor), arg_u(w.org), arg_i(w.roles),
                                             arg_u(w.subject),
                                             arg_s(w.object), arg_s(w.detail), arg_s(w.address), arg_s(w.request),
                                             arg_b(d.b, sizeof d.b), arg_end() },
                       NULL, NULL);

    head->seq = w.seq;
    memcpy(head->hash, d.b, sizeof d.b);
    return e;
}

enum err audit_write(struct req *r)
{
    struct audits *n = r->audits;
    enum err e = OK;

    if (!n || !n->n)
        return OK;
    if (!*chain)
        return fail(r, ERR_BUG, "audit before audit_open");
    n->head = kept;
    if (!kept.known && (e = head_find(r, &n->head)))
        return e;
    kept.known = false; /* until the commit is certain */
    for (size_t i = 0; i < n->n && !e; i++)
        e = row_add(r, &n->list[i], &n->head);
    return e == ERR_TWICE ? ERR_AGAIN : e;
}

void audit_kept(struct req *r)
{
    if (!r->audits || !r->audits->n)
        return;
    kept = r->audits->head;
    r->audits->n = 0;
}

enum err audit_commit(struct req *r)
{
    enum err e;

    if ((e = audit_write(r)) || (e = db_commit(r)))
        return e;
    audit_kept(r);
    return OK;
}

enum err audit_now(struct req *r, struct audit a)
{
    enum err e = ERR_AGAIN;

    for (int i = 0; i < 3 && e == ERR_AGAIN; i++) {
        audit_drop(r);
        audit_note(r, a);
        if ((e = db_begin(r)) == OK)
            e = audit_commit(r);
        db_rollback(r);
    }
    return e == ERR_AGAIN ? ERR_BUSY : e;
}
