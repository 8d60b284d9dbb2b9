/* Security administrators answer requests about personal data: the queue, one request, a decision with its letter.
 * They see what was asked and what must be kept, not the data themselves. No SQL, no HTML. */
#include "request.h"
#include "base/clock.h"
#include <string.h>

enum { PAGE = 20 };

static void show_row(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "queue.row");

    node_s(node_cell(n, db_s(q, 1)), "href", request_at(r, "/privacy/review", db_u(q, 0)));
    node_cell(n, lang_text(r->lang, arena_fmt(r->arena, "T.choice.request_kind.%s", db_s(q, 2))));
    node_cell(n, lang_day(r->arena, r->lang, day_of(db_time(q, 3))));
    desk_due(r, n, db_time(q, 4));
}

static void show_filters(struct req *r, int chosen)
{
    for (int state = 1; privacy_states[state]; state++)
        desk_filter(r, "/privacy/desk", "T.privacy.state", privacy_states[state], state == chosen);
}

static void show_heads(struct req *r)
{
    static const char *const heads[] = { "number", "kind", "since", "due", NULL };

    out_s(r, "queue.caption", lang_text(r->lang, "T.desk.caption"));
    out_s(r, "queue.empty", lang_text(r->lang, "T.desk.empty"));
    for (const char *const *h = heads; *h; h++)
        node_s(out_item(r, "queue.head"), "label", lang_text(r->lang, arena_fmt(r->arena, "T.privacy.column.%s", *h)));
}

/* Oldest promise first. */
enum err desk_load(struct req *r)
{
    const struct state_query *q = r->query;
    int state = *q->state ? flow_number(privacy_states, q->state) : REQ_ASKED;
    int64_t last_due = NONE;
    uint64_t after = q->after == NONE ? 0 : (uint64_t)q->after, last = 0;
    unsigned n = 0;
    struct rows rows;
    enum err e = requests_in(r, state, q->due, after, &rows);

    if (e)
        return e;
    show_filters(r, state);
    show_heads(r);
    for (; n < PAGE && db_next(&rows); n++) {
        show_row(r, &rows);
        last_due = db_time(&rows, 4);
        last = db_u(&rows, 0);
    }
    desk_pages(r, "/privacy/desk", privacy_states[state], n == PAGE && db_next(&rows), last_due, last, after);
    return db_end(&rows);
}

/* The rule for this reader; of a hold of one person its number. */
static const char *source_text(struct req *r, const struct rows *q)
{
    const struct hole holes[] = { { "n", db_s(q, 2) }, { NULL, NULL } };

    if (strncmp(db_s(q, 0), "person_", strlen("person_")) == 0)
        return lang_fill(r->arena, lang_text(r->lang, "T.desk.hold_number"), holes);
    return *db_s(q, 4) && strcmp(r->lang->code, "zh") == 0 ? db_s(q, 4) : db_s(q, 2);
}

/* Rules that keep the person's data today, with their source, in words for the officer. */
static enum err show_rules(struct req *r, const struct request *x)
{
    struct rows q;
    enum err e = holds_of(r, x->c.owner, &x->part, &q);

    if (e)
        return e;
    while (db_next(&q)) {
        struct node *n = out_item(r, "holds");
        const char *text = lang_text(r->lang, arena_fmt(r->arena, "T.desk.kept.%s", db_s(&q, 0)));

        node_s(n, "text", text ? text : db_s(&q, 0));
        node_s(n, "what", db_s(&q, 1));
        node_s(n, "source", source_text(r, &q));
        if (!db_null(&q, 3))
            node_s(n, "until", lang_day(r->arena, r->lang, db_day(&q, 3)));
    }
    return db_end(&q);
}

enum err review_load(struct req *r)
{
    const struct request *x = found_request(r);
    void *record;
    enum err e = audit_now(r, (struct audit){ .action = A_VIEW_CASE, .subject = x->c.owner, .object = "privacy_case",
                                              .object_id = x->c.id });

    if (e || (e = form_get(r, &request_form, x->c.id, "owner", x->c.owner, &record)))
        return e;
    show_request(r, x);
    form_summary(r, &request_form, record, "answers");
    out_s(r, "request.person", arena_fmt(r->arena, "/admin/person?id=%llu", (unsigned long long)x->c.owner));
    out_s(r, "request.holds", arena_fmt(r->arena, "/privacy/holds?id=%llu", (unsigned long long)x->c.owner));
    if (x->asked_by != x->c.owner)
        out_s(r, "request.agent", arena_fmt(r->arena, "/admin/person?id=%llu", (unsigned long long)x->asked_by));
    flow_show(r, &privacy_flow, &x->c, "moves", "T.desk.act", request_at(r, "/privacy/decide", x->c.id));
    return (e = show_rules(r, x)) ? e : flow_history(r, &privacy_flow, x->c.id, true, "history");
}

enum err decide_load(struct req *r)
{
    const struct request *x = found_request(r);
    int event = desk_event(r, &privacy_flow);
    const struct step *s;
    enum err e = desk_step(r, &privacy_flow, x, &s);

    if (e)
        return e;
    show_request(r, x);
    out_s(r, "event_text", lang_text(r->lang, arena_fmt(r->arena, "T.desk.act.%s", privacy_events[event])));
    if (event == REQ_ERASE)
        out_s(r, "warning", lang_text(r->lang, part_is_whole(x->part.part) ? "T.desk.erase_text"
                                                                                   : "T.desk.erase_part_text"));
    if (s->letter)
        flow_preview(r, &privacy_flow, x, s, "letter");
    out_s(r, "back", request_at(r, "/privacy/review", x->c.id));
    form_show(r, &decide_form, NULL);
    form_ask(r, &decide_form, "reason", s->reason, true);
    form_ask(r, &decide_form, "text", s->letter != NULL && event != REQ_HOLD, event == REQ_CORRECT);
    return OK;
}

enum err decide_done(struct req *r, const void *in)
{
    const struct request *x = found_request(r);
    const struct decide *d = in;
    int event = desk_event(r, &privacy_flow);
    const struct step *s = flow_step(r, &privacy_flow, x, event);
    enum err e;

    if (!s)
        return ERR_CLASH;
    if (event == REQ_CORRECT && !*d->text)
        fault_add(r->faults, "text", "must");
    if (s->reason && !*d->reason)
        fault_add(r->faults, "reason", "must");
    if (r->faults->n)
        return ERR_INPUT;
    audit_note(r, (struct audit){ .action = A_REQUEST_END, .subject = x->c.owner, .object = "privacy_case",
                                  .object_id = x->c.id, .detail = privacy_events[event] });
    e = flow_fire(r, &privacy_flow, &(struct move){ .c = &x->c, .event = event, .reason = s->reason ? d->reason : NULL,
                  .text = d->text, .note = d->note });
    return e ? e : go(r, arena_fmt(r->arena, "%s&said=request_decided", request_at(r, "/privacy/review", x->c.id)));
}
