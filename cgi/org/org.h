/* The org program: organisations, who verifies them, and the roles people hold in them. */
#ifndef QIAO_ORG_H
#define QIAO_ORG_H

#include "app/app.h"
#include "flow/names.h"
#include "auth/grant.h"

/* A registration: somebody asks, a department verifies (schema/0052), an organisation begins. */
enum { ASK_ASKED = 1, ASK_CHECKED, ASK_RETURNED, ASK_VERIFIED, ASK_REFUSED, ASK_WITHDRAWN, ASK_LAPSED };
enum {
    ASK_ASK = 1, ASK_CHECK, ASK_VERIFY, ASK_RETURN, ASK_CORRECT, ASK_REFUSE, ASK_RESTORE, ASK_WITHDRAW, ASK_LAPSE,
    ASK_REMIND
};
enum { ASK_MAX = 3, INVITE_DAYS = 7 }; /* registrations of one person under way; how long a link is good */

/* Who verifies organisations; who manages people of one or oversees those of several. */
#define R_DESK (R_DEPT_OFFICER | R_DEPT_LEADER | R_COORDINATOR)
#define R_PEOPLE (R_SCHOOL_LEAD | R_CENTRE_LEAD | R_ENTERPRISE_ADMIN | R_BANK_ADMIN | R_INSURER_ADMIN | \
                  R_DEPT_LEADER | R_COORDINATOR | R_SECURITY_ADMIN)
#define R_OVERSEE (R_COORDINATOR | R_SECURITY_ADMIN)

struct registration {
    struct flow_case c;               /* scope: the organisation that verifies */
    const char *kind, *name, *name_en, *uscc, *why, *verifier;
    uint64_t org;                     /* what it became; 0 nothing yet */
    bool two;                         /* of this kind: one person checks, another one verifies */
};

struct place {
    uint64_t id;
    const char *kind, *name, *name_en, *uscc;
    bool leads;
    int64_t closed_at;                /* NONE: open */
    uint64_t successor;
    const char *successor_name;
};

/* A row of org_grant. Times NONE: not yet. */
struct grant_row {
    uint64_t id, org, account, asked_by, second_by;
    unsigned role;
    int64_t asked_at, ends_at, taken_at, second_at, given_at, closed_at;
    struct bytes address;             /* sealed; p NULL without */
};

/* Records of forms and queries. */
struct ask {
    const char *kind, *name, *name_en, *uscc, *contact, *phone, *why;
    struct upload *licence;
};
struct desk { const char *reason, *text, *note; int64_t override; };
struct invite { const char *mail, *lang; };
struct answer { const char *answer; };
struct closing { const char *text; int64_t sure; };
struct place_query { int64_t org, person, grant, into, after; const char *role; };
struct kind_query { const char *kind; int64_t after; };
struct join_query { const char *code; int64_t grant; };

extern const struct form ask_form, fix_form, back_form, desk_form, invite_form, give_form, take_form, recall_form,
    agree_form, join_form, closing_form, reopen_form, org_state_query, org_event_query, place_query,
    kind_query, join_query;
extern const struct form *const org_forms[];
extern const struct flow org_flow;

/* case_store.c: registrations. The scope stands in each text. */
extern const struct sql *const org_sql[];
enum err registration_own(struct req *r, uint64_t id, uint64_t owner, struct registration *ret);
enum err registration_theirs(struct req *r, uint64_t id, uint64_t org, unsigned roles, struct registration *ret);
enum err registration_any(struct req *r, uint64_t id, struct registration *ret); /* for the clock */
enum err registration_begin(struct req *r, uint64_t id, const char *kind); /* number, verifier, language */
/* After form_add or form_save: the case's own columns, the licence (NULL: the one that is there), and the move.
 *   errors  ERR_INPUT: the licence is no file we keep */
enum err registration_send(struct req *r, uint64_t id, const char *kind, struct upload *licence, int event);
enum err registration_became(struct req *r, uint64_t id, uint64_t org);
enum err registrations_of(struct req *r, uint64_t owner, struct rows *ret); /* id number name state state_at due_at */
/* id number name kind state_at due_at uscc; those after a place in the queue, after 0: from its beginning */
enum err registrations_in(struct req *r, int state, int64_t due, uint64_t after, struct rows *ret);
enum err registrations_count(struct req *r, int state, uint64_t *ret);
/* Others under way with this code: number, whether of the same owner. */
enum err registrations_with(struct req *r, const char *uscc, uint64_t id, uint64_t owner, struct rows *ret);
enum err registrations_open(struct req *r, uint64_t owner, uint64_t *ret); /* locks the person first */
/* People of the verifying department whose it is: id, name, language. */
enum err verifiers_of(struct req *r, const struct registration *x, struct rows *ret);

/* place_store.c: organisations. */
enum err place_get(struct req *r, uint64_t id, struct place *ret);
enum err place_lock(struct req *r, uint64_t id); /* one change of people or state after the other */
enum err place_by_uscc(struct req *r, const char *uscc, uint64_t *ret_id, const char **ret_name);
/* errors  ERR_TWICE: there is one with this code */
enum err place_add(struct req *r, const struct registration *x, uint64_t *ret_id);
enum err places_of(struct req *r, uint64_t account, struct rows *ret);  /* id kind name roles */
/* id kind name uscc closed_at */
enum err places_all(struct req *r, const char *kind, uint64_t after, struct rows *ret);
/* Ends what still waits there, too. */
enum err place_close(struct req *r, const struct place *x, uint64_t successor);
enum err place_reopen(struct req *r, const struct place *x);

/* role_store.c: roles, and what is asked for. */
enum err roles_of(struct req *r, uint64_t account, uint64_t org, unsigned *ret_here, unsigned *ret_any);
/*   ret_others  those who are not the receiver */
enum err holders_of(struct req *r, uint64_t org, unsigned role, uint64_t receiver, unsigned *ret, unsigned *ret_others);
/* Roles of R_THREE that somebody active holds here and nobody anywhere else. */
enum err roles_only_here(struct req *r, uint64_t org, unsigned *ret);
enum err role_add(struct req *r, uint64_t account, uint64_t org, unsigned role, uint64_t by);
enum err role_drop(struct req *r, uint64_t account, uint64_t org, unsigned role);
/* id name mail state second roles; PEOPLE_PAGE and one more */
enum { PEOPLE_PAGE = 50 };
enum err people_of(struct req *r, uint64_t org, uint64_t after, struct rows *ret);
enum err person_get(struct req *r, uint64_t org, uint64_t account, struct rows *ret); /* the same, one row */
/* id name lang, whether of this organisation */
enum err people_with(struct req *r, uint64_t org, unsigned here, unsigned any, struct rows *ret);
enum err grant_add(struct req *r, struct grant_row *x, const char *address, const char *code);
enum err grant_get(struct req *r, uint64_t id, uint64_t org, struct grant_row *ret);
enum err grant_by_code(struct req *r, const char *code, struct grant_row *ret);
const char *grant_address(struct req *r, const struct grant_row *x); /* "" if there is none */
enum err grant_take(struct req *r, const struct grant_row *x, uint64_t account);
enum err grant_second(struct req *r, const struct grant_row *x);
enum err grant_given(struct req *r, const struct grant_row *x);
enum err grant_close(struct req *r, const struct grant_row *x);
enum err grant_ended(struct req *r, uint64_t org, uint64_t account, unsigned role); /* the one that gave it */
enum err grants_of(struct req *r, uint64_t org, bool open, struct rows *ret);
enum err grants_to(struct req *r, uint64_t account, struct rows *ret); /* id org name role ends_at */
/* Of all open organisations, the oldest first: PEOPLE_PAGE and one more, of roles that may need two; after GRANT_SECOND
 * name, kind and leads of the organisation. */
enum err grants_waiting(struct req *r, uint64_t after, struct rows *ret);
void grant_next(const struct rows *q, struct grant_row *ret);
/* Column n of grants_of: names of receiver, asker and second person. */
enum { GRANT_RECEIVER = 13, GRANT_ASKER, GRANT_SECOND, GRANT_PLACE };
/* By mail address or phone. */
enum err account_with(struct req *r, const char *reach, uint64_t *ret_id, const char **ret_lang);
enum err account_name(struct req *r, uint64_t id, const char **ret);
enum err account_lang(struct req *r, uint64_t id, const char **ret);

/* grants.c: the one way a role is given or taken on the pages. */
/* What the rule looks at; receiver 0 is nobody yet. Locks nothing. */
enum err grant_facts(struct req *r, const struct place *p, unsigned role, uint64_t receiver, struct grant *ret);
/* What this reader may do with one that waits, and whether it waits for a second person at all. */
struct grant_options { bool voice, agree, recall, second; };
enum err grant_ask(struct req *r, const struct place *p, const struct grant_row *x, struct grant_options *ret);
/* In force as soon as the receiver accepted and the second person agreed; asks the rule again, with the roles
 * everybody has now.  ret_given: whether it is.  errors  ERR_INPUT: the fault is in r->faults */
enum err grant_settle(struct req *r, const struct place *p, struct grant_row *x, bool *ret_given);
/* The first administrator of an organisation that was verified just now by this reader. */
enum err grant_founder(struct req *r, const struct registration *x, uint64_t org);
/* A fault of the rule, said beside the form. */
enum err grant_refuse(struct req *r, const char *fault);
int64_t grant_ends(const struct req *r); /* of what is asked for now */
const char *role_text(struct req *r, const struct lang *l, unsigned role);

/* tell.c: letters that no move sends. */
enum err tell_verifiers(struct req *r, const struct registration *x, const char *name);
/*   text  typed by somebody for {text}; NULL: none */
enum err tell_person(struct req *r, uint64_t account, const char *name, const struct place *p, unsigned role,
                     const char *path, const char *text);
enum err tell_invited(struct req *r, const struct place *p, const struct grant_row *x, const char *reach,
                      const char *lang, const char *code);
enum err tell_second(struct req *r, const struct place *p, const struct grant_row *x);

/* shared.c: what handlers share. */
enum err reg_mine(struct req *r);      /* a registration of one's own, ?id= */
enum err reg_theirs(struct req *r);    /* one of the reader's desk */
enum err reg_either(struct req *r);
enum err find_place(struct req *r);     /* an organisation whose people the reader manages, ?org= or the hat's */
const struct registration *found_case(const struct req *r);
const struct place *found_place(const struct req *r);
const char *org_at(struct req *r, const char *path, uint64_t id);
const char *place_at(struct req *r, const char *path, const struct place *p);
void show_registration(struct req *r, const struct registration *x);
void show_place(struct req *r, const struct place *p);
enum err show_licences(struct req *r, const struct registration *x);
enum err show_answers(struct req *r, const struct registration *x, const char *column, uint64_t scope);
void org_holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room);
void list_head(struct req *r, const char *list, const char *texts, const char *const *columns);

/* Handlers, by page. */
enum err front_load(struct req *r);
enum err ask_load(struct req *r), ask_done(struct req *r, const void *in), asked_load(struct req *r);
enum err fix_load(struct req *r), fix_done(struct req *r, const void *in), licence_load(struct req *r);
enum err back_load(struct req *r), back_done(struct req *r, const void *in);
enum err desk_load(struct req *r), review_load(struct req *r), decide_org_load(struct req *r),
    decide_org_done(struct req *r, const void *in);
enum err people_load(struct req *r), person_load(struct req *r);
enum err give_load(struct req *r), give_done(struct req *r, const void *in);
enum err take_load(struct req *r), take_done(struct req *r, const void *in);
enum err invite_load(struct req *r), invite_done(struct req *r, const void *in);
enum err recall_load(struct req *r), recall_done(struct req *r, const void *in);
enum err agree_load(struct req *r), agree_done(struct req *r, const void *in);
enum err join_load(struct req *r), join_done(struct req *r, const void *in);
enum err waiting_load(struct req *r), find_agree(struct req *r);
enum err all_load(struct req *r), close_load(struct req *r), close_done(struct req *r, const void *in);
enum err reopen_load(struct req *r), reopen_done(struct req *r, const void *in);

#endif
