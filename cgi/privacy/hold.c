/* Holds of one person: security administrators set them with a reason and a last day, and lift them; both are in the
 * audit. No SQL, no HTML. */
#include "request.h"

static uint64_t asked(const struct req *r)
{
    return (uint64_t)((const struct id_query *)r->query)->id;
}

/* Nobody holds, or frees, what is their own. */
enum err find_person(struct req *r)
{
    return asked(r) == who_acts(r->who) ? ERR_ROLE : person_is(r, asked(r));
}

enum err find_hold(struct req *r)
{
    struct person_hold *h = arena_new(r->arena, 1, sizeof *h);
    enum err e = hold_get(r, asked(r), h);

    r->found = h;
    return e ? e : h->account == who_acts(r->who) ? ERR_ROLE : h->lifted ? ERR_CLASH : OK;
}

static enum err show_one(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "list");
    const char *note;
    enum err e = hold_note(r, db_u(q, 0), asked(r), db_b(q, 2), &note);

    node_s(n, "text", lang_text(r->lang, arena_fmt(r->arena, "T.choice.hold_why.%s", db_s(q, 1))));
    node_s(n, "note", note);
    node_s(n, "until", lang_day(r->arena, r->lang, db_day(q, 3)));
    node_i(n, "shown", db_i(q, 4) == 1);
    node_s(n, "set", lang_time(r->arena, r->lang, db_time(q, 5)));
    if (db_null(q, 6))
        node_s(n, "href", request_at(r, "/privacy/hold_end", db_u(q, 0)));
    else
        node_s(n, "lifted", lang_time(r->arena, r->lang, db_time(q, 6)));
    return e;
}

enum err person_holds_load(struct req *r)
{
    struct rows q;
    enum err e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .subject = asked(r), .detail = "holds" });

    if (e || (e = person_holds(r, asked(r), &q)))
        return e;
    out_s(r, "person.href", request_at(r, "/admin/person", asked(r)));
    out_s(r, "person.number", arena_fmt(r->arena, "%llu", (unsigned long long)asked(r)));
    while (!e && db_next(&q))
        e = show_one(r, &q);
    form_show(r, &hold_form, NULL);
    return e ? e : db_end(&q);
}

enum err hold_done(struct req *r, const void *in)
{
    const struct hold_ask *a = in;
    uint64_t id;
    enum err e;

    if ((e = form_add(r, &hold_form, a, asked(r), &id)) || (e = hold_begin(r, id)))
        return e;
    audit_note(r, (struct audit){ .action = A_HOLD, .subject = asked(r), .object = "person_hold", .object_id = id,
                                  .detail = a->why });
    return go(r, arena_fmt(r->arena, "%s&said=hold_set", request_at(r, "/privacy/holds", asked(r))));
}

enum err hold_end_load(struct req *r)
{
    const struct person_hold *h = r->found;

    out_s(r, "hold.holds", request_at(r, "/privacy/holds", h->account));
    out_s(r, "hold.person", arena_fmt(r->arena, "%llu", (unsigned long long)h->account));
    out_s(r, "hold.why", lang_text(r->lang, arena_fmt(r->arena, "T.choice.hold_why.%s", h->why)));
    out_s(r, "hold.until", lang_day(r->arena, r->lang, h->ends_on));
    out_s(r, "hold.set", lang_time(r->arena, r->lang, h->set_at));
    form_show(r, &hold_end_form, NULL);
    return OK;
}

enum err hold_end_done(struct req *r, const void *in)
{
    const struct person_hold *h = r->found;
    enum err e = hold_lift(r, h->id);

    (void)in;
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_HOLD_END, .subject = h->account, .object = "person_hold",
                                  .object_id = h->id });
    return go(r, arena_fmt(r->arena, "%s&said=hold_lifted", request_at(r, "/privacy/holds", h->account)));
}
