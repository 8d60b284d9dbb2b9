/* Asking to register an organisation, correcting it, following it, taking it back. No SQL, no HTML. */
#include "org.h"
#include "base/ident.h"
#include "document/document.h"

enum err ask_load(struct req *r)
{
    form_show(r, &ask_form, NULL);
    return OK;
}

/* A code that an organisation has already: its own people invite whoever belongs there. */
static enum err judge_code(struct req *r, const struct ask *a, uint64_t id)
{
    const char *name;
    uint64_t other;
    struct rows q;
    enum err e = place_by_uscc(r, a->uscc, &other, &name);

    if (!e)
        fault_add(r->faults, "uscc", "uscc_known");
    if (e && e != ERR_GONE)
        return e;
    if ((e = registrations_with(r, a->uscc, id, r->who->id, &q)))
        return e;
    while (db_next(&q))
        if (db_i(&q, 1))
            fault_add(r->faults, "uscc", "uscc_mine");
    return db_end(&q);
}

/* Whoever may not hold the role that comes with it is told now, not after days of waiting. */
static enum err judge_role(struct req *r, const struct ask *a)
{
    struct place p = { .kind = a->kind };
    struct grant g;
    const char *fault;
    enum err e = grant_facts(r, &p, grant_first(org_kind_find(a->kind)), r->who->id, &g);

    if (e)
        return e;
    g.registered = true;
    g.holders = 0;
    g.giver = 0; /* some officer */
    g.giver_any = R_DESK;
    if ((fault = grant_fault(&g)))
        fault_add(r->faults, "kind", fault);
    return OK;
}

static enum err keep_licence(struct req *r, struct upload *licence, uint64_t id)
{
    const char *fault;
    uint64_t document;
    enum err e;

    if (!licence)
        return OK;
    if ((e = document_add(r, licence, &(struct document_place){ "org", id, "licence", r->who->id }, &document, &fault)))
        return e;
    if (!fault)
        return OK;
    fault_add(r->faults, "licence", fault);
    return ERR_INPUT;
}

/* Anew, or once more after it was sent back: the verifier follows from the kind. */
enum err registration_send(struct req *r, uint64_t id, const char *kind, struct upload *licence, int event)
{
    struct registration x;
    enum err e;

    if ((e = registration_begin(r, id, kind)) || (e = keep_licence(r, licence, id)) ||
        (e = registration_any(r, id, &x)))
        return e;
    return flow_fire(r, &org_flow, &(struct move){ .c = &x.c, .event = event });
}

static enum err send(struct req *r, const struct ask *a, uint64_t id, int event)
{
    enum err e = registration_send(r, id, a->kind, a->licence, event);

    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_ORG_ASK, .object = "org_case", .object_id = id,
                                  .detail = uscc_is_doubtful(a->uscc) ? "uscc_doubtful" : a->kind });
    return go(r, arena_fmt(r->arena, "%s&said=org_asked", org_at(r, "/org/case", id)));
}

enum err ask_done(struct req *r, const void *in)
{
    const struct ask *a = in;
    uint64_t open, id;
    enum err e;

    if ((e = registrations_open(r, r->who->id, &open)) || (e = judge_code(r, a, 0)) || (e = judge_role(r, a)))
        return e;
    if (open >= ASK_MAX)
        fault_add(r->faults, NULL, "org_many");
    if (r->faults->n)
        return ERR_INPUT;
    e = form_add(r, &ask_form, a, r->who->id, &id);
    return e ? e : send(r, a, id, ASK_ASK);
}

enum err asked_load(struct req *r)
{
    const struct registration *x = found_case(r);
    enum err e;

    show_registration(r, x);
    if (x->c.state == ASK_RETURNED)
        out_s(r, "fix_href", org_at(r, "/org/fix", x->c.id));
    if (flow_may(r, &org_flow, &x->c, ASK_WITHDRAW))
        out_s(r, "withdraw_href", org_at(r, "/org/withdraw", x->c.id));
    if (x->c.state == ASK_VERIFIED)
        out_s(r, "people_href", "/login/hat");
    if ((e = show_answers(r, x, "owner", x->c.owner)) || (e = show_licences(r, x)))
        return e;
    return flow_history(r, &org_flow, x->c.id, false, "history");
}

/* What was wrong stands in the history; the newest of it is shown above the form. */
enum err fix_load(struct req *r)
{
    const struct registration *x = found_case(r);
    void *record = NULL;
    enum err e;

    if (x->c.state != ASK_RETURNED)
        return ERR_CLASH;
    show_registration(r, x);
    if ((e = form_get(r, &fix_form, x->c.id, "owner", x->c.owner, &record)))
        return e;
    form_show(r, &fix_form, record);
    if ((e = show_licences(r, x)))
        return e;
    return flow_history(r, &org_flow, x->c.id, false, "history");
}

enum err fix_done(struct req *r, const void *in)
{
    const struct registration *x = found_case(r);
    const struct ask *a = in;
    enum err e;

    if (x->c.state != ASK_RETURNED)
        return ERR_CLASH;
    if ((e = judge_code(r, a, x->c.id)) || (e = judge_role(r, a)))
        return e;
    if (r->faults->n)
        return ERR_INPUT;
    e = form_save(r, &fix_form, a, x->c.id, r->who->id);
    return e ? e : send(r, a, x->c.id, ASK_CORRECT);
}

enum err licence_load(struct req *r)
{
    const struct entry_query *q = r->query;
    const struct registration *x = found_case(r);
    struct document d;
    struct bytes body;
    enum err e;

    if (q->entry == NONE)
        return ERR_GONE;
    if ((e = document_open(r, (uint64_t)q->entry, "org", x->c.id, &d, &body)))
        return e;
    if (x->c.owner != r->who->id &&
        (e = audit_now(r, (struct audit){ .action = A_VIEW_PAPER, .subject = x->c.owner, .object = "document",
                                          .object_id = d.id, .detail = d.kind })))
        return e;
    return document_send(r, &d, body);
}

enum err back_load(struct req *r)
{
    if (!flow_may(r, &org_flow, &found_case(r)->c, ASK_WITHDRAW))
        return ERR_CLASH;
    show_registration(r, found_case(r));
    form_show(r, &back_form, NULL);
    return OK;
}

enum err back_done(struct req *r, const void *in)
{
    const struct registration *x = found_case(r);
    enum err e;

    (void)in;
    if ((e = flow_fire(r, &org_flow, &(struct move){ .c = &x->c, .event = ASK_WITHDRAW })))
        return e;
    audit_note(r, (struct audit){ .action = A_ORG_CHANGE, .object = "org_case", .object_id = x->c.id,
                                  .detail = "withdraw" });
    return go(r, arena_fmt(r->arena, "%s&said=org_withdrawn", org_at(r, "/org/case", x->c.id)));
}
