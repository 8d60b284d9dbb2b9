/* The one way a role is given on the pages: the rule (auth/grant.h) is asked when it is asked for, and again when it
 * comes into force, with the roles everybody has by then. No SQL. */
#include "org.h"
#include "base/clock.h"

const char *role_text(struct req *r, const struct lang *l, unsigned role)
{
    const char *name = role_name(role), *text;

    text = name ? lang_text(l, arena_fmt(r->arena, "T.role.%s", name)) : NULL;
    return text ? text : "";
}

int64_t grant_ends(const struct req *r)
{
    return day_end(day_of(r->now) + INVITE_DAYS);
}

enum err grant_refuse(struct req *r, const char *fault)
{
    if (!r->faults)
        return ERR_CLASH;
    fault_add(r->faults, NULL, fault);
    return ERR_INPUT;
}

/* The reader acts with the hat that is on. */
enum err grant_facts(struct req *r, const struct place *p, unsigned role, uint64_t receiver, struct grant *ret)
{
    enum err e = OK;

    *ret = (struct grant){ .role = role, .kind = org_kind_find(p->kind), .leads = p->leads, .receiver = receiver,
                           .giver = who_acts(r->who), .giver_any = r->who->roles,
                           .giver_here = r->who->org == p->id ? r->who->roles : 0 };
    if (receiver)
        e = roles_of(r, receiver, p->id, &ret->has_here, &ret->has_any);
    return e ? e : holders_of(r, p->id, role, receiver, &ret->holders, &ret->others);
}

enum err grant_ask(struct req *r, const struct place *p, const struct grant_row *x, struct grant_options *ret)
{
    struct grant g;
    uint64_t reader;
    enum err e = grant_facts(r, p, x->role, x->account, &g);

    *ret = (struct grant_options){ .voice = false };
    if (e)
        return e;
    reader = g.giver;
    ret->voice = grant_has_voice(&g);
    ret->recall = ret->voice || x->asked_by == reader;
    g.second = reader;
    g.second_here = g.giver_here;
    g.second_any = g.giver_any;
    if ((e = roles_of(r, x->asked_by, p->id, &g.giver_here, &g.giver_any)))
        return e;
    g.giver = x->asked_by;
    ret->second = !x->second_by && !grant_is_alone(&g) && grant_has_voice(&g); /* who asked may have left */
    ret->agree = ret->second && x->asked_by != reader && !grant_fault(&g);
    return OK;
}

static enum err give(struct req *r, const struct place *p, struct grant_row *x)
{
    enum err e;

    if ((e = role_add(r, x->account, p->id, x->role, x->asked_by)) || (e = grant_given(r, x)))
        return e;
    x->given_at = r->now;
    audit_note(r, (struct audit){ .action = A_ROLE_GRANT, .subject = x->account, .object = "org", .object_id = p->id,
                                  .detail = role_name(x->role) });
    return OK;
}

enum err grant_settle(struct req *r, const struct place *p, struct grant_row *x, bool *ret_given)
{
    struct grant g;
    const char *fault;
    enum err e;

    *ret_given = false;
    if (x->taken_at == NONE)
        return OK;
    if ((e = grant_facts(r, p, x->role, x->account, &g)) ||
        (e = roles_of(r, x->asked_by, p->id, &g.giver_here, &g.giver_any)))
        return e;
    g.giver = x->asked_by;
    g.second = x->second_by;
    if (x->second_by && (e = roles_of(r, x->second_by, p->id, &g.second_here, &g.second_any)))
        return e;
    g.asked = !x->second_by && !grant_is_alone(&g);
    if ((fault = grant_fault(&g)))
        return grant_refuse(r, fault);
    if (g.asked)
        return OK; /* a second person has yet to agree */
    *ret_given = true;
    return give(r, p, x);
}

enum err grant_founder(struct req *r, const struct registration *x, uint64_t org)
{
    struct grant_row row = { .org = org, .account = x->c.owner, .asked_by = x->c.owner, .second_by = who_acts(r->who),
                             .role = grant_first(org_kind_find(x->kind)), .asked_at = r->now, .taken_at = r->now,
                             .second_at = r->now, .given_at = NONE, .ends_at = NONE };
    struct place p = { .id = org, .kind = x->kind };
    const char *fault;
    struct grant g;
    enum err e;

    if ((e = grant_facts(r, &p, row.role, x->c.owner, &g)))
        return e;
    g.registered = true;
    if ((fault = grant_fault(&g)))
        return grant_refuse(r, fault);
    e = grant_add(r, &row, NULL, NULL);
    return e ? e : give(r, &p, &row);
}
