/* Roles of DOMAIN 6.2, as bits. A role is held in one organisation; rows are found in that scope. */
#ifndef QIAO_ROLE_H
#define QIAO_ROLE_H

#include "base/req.h"

enum role {
    R_APPLICANT = 1 << 0,   /* every confirmed account, for its own rows */
    R_INTERN = 1 << 1,
    R_GUARDIAN = 1 << 2,
    R_SCHOOL_STAFF = 1 << 3,
    R_SCHOOL_LEAD = 1 << 4,
    R_CENTRE_ADMISSIONS = 1 << 5,
    R_CENTRE_LEAD = 1 << 6,
    R_ENTERPRISE_STAFF = 1 << 7,
    R_ENTERPRISE_ADMIN = 1 << 8,
    R_BANK_OFFICER = 1 << 9,
    R_BANK_ADMIN = 1 << 10,
    R_INSURER_OFFICER = 1 << 11,
    R_INSURER_ADMIN = 1 << 12,
    R_DEPT_OFFICER = 1 << 13,
    R_DEPT_LEADER = 1 << 14,
    R_EVALUATOR = 1 << 15,
    R_COORDINATOR = 1 << 16,
    R_AUDITOR = 1 << 17,
    R_SYS_ADMIN = 1 << 18,  /* machines, calendar, letters; no cases, no people */
    R_SECURITY_ADMIN = 1 << 19, /* people, rights, second factors; no cases, no machines (MLPS: three administrators) */
    R_CLOCK = 1 << 29,      /* timers; no person has it */
    R_ANYONE = 1 << 30,     /* a page open to the public, written out on purpose */

    R_CENTRE = R_CENTRE_ADMISSIONS | R_CENTRE_LEAD,
    R_THREE = R_AUDITOR | R_SYS_ADMIN | R_SECURITY_ADMIN, /* administrators of the whole house, apart from each other */
    /* Second factor mandatory, short sessions (SECURITY 27). */
    R_STAFF = R_SCHOOL_STAFF | R_SCHOOL_LEAD | R_CENTRE | R_BANK_OFFICER | R_BANK_ADMIN | R_INSURER_OFFICER |
              R_INSURER_ADMIN | R_DEPT_OFFICER | R_DEPT_LEADER | R_EVALUATOR | R_COORDINATOR | R_AUDITOR | R_SYS_ADMIN |
              R_SECURITY_ADMIN,
    /* The three administrators of MLPS, and the voice they need for some things. */
    R_ADMINS = R_SYS_ADMIN | R_SECURITY_ADMIN | R_AUDITOR | R_COORDINATOR,
    R_SIGNED_IN = (1 << 20) - 1 /* any of the above */
};

/* Name as in table account_role and in texts T.role.<name>; NULL if it is not one bit. */
const char *role_name(unsigned bit);
/* 0 if there is none of that name. */
unsigned role_find(const char *name);

/* The reader. Who acts for somebody has the id, name and language of that person in the programs it is good for, and
 * is an applicant there and nothing else. */
struct who {
    uint64_t id;              /* account; 0 nobody */
    uint64_t actor;           /* account that really acts: id, or who acts for it; 0 nobody */
    uint64_t acting;          /* delegation in use, 0 none; also set where it does not count */
    const char *acting_in;    /* program the delegation is good for; NULL none */
    const char *actor_name, *for_name; /* both "" unless acting */
    int64_t acting_ends;      /* UTC */
    bool looking;             /* acting, but only to look: nothing may be posted */
    bool no_consent;          /* acting for somebody who consents in person; guardians, and who holds the signed form
                                 of a managed account, may do it for them (PIPL 29, 31) */
    uint64_t expired;         /* account whose session has ended; only when id is 0 */
    unsigned hats;            /* organisations to choose from */
    uint64_t org;             /* organisation whose hat is on; 0 none */
    unsigned roles;           /* in that organisation, and R_APPLICANT; R_CLOCK in a sweep */
    const char *name;         /* as the person wants to be called */
    const char *org_name;
    const char *mail;
    const char *lang;         /* chosen in the account, "" if none */
    bool second;              /* second factor given in this session */
    bool stale;               /* staff whose password is too old (QIAO_PASSWORD_RULE): may see only what changes it */
    bool half;                /* staff, or whoever set it up, without it: may see only /login pages */
    int64_t signed_at;        /* when password or second factor was last given, for step-up; UTC */
    struct bytes session;     /* SHA-256 of the cookie; of the anonymous cookie before sign-in */
};

/* Does a page for those roles open for this reader's? Whose last role was taken away may still sign out. */
static inline bool role_fits(unsigned of_page, unsigned of_reader)
{
    return (of_page & (R_ANYONE | of_reader)) || of_page == R_SIGNED_IN;
}

/* Who is answerable for what is done: the one who acts, not the one acted for. */
static inline uint64_t who_acts(const struct who *w)
{
    return w->actor ? w->actor : w->id;
}

#endif
