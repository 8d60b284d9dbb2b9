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
enum { DAYS_MAX = 180, ANSWER_DAYS = 14 };

/* Records of the forms. */
struct ask { const char *address, *scope; int64_t days, sure; };
struct reply { const char *answer; };
struct empty { int64_t none; }; /* a form that is only a button */
/* Records of the queries. */
struct id_query { int64_t id; };

extern const struct form ask_form, reply_form, act_form, act_end_form, end_form, id_query;
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
enum err deeds_over(struct req *r, struct rows *ret); /* ids of what is over and still called active */
enum err deed_over(struct req *r, uint64_t id, struct deed *ret); /* in the sweep; ERR_GONE: somebody else has it */
/* Who gets a letter: an account with a way in of its own; else ERR_GONE. */
struct person { uint64_t id; const char *name, *lang; };
enum err person_get(struct req *r, uint64_t id, struct person *ret);
enum err person_by_mail(struct req *r, const char *mail, struct person *ret);

/* tell.c: letters; to nobody if the account is managed for its person. */
enum err tell(struct req *r, uint64_t account, const char *name, const struct deed *d);
/* To an address that may belong to nobody we know. */
enum err tell_address(struct req *r, const char *address, const char *name, const struct deed *d);
enum err trust_sweep(struct req *r);

/* Handlers, by page. */
enum err find_deed(struct req *r);  /* what ?id= names, in the reader's scope */
enum err find_asked(struct req *r); /* and the reader is asked to say yes */
enum err find_mine(struct req *r);  /* and the reader may act by it now */
const struct deed *found(const struct req *r);
void show_deed(struct req *r, const struct deed *d);
enum err home_load(struct req *r);
enum err ask_load(struct req *r), ask_done(struct req *r, const void *in);
enum err accept_load(struct req *r), accept_done(struct req *r, const void *in);
enum err act_load(struct req *r), act_done(struct req *r, const void *in);
enum err end_acting_done(struct req *r, const void *in);
enum err end_load(struct req *r), end_done(struct req *r, const void *in);

#endif
