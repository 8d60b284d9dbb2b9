/* A guardian asks for an account for a child, corrects it, follows it, takes it back. No SQL, no HTML. */
#include "child.h"
#include "auth/consent.h"
#include "auth/throttle.h"
#include "document/document.h"
#include <string.h>

static enum err refuse(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

/* Said once for all children: the guardian has agreed to the notice, and needs no box any more. */
static enum err agreed(struct req *r, bool *ret)
{
    return consent_has(r, r->who->id, "guardian", ret);
}

enum err child_load(struct req *r)
{
    bool has;
    enum err e = agreed(r, &has);

    if (e)
        return e;
    form_show(r, &child_form, NULL);
    return agree_show(r, &child_form, "agree", "guardian", has);
}

static enum err keep_proof(struct req *r, struct upload *proof, uint64_t id)
{
    const char *fault;
    uint64_t document;
    enum err e;

    if (!proof)
        return OK;
    if ((e = document_add(r, proof, &(struct document_place){ "trust", id, "proof", r->who->id }, &document, &fault)))
        return e;
    return fault ? refuse(r, "proof", fault) : OK;
}

/* Anew, or once more after it was sent back. */
static enum err send(struct req *r, const struct child *c, uint64_t id, int event)
{
    struct child_case x;
    enum err e;

    if ((e = child_begin(r, id)) || (e = keep_proof(r, c->proof, id)) || (e = child_any(r, id, &x)))
        return e;
    if (!x.c.scope)
        return refuse(r, NULL, "child_no_centre");
    if ((e = flow_fire(r, &child_flow, &(struct move){ .c = &x.c, .event = event })))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_ASK, .object = "trust_child", .object_id = id,
                                  .detail = trust_events[event] });
    return go(r, arena_fmt(r->arena, "%s&said=child_asked", child_at(r, "child_case", id)));
}

enum err child_done(struct req *r, const void *in)
{
    const struct child *c = in;
    uint64_t under_way, id;
    bool open;
    enum err e;

    if ((e = agree_take(r, "agree", "guardian", c->agree)) || (e = children_open(r, r->who->id, &under_way)) ||
        (e = throttle_use(r, TH_TRUST, arena_fmt(r->arena, "child %llu", (unsigned long long)r->who->id), &open)))
        return e;
    if (under_way >= CHILD_MAX || !open)
        return refuse(r, NULL, "child_many");
    e = form_add(r, &child_form, c, r->who->id, &id);
    return e ? e : send(r, c, id, CHILD_ASK);
}

enum err child_case_load(struct req *r)
{
    const struct child_case *x = found_child(r);
    enum err e;

    show_child(r, x);
    if (x->c.state == CHILD_RETURNED)
        out_s(r, "fix_href", child_at(r, "child_fix", x->c.id));
    if (flow_may(r, &child_flow, &x->c, CHILD_WITHDRAW))
        out_s(r, "back_href", child_at(r, "child_back", x->c.id));
    if (x->c.state == CHILD_ACCEPTED)
        out_s(r, "act_href", "/trust/");
    if ((e = show_told(r, x, "owner", x->c.owner, NULL)) || (e = show_proofs(r, x)))
        return e;
    return flow_history(r, &child_flow, x->c.id, false, "history");
}

enum err child_fix_load(struct req *r)
{
    const struct child_case *x = found_child(r);
    void *record = NULL;
    enum err e;

    if (x->c.state != CHILD_RETURNED)
        return ERR_CLASH;
    show_child(r, x);
    if ((e = form_get(r, &child_fix_form, x->c.id, "owner", x->c.owner, &record)))
        return e;
    form_show(r, &child_fix_form, record);
    if ((e = show_proofs(r, x)))
        return e;
    return flow_history(r, &child_flow, x->c.id, false, "history");
}

enum err child_fix_done(struct req *r, const void *in)
{
    const struct child_case *x = found_child(r);
    enum err e;

    if (x->c.state != CHILD_RETURNED)
        return ERR_CLASH;
    e = form_save(r, &child_fix_form, in, x->c.id, r->who->id);
    return e ? e : send(r, in, x->c.id, CHILD_CORRECT);
}

enum err child_back_load(struct req *r)
{
    if (!flow_may(r, &child_flow, &found_child(r)->c, CHILD_WITHDRAW))
        return ERR_CLASH;
    show_child(r, found_child(r));
    form_show(r, &child_back_form, NULL);
    return OK;
}

enum err child_back_done(struct req *r, const void *in)
{
    const struct child_case *x = found_child(r);
    enum err e;

    (void)in;
    if ((e = flow_fire(r, &child_flow, &(struct move){ .c = &x->c, .event = CHILD_WITHDRAW })))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_ASK, .object = "trust_child", .object_id = x->c.id,
                                  .detail = "withdraw" });
    return go(r, "/trust/?said=child_withdrawn");
}

enum err proof_load(struct req *r)
{
    const struct entry_query *q = r->query;
    const struct child_case *x = found_child(r);
    struct document d;
    struct bytes body;
    enum err e;

    if (q->entry == NONE)
        return ERR_GONE;
    if ((e = document_open(r, (uint64_t)q->entry, "trust", x->c.id, &d, &body)))
        return e;
    if (x->c.owner != r->who->id &&
        (e = audit_now(r, (struct audit){ .action = A_VIEW_PAPER, .subject = x->c.owner, .object = "document",
                                          .object_id = d.id, .detail = d.kind })))
        return e;
    return document_send(r, &d, body);
}

/* A guardian who acts for the child already is asked whether somebody else may, too. */
enum err second_load(struct req *r)
{
    const struct child_case *x = found_child(r);

    show_child(r, x);
    out_s(r, "child.guardian", x->guardian);
    form_show(r, &reply_form, NULL);
    return OK;
}

enum err second_done(struct req *r, const void *in)
{
    const struct child_case *x = found_child(r);
    bool yes = strcmp(((const struct reply *)in)->answer, "accept") == 0;
    enum err e;

    audit_note(r, (struct audit){ .action = A_TRUST_GRANT, .refused = !yes, .subject = x->account,
                                  .object = "trust_child", .object_id = x->c.id, .detail = "second" });
    e = flow_fire(r, &child_flow, &(struct move){ .c = &x->c, .event = yes ? CHILD_AGREE : CHILD_DENY,
                  .reason = yes ? NULL : "other_guardian" });
    return e ? e : go(r, yes ? "/trust/?said=accepted" : "/trust/?said=refused");
}
