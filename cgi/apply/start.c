/* Programmes that can be applied for, their closing days on one page, and the beginning of an application.
 * No SQL, no HTML. */
#include "apply.h"
#include "base/clock.h"
#include <stdlib.h>
#include <string.h>

enum { INTAKES_MAX = 50 }; /* as many as intakes_open() gives */

static void show_intake(struct req *r, struct node *n, const struct intake *i)
{
    int64_t today = day_of(r->now);

    node_i(n, "id", (int64_t)i->id);
    node_s(n, "name", i->name);
    node_s(n, "summary", i->summary);
    node_s(n, "lang", lang_find(i->lang) ? lang_find(i->lang)->tag : "");
    node_s(n, "kind", lang_text(r->lang, arena_fmt(r->arena, "T.choice.programme.%s", i->kind)));
    node_s(n, "starts", lang_day(r->arena, r->lang, i->starts));
    node_s(n, "opens", lang_day(r->arena, r->lang, i->opens));
    node_s(n, "closes", lang_deadline(r->arena, r->lang, day_end(i->closes)));
    node_i(n, "months", i->months);
    node_i(n, "age", i->age_min);
    node_i(n, "hsk", i->hsk_min);
    node_i(n, "seats", i->capacity - i->reserved - i->taken);
    node_i(n, "asean", i->asean_only);
    node_s(n, "state", today < i->opens ? "early" : i->reserved + i->taken >= i->capacity ? "full" : "open");
    node_s(n, "href", at(r, "/apply/start", i->id));
}

enum err home_load(struct req *r)
{
    struct intake i;
    struct rows q;
    enum err e = intakes_open(r, &q);

    if (e)
        return e;
    while (db_next(&q)) {
        intake_next(&q, &i);
        show_intake(r, out_item(r, "intakes"), &i);
    }
    return db_end(&q);
}

static int by_closing(const void *a, const void *b)
{
    const struct intake *x = a, *y = b;

    if (x->closes != y->closes)
        return x->closes < y->closes ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void date_head(struct req *r)
{
    static const char *const labels[] = { "column_programme", "opens", "closes", "starts", "seats" };

    out_s(r, "dates.caption", lang_text(r->lang, "T.apply.dates_caption"));
    out_s(r, "dates.empty", lang_text(r->lang, "T.apply.none"));
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct node *n = out_item(r, "dates.head");

        node_s(n, "label", lang_text(r->lang, arena_fmt(r->arena, "T.apply.%s", labels[i])));
        if (i == sizeof labels / sizeof *labels - 1)
            node_i(n, "num", 1);
    }
}

static void date_row(struct req *r, const struct intake *i)
{
    struct node *row = out_item(r, "dates.row"), *name = node_cell(row, i->name);
    const struct lang *l = lang_find(i->lang);

    node_s(name, "lang", l ? l->tag : "");
    node_s(name, "href", at(r, "/apply/start", i->id));
    node_cell(row, lang_day(r->arena, r->lang, i->opens));
    node_cell(row, lang_deadline(r->arena, r->lang, day_end(i->closes)));
    node_cell(row, lang_day(r->arena, r->lang, i->starts));
    node_cell(row, arena_fmt(r->arena, "%lld", (long long)(i->capacity - i->reserved - i->taken)));
}

enum err dates_load(struct req *r)
{
    struct intake *all = arena_new(r->arena, INTAKES_MAX, sizeof *all);
    struct rows q;
    size_t n = 0;
    enum err e = intakes_open(r, &q);

    if (e)
        return e;
    while (n < INTAKES_MAX && db_next(&q))
        intake_next(&q, &all[n++]);
    if ((e = db_end(&q)))
        return e;
    qsort(all, n, sizeof *all, by_closing);
    date_head(r);
    for (size_t i = 0; i < n; i++)
        date_row(r, &all[i]);
    return OK;
}

enum err start_load(struct req *r)
{
    const struct id_query *q = r->query;
    struct intake i;
    struct rows need;
    enum err e = intake_get(r, (uint64_t)q->id, &i);

    if (e)
        return e;
    show_intake(r, out_node(r, "intake"), &i);
    form_show(r, &start_form, NULL);
    if ((e = requirements_of(r, i.programme, true, &need)))
        return e;
    while (db_next(&need)) {
        struct node *n = out_item(r, "needs");

        node_s(n, "text", lang_text(r->lang, arena_fmt(r->arena, "T.choice.paper.%s", db_s(&need, 0))));
        node_i(n, "must", db_i(&need, 1));
    }
    return db_end(&need);
}

/* Eligible at all? Told before a person fills ten pages (DOMAIN 2.4). */
static enum err judge(struct req *r, const struct intake *i, const struct start *s)
{
    int64_t today = day_of(r->now);
    bool asean;
    uint64_t all, same;
    enum err e;

    if ((e = asean_is(r, s->nationality, &asean)) || (e = active_with(r, r->who->id, i->id, &all, &same)))
        return e;
    if (strcmp(s->nationality, "CHN") == 0)
        fault_add(r->faults, "nationality", "chinese_national");
    else if (i->asean_only && !asean)
        fault_add(r->faults, "nationality", "not_asean");
    if (age_at(s->birth, i->starts) < i->age_min)
        fault_add(r->faults, "birth", "too_young");
    if (today > i->closes)
        fault_add(r->faults, NULL, "window_closed");
    if (today < i->opens)
        fault_add(r->faults, NULL, "window_early");
    if (same)
        fault_add(r->faults, NULL, "same_intake");
    else if (all >= ACTIVE_MAX)
        fault_add(r->faults, NULL, "too_many");
    return r->faults->n ? ERR_INPUT : OK;
}

enum err start_done(struct req *r, const void *in)
{
    const struct id_query *q = r->query;
    struct application a;
    struct intake i;
    uint64_t id;
    enum err e;

    if ((e = owner_lock(r)) || (e = intake_get(r, (uint64_t)q->id, &i)) || (e = judge(r, &i, in)) ||
        (e = application_add(r, &i, &id)) || (e = application_any(r, id, &a)) ||
        (e = flow_fire(r, &apply_flow, &(struct move){ .c = &a.c, .event = E_CREATE })))
        return e;
    return go(r, at(r, "/apply/tasks", id));
}

static void show_row(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "mine");
    int state = (int)db_i(q, 2);
    uint64_t id = db_u(q, 0);

    node_s(n, "number", db_s(q, 1));
    node_s(n, "state", apply_states[state]);
    node_s(n, "state_text", lang_text(r->lang, arena_fmt(r->arena, "T.state.%s", apply_states[state])));
    node_i(n, "turn", is_owners_turn(state));
    node_s(n, "state_at", lang_time(r->arena, r->lang, db_time(q, 3)));
    if (!db_null(q, 4))
        node_s(n, "due", lang_deadline(r->arena, r->lang, db_time(q, 4)));
    node_s(n, "programme", db_s(q, 5));
    node_s(n, "lang", lang_find(db_s(q, 8)) ? lang_find(db_s(q, 8))->tag : "");
    node_s(n, "starts", lang_day(r->arena, r->lang, db_day(q, 6)));
    node_s(n, "href", at(r, state == S_DRAFT ? "/apply/tasks" : "/apply/status", id));
}

enum err mine_load(struct req *r)
{
    struct rows q;
    enum err e = applications_of(r, r->who->id, &q);

    if (e)
        return e;
    while (db_next(&q))
        show_row(r, &q);
    return db_end(&q);
}
