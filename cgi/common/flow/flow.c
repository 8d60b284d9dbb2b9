/* The one way a case changes its state: flow_fire. Who may, whether the guard agrees, what is written down
 * and who is told follow from the table's row; nothing here knows a program. */
#include "flow/flow.h"
#include "base/log.h"
#include "data/tx.h"
#include "flow/outbox.h"
#include "flow/parts.h"
#include "form/form.h"
#include "view/lang.h"
#include "view/out.h"
#include <string.h>

bool state_is_resting(const struct flow *f, int state)
{
    for (const struct step *s = f->step; s->who; s++)
        if (s->from == state && s->to == STATE_BEFORE)
            return true;
    return false;
}

/* The two-person rule of a row: false if this reader did that event last. Where nobody did it, because the case was
 * put back past it, the first person is whoever moved it last. The clock is no person. */
static enum err ask_second(struct req *r, const struct flow *f, const struct flow_case *c, const struct step *s,
                           bool *ret)
{
    uint64_t who = 0, me = who_acts(r->who);
    enum err e = OK;

    if (s->not_by && me)
        e = log_last_by(r, f, c->id, s->not_by, &who);
    if (s->not_by && me && !e && !who)
        e = log_last_by(r, f, c->id, 0, &who);
    *ret = !who || who != me;
    return e;
}

enum err step_find(struct req *r, const struct flow *f, const struct flow_case *c, int event, const struct step **ret,
                   const char **ret_fault)
{
    enum err answer = ERR_CLASH, e;
    const char *fault;
    bool second;

    for (const struct step *s = f->step; s->who; s++) {
        if (s->from != c->state || s->event != event)
            continue;
        if (answer == ERR_CLASH)
            answer = ERR_ROLE;
        if (!(s->who & r->who->roles))
            continue;
        if ((e = ask_second(r, f, c, s, &second)))
            return e;
        if (!second)
            continue;
        fault = s->guard ? s->guard(r, c) : NULL;
        if (!fault) {
            *ret = s;
            return OK;
        }
        *ret_fault = fault;
        answer = ERR_INPUT;
    }
    return answer;
}

/* Where the step leads, and what state_before is there: kept by states somebody can come back out of. */
static enum err find_target(struct req *r, const struct flow *f, const struct flow_case *c, const struct step *s,
                            int *ret_to, int *ret_before)
{
    *ret_to = s->to == STATE_BEFORE ? c->before : s->to;
    *ret_before = 0;
    if (*ret_to <= STATE_NONE)
        return fail(r, ERR_BUG, "%s %llu: no state to come back to", f->name, (unsigned long long)c->id);
    if (*ret_to == c->state)
        *ret_before = c->before;
    else if (!state_is_resting(f, *ret_to))
        return OK;
    else if (s->to == STATE_BEFORE) /* back into a state that has its own way back: the log still knows it */
        return log_came_from(r, f, c->id, *ret_to, c->state, ret_before);
    else
        *ret_before = c->state;
    return OK;
}

static enum err write_log(struct req *r, const struct flow *f, const struct move *m, const struct step *s, int to)
{
    unsigned may = s->who & r->who->roles;
    const struct log_row row = { .ver = m->c->ver + 1, .from = m->c->state, .to = to, .event = m->event,
                                 .who = who_acts(r->who), .role = may & -may, .org = r->who->org, .at = r->now,
                                 .reason = m->reason ? m->reason : "", .text = m->text ? m->text : "",
                                 .note = m->note ? m->note : "", .request = r->id };

    return log_add(r, f, m->c->id, &row);
}

static enum err send_letter(struct req *r, const struct flow *f, const struct move *m, const char *name,
                            int64_t until)
{
    const struct flow_case *c = m->c;
    const struct lang *l = lang_find(c->lang ? c->lang : "");
    struct hole holes[FLOW_HOLES_MAX + 4] = { { NULL, NULL } };
    const char *reason = NULL;
    size_t n = 0;

    if (!l)
        l = lang_find("en");
    if (f->holes)
        f->holes(r, l, c, holes, FLOW_HOLES_MAX);
    while (n < FLOW_HOLES_MAX && holes[n].name)
        n++;
    if (m->reason && *m->reason)
        reason = lang_text(l, arena_fmt(r->arena, "T.choice.reason.%s", m->reason));
    holes[n++] = (struct hole){ "reason", reason ? reason : "" };
    holes[n++] = (struct hole){ "until", until == NONE ? "" : lang_deadline(r->arena, l, until) };
    holes[n++] = (struct hole){ "number", c->number ? c->number : "" };
    holes[n] = (struct hole){ NULL, NULL };
    return outbox_put(r, &(struct letter){ .account = c->owner, .lang = l->code, .name = name, .text = m->text,
                                           .holes = holes, .flow = f->name, .case_id = c->id });
}

static enum err refuse(struct req *r, const struct flow *f, const struct move *m, enum err e, const char *fault)
{
    const struct flow_case *c = m->c;

    if (e == ERR_INPUT && r->faults)
        fault_add(r->faults, NULL, fault);
    if (e != ERR_CLASH && e != ERR_ROLE)
        return e;
    return fail(r, e, "%s %llu: %s from %s is not for this reader", f->name, (unsigned long long)c->id,
                f->event[m->event], f->state[c->state]);
}

enum err flow_fire(struct req *r, const struct flow *f, const struct move *m)
{
    const struct step *s = NULL;
    const char *fault = NULL;
    struct clocks k;
    int to, before;
    enum err e;

    if (!db_in_tx(r))
        return fail(r, ERR_BUG, "%s: moved outside a transaction", f->name);
    if ((e = step_find(r, f, m->c, m->event, &s, &fault)))
        return refuse(r, f, m, e, fault);
    if (s->reason && !(m->reason && *m->reason))
        return refuse(r, f, m, ERR_INPUT, "reason");
    if ((e = find_target(r, f, m->c, s, &to, &before)) ||
        (e = clocks_plan(r, f, m->c, to, &k)) ||
        (e = case_move(r, f, m->c, to, before, k.due_at)) ||
        (e = write_log(r, f, m, s, to)) ||
        (e = clocks_keep(r, f, m->c, &k)))
        return e;
    if (s->effect && (e = s->effect(r, m->c)))
        return e;
    return s->letter ? send_letter(r, f, m, s->letter, k.due_at) : OK;
}

/* r is const because asking changes nothing; the two-person rule needs the connection all the same. */
static bool is_open(const struct req *r, const struct flow *f, const struct flow_case *c, int event, bool *ret_reason)
{
    struct req mine = *r;
    const struct step *s = NULL;
    const char *fault;

    if (step_find(&mine, f, c, event, &s, &fault))
        return false;
    *ret_reason = s->reason;
    return true;
}

bool flow_may(const struct req *r, const struct flow *f, const void *c, int event)
{
    bool reason;

    return is_open(r, f, c, event, &reason);
}

void flow_show(struct req *r, const struct flow *f, const void *c, const char *at, const char *texts, const char *href)
{
    bool reason;

    for (int event = 1; f->event[event]; event++) {
        struct node *item;

        if (!is_open(r, f, c, event, &reason))
            continue;
        item = out_item(r, at);
        node_s(item, "event", f->event[event]);
        node_i(item, "reason", reason);
        node_s(item, "text", lang_text(r->lang, arena_fmt(r->arena, "%s.%s", texts, f->event[event])));
        node_s(item, "href", arena_fmt(r->arena, "%s&event=%s", href, f->event[event]));
    }
}
