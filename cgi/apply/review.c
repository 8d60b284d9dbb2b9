/* Officers: the queue, one case, and a decision with its letter. No SQL, no HTML. */
#include "apply.h"
#include "base/clock.h"
#include "base/text.h"
#include <string.h>

enum { PAGE = 20 };

static void show_head(struct req *r)
{
    static const char *const columns[] = { "number", "name", "country", "programme", "since", "due" };

    out_s(r, "queue.caption", lang_text(r->lang, "T.apply.queue_caption"));
    out_s(r, "queue.empty", lang_text(r->lang, "T.apply.queue_empty"));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        node_s(out_item(r, "queue.head"), "label",
               lang_text(r->lang, arena_fmt(r->arena, "T.apply.column_%s", columns[i])));
}

static void show_row(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "queue.row"), *due, *name;
    const struct lang *l = lang_find(db_s(q, 10));
    bool late = !db_null(q, 7) && db_time(q, 7) <= r->now;

    node_s(node_cell(n, db_s(q, 1)), "href", at(r, "/apply/case", db_u(q, 0)));
    if (*db_s(q, 2) || *db_s(q, 3))
        node_s(node_cell(n, *db_s(q, 2) ? db_s(q, 2) : db_s(q, 3)), "lang", l ? l->tag : "");
    else /* who sent it had a name */
        node_cell(n, lang_text(r->lang, "T.apply.erased"));
    node_cell(n, lang_text(r->lang, arena_fmt(r->arena, "T.country.%s", db_s(q, 4))));
    name = node_cell(n, db_s(q, 5));
    if (strcmp(db_s(q, 11), r->lang->code)) /* in this language there is none */
        node_s(name, "lang", db_s(q, 11));
    node_cell(n, lang_day(r->arena, r->lang, day_of(db_time(q, 6))));
    due = node_cell(n, db_null(q, 7) ? "" : lang_day(r->arena, r->lang, day_of(db_time(q, 7) - 1)));
    if (late || db_i(q, 8) > 0)
        node_s(due, "tag", late ? "bad" : "wait");
}

/* The states an officer works on, as filters in the address. */
static enum err show_filters(struct req *r, int chosen)
{
    static const int states[] = { S_SUBMITTED, S_IN_REVIEW, S_INTERVIEW, S_RETURNED, S_OFFERED, S_CONDITIONAL,
                                  S_ADMITTED, S_ENROLLED, S_DEFERRED, S_REJECTED, S_WITHDRAWN, S_LAPSED, S_DECLINED,
                                  S_OFFER_WITHDRAWN, S_NOT_MET };
    uint64_t count;
    enum err e = applications_count(r, r->who->org, chosen, &count);

    if (e)
        return e;
    out_s(r, "count", count > 100 ? "100+" : arena_fmt(r->arena, "%llu", (unsigned long long)count));
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        desk_filter(r, "/apply/queue", "T.state", apply_states[states[i]], states[i] == chosen);
    return OK;
}

enum err queue_load(struct req *r)
{
    const struct state_query *q = r->query;
    int state = *q->state ? flow_number(apply_states, q->state) : S_SUBMITTED;
    int64_t due = q->due == NONE ? 0 : q->due, last_due = 0;
    uint64_t after = q->after == NONE ? 0 : (uint64_t)q->after, last = 0;
    unsigned n = 0;
    struct rows rows;
    enum err e;

    if (state == S_DRAFT || state == S_NOT_SENT)
        return ERR_GONE; /* nobody's business before it is sent */
    show_head(r);
    if ((e = show_filters(r, state)) || (e = applications_in(r, r->who->org, state, due, after, &rows)))
        return e;
    for (; n < PAGE && db_next(&rows); n++) {
        show_row(r, &rows);
        last_due = db_time(&rows, 9);
        last = db_u(&rows, 0);
    }
    desk_pages(r, "/apply/queue", apply_states[state], n == PAGE && db_next(&rows), last_due, last, due || after);
    return db_end(&rows);
}

/* value: for the {value} of the text; may be NULL. */
static void warn_of(struct req *r, const char *name, const char *value)
{
    const char *text = lang_text(r->lang, arena_fmt(r->arena, "T.officer.warning.%s", name));
    const struct hole holes[] = { { "value", value ? value : "" }, { NULL, NULL } };

    node_s(out_item(r, "warnings"), "text", text ? lang_fill(r->arena, text, holes) : name);
}

static void warn(struct req *r, bool yes, const char *name)
{
    if (yes)
        warn_of(r, name, NULL);
}

/* One passport, two people: applications of this centre by their numbers, of others only that there is one. */
static enum err warn_passport(struct req *r, const struct application *a)
{
    struct buf numbers = { .arena = r->arena };
    bool elsewhere = false;
    struct rows q;
    enum err e = same_passport(r, a, &q);

    if (e)
        return e;
    buf_str(&numbers, "");
    while (db_next(&q)) {
        if (db_i(&q, 1))
            buf_fmt(&numbers, "%s%s", numbers.n ? ", " : "", db_s(&q, 0));
        elsewhere = elsewhere || !db_i(&q, 1);
    }
    if (numbers.n)
        warn_of(r, "same_passport", numbers.p);
    warn(r, elsewhere, "same_passport_elsewhere");
    return db_end(&q);
}

/* What deserves a second look before a decision (DOMAIN 2.4): differences never refuse by themselves. */
static enum err show_warnings(struct req *r, const struct application *a)
{
    static const char *const names[] = { "mrz_name", "mrz_birth", "mrz_expiry", "mrz_number", "mrz_sex",
                                         "mrz_state" };
    const struct person *p;
    void *record;
    unsigned differs;
    enum err e = form_get(r, &person_form, a->c.id, "owner", a->c.owner, &record);

    if (e)
        return e;
    p = record;
    differs = mrz_compare(p, day_of(r->now));
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        warn(r, differs & 1u << i, names[i]);
    warn(r, !*p->mrz1, "no_mrz");
    warn(r, a->two_nationalities, "two_nationalities");
    warn(r, text_is_zawgyi(p->name_native), "zawgyi");
    warn(r, application_has_old_paper(a, day_of(r->now)), "paper_old");
    warn(r, !a->next.id && (a->c.state == S_CONDITIONAL || a->c.state == S_ADMITTED), "no_next");
    if (a->hsk != NONE && a->hsk < a->intake.hsk_min)
        warn_of(r, "chinese_low", arena_fmt(r->arena, "%lld", (long long)a->intake.hsk_min));
    for (int k = 0; paper_kinds[k]; k++)
        if (a->in_person & ~a->papers & 1u << k)
            warn_of(r, "in_person", lang_text(r->lang, arena_fmt(r->arena, "T.choice.paper.%s", paper_kinds[k])));
    return warn_passport(r, a);
}

enum err case_load(struct req *r)
{
    const struct application *a = found(r);
    bool helped;
    enum err e;

    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_CASE, .subject = a->c.owner, .object = "application",
                                          .object_id = a->c.id })))
        return e;
    if ((e = applicant_is_helped(r, a->c.owner, &helped)))
        return e;
    show_application(r, a);
    if (a->erased)
        return flow_history(r, &apply_flow, a->c.id, true, "history");
    warn(r, helped, "helped");
    if (!helped)
        flow_show(r, &apply_flow, &a->c, "moves", "T.event", at(r, "/apply/decide", a->c.id));
    if ((e = show_warnings(r, a)) || (e = show_sections(r, a)) || (e = show_papers(r, a)) || (e = show_letters(r, a)))
        return e;
    return flow_history(r, &apply_flow, a->c.id, true, "history");
}

/* What a move asks for beside reason, text and note, which follow from its row. */
static const struct ask {
    int event;
    const char *field;
    bool must;
} asks[] = {
    { E_RETURN, "sections", true },         { E_RETURN, "text", true },
    { E_SCHEDULE_INTERVIEW, "text", true }, { E_FILE_JW202, "jw202", true },
    { E_REGISTER, "arrived", true },        { E_REGISTER, "visa", true },
    { E_REGISTER, "insurance_no", true },   { E_RECORD_PERMIT, "permit_until", true },
};

/* ret_must: and has to be given. */
static bool is_asked(const struct step *s, const char *field, bool *ret_must)
{
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
        if (asks[i].event == s->event && strcmp(asks[i].field, field) == 0) {
            *ret_must = asks[i].must;
            return true;
        }
    *ret_must = strcmp(field, "reason") == 0;
    return *ret_must ? s->reason : strcmp(field, "text") == 0 ? s->letter != NULL : strcmp(field, "note") == 0;
}

/* The field table cannot know which event it is. */
static void show_asked(struct req *r, const struct step *s)
{
    bool must;

    form_show(r, &decide_form, NULL);
    for (const struct field *d = decide_form.field; d->name; d++) {
        bool asked = is_asked(s, d->name, &must);

        form_ask(r, &decide_form, d->name, asked, must);
    }
}

enum err decide_load(struct req *r)
{
    const struct application *a = found(r);
    int event = desk_event(r, &apply_flow);
    const struct step *s;
    enum err e = desk_step(r, &apply_flow, a, &s);

    if (e)
        return e;
    show_application(r, a);
    out_s(r, "event", apply_events[event]);
    out_s(r, "event_text", lang_text(r->lang, arena_fmt(r->arena, "T.event.%s", apply_events[event])));
    if (s->letter)
        flow_preview(r, &apply_flow, a, s, "letter");
    out_s(r, "back", at(r, "/apply/case", a->c.id));
    show_asked(r, s);
    return OK;
}

static void check(struct req *r, const struct step *s, const struct decide *d)
{
    bool must;

    for (const struct field *x = decide_form.field; x->name; x++)
        if (is_asked(s, x->name, &must) && must && !form_given(&decide_form, d, x->name))
            fault_add(r->faults, x->name, "must");
}

/* The case as it will be with what the officer told, for clocks, effects and letter. */
static struct application with_told(const struct application *a, const struct decide *d)
{
    struct application now = *a;

    if (*d->jw202)
        now.admission.jw202 = d->jw202;
    if (d->arrived != NONE)
        now.admission.arrived = d->arrived;
    if (*d->visa)
        now.admission.visa = d->visa;
    if (*d->insurance_no)
        now.admission.insurance_no = d->insurance_no;
    if (d->permit_until != NONE)
        now.admission.permit_until = d->permit_until;
    return now;
}

enum err decide_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    const struct decide *d = in;
    int event = desk_event(r, &apply_flow);
    const struct step *s = flow_step(r, &apply_flow, a, event);
    struct application now;
    enum err e = OK;

    if (!s)
        return ERR_CLASH;
    check(r, s, d);
    if (r->faults->n)
        return ERR_INPUT;
    if (event == E_RETURN)
        e = application_fix(r, a, d->sections);
    else if (event == E_OFFER)
        e = application_offer(r, a, d->text);
    if (e)
        return e;
    now = with_told(a, d);
    e = flow_fire(r, &apply_flow, &(struct move){ .c = &now.c, .event = event, .reason = d->reason,
                  .text = d->text, .note = d->note });
    if (e == ERR_ROLE && (s->who & r->who->roles)) {
        fault_add(r->faults, NULL, "two_persons");
        return ERR_INPUT;
    }
    return e ? e : go(r, arena_fmt(r->arena, "%s&said=decided", at(r, "/apply/case", a->c.id)));
}
