/* The rule of grants (DOMAIN 6.2): which role may be held where, who gives it, whose second voice it needs, and what
 * else the same person may not hold. Pure: whoever writes into account_role has asked here first. Two do not:
 * qiao-admin first-admin, whose account nobody can be asked to give, and qiao-demo, whose people are made up. */
#ifndef QIAO_GRANT_H
#define QIAO_GRANT_H

#include "auth/role.h"

/* Kinds of organisations, as bits; names as in org.kind and in texts T.choice.org_kind.<name>. */
enum org_kind {
    O_CENTRE = 1 << 0, O_SCHOOL = 1 << 1, O_ENTERPRISE = 1 << 2, O_BANK = 1 << 3, O_INSURER = 1 << 4,
    O_DEPARTMENT = 1 << 5,
    O_ALL = (1 << 6) - 1
};
extern const char *const org_kinds[]; /* NULL at the end */
/* 0 if there is none of that name. */
unsigned org_kind_find(const char *name);

/* One role to be given to one person in one organisation. Roles are bits; "here" is that organisation, "any" all of
 * them, that one included. */
struct grant {
    unsigned role, kind;
    bool leads;                        /* the organisation leads the coordination (clause 21) */
    unsigned holders, others;          /* active people who have this role here; those who are not the receiver */
    uint64_t receiver;                 /* 0: invited, and not known yet */
    unsigned has_here, has_any;        /* roles of the receiver */
    uint64_t giver, second;            /* second 0: nobody yet */
    unsigned giver_here, giver_any, second_here, second_any;
    bool asked;                        /* only asked for: the second voice may come later */
    bool registered;                   /* by the officer who verifies the organisation, to the person who asked */
};

/* Name of the fault (T.error.<name>), or NULL:
 *   grant_role    nobody gives this role        grant_kind   not in such an organisation
 *   grant_self    one of the two is the receiver grant_has   held already
 *   grant_apart_here, grant_apart   not together with a role held here, anywhere
 *   grant_giver   not the giver's to give       grant_second a second person has to agree
 */
const char *grant_fault(const struct grant *g);
/* May this giver alone; else a second voice is needed. */
bool grant_is_alone(const struct grant *g);
/* May this role be taken away from the receiver, by the giver (who may be the same)? grant_giver; grant_last: nobody
 * would be left who has it. */
const char *grant_drop_fault(const struct grant *g);
/* Has the giver any say in this role here: may ask for it, agree to it, refuse it, or call it back? */
bool grant_has_voice(const struct grant *g);
/* Does the receiver hold a role that one person may not have together with this one? */
bool grant_is_apart(const struct grant *g);
/* Roles of those whose voice is wanted beside that of the giver: here, and anywhere. */
void grant_wanted(const struct grant *g, unsigned *ret_here, unsigned *ret_any);
/* Roles that can be held in such an organisation. */
unsigned grant_roles(unsigned kind, bool leads);
/* Roles for which, by somebody at least, a second voice is needed. */
unsigned grant_by_two(void);
/* What the person who registers an organisation of this kind becomes. */
unsigned grant_first(unsigned kind);
/* Roles that manage the people of their own organisation. */
unsigned grant_managers(void);

#endif
