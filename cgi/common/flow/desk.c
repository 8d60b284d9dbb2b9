/* What the desks of all programs have in common: filters by state, the cell of a promise, the way from page to page. */
#include "base/clock.h"
#include "flow/parts.h"
#include "form/form.h"
#include "view/lang.h"
#include "view/out.h"

void desk_filter(struct req *r, const char *path, const char *texts, const char *state, bool current)
{
    struct node *n = out_item(r, "filters");

    node_s(n, "href", arena_fmt(r->arena, "%s?state=%s", path, state));
    node_s(n, "text", lang_text(r->lang, arena_fmt(r->arena, "%s.%s", texts, state)));
    if (current)
        node_i(n, "current", 1);
}

void desk_due(struct req *r, struct node *row, int64_t due_at)
{
    int64_t left = due_at == NONE ? NONE : day_of(due_at - 1) - day_of(r->now);
    struct node *n = node_cell(row, left == NONE ? "" : left < 0 ? lang_text(r->lang, "T.desk.late")
                                                                 : lang_day(r->arena, r->lang, day_of(due_at - 1)));

    if (left != NONE && left <= 1)
        node_s(n, "tag", left < 0 ? "bad" : "wait");
}

void desk_pages(struct req *r, const char *path, const char *state, bool older, int64_t due_at, uint64_t id, bool newer)
{
    const char *due = due_at == NONE ? "" : arena_fmt(r->arena, "%lld", (long long)due_at);

    if (older)
        out_s(r, "queue.older", arena_fmt(r->arena, "%s?state=%s&due=%s&after=%llu", path, state, due,
                                          (unsigned long long)id));
    if (newer)
        out_s(r, "queue.newer", arena_fmt(r->arena, "%s?state=%s", path, state));
}

int desk_event(const struct req *r, const struct flow *f)
{
    return flow_number(f->event, ((const struct event_query *)r->query)->event);
}

enum err desk_step(const struct req *r, const struct flow *f, const void *c, const struct step **ret)
{
    int event = desk_event(r, f);

    *ret = flow_step(r, f, c, event);
    if (*ret && (flow_may(r, f, c, event) || (r->faults && r->faults->n)))
        return OK;
    return *ret && !((*ret)->who & r->who->roles) ? ERR_ROLE : ERR_CLASH;
}
