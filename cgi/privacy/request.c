/* Asking that one's data be corrected or deleted, following it, taking it back. No SQL, no HTML. */
#include "request.h"
#include <string.h>

const char *request_at(struct req *r, const char *path, uint64_t id)
{
    return arena_fmt(r->arena, "%s?id=%llu", path, (unsigned long long)id);
}

const struct request *found_request(const struct req *r)
{
    return r->found;
}

/* Every query record of a request begins with the id. */
static uint64_t asked_id(const struct req *r)
{
    return (uint64_t)((const struct id_query *)r->query)->id;
}

enum err request_mine(struct req *r)
{
    struct request *x = arena_new(r->arena, 1, sizeof *x);

    r->found = x;
    return request_own(r, asked_id(r), r->who->id, x);
}

/* Nobody decides on a request of one's own, or made for somebody. */
enum err request_theirs(struct req *r)
{
    struct request *x = arena_new(r->arena, 1, sizeof *x);
    enum err e = request_any(r, asked_id(r), x);

    r->found = x;
    return e ? e : x->c.owner == r->who->id || x->asked_by == r->who->id ? ERR_ROLE : OK;
}

const char *hold_text(struct req *r, const struct lang *l, const char *code)
{
    const char *text = lang_text(l, arena_fmt(r->arena, "T.choice.hold.%s", code));

    return text ? text : code;
}

static const char *state_text(struct req *r, const char *list, int state)
{
    return lang_text(r->lang, arena_fmt(r->arena, "T.privacy.%s.%s", list, privacy_states[state]));
}

const char *kind_text(struct req *r, const struct lang *l, const char *kind, const char *part)
{
    const char *group = part_is_whole(part) ? "request_kind" : "request_part_kind";

    return lang_text(l, arena_fmt(r->arena, "T.choice.%s.%s", group, kind));
}

/* "An application AP...", "A paper, 17, of AP..."; nothing if it is all. */
static void show_part(struct req *r, const char *at, const struct part_of *p)
{
    if (part_is_whole(p->part))
        return;
    out_s(r, arena_fmt(r->arena, "%s.text", at),
          lang_text(r->lang, arena_fmt(r->arena, "T.privacy.part.%s", p->part)));
    if (strcmp(p->part, "paper") == 0)
        out_s(r, arena_fmt(r->arena, "%s.number", at), arena_fmt(r->arena, "%llu", (unsigned long long)p->id));
    out_s(r, arena_fmt(r->arena, "%s.what", at), p->what);
}

enum err find_whole(struct req *r)
{
    struct part_of *p = arena_new(r->arena, 1, sizeof *p);

    r->found = p;
    return part_get(r, "all", 0, p);
}

enum err find_part(struct req *r)
{
    const struct part_query *q = r->query;
    struct part_of *p = arena_new(r->arena, 1, sizeof *p);

    r->found = p;
    return part_get(r, q->part, q->id == NONE ? 0 : (uint64_t)q->id, p);
}

void show_request(struct req *r, const struct request *x)
{
    bool held = x->c.state == REQ_HELD;

    out_i(r, "request.id", (int64_t)x->c.id);
    out_s(r, "request.number", x->c.number);
    out_s(r, "request.kind", kind_text(r, r->lang, x->kind, x->part.part));
    show_part(r, "request.part", &x->part);
    out_i(r, "request.by_agent", x->asked_by != x->c.owner);
    out_s(r, "request.state_text", state_text(r, "state", x->c.state));
    out_s(r, "request.next_text", state_text(r, "next", x->c.state));
    out_s(r, "request.state_at", lang_time(r->arena, r->lang, x->c.state_at));
    if (x->c.due_at != NONE)
        out_s(r, "request.due", lang_deadline(r->arena, r->lang, x->c.due_at));
    out_s(r, "request.due_label", lang_text(r->lang, held ? "T.privacy.again" : "T.privacy.promised"));
    if (held && *x->hold_why)
        out_s(r, "request.why", hold_text(r, r->lang, x->hold_why));
}

/* What would have to be kept today, said before somebody asks in vain. */
static enum err show_holds(struct req *r)
{
    struct rows q;
    enum err e = holds_of(r, r->who->id, r->found, &q);

    if (e)
        return e;
    while (db_next(&q)) {
        struct node *n;

        if (strcmp(db_s(&q, 0), "person_secret") == 0) /* the law does not let us say so */
            continue;
        n = out_item(r, "holds");

        node_s(n, "text", hold_text(r, r->lang, db_s(&q, 0)));
        node_s(n, "what", db_s(&q, 1));
        if (!db_null(&q, 3))
            node_s(n, "until", lang_day(r->arena, r->lang, db_day(&q, 3)));
    }
    return db_end(&q);
}

/* What can be asked about by itself. */
static enum err show_parts(struct req *r)
{
    struct rows q;
    struct node *n = out_item(r, "parts");
    enum err e = parts_of(r, r->who->id, &q);

    node_s(n, "text", lang_text(r->lang, "T.privacy.part.contact"));
    node_s(n, "href", "/privacy/ask_part?part=contact");
    while (!e && db_next(&q)) {
        n = out_item(r, "parts");
        node_s(n, "text", lang_text(r->lang, arena_fmt(r->arena, "T.privacy.part.%s", db_s(&q, 0))));
        if (*db_s(&q, 3))
            node_s(n, "number", arena_fmt(r->arena, "%llu", (unsigned long long)db_u(&q, 1)));
        node_s(n, "what", db_s(&q, 2));
        node_s(n, "href", arena_fmt(r->arena, "/privacy/ask_part?part=%s&id=%llu", db_s(&q, 0),
                                    (unsigned long long)db_u(&q, 1)));
    }
    return e ? e : db_end(&q);
}

enum err request_ask_load(struct req *r)
{
    const struct part_of *p = r->found;
    enum err e;

    show_part(r, "part", p);
    form_show(r, part_is_whole(p->part) ? &request_form : &request_part_form, NULL);
    return (e = show_holds(r)) || !part_is_whole(p->part) ? e : show_parts(r);
}

enum err request_ask_done(struct req *r, const void *in)
{
    const struct ask *a = in;
    struct request x;
    uint64_t id;
    bool open;
    enum err e = request_is_open(r, a->kind, r->found, &open);

    if (e)
        return e;
    if (open) {
        fault_add(r->faults, "kind", "request_open");
        return ERR_INPUT;
    }
    if ((e = form_add(r, &request_form, a, r->who->id, &id)) || (e = request_begin(r, id, r->found)) ||
        (e = request_any(r, id, &x)) ||
        (e = flow_fire(r, &privacy_flow, &(struct move){ .c = &x.c, .event = REQ_ASK })))
        return e;
    audit_note(r, (struct audit){ .action = A_REQUEST, .object = "privacy_case", .object_id = id, .detail = a->kind });
    return go(r, arena_fmt(r->arena, "%s&said=request_sent", request_at(r, "/privacy/request", id)));
}

enum err requests_load(struct req *r)
{
    static const char *const heads[] = { "number", "kind", "state", "since", NULL };
    struct rows q;
    enum err e = requests_of(r, r->who->id, &q);

    if (e)
        return e;
    out_s(r, "list.caption", lang_text(r->lang, "T.privacy.requests_caption"));
    out_s(r, "list.empty", lang_text(r->lang, "T.privacy.requests_none"));
    for (const char *const *h = heads; *h; h++)
        node_s(out_item(r, "list.head"), "label", lang_text(r->lang, arena_fmt(r->arena, "T.privacy.column.%s", *h)));
    while (db_next(&q)) {
        struct node *row = out_item(r, "list.row"), *first = node_item(row, "cell");

        node_s(first, "text", db_s(&q, 1));
        node_s(first, "href", request_at(r, "/privacy/request", db_u(&q, 0)));
        node_cell(row, kind_text(r, r->lang, db_s(&q, 2), db_s(&q, 6)));
        node_cell(row, state_text(r, "state", (int)db_i(&q, 3)));
        node_cell(row, lang_time(r->arena, r->lang, db_time(&q, 4)));
    }
    return db_end(&q);
}

enum err request_load(struct req *r)
{
    const struct request *x = found_request(r);
    void *record;
    enum err e = form_get(r, &request_form, x->c.id, "owner", x->c.owner, &record);

    if (e)
        return e;
    show_request(r, x);
    form_summary(r, &request_form, record, "answers");
    if (flow_may(r, &privacy_flow, &x->c, REQ_WITHDRAW))
        out_s(r, "back_href", request_at(r, "/privacy/request_back", x->c.id));
    return flow_history(r, &privacy_flow, x->c.id, false, "history");
}

enum err request_back_load(struct req *r)
{
    const struct request *x = found_request(r);

    if (!flow_may(r, &privacy_flow, &x->c, REQ_WITHDRAW))
        return ERR_CLASH;
    show_request(r, x);
    form_show(r, &back_form, NULL);
    return OK;
}

enum err request_back_done(struct req *r, const void *in)
{
    const struct request *x = found_request(r);
    enum err e = flow_fire(r, &privacy_flow, &(struct move){ .c = &x->c, .event = REQ_WITHDRAW });

    (void)in;
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_REQUEST_END, .object = "privacy_case", .object_id = x->c.id,
                                  .detail = privacy_events[REQ_WITHDRAW] });
    return go(r, arena_fmt(r->arena, "%s&said=request_back", request_at(r, "/privacy/request", x->c.id)));
}
