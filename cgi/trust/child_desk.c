/* Officers of the centre who look at what guardians hand in: the queue, one case, a decision with its letter. */
#include "child.h"
#include "base/clock.h"

enum { PAGE = 20 };

static void show_row(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "queue.row");

    node_s(node_cell(n, db_s(q, 1)), "href", child_at(r, "child_review", db_u(q, 0)));
    node_cell(n, child_name(r, db_s(q, 2)));
    node_cell(n, lang_day(r->arena, r->lang, day_of(db_time(q, 3))));
    desk_due(r, n, db_time(q, 4));
}

static void show_head(struct req *r, int chosen)
{
    static const char *const columns[] = { "number", "child", "since", "due", NULL };

    out_s(r, "queue.caption", lang_text(r->lang, "T.desk.caption"));
    out_s(r, "queue.empty", lang_text(r->lang, "T.desk.empty"));
    for (size_t i = 0; columns[i]; i++)
        node_s(out_item(r, "queue.head"), "label",
               lang_text(r->lang, arena_fmt(r->arena, "T.desk.column_%s", columns[i])));
    for (int state = CHILD_ASKED; trust_states[state]; state++)
        desk_filter(r, "/trust/children", "T.trust.child_state", trust_states[state], state == chosen);
}

/* Oldest promise first. */
enum err children_load(struct req *r)
{
    const struct state_query *q = r->query;
    int state = *q->state ? flow_number(trust_states, q->state) : CHILD_ASKED;
    int64_t last_due = NONE;
    uint64_t after = q->after == NONE ? 0 : (uint64_t)q->after, last = 0;
    unsigned n = 0;
    struct rows rows;
    enum err e;

    show_head(r, state);
    if ((e = children_in(r, state, q->due, after, &rows)))
        return e;
    for (; n < PAGE && db_next(&rows); n++) {
        show_row(r, &rows);
        last_due = db_time(&rows, 4);
        last = db_u(&rows, 0);
    }
    desk_pages(r, "/trust/children", trust_states[state], n == PAGE && db_next(&rows), last_due, last, after);
    return db_end(&rows);
}

static const char *act_text(struct req *r, int event)
{
    return lang_text(r->lang, arena_fmt(r->arena, "T.desk.act.%s", trust_events[event]));
}

static void twin_item(struct req *r, const char *label, const char *text)
{
    struct node *n = out_item(r, "twin");

    node_s(n, "label", lang_text(r->lang, arena_fmt(r->arena, "T.desk.twin_%s", label)));
    node_s(n, "text", text);
}

/* The same child may have an account already: of a school, by the other parent, or it is a namesake born on the same
 * day. What tells them apart stands beside the question; whose account it is may look up who saw it. */
static enum err show_twin(struct req *r, const struct child_case *x)
{
    const struct twin *t = &x->twin;
    enum err e;

    if (!t->account)
        return OK;
    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .subject = t->account, .object = "ward",
                                          .object_id = t->account, .detail = "twin" })))
        return e;
    twin_item(r, "name", t->name);
    twin_item(r, "birth", lang_day(r->arena, r->lang, x->birth));
    twin_item(r, "opened", lang_day(r->arena, r->lang, day_of(t->opened)));
    if (*t->org)
        twin_item(r, "org", t->org);
    if (*t->number)
        twin_item(r, "number", t->number);
    if (t->guardian)
        twin_item(r, "guardian", t->guardian_name);
    out_s(r, "twin_what", lang_text(r->lang, t->taken ? "T.desk.twin_taken" : t->theirs ? "T.desk.twin_theirs" :
          t->guardian ? "T.desk.twin_ask" : *t->org ? "T.desk.twin_org_joins" : "T.desk.twin_joins"));
    return OK;
}

enum err child_review_load(struct req *r)
{
    const struct child_case *x = found_child(r);
    const struct child *told;
    enum err e;

    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_CASE, .subject = x->c.owner, .object = "trust_child",
                                          .object_id = x->c.id })))
        return e;
    show_child(r, x);
    if (!*x->child) /* deleted with its guardian, or as a person of its own */
        return flow_history(r, &child_flow, x->c.id, true, "history");
    flow_show(r, &child_flow, &x->c, "moves", "T.desk.act", child_at(r, "child_decide", x->c.id));
    if ((e = show_told(r, x, "centre", x->c.scope, &told)) || (e = show_twin(r, x)) || (e = show_proofs(r, x)))
        return e;
    out_i(r, "young", age_at(told->birth, day_of(r->now)) < AGE_OWN);
    return flow_history(r, &child_flow, x->c.id, true, "history");
}

enum err child_decide_load(struct req *r)
{
    const struct child_case *x = found_child(r);
    int event = desk_event(r, &child_flow);
    const struct step *s;
    enum err e = desk_step(r, &child_flow, x, &s);

    if (e)
        return e;
    show_child(r, x);
    out_s(r, "event_text", act_text(r, event));
    if (s->letter)
        flow_preview(r, &child_flow, x, s, "letter");
    out_s(r, "back", child_at(r, "child_review", x->c.id));
    form_show(r, &child_desk_form, NULL);
    form_ask(r, &child_desk_form, "reason", s->reason, true);
    form_ask(r, &child_desk_form, "text", true, event == CHILD_RETURN);
    form_ask(r, &child_desk_form, "note", true, event == CHILD_ACCEPT && x->twin.account);
    return event == CHILD_ACCEPT || event == CHILD_JOIN ? show_twin(r, x) : OK;
}

enum err child_decide_done(struct req *r, const void *in)
{
    const struct child_case *x = found_child(r);
    const struct desk *d = in;
    int event = desk_event(r, &child_flow);
    const struct step *s = flow_step(r, &child_flow, x, event);
    enum err e;

    if (!s)
        return ERR_CLASH;
    if (event == CHILD_RETURN && !*d->text)
        fault_add(r->faults, "text", "must");
    if (s->reason && !*d->reason)
        fault_add(r->faults, "reason", "must");
    if (event == CHILD_ACCEPT && x->twin.account && !*d->note)
        fault_add(r->faults, "note", "twin_note");
    if (r->faults->n)
        return ERR_INPUT;
    audit_note(r, (struct audit){ .action = event == CHILD_ACCEPT ? A_WARD_OPEN : A_TRUST_GRANT,
                                  .refused = event == CHILD_REFUSE, .subject = x->c.owner, .object = "trust_child",
                                  .object_id = x->c.id, .detail = trust_events[event] });
    e = flow_fire(r, &child_flow, &(struct move){ .c = &x->c, .event = event, .reason = d->reason, .text = d->text,
                  .note = d->note });
    return e ? e : go(r, arena_fmt(r->arena, "%s&said=child_decided", child_at(r, "child_review", x->c.id)));
}
