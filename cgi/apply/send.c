/* Checking the whole, sending it, and what the applicant does afterwards. No SQL, no HTML. */
#include "apply.h"
#include <string.h>

enum err check_load(struct req *r)
{
    const struct application *a = found(r);
    enum err e;

    if (a->c.state != S_DRAFT && a->c.state != S_RETURNED)
        return go(r, at(r, "/apply/status", a->c.id));
    show_application(r, a);
    show_findings(r, a);
    form_show(r, &check_form, NULL);
    if (r->who->no_consent)
        out_s(r, "personal", lang_fill(r->arena, lang_text(r->lang, "T.apply.personal"),
                                       (const struct hole[]){ { "name", r->who->for_name }, { NULL, NULL } }));
    out_s(r, "tasks_href", at(r, "/apply/tasks", a->c.id));
    if ((e = show_sections(r, a)))
        return e;
    return show_papers(r, a);
}

/* Letters follow the language the person sends in. A second tab that sends again sees what was sent. */
enum err check_done(struct req *r, const void *in)
{
    struct application a = *found(r);
    enum err e;

    (void)in;
    if (a.c.state != S_DRAFT && a.c.state != S_RETURNED)
        return go(r, at(r, "/apply/status", a.c.id));
    if (r->who->no_consent) { /* what the box says is the applicant's own to say */
        fault_add(r->faults, NULL, "personal");
        return ERR_INPUT;
    }
    a.c.lang = r->lang->code;
    e = flow_fire(r, &apply_flow, &(struct move){ .c = &a.c,
                  .event = a.c.state == S_DRAFT ? E_SUBMIT : E_RESUBMIT });
    return e ? e : go(r, at(r, "/apply/sent", a.c.id));
}

enum err sent_load(struct req *r)
{
    if (found(r)->sent_at == NONE)
        return go(r, at(r, "/apply/tasks", found(r)->c.id));
    show_application(r, found(r));
    out_s(r, "status_href", at(r, "/apply/status", found(r)->c.id));
    out_s(r, "sent_text", lang_fill(r->arena, lang_text(r->lang, *r->who->mail ? "T.apply.sent_text"
                                                                                : "T.apply.sent_here"),
                                    (const struct hole[]){ { "mail", r->who->mail }, { NULL, NULL } }));
    return OK;
}

enum err status_load(struct req *r)
{
    const struct application *a = found(r);
    enum err e;

    if (a->c.state == S_DRAFT)
        return go(r, at(r, "/apply/tasks", a->c.id));
    show_application(r, a);
    if (a->c.state == S_RETURNED)
        out_s(r, "tasks_href", at(r, "/apply/tasks", a->c.id));
    if (a->c.state == S_OFFERED)
        out_s(r, "offer_href", at(r, "/apply/offer", a->c.id));
    if (a->c.state == S_CONDITIONAL)
        out_s(r, "papers_href", at(r, "/apply/papers", a->c.id));
    if (flow_may(r, &apply_flow, &a->c, E_WITHDRAW))
        out_s(r, "withdraw_href", at(r, "/apply/withdraw", a->c.id));
    if ((e = show_letters(r, a)) || (e = show_papers(r, a)))
        return e;
    return flow_history(r, &apply_flow, a->c.id, false, "history");
}

enum err letter_load(struct req *r)
{
    const struct application *a = found(r);
    const struct letter_query *q = r->query;
    const char *subject, *body, *code;
    const struct lang *l;
    enum err e = letter_get(r, a->c.id, (uint64_t)q->letter, &subject, &body, &code);

    if (e)
        return e;
    l = lang_find(code);
    show_application(r, a);
    out_s(r, "letter.subject", subject);
    out_s(r, "letter.body", body);
    out_s(r, "letter.lang", l ? l->tag : "");
    out_s(r, "back", at(r, r->who->roles & R_CENTRE ? "/apply/case" : "/apply/status", a->c.id));
    return OK;
}

enum err withdraw_load(struct req *r)
{
    const struct application *a = found(r);

    if (!flow_may(r, &apply_flow, &a->c, E_WITHDRAW))
        return ERR_CLASH;
    show_application(r, a);
    if (a->c.state != S_DRAFT)
        out_s(r, "back", at(r, "/apply/status", a->c.id));
    form_show(r, &withdraw_form, NULL);
    return OK;
}

enum err withdraw_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    const struct withdraw *w = in;
    enum err e = flow_fire(r, &apply_flow, &(struct move){ .c = &a->c, .event = E_WITHDRAW, .reason = w->reason,
                           .note = w->text });

    return e ? e : go(r, arena_fmt(r->arena, "%s&said=withdrawn", at(r, "/apply/status", a->c.id)));
}

enum err offer_load(struct req *r)
{
    const struct application *a = found(r);
    const char *conditions;
    enum err e;

    if (a->c.state != S_OFFERED)
        return go(r, at(r, "/apply/status", a->c.id));
    show_application(r, a);
    if ((e = conditions_of(r, a->c.id, &conditions)))
        return e;
    out_s(r, "conditions", conditions);
    form_show(r, &answer_form, NULL);
    return show_letters(r, a);
}

enum err offer_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    const struct answer *w = in;
    bool yes = strcmp(w->answer, "accept") == 0;
    enum err e;

    if (yes && (a->c.state == S_CONDITIONAL || a->c.state == S_ADMITTED))
        return go(r, at(r, "/apply/status", a->c.id)); /* said yes before, in another window */
    e = flow_fire(r, &apply_flow, &(struct move){ .c = &a->c, .event = yes ? E_ACCEPT : E_DECLINE,
                           .reason = yes ? NULL : w->reason });

    return e ? e : go(r, arena_fmt(r->arena, "%s&said=%s", at(r, "/apply/status", a->c.id),
                                   yes ? "accepted" : "declined"));
}
