/* Officers who verify organisations: the queue, one registration, and a decision with its letter. No SQL, no HTML. */
#include "org.h"
#include "base/clock.h"
#include "base/ident.h"

enum { PAGE = 20 };

static void show_row(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "queue.row");
    int64_t ends = db_time(q, 5), left = ends == NONE ? NONE : day_of(ends - 1) - day_of(r->now);

    node_s(node_cell(n, db_s(q, 1)), "href", org_at(r, "/org/review", db_u(q, 0)));
    node_cell(n, db_s(q, 2));
    node_cell(n, lang_text(r->lang, arena_fmt(r->arena, "T.choice.org_kind.%s", db_s(q, 3))));
    node_cell(n, lang_day(r->arena, r->lang, day_of(db_time(q, 4))));
    desk_due(r, n, ends);
    node_cell(n, left == NONE || left < 0 ? "" : arena_fmt(r->arena, "%lld", (long long)left));
    if (uscc_is_doubtful(db_s(q, 6)))
        node_s(node_cell(n, lang_text(r->lang, "T.desk.doubtful")), "tag", "bad");
    else
        node_cell(n, "");
}

static enum err show_filters(struct req *r, int chosen)
{
    static const int states[] = { ASK_ASKED, ASK_CHECKED, ASK_RETURNED, ASK_VERIFIED, ASK_REFUSED, ASK_LAPSED,
                                  ASK_WITHDRAWN };
    uint64_t count;
    enum err e = registrations_count(r, chosen, &count);

    if (e)
        return e;
    out_s(r, "count", count > 100 ? "100+" : arena_fmt(r->arena, "%llu", (unsigned long long)count));
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        desk_filter(r, "/org/desk", "T.org.state", org_states[states[i]], states[i] == chosen);
    return OK;
}

/* Oldest promise first. */
enum err desk_load(struct req *r)
{
    static const char *const columns[] = { "number", "org", "kind", "since", "due", "left", "look", NULL };
    const struct state_query *q = r->query;
    int state = *q->state ? flow_number(org_states, q->state) : ASK_ASKED;
    int64_t last_due = NONE;
    uint64_t after = q->after == NONE ? 0 : (uint64_t)q->after, last = 0;
    unsigned n = 0;
    struct rows rows;
    enum err e;

    list_head(r, "queue", "desk", columns);
    if ((e = show_filters(r, state)) || (e = registrations_in(r, state, q->due, after, &rows)))
        return e;
    for (; n < PAGE && db_next(&rows); n++) {
        show_row(r, &rows);
        last_due = db_time(&rows, 5);
        last = db_u(&rows, 0);
    }
    desk_pages(r, "/org/desk", org_states[state], n == PAGE && db_next(&rows), last_due, last, after);
    return db_end(&rows);
}

static void warn(struct req *r, const char *name, const char *value)
{
    const char *text = lang_text(r->lang, arena_fmt(r->arena, "T.desk.warning.%s", name));
    const struct hole holes[] = { { "value", value }, { NULL, NULL } };

    node_s(out_item(r, "warnings"), "text", text ? lang_fill(r->arena, text, holes) : name);
}

/* What deserves a second look: a check sign that is wrong, the same code asked for by others or registered already. */
static enum err show_warnings(struct req *r, const struct registration *x)
{
    const char *name;
    uint64_t id;
    struct rows q;
    enum err e;

    if (uscc_is_doubtful(x->uscc))
        warn(r, "doubtful", x->uscc);
    e = place_by_uscc(r, x->uscc, &id, &name);
    if (!e && id != x->org)
        warn(r, "known", name);
    if (e && e != ERR_GONE)
        return e;
    if ((e = registrations_with(r, x->uscc, x->c.id, x->c.owner, &q)))
        return e;
    while (db_next(&q))
        warn(r, "same", db_s(&q, 0));
    return db_end(&q);
}

enum err review_load(struct req *r)
{
    const struct registration *x = found_case(r);
    enum err e;

    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_CASE, .subject = x->c.owner, .object = "org_case",
                                          .object_id = x->c.id })))
        return e;
    show_registration(r, x);
    flow_show(r, &org_flow, &x->c, "moves", "T.org.act", org_at(r, "/org/decide", x->c.id));
    if ((e = show_warnings(r, x)) || (e = show_answers(r, x, "verifier", x->c.scope)) || (e = show_licences(r, x)))
        return e;
    return flow_history(r, &org_flow, x->c.id, true, "history");
}

static bool asks_override(const struct registration *x, int event)
{
    return event == ASK_VERIFY && uscc_is_doubtful(x->uscc);
}

enum err decide_org_load(struct req *r)
{
    const struct registration *x = found_case(r);
    int event = desk_event(r, &org_flow);
    const struct step *s;
    enum err e = desk_step(r, &org_flow, x, &s);

    if (e)
        return e;
    show_registration(r, x);
    out_s(r, "event_text", lang_text(r->lang, arena_fmt(r->arena, "T.org.act.%s", org_events[event])));
    if (s->letter)
        flow_preview(r, &org_flow, x, s, "letter");
    out_s(r, "back", org_at(r, "/org/review", x->c.id));
    form_show(r, &desk_form, NULL);
    form_ask(r, &desk_form, "override", asks_override(x, event), true);
    form_ask(r, &desk_form, "reason", s->reason, true);
    form_ask(r, &desk_form, "text", s->letter != NULL, event == ASK_RETURN);
    return OK;
}

/* What this event asks for; the field table cannot know which it is. */
static void check(struct req *r, const struct registration *x, const struct step *s, const struct desk *d)
{
    if (s->event == ASK_RETURN && !*d->text)
        fault_add(r->faults, "text", "must");
    if (s->reason && !*d->reason)
        fault_add(r->faults, "reason", "must");
    if (asks_override(x, s->event) && d->override != 1)
        fault_add(r->faults, "override", "tick");
}

static void write_down(struct req *r, const struct registration *x, int event)
{
    audit_note(r, (struct audit){
        .action = event == ASK_VERIFY ? A_ORG_VERIFY : event == ASK_REFUSE ? A_ORG_REFUSE : A_ORG_CHANGE,
        .subject = x->c.owner, .object = "org_case", .object_id = x->c.id,
        .detail = asks_override(x, event) ? "verify uscc_doubtful" : org_events[event] });
}

enum err decide_org_done(struct req *r, const void *in)
{
    const struct registration *x = found_case(r);
    const struct desk *d = in;
    int event = desk_event(r, &org_flow);
    const struct step *s = flow_step(r, &org_flow, x, event);
    enum err e;

    if (!s)
        return ERR_CLASH;
    check(r, x, s, d);
    if (r->faults->n)
        return ERR_INPUT;
    write_down(r, x, event);
    e = flow_fire(r, &org_flow, &(struct move){ .c = &x->c, .event = event, .reason = d->reason, .text = d->text,
                  .note = d->note });
    if (e == ERR_ROLE && (s->who & r->who->roles))
        return grant_refuse(r, "two_officers");
    return e ? e : go(r, arena_fmt(r->arena, "%s&said=org_decided", org_at(r, "/org/review", x->c.id)));
}
