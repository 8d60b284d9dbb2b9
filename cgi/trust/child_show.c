/* What the pages of guardians and their officers share: finding what the reader may see, and showing it. */
#include "child.h"
#include "base/setting.h"
#include "document/document.h"

const struct child_case *found_child(const struct req *r)
{
    return r->found;
}

const char *child_at(struct req *r, const char *page, uint64_t id)
{
    return arena_fmt(r->arena, "/trust/%s?id=%llu", page, (unsigned long long)id);
}

/* Every query record of a case begins with the id. */
enum err find_child(struct req *r)
{
    struct child_case *x = arena_new(r->arena, 1, sizeof *x);

    r->found = x;
    return child_own(r, (uint64_t)((const struct id_query *)r->query)->id, r->who->id, x);
}

enum err find_child_theirs(struct req *r)
{
    struct child_case *x = arena_new(r->arena, 1, sizeof *x);
    enum err e = child_theirs(r, (uint64_t)((const struct id_query *)r->query)->id, r->who->org, x);

    r->found = x;
    return e ? e : x->c.owner == r->who->id ? ERR_ROLE : OK;
}

enum err find_second(struct req *r)
{
    struct child_case *x = arena_new(r->arena, 1, sizeof *x);

    r->found = x;
    return child_second(r, (uint64_t)((const struct id_query *)r->query)->id, r->who->id, x);
}

enum err find_child_either(struct req *r)
{
    enum err e = find_child(r);

    return e == ERR_GONE && r->who->roles & R_CENTRE ? find_child_theirs(r) : e;
}

const char *child_name(struct req *r, const char *name)
{
    return *name ? name : lang_text(r->lang, "T.trust.erased");
}

/* Whose date it is: the guardian's to answer, or the centre's promise. */
static const char *due_label(struct req *r, int64_t state)
{
    return lang_text(r->lang, state == CHILD_RETURNED ? "T.trust.answer_until" : "T.trust.promised");
}

void show_child(struct req *r, const struct child_case *x)
{
    const char *state = trust_states[x->c.state];

    out_s(r, "child.name", child_name(r, x->child));
    out_i(r, "child.erased", !*x->child);
    out_s(r, "child.number", x->c.number);
    out_s(r, "child.state", state);
    out_s(r, "child.state_text", lang_text(r->lang, arena_fmt(r->arena, "T.trust.child_state.%s", state)));
    out_s(r, "child.next_text", lang_text(r->lang, arena_fmt(r->arena, "T.trust.child_next.%s", state)));
    out_s(r, "child.state_at", lang_time(r->arena, r->lang, x->c.state_at));
    out_s(r, "child.due_label", due_label(r, x->c.state));
    if (x->c.due_at != NONE)
        out_s(r, "child.due", lang_deadline(r->arena, r->lang, x->c.due_at));
    out_s(r, "child.href", child_at(r, "child_case", x->c.id));
}

enum err show_proofs(struct req *r, const struct child_case *x)
{
    struct document d;
    struct rows q;
    enum err e = document_list(r, "trust", x->c.id, &q);

    if (e)
        return e;
    while (document_next(&q, &d)) {
        struct node *n = out_item(r, "proofs");

        node_s(n, "name", *d.name ? d.name : d.kind);
        node_i(n, "kb", (int64_t)(d.size + 1023) / 1024);
        node_s(n, "when", lang_time(r->arena, r->lang, d.created_at));
        node_s(n, "href", arena_fmt(r->arena, "%s&entry=%llu", child_at(r, "proof", x->c.id),
                                    (unsigned long long)d.id));
    }
    return db_end(&q);
}

enum err show_told(struct req *r, const struct child_case *x, const char *column, uint64_t scope,
                   const struct child **ret)
{
    void *record;
    enum err e = form_get(r, &child_fix_form, x->c.id, column, scope, &record);

    if (e)
        return e;
    if (ret)
        *ret = record;
    form_summary(r, &child_fix_form, record, "answers");
    return OK;
}

/* Who asks to act for the same child as the reader. */
static enum err show_seconds(struct req *r)
{
    struct rows q;
    enum err e = seconds_of(r, who_acts(r->who), &q);

    while (!e && db_next(&q)) {
        struct node *n = out_item(r, "seconds");

        node_s(n, "child", db_s(&q, 1));
        node_s(n, "name", db_s(&q, 2));
        node_s(n, "href", child_at(r, "second", db_u(&q, 0)));
    }
    return e ? e : db_end(&q);
}

enum err show_children(struct req *r)
{
    struct rows q;
    enum err e = show_seconds(r);

    if (!e)
        e = children_of(r, who_acts(r->who), &q);

    while (!e && db_next(&q)) {
        const char *state = trust_states[db_i(&q, 3)];
        struct node *n = out_item(r, "children");

        node_s(n, "number", db_s(&q, 1));
        node_s(n, "name", child_name(r, db_s(&q, 2)));
        node_s(n, "state", state);
        node_s(n, "state_text", lang_text(r->lang, arena_fmt(r->arena, "T.trust.child_state.%s", state)));
        node_s(n, "href", child_at(r, "child_case", db_u(&q, 0)));
        if (db_null(&q, 4))
            continue;
        node_s(n, "due_label", due_label(r, db_i(&q, 3)));
        node_s(n, "due", lang_deadline(r->arena, r->lang, db_time(&q, 4)));
    }
    return e ? e : db_end(&q);
}

void child_holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room)
{
    const struct child_case *x = c;
    const struct hole all[] = {
        { "number", x->c.number },
        { "child", x->child },
        { "centre", x->centre },
        { "due", x->c.due_at == NONE ? "" : lang_deadline(r->arena, l, x->c.due_at) },
        { "link", arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN), child_at(r, "child_case", x->c.id)) },
        { NULL, NULL },
    };

    for (size_t i = 0; i < room && i < sizeof all / sizeof *all; i++)
        ret[i] = all[i];
    ret[room - 1] = (struct hole){ NULL, NULL };
}
