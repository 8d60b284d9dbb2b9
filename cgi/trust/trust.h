/* The trust program: structs and prototypes of its own files. */
#ifndef QIAO_TRUST_H
#define QIAO_TRUST_H

#include "app/app.h"

/* Who acts, or is asked to, for whom: a row of table delegation. */
struct deed {
    uint64_t id, subject, agent, org; /* agent 0: nobody said yes yet; org 0: for no organisation */
    const char *kind, *scope, *state;
    int64_t ends, days;               /* ends: UTC; while asked, the last moment for an answer */
    const char *subject_name, *agent_name, *org_name; /* "" if none */
    const char *address;              /* of who is asked; "" if nobody by address */
    bool managed;                     /* the subject has no way in of its own */
};
enum { DAYS_MAX = 180, ANSWER_DAYS = 14, CALL_S = 8 * 3600, LOOK_S = 30 * 60 };

/* Somebody whose account is managed: a row of table ward. */
struct ward {
    uint64_t account, org, deed;  /* org 0: a guardian answers for it; deed: who acts now, 0 nobody */
    const char *name, *lang, *relation, *number;
    const char *agent_name;       /* "" if nobody acts */
    int64_t birth;                /* day number */
    int64_t ends;                 /* of the deed, UTC; NONE */
    int64_t code_ends;            /* of the paper code, UTC; NONE: there is none */
    struct bytes code;            /* its hash; n 0 */
    bool taken;                   /* its person has a way in now */
};
/* Schools open accounts for their pupils, and any of their people may act next. */
#define R_SCHOOL (R_SCHOOL_STAFF | R_SCHOOL_LEAD)
/* And the centre's, of those a guardian left in its care. */
#define R_WARDS (R_SCHOOL | R_CENTRE)
enum { CODE_SIGNS = 16, CODE_DAYS = 90, PAPER_SHOWN_S = 600, TICKET_S = 30 * 60 };

/* Records of the forms. */
struct ask { const char *address, *scope; int64_t days, sure; };
struct reply { const char *answer; };
struct pupil { const char *name, *relation, *number, *lang, *signed_by; int64_t birth, days, agree; };
struct help { int64_t sure; };
struct take { const char *code; int64_t birth, keep; };
struct end { int64_t care; };
extern const struct form ask_form, reply_form, act_form, act_end_form, end_form;
extern const struct form pupil_form, carry_form, paper_form, take_form, help_form, look_form;
extern const struct form *const trust_forms[];

/* store.c: the only SQL of delegations. Scope: the reader is the subject, the agent, or asked by the address of the
 * account; else ERR_GONE. */
extern const struct sql *const trust_sql[];
enum err deeds_of(struct req *r, struct rows *ret);
enum err deed_next(struct rows *q, struct deed *ret, bool *ret_more);
enum err deed_get(struct req *r, uint64_t id, struct deed *ret);
/* Helping by address; letter and limits are the caller's. */
enum err deed_ask(struct req *r, const struct ask *a, uint64_t *ret_id);
/* The subject is waiting for this address already, or it may act already. */
enum err deed_is_twice(struct req *r, const char *address, bool *ret);
/* errors  ERR_CLASH: not asked any more */
enum err deed_accept(struct req *r, const struct deed *d, uint64_t org, int64_t ends);
enum err deed_refuse(struct req *r, const struct deed *d);
/* by 0: by itself.  errors  ERR_CLASH: it had ended */
enum err deed_end(struct req *r, const struct deed *d, uint64_t by);
/* Asking support to look: of the reader; those that wait for an officer of the reader's centre.
 *   call_add  errors  ERR_CLASH: there is no centre */
enum err call_add(struct req *r, uint64_t *ret_id);
enum err call_is_twice(struct req *r, bool *ret);
enum err calls_of(struct req *r, struct rows *ret); /* as deeds_of */
enum err call_get(struct req *r, uint64_t id, struct deed *ret);
enum err deeds_over(struct req *r, struct rows *ret); /* ids of what is over and still called active */
enum err deed_over(struct req *r, uint64_t id, struct deed *ret); /* in the sweep; ERR_GONE: somebody else has it */
/* Who gets a letter: an account with a way in of its own; else ERR_GONE. */
struct person { uint64_t id; const char *name, *lang; };
enum err person_get(struct req *r, uint64_t id, struct person *ret);
enum err person_by_mail(struct req *r, const char *mail, struct person *ret);

/* ward_store.c: managed accounts. Scope: the school whose hat is on, or a guardian; else ERR_GONE. */
/* A new account and its ward, without anybody who acts yet.
 *   signed_by  who signed the consent on paper */
enum err ward_open(struct req *r, const struct ward *w, const char *signed_by, uint64_t *ret_account);
/* The same name and birth date, and the same number at that school. */
enum err ward_is_twice(struct req *r, const struct ward *w, bool *ret);
enum err ward_get(struct req *r, uint64_t account, struct ward *ret);
/* Those of a school, newest first, below that number; 0: from the beginning. */
enum err wards_of(struct req *r, uint64_t org, uint64_t after, struct rows *ret);
enum err ward_next(struct rows *q, struct ward *ret, bool *ret_more);
/* From now on the agent acts for the subject, by kind, org and end of the deed. */
enum err ward_begin(struct req *r, const struct deed *d, uint64_t *ret_id);
enum err ward_deeds(struct req *r, uint64_t account, struct rows *ret); /* as deeds_of: those that are active */
/* No guardian but this one answers for its subject, who has no way in, and no school. */
enum err deed_is_alone(struct req *r, const struct deed *d, bool *ret);
/* From now on the centre answers for it, as a school does for its pupils; and no longer.
 *   errors  ERR_CLASH: there is no centre, or a school does */
enum err ward_to_centre(struct req *r, uint64_t account);
enum err ward_from_centre(struct req *r, uint64_t account);
/* For officers who decide, never for who asks: the account that was opened for somebody of this name and birth date, by
 * a school or for another guardian; account 0: none. One the asker could join comes before others. */
struct twin {
    uint64_t account, guardian; /* guardian: who acts as one; 0 nobody */
    bool taken, theirs;         /* its person has a way in now; the asker acts in it already */
    const char *name, *guardian_name, *org, *number; /* org: who answers for it; "" a guardian */
    int64_t opened;
};
enum err ward_twin(struct req *r, const struct ward *w, uint64_t asker, struct twin *ret);
/* Who of the organisation that answers for it has one of these roles: id name lang */
enum err ward_carers(struct req *r, uint64_t account, unsigned roles, struct rows *ret);
enum err ward_code_make(struct req *r, uint64_t account, const char *code);
bool ward_code_is(const struct ward *w, const char *code);
/* By the code of its paper: account, birth date.  errors  ERR_GONE: unknown, over, or taken already */
enum err ward_by_code(struct req *r, const char *code, struct ward *ret);
/* Typed rightly: the browser that holds the ticket may choose a way in.
 *   keep  whoever acts now may go on */
enum err ward_ticket(struct req *r, uint64_t account, struct bytes ticket, bool keep);

/* tell.c: letters; to nobody if the account is managed for its person. */
enum err tell(struct req *r, uint64_t account, const char *name, const struct deed *d);
/* To an address that may belong to nobody we know. */
enum err tell_address(struct req *r, const char *address, const char *name, const struct deed *d);
/* A guardian's right has ended and nobody is left: the centre takes care, and its officers are told. */
enum err care_begin(struct req *r, const struct deed *d);
enum err trust_sweep(struct req *r);

/* Handlers, by page. */
enum err find_deed(struct req *r);  /* what ?id= names, in the reader's scope */
enum err find_asked(struct req *r); /* and the reader is asked to say yes */
enum err find_mine(struct req *r);  /* and the reader may act by it now */
const struct deed *found(const struct req *r);
void show_deed(struct req *r, const struct deed *d);
void show_ward(struct req *r, const struct ward *w);
enum err home_load(struct req *r);
enum err ask_load(struct req *r), ask_done(struct req *r, const void *in);
enum err accept_load(struct req *r), accept_done(struct req *r, const void *in);
enum err act_load(struct req *r), act_done(struct req *r, const void *in);
enum err end_acting_done(struct req *r, const void *in);
enum err end_load(struct req *r), end_done(struct req *r, const void *in);
enum err find_ward(struct req *r);   /* what ?id= names, in the reader's scope, and not taken yet */
enum err find_carry(struct req *r);  /* and of the reader's school */
enum err pupils_load(struct req *r);
enum err pupil_load(struct req *r), pupil_done(struct req *r, const void *in);
enum err carry_load(struct req *r), carry_done(struct req *r, const void *in);
enum err paper_load(struct req *r), paper_done(struct req *r, const void *in);
enum err help_load(struct req *r), help_done(struct req *r, const void *in), calls_load(struct req *r);
enum err find_call(struct req *r);   /* what ?id= names, waiting at the reader's centre, and not the reader's own */
enum err look_load(struct req *r), look_done(struct req *r, const void *in);
enum err take_load(struct req *r), take_done(struct req *r, const void *in);

#endif
