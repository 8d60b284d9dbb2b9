/* Clocks of a case: started, stopped, resumed and ended by its moves. A deadline is the end of a day, the
 * first day counted is the day after (DOMAIN 1.5). Decides; flow_store.c writes. */
#include "base/clock.h"
#include "base/log.h"
#include "flow/calendar.h"
#include "flow/parts.h"

static bool has_state(uint32_t bits, int state)
{
    return state >= 0 && state < 32 && (bits >> state & 1);
}

/* Nothing is guessed: the command is refused until an administrator has loaded the year. */
static enum err no_day(struct req *r)
{
    return fail(r, ERR_HORIZON, "calendar_day has no rows of %d", calendar_missing(r));
}

/* Instant after `left` days of this clock, counted from the day after `from`; 0 days: the end of that day. */
static enum err due_after(struct req *r, int64_t from, int64_t left, bool working, int64_t *ret)
{
    const struct calendar *c;
    int64_t day = from + left;
    enum err e;

    if (working) {
        if ((e = calendar_get(r, &c)))
            return e;
        if ((day = calendar_add(c, from, left)) == NONE)
            return no_day(r);
    }
    *ret = day_end(day);
    return OK;
}

static int64_t no_later(const struct req *r, const struct term *t, const struct flow_case *c, int64_t due_at)
{
    int64_t latest = t->latest ? t->latest(r, c) : NONE, tomorrow = day_of(r->now) + 1;

    if (latest == NONE)
        return due_at;
    latest = day_end(latest > tomorrow ? latest : tomorrow);
    return due_at < latest ? due_at : latest;
}

/* Days that are left to a running clock, not counting today; never negative. */
static enum err days_left(struct req *r, int64_t due_at, bool working, int64_t *ret)
{
    const struct calendar *c;
    int64_t today = day_of(r->now), last = day_of(due_at - 1), left = last - today;
    enum err e;

    if (working) {
        if ((e = calendar_get(r, &c)))
            return e;
        if ((left = calendar_between(c, today, last)) == NONE)
            return no_day(r);
    }
    *ret = left > 0 ? left : 0;
    return OK;
}

static enum err length_of(struct req *r, const struct flow *f, const struct term *t, int64_t *ret_days,
                          bool *ret_working)
{
    enum err e = term_length(r, f, t->event, ret_days, ret_working);

    if (e == ERR_GONE)
        return fail(r, ERR_BUG, "flow_term has no length of %s %s today", f->name, f->event[t->event]);
    return e;
}

static enum err start(struct req *r, const struct flow *f, const struct term *t, const struct flow_case *c,
                      bool running, struct timer *x, enum change *ret)
{
    int64_t days, from = t->since ? t->since(r, c) : day_of(r->now);
    bool working;
    enum err e;

    x->event = t->event;
    x->paused_at = running ? NONE : r->now;
    x->due_at = x->left_days = NONE;
    *ret = CHANGE_ADD;
    if (t->due) {
        if (running && (x->due_at = t->due(r, c)) == NONE)
            *ret = CHANGE_NONE;
        return OK;
    }
    if (from == NONE) {
        *ret = CHANGE_NONE;
        return OK;
    }
    if ((e = length_of(r, f, t, &days, &working)))
        return e;
    x->left_days = running ? NONE : days;
    if (running && !(e = due_after(r, from, days, working, &x->due_at)))
        x->due_at = no_later(r, t, c, x->due_at);
    return e;
}

static enum err stop(struct req *r, const struct flow *f, const struct term *t, struct timer *x, enum change *ret)
{
    int64_t days;
    bool working;
    enum err e;

    if (!t->due && ((e = length_of(r, f, t, &days, &working)) ||
                    (e = days_left(r, x->due_at, working, &x->left_days))))
        return e;
    x->due_at = NONE;
    x->paused_at = r->now;
    *ret = CHANGE_SET;
    return OK;
}

static enum err resume(struct req *r, const struct flow *f, const struct term *t, const struct flow_case *c,
                       struct timer *x, enum change *ret)
{
    int64_t days, left = x->left_days;
    bool working;
    enum err e;

    x->paused_at = x->left_days = NONE;
    *ret = CHANGE_SET;
    if (t->due) {
        if ((x->due_at = t->due(r, c)) == NONE)
            *ret = CHANGE_DROP;
        return OK;
    }
    if ((e = length_of(r, f, t, &days, &working)))
        return e;
    if (!(e = due_after(r, day_of(r->now), left == NONE ? days : left, working, &x->due_at)))
        x->due_at = no_later(r, t, c, x->due_at);
    return e;
}

static enum err plan_one(struct req *r, const struct flow *f, const struct term *t, const struct flow_case *c, int to,
                         struct timer *x, enum change *ret)
{
    bool runs = has_state(t->runs, to), pauses = has_state(t->pauses, to);
    bool was_in = has_state(t->runs | t->pauses, c->state);
    bool stands = x->paused_at != NONE;

    *ret = CHANGE_NONE;
    if (x->id == 0)
        return was_in || !(runs || pauses) ? OK : start(r, f, t, c, runs, x, ret);
    if (runs && stands)
        return resume(r, f, t, c, x, ret);
    if (pauses && !stands)
        return stop(r, f, t, x, ret);
    if (!runs && !pauses)
        *ret = CHANGE_DROP;
    return OK;
}

enum err clocks_plan(struct req *r, const struct flow *f, const struct flow_case *c, int to, struct clocks *ret)
{
    struct timer have[TERMS_MAX];
    size_t n = 0;
    enum err e;

    ret->n = 0;
    ret->due_at = NONE;
    if (!f->term)
        return OK;
    if ((e = timers_of(r, f, c->id, have, TERMS_MAX, &n)))
        return e;
    for (const struct term *t = f->term; t->event; t++) {
        struct timer *x = &ret->timer[ret->n];
        enum change *change = &ret->change[ret->n++];

        *x = (struct timer){ .event = t->event, .due_at = NONE, .paused_at = NONE, .left_days = NONE };
        for (size_t i = 0; i < n; i++)
            if (have[i].event == t->event)
                *x = have[i];
        if ((e = plan_one(r, f, t, c, to, x, change)))
            return e;
        if ((x->id == 0 && *change == CHANGE_NONE) || *change == CHANGE_DROP)
            continue;
        if (x->due_at != NONE && (ret->due_at == NONE || x->due_at < ret->due_at))
            ret->due_at = x->due_at;
    }
    return OK;
}

enum err clocks_keep(struct req *r, const struct flow *f, const struct flow_case *c, const struct clocks *k)
{
    enum err e = OK;

    for (size_t i = 0; i < k->n && !e; i++) {
        const struct timer *x = &k->timer[i];

        if (k->change[i] == CHANGE_ADD)
            e = timer_add(r, f, c->id, x);
        else if (k->change[i] == CHANGE_SET)
            e = timer_set(r, x);
        else if (k->change[i] == CHANGE_DROP)
            e = timer_drop(r, x->id);
    }
    return e;
}
