/* All SQL of flows. Texts that name a program's table are built once from constant names; values are always
 * bound. Lock order: the timer that fires, the case row, its timers, its log. */
#include "base/clock.h"
#include "base/log.h"
#include "crypt/crypt.h"
#include "flow/parts.h"
#include <string.h>

static const struct sql last_hash = { .text =
    "SELECT hash FROM flow_log WHERE flow = ? AND case_id = ? ORDER BY ver DESC LIMIT 1" };
static const struct sql list_log = { .text =
    "SELECT l.ver, l.state_from, l.state_to, l.event, l.who, l.org, l.role, l.at, l.reason, l.text, l.note, "
    "l.request, l.hash, a.name FROM flow_log l LEFT JOIN account a ON a.id = l.who "
    "WHERE l.flow = ? AND l.case_id = ? ORDER BY l.ver LIMIT 10000" };
static const struct sql last_by = { .text =
    "SELECT who FROM flow_log WHERE flow = ? AND case_id = ? AND (event = ? OR ? = 0) AND who > 0 "
    "ORDER BY ver DESC LIMIT 1" };
static const struct sql came_from = { .text =
    "SELECT state_from FROM flow_log WHERE flow = ? AND case_id = ? AND state_to = ? AND state_from <> ? "
    "AND state_from <> state_to ORDER BY ver DESC LIMIT 1" };
static const struct sql list_timers = { .text =
    "SELECT id, case_id, event, due_at, paused_at, left_days FROM flow_timer WHERE flow = ? AND case_id = ? "
    "ORDER BY event LIMIT 100" };
static const struct sql list_due = { .text =
    "SELECT id, case_id, event, due_at, paused_at, left_days FROM flow_timer WHERE flow = ? AND due_at >= ? "
    "AND due_at <= ? AND (due_at > ? OR id > ?) ORDER BY due_at, id LIMIT 50" };
/* By the primary key, so that only this row is locked; whoever else sweeps passes it by. */
static const struct sql take_timer = { .text =
    "SELECT id FROM flow_timer WHERE id = ? AND due_at <= ? FOR UPDATE SKIP LOCKED" };
static const struct sql add_timer = { .text =
    "INSERT INTO flow_timer (flow, case_id, event, due_at, paused_at, left_days) VALUES (?, ?, ?, ?, ?, ?)" };
static const struct sql set_timer = { .text =
    "UPDATE flow_timer SET due_at = ?, paused_at = ?, left_days = ? WHERE id = ?" };
static const struct sql drop_timer = { .text = "DELETE FROM flow_timer WHERE id = ?" };
static const struct sql find_term = { .text =
    "SELECT days, working FROM flow_term WHERE flow = ? AND event = ? AND valid_from <= ? "
    "AND (valid_to IS NULL OR valid_to >= ?) ORDER BY valid_from DESC LIMIT 1" };

const struct sql *const flow_sql[] = {
    &last_hash, &list_log, &last_by, &came_from, &list_timers, &list_due, &take_timer, &add_timer,
    &set_timer, &drop_timer, &find_term, &outbox_add, &calendar_all, NULL
};

/* The texts of one flow's own table. */
struct texts {
    const struct flow *flow;
    struct sql move, due, now, all, log;
    struct texts *next;
};

static const struct texts *texts_of(const struct flow *f)
{
    static struct texts *known;
    static struct arena *keep;
    struct texts *t;
    struct buf b[5];

    for (t = known; t; t = t->next)
        if (t->flow == f)
            return t;
    if (!keep)
        keep = arena_open(1 << 20);
    for (int i = 0; i < 5; i++)
        b[i] = (struct buf){ .arena = keep };
    buf_fmt(&b[0], "UPDATE %s SET state = ?, state_before = ?, ver = ver + 1, state_at = ?, due_at = ? "
                   "WHERE id = ? AND state = ? AND ver = ?", f->table);
    buf_fmt(&b[1], "UPDATE %s SET due_at = ? WHERE id = ?", f->table);
    buf_str(&b[2], "SELECT state, ver FROM ");
    buf_fmt(&b[2], "%s WHERE id = ?", f->table);
    buf_str(&b[3], "SELECT id, owner, state, state_before, ver, state_at, due_at, number, lang FROM ");
    buf_fmt(&b[3], "%s LIMIT 0", f->table);
    /* Beside the move or not at all: where that was taken back meanwhile (data/statement.c), no line stays behind. */
    buf_str(&b[4], "INSERT INTO flow_log (flow, case_id, ver, state_from, state_to, event, who, role, org, at, reason, "
                   "text, note, request, hash) SELECT ?, id, ver, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM ");
    buf_fmt(&b[4], "%s WHERE id = ? AND ver = ?", f->table);
    t = arena_new(keep, 1, sizeof *t);
    *t = (struct texts){ f, { b[0].p }, { b[1].p }, { b[2].p }, { b[3].p }, { b[4].p }, known };
    return known = t;
}

void flow_open(const struct flow *const *list)
{
    for (; list && *list; list++)
        texts_of(*list);
}

enum err case_move(struct req *r, const struct flow *f, const struct flow_case *c, int to, int before, int64_t due_at)
{
    bool stays = to == c->state;

    /* A promise that has passed stays in sight until the case moves on: else the latest ones end the queue. */
    if (stays && due_at == NONE)
        due_at = c->due_at;
    return db_do_one(r, &texts_of(f)->move,
                     (const struct arg[]){ arg_i(to), arg_i(before), arg_time(r, stays ? c->state_at : r->now),
                                           arg_time(r, due_at), arg_u(c->id), arg_i(c->state), arg_i(c->ver),
                                           arg_end() });
}

enum err case_set_due(struct req *r, const struct flow *f, uint64_t id, int64_t due_at)
{
    return db_do(r, &texts_of(f)->due, (const struct arg[]){ arg_time(r, due_at), arg_u(id), arg_end() }, NULL, NULL);
}

enum err case_now(struct req *r, const struct flow *f, uint64_t id, int *ret_state, int64_t *ret_ver)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &texts_of(f)->now, (const struct arg[]){ arg_u(id), arg_end() }, &q)))
        return e;
    *ret_state = (int)db_i(&q, 0);
    *ret_ver = db_i(&q, 1);
    return db_end(&q);
}

const char *case_check(struct req *r, const struct flow *f)
{
    const char *wrong = db_check(r, &texts_of(f)->all);

    if (!wrong)
        wrong = db_check(r, &texts_of(f)->log);
    return wrong ? wrong : db_check(r, &texts_of(f)->move);
}

/* Length before each field, so that no two records read alike. */
static void add_field(struct buf *b, const void *p, size_t n)
{
    unsigned char length[4] = { (unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8),
                                (unsigned char)n };

    buf_add(b, length, sizeof length);
    buf_add(b, p, n);
}

static void add_number(struct buf *b, int64_t v)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%lld", (long long)v);

    add_field(b, text, (size_t)n);
}

void log_hash(struct req *r, const struct flow *f, uint64_t case_id, const struct log_row *w,
              const unsigned char *before, unsigned char ret[HASH_BYTES])
{
    static const unsigned char none[HASH_BYTES];
    const int64_t numbers[] = { (int64_t)case_id, w->ver, w->from, w->to, w->event, (int64_t)w->who, w->role,
                                (int64_t)w->org, w->at };
    const char *const texts[] = { w->reason, w->text, w->note, w->request };
    struct buf b = { .arena = r->arena };
    struct digest d;

    add_field(&b, before ? before : none, HASH_BYTES);
    add_field(&b, f->name, strlen(f->name));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_number(&b, numbers[i]);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_field(&b, texts[i], strlen(texts[i]));
    d = hmac_of("flow", b.p, b.n);
    memcpy(ret, d.b, HASH_BYTES);
}

/* The case row is locked by the move before, so that nobody else appends to this chain now. */
enum err log_add(struct req *r, const struct flow *f, uint64_t case_id, const struct log_row *w)
{
    const struct arg key[] = { arg_s(f->name), arg_u(case_id), arg_end() };
    unsigned char before[HASH_BYTES] = { 0 }, hash[HASH_BYTES];
    struct rows q;
    uint64_t lines;
    enum err e;

    e = db_one(r, &last_hash, key, &q);
    if (e && e != ERR_GONE)
        return e;
    if (!e && db_b(&q, 0).n == HASH_BYTES)
        memcpy(before, db_b(&q, 0).p, HASH_BYTES);
    log_hash(r, f, case_id, w, before, hash);
    e = db_do(r, &texts_of(f)->log,
              (const struct arg[]){ key[0], arg_i(w->from), arg_i(w->to), arg_i(w->event), arg_u(w->who),
                                    arg_u(w->role), arg_u(w->org), arg_time(r, w->at), arg_s(w->reason),
                                    arg_opt(w->text), arg_opt(w->note), arg_s(w->request),
                                    arg_b(hash, sizeof hash), key[1], arg_i(w->ver), arg_end() },
              &lines, NULL);
    if (!e && lines != 1)
        return fail(r, ERR_AGAIN, "%s %llu: its move is not there any more", f->name, (unsigned long long)case_id);
    return e == ERR_TWICE ? ERR_CLASH : e;
}

enum err log_rows(struct req *r, const struct flow *f, uint64_t case_id, struct rows *ret)
{
    return db_ask(r, &list_log, (const struct arg[]){ arg_s(f->name), arg_u(case_id), arg_end() }, ret);
}

bool log_next(struct rows *q, struct log_row *ret, const char **ret_name)
{
    if (!db_next(q))
        return false;
    *ret = (struct log_row){ .ver = db_i(q, 0), .from = (int)db_i(q, 1), .to = (int)db_i(q, 2),
                             .event = (int)db_i(q, 3), .who = db_u(q, 4), .org = db_u(q, 5),
                             .role = (unsigned)db_u(q, 6), .at = db_time(q, 7), .reason = db_s(q, 8),
                             .text = db_s(q, 9), .note = db_s(q, 10), .request = db_s(q, 11), .hash = db_b(q, 12) };
    *ret_name = db_s(q, 13);
    return true;
}

/* One number of one row; 0 if there is no row. */
static enum err ask_number(struct req *r, const struct sql *sql, const struct arg *args, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, args, &q);

    *ret = e ? 0 : db_u(&q, 0);
    return e == ERR_GONE ? OK : e;
}

enum err log_last_by(struct req *r, const struct flow *f, uint64_t case_id, int event, uint64_t *ret)
{
    return ask_number(r, &last_by,
                      (const struct arg[]){ arg_s(f->name), arg_u(case_id), arg_i(event), arg_i(event), arg_end() },
                      ret);
}

enum err log_came_from(struct req *r, const struct flow *f, uint64_t case_id, int state, int not_from, int *ret)
{
    uint64_t from;
    enum err e = ask_number(r, &came_from, (const struct arg[]){ arg_s(f->name), arg_u(case_id), arg_i(state),
                                                                 arg_i(not_from), arg_end() }, &from);

    *ret = (int)from;
    return e;
}

static enum err keep_timers(struct rows *q, struct timer *ret, size_t room, size_t *ret_n)
{
    for (*ret_n = 0; *ret_n < room && db_next(q); ++*ret_n)
        ret[*ret_n] = (struct timer){ .id = db_u(q, 0), .case_id = db_u(q, 1), .event = (int)db_i(q, 2),
                                      .due_at = db_time(q, 3), .paused_at = db_time(q, 4), .left_days = db_i(q, 5) };
    return db_end(q);
}

enum err timers_of(struct req *r, const struct flow *f, uint64_t case_id, struct timer *ret, size_t room, size_t *ret_n)
{
    struct rows q;
    enum err e;

    if ((e = db_ask(r, &list_timers, (const struct arg[]){ arg_s(f->name), arg_u(case_id), arg_end() }, &q)))
        return e;
    return keep_timers(&q, ret, room, ret_n);
}

enum err timers_due(struct req *r, const struct flow *f, int64_t after, uint64_t after_id, struct timer *ret,
                    size_t room, size_t *ret_n)
{
    const struct arg start = arg_time(r, after);
    struct rows q;
    enum err e;

    if ((e = db_ask(r, &list_due, (const struct arg[]){ arg_s(f->name), start, arg_time(r, r->now), start,
                                                        arg_u(after_id), arg_end() }, &q)))
        return e;
    return keep_timers(&q, ret, room, ret_n);
}

enum err timer_take(struct req *r, uint64_t id)
{
    struct rows q;
    enum err e = db_one(r, &take_timer, (const struct arg[]){ arg_u(id), arg_time(r, r->now), arg_end() }, &q);

    return e ? e : db_end(&q);
}

enum err timer_add(struct req *r, const struct flow *f, uint64_t case_id, const struct timer *t)
{
    return db_do(r, &add_timer,
                 (const struct arg[]){ arg_s(f->name), arg_u(case_id), arg_i(t->event), arg_time(r, t->due_at),
                                       arg_time(r, t->paused_at), arg_i(t->left_days), arg_end() },
                 NULL, NULL);
}

enum err timer_set(struct req *r, const struct timer *t)
{
    return db_do_one(r, &set_timer, (const struct arg[]){ arg_time(r, t->due_at), arg_time(r, t->paused_at),
                                                          arg_i(t->left_days), arg_u(t->id), arg_end() });
}

enum err timer_drop(struct req *r, uint64_t id)
{
    return db_do_one(r, &drop_timer, (const struct arg[]){ arg_u(id), arg_end() });
}

enum err term_length(struct req *r, const struct flow *f, int event, int64_t *ret_days, bool *ret_working)
{
    const struct arg today = arg_day(r, day_of(r->now));
    struct rows q;
    enum err e;

    if ((e = db_one(r, &find_term, (const struct arg[]){ arg_s(f->name), arg_s(f->event[event]), today, today,
                                                         arg_end() }, &q)))
        return e;
    *ret_days = db_i(&q, 0);
    *ret_working = db_i(&q, 1) == 1;
    return db_end(&q);
}
