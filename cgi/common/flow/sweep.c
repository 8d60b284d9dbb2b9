/* Deadlines that have passed: each timer fired in a transaction of its own, once, however many hosts sweep.
 * A timer whose step is no longer possible is removed; one that a guard refuses stays for the next sweep. */
#include "base/clock.h"
#include "base/log.h"
#include "data/tx.h"
#include "flow/parts.h"

enum { PAGE = 50, TRIES = 4, ARENA_MAX = 16 << 20 };

static const struct who clock_reader = { .roles = R_CLOCK, .name = "", .org_name = "", .mail = "", .lang = "" };

/* The case has no such step: its clock ends, and the promise it showed. */
static enum err end_clock(struct req *r, const struct flow *f, const struct flow_case *c)
{
    struct timer left[TERMS_MAX];
    int64_t due_at = NONE;
    size_t n = 0;
    enum err e;

    if ((e = timers_of(r, f, c->id, left, TERMS_MAX, &n)))
        return e;
    for (size_t i = 0; i < n; i++)
        if (left[i].due_at != NONE && (due_at == NONE || left[i].due_at < due_at))
            due_at = left[i].due_at;
    return case_set_due(r, f, c->id, due_at);
}

/* Inside a transaction. ret_fired: the step was done, not only the timer removed. */
static enum err fire_one(struct req *r, const struct flow *f, const struct timer *t, bool *ret_fired)
{
    const struct step *s = NULL;
    const char *fault;
    void *c = NULL;
    enum err e;

    *ret_fired = false;
    if ((e = timer_take(r, t->id)) || (e = timer_drop(r, t->id)))
        return e;
    e = f->load(r, t->case_id, &c);
    if (e == ERR_GONE) /* nothing left to move */
        return OK;
    if (e)
        return e;
    e = step_find(r, f, c, t->event, &s, &fault);
    if (e == ERR_CLASH || e == ERR_ROLE)
        return end_clock(r, f, c);
    if (e)
        return e;
    *ret_fired = true;
    return flow_fire(r, f, &(struct move){ .c = c, .event = t->event });
}

static enum err try_once(struct req *r, const struct flow *f, const struct timer *t, bool *ret_fired)
{
    enum err e = db_begin(r);

    if (!e)
        e = fire_one(r, f, t, ret_fired);
    if (!e)
        e = db_commit(r);
    if (e)
        db_rollback(r);
    return e;
}

static bool sweep_one(struct req *r, const struct flow *f, const struct timer *t)
{
    bool fired = false;
    enum err e = ERR_AGAIN;

    /* Two hosts that give back seats of one intake meet in its row (1020, 1213). */
    for (int i = 0; i < TRIES && e == ERR_AGAIN; i++)
        e = try_once(r, f, t, &fired);
    /* GONE: another host has it, or it has moved. INPUT: a guard refused, as it may for days. */
    if (e && e != ERR_GONE && e != ERR_INPUT)
        log_line(r, "flow=%s case=%llu event=%s error=%d", f->name, (unsigned long long)t->case_id,
                 f->event[t->event], (int)e);
    return !e && fired;
}

unsigned flow_sweep(struct req *r, const struct flow *f, unsigned n)
{
    struct timer page[PAGE];
    struct req mine = *r; /* a long sweep empties its own arena, never the caller's */
    struct arena *lists = arena_open(ARENA_MAX), *own = arena_open(ARENA_MAX);
    int64_t after = 0;
    uint64_t after_id = 0;
    unsigned fired = 0;
    size_t got = f->load ? PAGE : 0;

    mine.who = &clock_reader;
    mine.faults = NULL;
    while (got == PAGE && fired < n) {
        mine.arena = lists;
        arena_reset(lists);
        if (timers_due(&mine, f, after, after_id, page, PAGE, &got))
            break;
        mine.arena = own;
        for (size_t i = 0; i < got && fired < n; i++) {
            arena_reset(own);
            fired += sweep_one(&mine, f, &page[i]);
            after = page[i].due_at;
            after_id = page[i].id;
        }
    }
    arena_close(own);
    arena_close(lists);
    return fired;
}
