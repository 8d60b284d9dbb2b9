/* Papers of an application: hand in, look at, take back. No SQL, no HTML. */
#include "apply.h"
#include "auth/consent.h"
#include "base/clock.h"
#include "document/document.h"
#include <string.h>

static const struct entry_query *query(const struct req *r)
{
    return r->query;
}

/* Papers for which the law asks a consent of its own: which box of the form belongs to which kind. */
static const struct sensitive {
    const char *kind, *field, *purpose;
    size_t at;
} sensitive[] = {
    { "passport", "agree_passport", "apply_passport", offsetof(struct paper, agree_passport) },
    { "health", "agree_health", "apply_health", offsetof(struct paper, agree_health) },
    { "no_crime", "agree_crime", "apply_crime", offsetof(struct paper, agree_crime) },
};
enum { SENSITIVE = sizeof sensitive / sizeof *sensitive };

static const struct sensitive *sensitive_of(const char *kind)
{
    for (size_t i = 0; i < SENSITIVE; i++)
        if (strcmp(kind, sensitive[i].kind) == 0)
            return &sensitive[i];
    return NULL;
}

/* The box of this kind and no other, until it was ticked once. */
static enum err show_box(struct req *r, const struct application *a, const struct sensitive *mine)
{
    uint32_t given;
    enum err e;

    for (size_t i = 0; i < SENSITIVE; i++)
        if (&sensitive[i] != mine)
            form_ask(r, &paper_form, sensitive[i].field, false, false);
    if (!mine)
        return OK;
    e = consents_given(r, a->c.owner, (const char *const[]){ mine->purpose, NULL }, &given);
    return e ? e : agree_show(r, &paper_form, mine->field, mine->purpose, given & 1);
}

static enum err take_consent(struct req *r, const char *kind, const struct paper *p)
{
    const struct sensitive *mine = sensitive_of(kind);

    return mine ? agree_take(r, mine->field, mine->purpose, *(const int64_t *)((const char *)p + mine->at)) : OK;
}

static const char *kind_text(struct req *r, const char *kind)
{
    return lang_text(r->lang, arena_fmt(r->arena, "T.choice.paper.%s", kind));
}

/* Every kind, what the programme asks for first: each has a page of its own to hand it in. */
static void show_kinds(struct req *r, const struct application *a, bool must)
{
    for (int k = 0; paper_kinds[k]; k++) {
        bool here = (a->papers >> k) & 1, shown = (a->in_person >> k) & 1;
        struct node *n;

        if (((a->papers_must >> k) & 1) != must)
            continue;
        n = out_item(r, must ? "needs" : "more");
        node_s(n, "label", kind_text(r, paper_kinds[k]));
        node_s(n, "kind", here ? "ok" : shown ? "info" : "wait");
        if (here || shown || must)
            node_s(n, "status", lang_text(r->lang, here    ? "T.apply.here"
                                                   : shown ? "T.apply.shown"
                                                           : "T.apply.missing"));
        node_s(n, "href", arena_fmt(r->arena, "%s&kind=%s", at(r, "/apply/paper_new", a->c.id), paper_kinds[k]));
    }
}

enum err papers_load(struct req *r)
{
    const struct application *a = found(r);

    show_application(r, a);
    show_kinds(r, a, true);
    show_kinds(r, a, false);
    out_s(r, "shown_href", at(r, "/apply/papers_shown", a->c.id));
    if (section_is_open(a, SEC_PAPERS)) { /* else papers are only added, to fulfil the conditions of an offer */
        out_i(r, "open", 1);
        form_show(r, &done_form, NULL);
        out_s(r, "form.done.action", at(r, "/apply/papers_done", a->c.id));
    }
    return show_papers(r, a);
}

static const char *kind_asked(const struct req *r)
{
    return ((const struct paper_query *)r->query)->kind;
}

enum err paper_new_load(struct req *r)
{
    const struct application *a = found(r);
    const char *kind = kind_asked(r);
    const struct sensitive *mine = sensitive_of(kind);

    show_application(r, a);
    out_s(r, "title", kind_text(r, kind));
    out_s(r, "back", at(r, "/apply/papers", a->c.id));
    if (mine)
        out_s(r, "shown_href", at(r, "/apply/papers_shown", a->c.id));
    form_show(r, &paper_form, NULL);
    form_ask(r, &paper_form, "dated", paper_ages(kind), true);
    return show_box(r, a, mine);
}

/* Everything that is missing is told at once. */
static void check(struct req *r, const char *kind, const struct paper *p)
{
    if (paper_ages(kind) && p->dated == NONE)
        fault_add(r->faults, "dated", "must");
    if (paper_ages(kind) && paper_is_old(p->dated, day_of(r->now)))
        fault_add(r->faults, "dated", "paper_old");
    if (!p->file)
        fault_add(r->faults, "file", "must");
}

enum err paper_new_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    const char *kind = kind_asked(r), *fault;
    const struct paper *p = in;
    uint64_t id;
    enum err e;

    check(r, kind, p);
    if ((e = take_consent(r, kind, p)))
        return e;
    if (r->faults->n)
        return ERR_INPUT;
    if ((e = document_add(r, p->file, &(struct document_place){ "apply", a->c.id, kind, r->who->id }, &id, &fault)) ||
        (e = application_hold(r, a, SEC_PAPERS)))
        return e;
    if (fault) {
        fault_add(r->faults, "file", fault);
        return ERR_INPUT;
    }
    if ((e = application_dated(r, a, kind, p->dated)))
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
    if (papers_lacking(a)) {
        fault_add(r->faults, NULL, "papers_missing");
        return ERR_INPUT;
    }
    if ((e = application_mark(r, a, SEC_PAPERS, true)))
        return e;
    return go(r, arena_fmt(r->arena, "%s&said=saved", at(r, "/apply/tasks", a->c.id)));
}

/* The way of who does not want to hand something in here: not an error, but the centre. */
enum err shown_load(struct req *r)
{
    const struct application *a = found(r);
    void *record;
    enum err e = form_get(r, &shown_form, a->c.id, "owner", r->who->id, &record);

    if (e)
        return e;
    show_application(r, a);
    out_s(r, "back", at(r, "/apply/papers", a->c.id));
    form_show(r, &shown_form, record);
    return OK;
}

enum err shown_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    enum err e = form_save(r, &shown_form, in, a->c.id, r->who->id);

    return e ? e : go(r, arena_fmt(r->arena, "%s&said=shown", at(r, "/apply/papers", a->c.id)));
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
