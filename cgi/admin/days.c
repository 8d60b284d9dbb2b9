/* /admin/days and /admin/notice: the calendar of working days, a year a page; the State Council's yearly notice is
 * typed in, looked at as what it changes, and confirmed. Days that are over stay: deadlines were computed with them,
 * and deadlines that are set stay as they are. */
#include "pages.h"
#include "base/clock.h"
#include "view/lang.h"
#include <string.h>

/* T.weekday.<name> */
static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static int year_now(struct req *r)
{
    int y, m, d;

    day_split(day_of(r->now), &y, &m, &d);
    return y;
}

/* From the year before this one to the first that has no days.
 *   errors  ERR_GONE: another year */
static enum err year_asked(struct req *r, int *ret, int *ret_last)
{
    int64_t asked = ((const struct days_query *)r->query)->year;
    int now = year_now(r);
    enum err e = year_last(r, ret_last);

    if (e)
        return e;
    *ret_last = *ret_last < now ? now : *ret_last + 1;
    *ret = asked == NONE ? now : (int)asked;
    return asked != NONE && (asked < now - 1 || asked > *ret_last) ? ERR_GONE : OK;
}

static const char *number(struct req *r, long long n)
{
    return arena_fmt(r->arena, "%lld", n);
}

static const char *year_place(struct req *r, int year)
{
    return arena_fmt(r->arena, "/admin/days?year=%d", year);
}

static const char *kind_of(struct req *r, const struct off_day *o)
{
    return text_of(r, "day_kind", !o ? "usual" : o->worked ? "worked" : "off");
}

static const char *weekday_of(struct req *r, int64_t day)
{
    return text_of(r, "weekday", weekdays[day_weekday(day)]);
}

/* Days of one kind that follow each other are one row. */
static void show_days(struct req *r, const struct days *d)
{
    static const char *const columns[] = { "days", "weekday", "kind", NULL };
    struct node *list = list_add(r, "days", columns);
    size_t end;

    for (size_t i = 0; i < d->n; i = end) {
        int64_t first = d->day[i].day, last;
        struct node *row = node_item(list, "row");

        for (end = i + 1; end < d->n && d->day[end].day == d->day[end - 1].day + 1; end++)
            if (d->day[end].worked != d->day[i].worked)
                break;
        last = d->day[end - 1].day;
        node_cell(row, first == last ? lang_day(r->arena, r->lang, first)
                                    : arena_fmt(r->arena, "%s – %s", lang_day(r->arena, r->lang, first),
                                                lang_day(r->arena, r->lang, last)));
        node_cell(row, first == last ? weekday_of(r, first)
                                    : arena_fmt(r->arena, "%s – %s", weekday_of(r, first), weekday_of(r, last)));
        node_cell(row, kind_of(r, &d->day[i]));
    }
}

/* The years as filters; notices that wait to be confirmed as acts. */
static enum err show_years(struct req *r, int chosen, int last)
{
    enum err e = OK;

    for (int year = year_now(r); !e && year <= last; year++) {
        struct node *n = out_item(r, "filters"), *act;
        uint64_t draft;

        node_s(n, "href", year_place(r, year));
        node_s(n, "text", number(r, year));
        if (year == chosen)
            node_i(n, "current", 1);
        if ((e = draft_of(r, year, &draft)) || !draft)
            continue;
        act = out_item(r, "acts");
        node_s(act, "href", arena_fmt(r->arena, "/admin/notice?id=%llu", (unsigned long long)draft));
        node_s(act, "text", lang_fill(r->arena, text_of(r, "admin", "draft"),
                                      (const struct hole[]){ { "year", number(r, year) }, { NULL, NULL } }));
    }
    return e;
}

enum err days_load(struct req *r)
{
    const char *source;
    struct days d;
    int year, last;
    enum err e;

    if ((e = year_asked(r, &year, &last)) || (e = year_get(r, year, &d, &source)) || (e = show_years(r, year, last)))
        return e;
    fact_add(r, "year", number(r, year));
    if (d.n)
        fact_add(r, "working", number(r, days_working(&d, year)));
    if (!d.n)
        source = text_of(r, "admin", "no_days");
    else if (strncmp(source, "provisional", strlen("provisional")) == 0)
        source = text_of(r, "admin", "provisional");
    fact_add(r, "source", source);
    out_i(r, "below", 1);
    show_days(r, &d);
    if (year >= year_now(r))
        form_show(r, &days_form, NULL);
    return OK;
}

enum err days_done(struct req *r, const void *in)
{
    const struct days_form *typed = in;
    struct draft draft = { .source = typed->source };
    const char *fault;
    struct days d;
    unsigned line;
    uint64_t id;
    int last;
    enum err e;

    if ((e = year_asked(r, &draft.year, &last)))
        return e;
    if ((fault = days_read(typed->days, draft.year, day_of(r->now), &d, &line))) {
        fault_add_limit(r->faults, "days", fault, line);
        return ERR_INPUT;
    }
    draft.days = days_text(r->arena, &d);
    e = draft_put(r, &draft, &id);
    return e ? e : go(r, arena_fmt(r->arena, "/admin/notice?id=%llu", (unsigned long long)id));
}

/* The draft, the year as it is and as it would be. */
struct change {
    struct draft draft;
    struct days before, after, typed;
    const char *source;  /* of the days there are */
    const char *fault;   /* what is wrong with the draft by now; NULL: nothing */
    int64_t today;
};

static enum err change_get(struct req *r, struct change *ret)
{
    uint64_t id = (uint64_t)((const struct id_query *)r->query)->id;
    unsigned line;
    enum err e = draft_get(r, id, &ret->draft);

    if (e || (e = year_get(r, ret->draft.year, &ret->before, &ret->source)))
        return e;
    ret->today = day_of(r->now);
    ret->fault = days_read(ret->draft.days, ret->draft.year, ret->today, &ret->typed, &line);
    days_merge(&ret->before, &ret->typed, ret->today, &ret->after);
    return OK;
}

static bool differs(const struct off_day *a, const struct off_day *b)
{
    return !a != !b || (a && a->worked != b->worked);
}

/* A row for each day that changes; how many there are. */
static unsigned show_change(struct req *r, const struct change *c, struct node *list)
{
    int64_t first = 0, last = -1;
    unsigned n = 0;

    if (!day_from(c->draft.year, 1, 1, &first) || !day_from(c->draft.year, 12, 31, &last))
        return 0;
    for (int64_t day = first; day <= last; day++) {
        const struct off_day *before = days_find(&c->before, day), *after = days_find(&c->after, day);
        struct node *row;

        if (!differs(before, after))
            continue;
        n++;
        if (!list)
            continue;
        row = node_item(list, "row");
        node_cell(row, lang_day(r->arena, r->lang, day));
        node_cell(row, weekday_of(r, day));
        node_cell(row, kind_of(r, before));
        node_cell(row, kind_of(r, after));
    }
    return n;
}

enum err notice_load(struct req *r)
{
    static const char *const columns[] = { "days", "weekday", "before", "after", NULL };
    struct change *c = arena_new(r->arena, 1, sizeof *c);
    enum err e = change_get(r, c);
    int year;

    if (e)
        return e;
    year = c->draft.year;
    out_s(r, "crumb.href", year_place(r, year));
    out_s(r, "crumb.text", text_of(r, "page", "admin_days.title"));
    fact_add(r, "year", number(r, year));
    fact_add(r, "source", c->draft.source);
    fact_add(r, "typed_by", number(r, (long long)c->draft.made_by));
    fact_add(r, "typed", lang_time(r->arena, r->lang, c->draft.created_at));
    fact_add(r, "listed", number(r, (long long)c->typed.n));
    if (c->before.n)
        fact_add(r, "working", number(r, days_working(&c->before, year)));
    fact_add(r, "working_then", number(r, days_working(&c->after, year)));
    out_i(r, "below", 1);
    show_change(r, c, list_add(r, "change", columns));
    form_show(r, &notice_form, NULL);
    return OK;
}

enum err notice_done(struct req *r, const void *in)
{
    bool yes = strcmp(((const struct notice_form *)in)->notice, "apply") == 0;
    struct change *c = arena_new(r->arena, 1, sizeof *c);
    enum err e = change_get(r, c);
    unsigned n;

    if (e)
        return e;
    if (yes && c->fault) {
        fault_add(r->faults, "notice", "notice_old");
        return ERR_INPUT;
    }
    n = show_change(r, c, NULL);
    if ((e = draft_take(r, c->draft.id)) ||
        (yes && (e = year_set(r, c->draft.year, c->today, &c->typed, c->draft.source))))
        return e;
    audit_note(r, (struct audit){ .action = A_CALENDAR, .object = "calendar", .object_id = (uint64_t)c->draft.year,
                                  .detail = yes ? arena_fmt(r->arena, "days=%zu changed=%u", c->typed.n, n)
                                                : "dropped" });
    return go(r, arena_fmt(r->arena, "%s&said=%s", year_place(r, c->draft.year), yes ? "days_done" : "days_dropped"));
}
