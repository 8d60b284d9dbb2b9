/* Papers of an application: hand in, look at, take back. No SQL, no HTML. */
#include "apply.h"
#include "document/document.h"

static const struct entry_query *query(const struct req *r)
{
    return r->query;
}

static void show_needs(struct req *r, const struct application *a)
{
    for (int k = 0; paper_kinds[k]; k++) {
        struct node *n;

        if (!((a->papers_must >> k) & 1))
            continue;
        n = out_item(r, "needs");
        node_s(n, "text", lang_text(r->lang, arena_fmt(r->arena, "T.choice.paper.%s", paper_kinds[k])));
        node_i(n, "here", (a->papers >> k) & 1);
    }
}

enum err papers_load(struct req *r)
{
    const struct application *a = found(r);

    show_application(r, a);
    show_needs(r, a);
    form_show(r, &paper_form, NULL);
    if (section_is_open(a, SEC_PAPERS)) { /* else papers are only added, to fulfil the conditions of an offer */
        out_i(r, "open", 1);
        form_show(r, &done_form, NULL);
        out_s(r, "form.done.action", at(r, "/apply/papers_done", a->c.id));
    }
    return show_papers(r, a);
}

enum err paper_add(struct req *r, const void *in)
{
    const struct application *a = found(r);
    const struct paper *p = in;
    const char *fault;
    uint64_t id;
    enum err e = document_add(r, p->file, &(struct document_place){ "apply", a->c.id, p->kind, r->who->id }, &id,
                              &fault);

    if (e || (e = application_hold(r, a, SEC_PAPERS)))
        return e;
    if (fault) {
        fault_add(r->faults, "file", fault);
        return ERR_INPUT;
    }
    if ((e = application_dated(r, a, p->kind, p->dated)))
        return e;
    return go(r, arena_fmt(r->arena, "%s&said=paper_kept", at(r, "/apply/papers", a->c.id)));
}

enum err papers_done_load(struct req *r)
{
    show_application(r, found(r));
    out_s(r, "back", at(r, "/apply/papers", found(r)->c.id));
    form_show(r, &done_form, NULL);
    return OK;
}

enum err papers_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    enum err e;

    (void)in;
    if (a->papers_must & ~a->papers) {
        fault_add(r->faults, NULL, "papers_missing");
        return ERR_INPUT;
    }
    if ((e = application_mark(r, a, SEC_PAPERS, true)))
        return e;
    return go(r, arena_fmt(r->arena, "%s&said=saved", at(r, "/apply/tasks", a->c.id)));
}

enum err paper_drop_load(struct req *r)
{
    show_application(r, found(r));
    out_s(r, "back", at(r, "/apply/papers", found(r)->c.id));
    form_show(r, &drop_form, NULL);
    return OK;
}

enum err paper_drop_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    enum err e;

    (void)in;
    if (query(r)->entry == NONE)
        return ERR_GONE;
    if ((e = document_drop(r, (uint64_t)query(r)->entry, "apply", a->c.id, r->who->id)) ||
        (e = application_mark(r, a, SEC_PAPERS, false)))
        return e;
    return go(r, at(r, "/apply/papers", a->c.id));
}

enum err paper_load(struct req *r)
{
    struct document d;
    struct bytes body;
    enum err e;

    if (query(r)->entry == NONE)
        return ERR_GONE;
    if ((e = document_open(r, (uint64_t)query(r)->entry, "apply", found(r)->c.id, &d, &body)))
        return e;
    if (found(r)->c.owner != r->who->id &&
        (e = audit_now(r, (struct audit){ .action = A_VIEW_PAPER, .subject = found(r)->c.owner, .object = "document",
                                          .object_id = d.id, .detail = d.kind })))
        return e;
    return document_send(r, &d, body);
}
