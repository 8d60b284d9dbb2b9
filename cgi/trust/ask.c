/* A person names a helper by address, and the helper says yes or no. No SQL, no HTML. */
#include "trust.h"
#include "auth/throttle.h"
#include "base/clock.h"
#include <string.h>

/* A teacher acts as one of the school, and no longer than that is so. */
enum { FOR_ORG = R_SCHOOL_STAFF | R_SCHOOL_LEAD | R_CENTRE };

enum err ask_load(struct req *r)
{
    out_s(r, "up", "/trust/");
    form_show(r, &ask_form, &(struct ask){ .address = "", .scope = "apply", .days = 30 });
    return OK;
}

static enum err refuse(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

/* Letters to an address that did not ask for them have limits, of the writer and of the address. */
static enum err may_write(struct req *r, const char *address)
{
    const char *me = arena_fmt(r->arena, "%llu", (unsigned long long)r->who->id);
    bool mine, theirs;
    enum err e;

    if ((e = throttle_use(r, TH_TRUST, me, &mine)) || (e = throttle_use(r, TH_TRUST_MAIL, address, &theirs)))
        return e;
    return mine && theirs ? OK : refuse(r, NULL, "ask_many");
}

static enum err tell_both(struct req *r, uint64_t id)
{
    struct deed d;
    enum err e;

    if ((e = deed_get(r, id, &d)) || (e = tell_address(r, d.address, "trust_asked", &d)))
        return e;
    return tell(r, d.subject, "trust_asked_self", &d);
}

enum err ask_done(struct req *r, const void *in)
{
    const struct ask *a = in;
    uint64_t id;
    bool twice;
    enum err e;

    if (strcmp(a->address, r->who->mail) == 0)
        return refuse(r, "address", "ask_self");
    if ((e = deed_is_twice(r, a->address, &twice)))
        return e;
    if (twice)
        return refuse(r, "address", "ask_twice");
    if ((e = may_write(r, a->address)) || (e = deed_ask(r, a, &id)) || (e = tell_both(r, id)))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_ASK, .object = "delegation", .object_id = id,
                                  .detail = arena_fmt(r->arena, "teacher %s %lld", a->scope, (long long)a->days) });
    return go(r, "/trust/?said=asked");
}

enum err accept_load(struct req *r)
{
    show_deed(r, found(r));
    form_show(r, &reply_form, NULL);
    return OK;
}

static enum err accept(struct req *r, const struct deed *d)
{
    struct deed now = *d;
    uint64_t org = r->who->roles & FOR_ORG ? r->who->org : 0;
    enum err e;

    now.ends = day_end(day_of(r->now) + d->days);
    now.agent_name = r->who->name;
    now.state = "active";
    if ((e = deed_accept(r, d, org, now.ends)) || (e = tell(r, d->subject, "trust_accepted", &now)) ||
        (e = tell(r, r->who->id, "trust_begun", &now)))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_GRANT, .subject = d->subject, .object = "delegation",
                                  .object_id = d->id, .detail = d->kind });
    return go(r, "/trust/?said=accepted");
}

enum err accept_done(struct req *r, const void *in)
{
    const struct deed *d = found(r);
    struct deed now = *d;
    enum err e;

    if (strcmp(((const struct reply *)in)->answer, "accept") == 0)
        return accept(r, d);
    now.agent_name = r->who->name;
    now.state = "refused";
    if ((e = deed_refuse(r, d)) || (e = tell(r, d->subject, "trust_refused", &now)))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_GRANT, .refused = true, .subject = d->subject,
                                  .object = "delegation", .object_id = d->id });
    return go(r, "/trust/?said=refused");
}
