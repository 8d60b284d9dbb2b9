/* For whom the reader may act, and who may act for the reader. No SQL, no HTML. */
#include "child.h"
#include "base/clock.h"
#include <string.h>

const struct deed *found(const struct req *r)
{
    return r->found;
}

enum err find_deed(struct req *r)
{
    struct deed *d = arena_new(r->arena, 1, sizeof *d);

    r->found = d;
    return deed_get(r, (uint64_t)((const struct id_query *)r->query)->id, d);
}

enum err find_asked(struct req *r)
{
    enum err e = find_deed(r);

    return e ? e : found(r)->agent || found(r)->subject == r->who->id ? ERR_GONE : OK;
}

enum err find_mine(struct req *r)
{
    enum err e = find_deed(r);

    return e ? e : found(r)->agent != r->who->id || strcmp(found(r)->state, "active") ? ERR_GONE : OK;
}

static const char *text_of(struct req *r, const char *group, const char *code)
{
    return lang_text(r->lang, arena_fmt(r->arena, "T.%s.%s", group, code));
}

static const char *page(struct req *r, const char *name, uint64_t id)
{
    return arena_fmt(r->arena, "/trust/%s?id=%llu", name, (unsigned long long)id);
}

static void show(struct req *r, struct node *n, const struct deed *d)
{
    bool mine = d->subject == r->who->id, active = strcmp(d->state, "active") == 0;
    bool support = strcmp(d->kind, "support") == 0;

    node_s(n, "name", !mine ? d->subject_name : *d->agent_name ? d->agent_name : *d->address ? d->address :
           text_of(r, "trust.kind", d->kind));
    if (mine && support && !active)
        node_i(n, "number", (int64_t)d->id);
    node_s(n, "org", mine ? d->org_name : "");
    node_s(n, "kind", text_of(r, "trust.kind", d->kind));
    node_s(n, "scope", text_of(r, "choice.scope", d->scope));
    node_s(n, "state", d->state);
    node_s(n, "state_text", text_of(r, "trust.state", d->state));
    node_s(n, "until", lang_deadline(r->arena, r->lang, d->ends));
    node_i(n, "days", d->days);
    if (!mine && active)
        node_s(n, "act", page(r, "act", d->id));
    if (!mine && !active)
        node_s(n, "accept", page(r, "accept", d->id));
    if (!mine && active && d->managed && strcmp(d->kind, "guardian") == 0)
        node_s(n, "paper", page(r, "paper", d->subject));
    if (mine || active)
        node_s(n, "end", page(r, "end", d->id));
    node_i(n, "now", r->who->acting == d->id);
    node_i(n, "managed", !mine && d->managed);
}

void show_deed(struct req *r, const struct deed *d)
{
    show(r, out_node(r, "deed"), d);
}

enum err home_load(struct req *r)
{
    struct deed d;
    struct rows q;
    bool more = true;
    enum err e = deeds_of(r, &q);

    out_i(r, "school", (r->who->roles & R_SCHOOL) != 0);
    out_i(r, "centre", (r->who->roles & R_CENTRE) != 0);
    while (!e && !(e = deed_next(&q, &d, &more)) && more)
        show(r, out_item(r, d.subject == r->who->id ? "helpers" : "people"), &d);
    return e ? e : show_children(r);
}
