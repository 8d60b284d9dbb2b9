/* The table of grants, and the one function that reads it. */
#include "auth/grant.h"
#include <string.h>

enum {
    ENTERPRISE = R_ENTERPRISE_STAFF | R_ENTERPRISE_ADMIN,
    SCHOOL = R_SCHOOL_STAFF | R_SCHOOL_LEAD,
    DEPT = R_DEPT_OFFICER | R_DEPT_LEADER,
    BUSINESS = (R_STAFF | ENTERPRISE) & ~R_THREE,
    /* Whose voice is heard in every organisation: for its first administrator, and beside an administrator's. */
    OVERSEE = R_SECURITY_ADMIN | R_COORDINATOR,
};

/* A grant has two voices: that of somebody who manages people in the organisation (by), or while nobody holds the role
 * there, of a security administrator (first); and that of a second person (too here, too_any anywhere). Where it says
 * alone, the first voice of the organisation's own is enough. The order of the two does not matter. */
static const struct rule {
    unsigned role, kinds;
    bool leads;            /* only where the coordination is led */
    unsigned by, first;
    bool alone;
    unsigned too, too_any;
    unsigned verify;       /* of the officer who verifies a registration */
    unsigned apart_here, apart;
    bool stays;            /* somebody must be left who has it */
} rules[] = {
    { .role = R_INTERN, .kinds = O_SCHOOL, .by = R_SCHOOL_LEAD, .alone = true, .apart_here = SCHOOL },
    { .role = R_SCHOOL_STAFF, .kinds = O_SCHOOL, .by = R_SCHOOL_LEAD, .alone = true },
    { .role = R_SCHOOL_LEAD, .kinds = O_SCHOOL, .by = R_SCHOOL_LEAD, .first = R_SECURITY_ADMIN,
      .too = R_SCHOOL_LEAD, .too_any = OVERSEE, .verify = DEPT, .stays = true },
    { .role = R_CENTRE_ADMISSIONS, .kinds = O_CENTRE, .by = R_CENTRE_LEAD, .alone = true,
      .apart_here = R_CENTRE_LEAD },
    { .role = R_CENTRE_LEAD, .kinds = O_CENTRE, .by = R_CENTRE_LEAD, .first = R_SECURITY_ADMIN,
      .too = R_CENTRE_LEAD, .too_any = OVERSEE, .verify = DEPT, .apart_here = R_CENTRE_ADMISSIONS, .stays = true },
    { .role = R_ENTERPRISE_STAFF, .kinds = O_ENTERPRISE, .by = R_ENTERPRISE_ADMIN, .alone = true },
    /* A small firm is one person, who hands it over. */
    { .role = R_ENTERPRISE_ADMIN, .kinds = O_ENTERPRISE, .by = R_ENTERPRISE_ADMIN, .first = R_SECURITY_ADMIN,
      .alone = true, .too = R_ENTERPRISE_ADMIN, .too_any = OVERSEE, .verify = DEPT | R_COORDINATOR, .stays = true },
    { .role = R_BANK_OFFICER, .kinds = O_BANK, .by = R_BANK_ADMIN, .alone = true },
    { .role = R_BANK_ADMIN, .kinds = O_BANK, .by = R_BANK_ADMIN, .first = R_SECURITY_ADMIN, .too = R_BANK_ADMIN,
      .too_any = OVERSEE, .verify = DEPT, .stays = true },
    { .role = R_INSURER_OFFICER, .kinds = O_INSURER, .by = R_INSURER_ADMIN, .alone = true },
    { .role = R_INSURER_ADMIN, .kinds = O_INSURER, .by = R_INSURER_ADMIN, .first = R_SECURITY_ADMIN,
      .too = R_INSURER_ADMIN, .too_any = OVERSEE, .verify = DEPT, .stays = true },
    { .role = R_DEPT_OFFICER, .kinds = O_DEPARTMENT, .by = R_DEPT_LEADER, .too_any = R_COORDINATOR,
      .apart_here = R_DEPT_LEADER },
    { .role = R_DEPT_LEADER, .kinds = O_DEPARTMENT, .by = R_DEPT_LEADER, .first = R_SECURITY_ADMIN,
      .too_any = R_COORDINATOR, .verify = R_COORDINATOR, .apart_here = R_DEPT_OFFICER, .stays = true },
    /* A third party (clause 15): appointed by a department, none of its own people, of no school and no enterprise. */
    { .role = R_EVALUATOR, .kinds = O_DEPARTMENT, .by = R_DEPT_LEADER, .too_any = R_COORDINATOR, .apart_here = DEPT,
      .apart = SCHOOL | ENTERPRISE },
    { .role = R_COORDINATOR, .kinds = O_DEPARTMENT, .leads = true, .by = R_COORDINATOR, .first = R_SECURITY_ADMIN,
      .too_any = OVERSEE, .stays = true },
    /* Three administrators apart from each other and from all business (SECURITY 35). Two security administrators are
     * needed for another one: qiao-admin first-admin makes them on the machine itself. */
    { .role = R_AUDITOR, .kinds = O_DEPARTMENT, .by = R_SECURITY_ADMIN, .too = R_SECURITY_ADMIN,
      .apart = (BUSINESS | R_THREE) & ~R_AUDITOR, .stays = true },
    { .role = R_SYS_ADMIN, .kinds = O_DEPARTMENT, .by = R_SECURITY_ADMIN, .too = R_SECURITY_ADMIN,
      .apart = (BUSINESS | R_THREE) & ~R_SYS_ADMIN, .stays = true },
    { .role = R_SECURITY_ADMIN, .kinds = O_DEPARTMENT, .by = R_SECURITY_ADMIN,
      .too = R_SECURITY_ADMIN, .apart = (BUSINESS | R_THREE) & ~R_SECURITY_ADMIN, .stays = true },
    { .role = 0 } /* R_APPLICANT has everybody; R_GUARDIAN comes with a delegation */
};

const char *const org_kinds[] = { "centre", "school", "enterprise", "bank", "insurer", "department", NULL };

unsigned org_kind_find(const char *name)
{
    for (unsigned i = 0; org_kinds[i]; i++)
        if (strcmp(org_kinds[i], name) == 0)
            return 1u << i;
    return 0;
}

static const struct rule *rule_of(unsigned role)
{
    const struct rule *x = rules;

    while (x->role && x->role != role)
        x++;
    return x;
}

static bool first_voice(const struct grant *g, const struct rule *x, unsigned here, unsigned any)
{
    return here & x->by || (g->holders == 0 && any & x->first);
}

static bool second_voice(const struct rule *x, unsigned here, unsigned any)
{
    return here & x->too || any & x->too_any;
}

/* Each row tells what it keeps away from; either row is enough. */
static const char *apart_fault(const struct grant *g, const struct rule *x)
{
    if (g->has_here & x->apart_here)
        return "grant_apart_here";
    if (g->has_any & x->apart)
        return "grant_apart";
    for (const struct rule *o = rules; o->role; o++) {
        if (g->has_here & o->role && o->apart_here & g->role)
            return "grant_apart_here";
        if (g->has_any & o->role && o->apart & g->role)
            return "grant_apart";
    }
    return NULL;
}

bool grant_is_alone(const struct grant *g)
{
    const struct rule *x = rule_of(g->role);

    return x->alone && g->giver_here & x->by;
}

static const char *voice_fault(const struct grant *g, const struct rule *x)
{
    bool one = first_voice(g, x, g->giver_here, g->giver_any), two = second_voice(x, g->giver_here, g->giver_any);

    if (g->registered) /* two persons by the case itself: who asked, and who verified */
        return g->holders == 0 && g->giver_any & x->verify ? NULL : "grant_giver";
    if (!one && !two)
        return "grant_giver";
    if (g->asked || grant_is_alone(g))
        return NULL;
    if (!g->second || g->second == g->giver)
        return "grant_second";
    if ((one && second_voice(x, g->second_here, g->second_any)) ||
        (two && first_voice(g, x, g->second_here, g->second_any)))
        return NULL;
    return "grant_second";
}

const char *grant_fault(const struct grant *g)
{
    const struct rule *x = rule_of(g->role);
    const char *fault;

    if (!x->role)
        return "grant_role";
    if (!(x->kinds & g->kind) || (x->leads && !g->leads))
        return "grant_kind";
    if (g->receiver && (g->receiver == g->giver || g->receiver == g->second))
        return "grant_self";
    if (g->has_here & g->role)
        return "grant_has";
    fault = apart_fault(g, x);
    return fault ? fault : voice_fault(g, x);
}

const char *grant_drop_fault(const struct grant *g)
{
    const struct rule *x = rule_of(g->role);

    if (!(g->has_here & g->role) || !x->role)
        return "grant_role";
    if (g->receiver != g->giver && !(g->giver_here & x->by) && !(g->giver_any & (x->first | x->too_any)))
        return "grant_giver";
    return x->stays && g->others == 0 ? "grant_last" : NULL;
}

bool grant_has_voice(const struct grant *g)
{
    const struct rule *x = rule_of(g->role);

    return g->giver_here & (x->by | x->too) || g->giver_any & (x->first | x->too_any);
}

bool grant_is_apart(const struct grant *g)
{
    return apart_fault(g, rule_of(g->role)) != NULL;
}

void grant_wanted(const struct grant *g, unsigned *ret_here, unsigned *ret_any)
{
    const struct rule *x = rule_of(g->role);
    bool one = first_voice(g, x, g->giver_here, g->giver_any);

    *ret_here = one ? x->too : x->by;
    *ret_any = one ? x->too_any : g->holders == 0 ? x->first : 0;
}

unsigned grant_roles(unsigned kind, bool leads)
{
    unsigned roles = 0;

    for (const struct rule *x = rules; x->role; x++)
        if (x->kinds & kind && (leads || !x->leads))
            roles |= x->role;
    return roles;
}

unsigned grant_by_two(void)
{
    unsigned roles = 0;

    for (const struct rule *x = rules; x->role; x++)
        if (x->too | x->too_any)
            roles |= x->role;
    return roles;
}

unsigned grant_first(unsigned kind)
{
    for (const struct rule *x = rules; x->role; x++)
        if (x->kinds & kind && x->verify)
            return x->role;
    return 0;
}

unsigned grant_managers(void)
{
    unsigned roles = 0;

    for (const struct rule *x = rules; x->role; x++)
        roles |= x->by;
    return roles;
}
