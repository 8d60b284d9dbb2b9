/* The second factor of somebody who lost it: one administrator asks, another one answers within seven days
 * (DOMAIN 6.3); the owner hears of both. Then the next sign-in sets it up anew. */
#include "pages.h"
#include "auth/throttle.h"
#include "base/clock.h"
#include <string.h>

enum err resets_load(struct req *r)
{
    static const char *const columns[] = { "account", "mail", "by", "asked", "ends", NULL };
    struct node *list = list_add(r, "resets", columns), *row;
    struct rows q;
    enum err e = resets_waiting(r, &q);

    while (!e && db_next(&q)) {
        row = node_item(list, "row");
        node_s(node_cell(row, arena_fmt(r->arena, "%llu", (unsigned long long)db_u(&q, 0))), "href",
               person_place(r, "/admin/answer", db_u(&q, 0)));
        node_cell(row, db_s(&q, 1));
        node_cell(row, arena_fmt(r->arena, "%llu", (unsigned long long)db_u(&q, 2)));
        node_cell(row, stamp(r, db_time(&q, 3)));
        node_cell(row, stamp(r, db_time(&q, 3) + RESET_DAYS * DAY_S));
    }
    return e ? e : db_end(&q);
}

enum err reset_load(struct req *r)
{
    struct person p;
    enum err e = person_asked(r, &p);

    if (e)
        return e;
    if (p.asked_by)
        return go(r, person_place(r, "/admin/answer", p.id));
    person_show(r, &p);
    form_show(r, &reset_form, NULL);
    return OK;
}

enum err reset_done(struct req *r, const void *in)
{
    const struct reset_form *f = in;
    struct person p;
    enum err e = person_asked(r, &p);

    if (e)
        return e;
    if (p.id == who_acts(r->who))
        return person_refuse_self(r);
    if (!p.second) {
        fault_add(r->faults, NULL, "nothing_to_reset");
        return ERR_INPUT;
    }
    if ((e = reset_ask(r, p.id, who_acts(r->who))) || (e = person_tell(r, &p, "reset_asked", f->reason, f->text)))
        return e;
    audit_note(r, (struct audit){ .action = A_SECOND_RESET_ASK, .subject = p.id, .object = "account", .object_id = p.id,
                                  .detail = arena_fmt(r->arena, "%s %s", f->reason, f->proof) });
    return go(r, arena_fmt(r->arena, "%s&said=reset_asked", person_place(r, "/admin/person", p.id)));
}

enum err answer_load(struct req *r)
{
    struct person p;
    enum err e;

    if ((e = person_asked(r, &p)) || !p.asked_by)
        return e ? e : ERR_GONE;
    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .subject = p.id })))
        return e;
    person_show(r, &p);
    fact_add(r, "asked_by", person_key(r, p.asked_by));
    fact_add(r, "asked", lang_time(r->arena, r->lang, p.asked_at));
    fact_add(r, "ends", lang_time(r->arena, r->lang, p.asked_at + RESET_DAYS * DAY_S));
    form_show(r, &answer_form, NULL);
    return person_show_history(r, &p);
}

static enum err confirm(struct req *r, const struct person *p, const char *text)
{
    enum err e;

    if (p->asked_by == who_acts(r->who)) {
        fault_add(r->faults, "answer", "second_voice");
        return ERR_INPUT;
    }
    if ((e = reset_do(r, p->id, who_acts(r->who))) || (e = person_end_sessions(r, p->id)) ||
        (e = throttle_clear(r, TH_SECOND, person_key(r, p->id))))
        return e;
    return person_tell(r, p, "reset_done", NULL, text);
}

enum err answer_done(struct req *r, const void *in)
{
    const struct answer_form *f = in;
    bool yes = strcmp(f->answer, "confirm") == 0;
    struct person p;
    enum err e;

    if ((e = person_asked(r, &p)) || !p.asked_by)
        return e ? e : ERR_CLASH;
    if (p.id == who_acts(r->who))
        return person_refuse_self(r);
    e = yes ? confirm(r, &p, f->text) : reset_drop(r, p.id);
    if (!e && !yes)
        e = person_tell(r, &p, "reset_refused", NULL, f->text);
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_SECOND_RESET, .refused = !yes, .subject = p.id, .object = "account",
                                  .object_id = p.id });
    return go(r, yes ? "/admin/resets?said=reset_done" : "/admin/resets?said=reset_refused");
}
