/* A person asks support to look at what the person sees; an officer of the centre looks, for half an hour, and can do
 * nothing else (auth/session.c). The person ends it at any time like any other help. No SQL, no HTML. */
#include "trust.h"
#include "auth/throttle.h"

enum err help_load(struct req *r)
{
    out_s(r, "up", "/trust/");
    form_show(r, &help_form, NULL);
    return OK;
}

static enum err refuse(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

enum err help_done(struct req *r, const void *in)
{
    const char *me = arena_fmt(r->arena, "help %llu", (unsigned long long)r->who->id);
    bool twice, open;
    uint64_t id;
    enum err e;

    (void)in;
    if ((e = call_is_twice(r, &twice)))
        return e;
    if (twice)
        return refuse(r, NULL, "help_twice");
    if ((e = throttle_use(r, TH_TRUST, me, &open)))
        return e;
    if (!open)
        return refuse(r, NULL, "ask_many");
    e = call_add(r, &id);
    if (e)
        return e == ERR_CLASH ? refuse(r, NULL, "child_no_centre") : e;
    audit_note(r, (struct audit){ .action = A_TRUST_ASK, .object = "delegation", .object_id = id,
                                  .detail = "support apply" });
    return go(r, "/trust/?said=help_asked");
}

enum err find_call(struct req *r)
{
    struct deed *d = arena_new(r->arena, 1, sizeof *d);
    enum err e = call_get(r, (uint64_t)((const struct id_query *)r->query)->id, d);

    r->found = d;
    return e ? e : d->subject == r->who->id ? ERR_ROLE : OK;
}

enum err calls_load(struct req *r)
{
    struct deed d;
    struct rows q;
    bool more = true;
    enum err e = calls_of(r, &q);

    while (!e && !(e = deed_next(&q, &d, &more)) && more) {
        struct node *n = out_item(r, "calls");

        node_s(n, "name", d.subject_name);
        node_i(n, "number", (int64_t)d.id);
        node_s(n, "until", lang_deadline(r->arena, r->lang, d.ends));
        node_s(n, "href", arena_fmt(r->arena, "/trust/look?id=%llu", (unsigned long long)d.id));
    }
    return e;
}

enum err look_load(struct req *r)
{
    const struct deed *d = found(r);

    out_s(r, "call.name", d->subject_name);
    out_i(r, "call.number", (int64_t)d->id);
    form_show(r, &look_form, NULL);
    return OK;
}

enum err look_done(struct req *r, const void *in)
{
    const struct deed *d = found(r);
    struct deed now = *d;
    enum err e;

    (void)in;
    now.ends = r->now + LOOK_S;
    now.agent = r->who->id;
    now.agent_name = r->who->name;
    now.state = "active";
    if ((e = deed_accept(r, d, d->org, now.ends)) || (e = tell(r, d->subject, "trust_looks", &now)) ||
        (e = session_act(r, d->id)))
        return e;
    audit_note(r, (struct audit){ .action = A_ACT_BEGIN, .subject = d->subject, .object = "delegation",
                                  .object_id = d->id, .detail = d->kind });
    return go(r, "/apply/mine");
}
