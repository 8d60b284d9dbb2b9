/* Letters of trust, and what ends by itself. No SQL. */
#include "trust.h"
#include "base/setting.h"
#include "data/tx.h"
#include "flow/outbox.h"
#include <string.h>

/* The helper has a name once there is one; before that, the address. Who asks support does not know by whom. */
static const char *helper_of(const struct lang *l, const struct deed *d)
{
    if (*d->agent_name || *d->address)
        return *d->agent_name ? d->agent_name : d->address;
    return lang_text(l, "T.trust.kind.support");
}

static enum err put(struct req *r, const struct person *to, const char *address, const char *name, const struct deed *d)
{
    const struct lang *l = lang_find(to->lang);
    const char *page = strcmp(d->state, "asked") == 0 && to->id != d->subject ? "accept" : "";
    struct arena *a = r->arena;

    if (!l)
        l = r->lang;
    return outbox_put(r, &(struct letter){ .account = to->id, .address = address, .lang = l->code, .name = name,
        .flow = "", .holes = (const struct hole[]){
            { "name", to->name }, { "subject", d->subject_name }, { "helper", helper_of(l, d) },
            { "until", lang_deadline(a, l, d->ends) }, { "days", arena_fmt(a, "%lld", (long long)d->days) },
            { "what", lang_text(l, arena_fmt(a, "T.choice.scope.%s", d->scope)) },
            { "link", *page ? arena_fmt(a, "%s/trust/%s?id=%llu", setting_text(SET_ORIGIN), page,
                                        (unsigned long long)d->id)
                            : arena_fmt(a, "%s/trust/", setting_text(SET_ORIGIN)) },
            { NULL, NULL } } });
}

enum err tell(struct req *r, uint64_t account, const char *name, const struct deed *d)
{
    struct person to;
    enum err e = account ? person_get(r, account, &to) : ERR_GONE;

    if (e)
        return e == ERR_GONE ? OK : e;
    return put(r, &to, NULL, name, d);
}

/* Known or not, a letter goes to the address; whether it is known shows only there. */
enum err tell_address(struct req *r, const char *address, const char *name, const struct deed *d)
{
    struct person to = { .id = 0, .name = address, .lang = r->lang->code };
    enum err e = person_by_mail(r, address, &to);

    if (e && e != ERR_GONE)
        return e;
    return put(r, &to, to.id ? NULL : address, name, d);
}

enum err care_begin(struct req *r, const struct deed *d)
{
    const char *link = arena_fmt(r->arena, "%s/trust/pupils", setting_text(SET_ORIGIN));
    struct rows q;
    enum err e = ward_to_centre(r, d->subject);

    if (e)
        return e == ERR_CLASH ? OK : e; /* a school answers for it already, or there is no centre today */
    audit_note(r, (struct audit){ .action = A_TRUST_GRANT, .subject = d->subject, .object = "delegation",
                                  .object_id = d->id, .detail = "care" });
    e = ward_carers(r, d->subject, R_CENTRE, &q);
    while (!e && db_next(&q))
        e = outbox_put(r, &(struct letter){ .account = db_u(&q, 0), .lang = db_s(&q, 2), .name = "desk_child_care",
                       .flow = "", .holes = (const struct hole[]){ { "name", db_s(&q, 1) },
                                { "child", d->subject_name }, { "link", link }, { NULL, NULL } } });
    return e ? e : db_end(&q);
}

static enum err end_one(struct req *r, uint64_t id)
{
    bool active, alone;
    struct deed d;
    enum err e;

    if ((e = db_begin(r)) || (e = deed_over(r, id, &d)) || (e = deed_is_alone(r, &d, &alone)) ||
        (e = deed_end(r, &d, 0)))
        return e;
    active = strcmp(d.state, "active") == 0;
    audit_note(r, (struct audit){ .action = A_TRUST_END, .subject = d.subject, .object = "delegation",
                                  .object_id = d.id, .detail = active ? "over" : "no_answer" });
    if (active && ((e = tell(r, d.subject, "trust_ended", &d)) || (e = tell(r, d.agent, "trust_ended", &d))))
        return e;
    if (active && alone && (e = care_begin(r, &d)))
        return e;
    return audit_commit(r);
}

/* What is over is not good any more at once (auth/session.c); here it is called so, and both sides are told. */
enum err trust_sweep(struct req *r)
{
    struct rows q;
    enum err e = deeds_over(r, &q);

    while (!e && db_next(&q)) {
        audit_drop(r);
        if ((e = end_one(r, db_u(&q, 0))))
            db_rollback(r);
        if (e == ERR_GONE || e == ERR_AGAIN || e == ERR_CLASH)
            e = OK;
    }
    return e ? e : db_end(&q);
}
