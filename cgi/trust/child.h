/* The guardian's way: a parent or guardian asks, an officer of the centre looks at the proof, and the child has an
 * account that the guardian acts in until the child is of age. */
#ifndef QIAO_TRUST_CHILD_H
#define QIAO_TRUST_CHILD_H

#include "trust.h"
#include "flow/flow.h"
#include "flow/names.h"

enum { CHILD_ASKED = 1, CHILD_RETURNED, CHILD_ACCEPTED, CHILD_REFUSED, CHILD_WITHDRAWN, CHILD_LAPSED,
       CHILD_JOINING };
enum { CHILD_ASK = 1, CHILD_ACCEPT, CHILD_RETURN, CHILD_CORRECT, CHILD_REFUSE, CHILD_RESTORE, CHILD_WITHDRAW,
       CHILD_LAPSE, CHILD_REMIND, CHILD_JOIN, CHILD_AGREE, CHILD_DENY };
enum { CHILD_MAX = 5 }; /* of one person under way */

struct child_case {
    struct flow_case c;               /* scope: the centre */
    const char *child, *relation, *speaks, *centre;
    const char *guardian;             /* who asks, as the account is called */
    int64_t birth;                    /* day number; NONE once deleted */
    uint64_t account;                 /* what it became, or is to join; 0 nothing yet */
    uint64_t first;                   /* who acts in that account as a guardian; 0 nobody */
    struct twin twin;                 /* the same child's account, for who decides while it is asked for */
};

/* Records of forms and queries. */
struct child {
    const char *child, *speaks, *relation, *guardian, *phone;
    int64_t birth, agree;
    struct upload *proof;
};
struct desk { const char *reason, *text, *note; };

extern const struct form child_form, child_fix_form, child_back_form, child_desk_form, trust_state_query,
    trust_event_query;
extern const struct flow child_flow;

/* child_store.c. The scope stands in each text; else ERR_GONE. */
enum err child_own(struct req *r, uint64_t id, uint64_t owner, struct child_case *ret);
enum err child_theirs(struct req *r, uint64_t id, uint64_t centre, struct child_case *ret);
enum err child_any(struct req *r, uint64_t id, struct child_case *ret); /* for the clock */
enum err child_second(struct req *r, uint64_t id, uint64_t first, struct child_case *ret); /* waits for this guardian */
enum err seconds_of(struct req *r, uint64_t first, struct rows *ret); /* id, child, who asks */
enum err child_begin(struct req *r, uint64_t id); /* number, centre, language */
enum err child_became(struct req *r, uint64_t id, uint64_t account); /* 0: not any more */
enum err children_of(struct req *r, uint64_t owner, struct rows *ret); /* id number child state due_at */
enum err children_open(struct req *r, uint64_t owner, uint64_t *ret);
/* id number child state_at due_at; those after a place in the queue, after 0: from its beginning */
enum err children_in(struct req *r, int state, int64_t due, uint64_t after, struct rows *ret);
enum err child_officers(struct req *r, uint64_t centre, struct rows *ret); /* id name lang */

/* child_show.c: what its pages share. */
enum err find_child(struct req *r);        /* one's own, ?id= */
enum err find_child_theirs(struct req *r); /* of the reader's centre, and not the reader's own */
enum err find_child_either(struct req *r);
enum err find_second(struct req *r);       /* waits for the reader, who acts for the child */
enum err second_load(struct req *r), second_done(struct req *r, const void *in);
const struct child_case *found_child(const struct req *r);
const char *child_at(struct req *r, const char *page, uint64_t id);
const char *child_name(struct req *r, const char *name); /* or that it was deleted */
void show_child(struct req *r, const struct child_case *x);
enum err show_proofs(struct req *r, const struct child_case *x);
enum err show_told(struct req *r, const struct child_case *x, const char *column, uint64_t scope,
                   const struct child **ret);
enum err show_children(struct req *r); /* those the reader asked for, on the front page */
void child_holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room);

/* child.c, child_desk.c: handlers. */
enum err child_load(struct req *r), child_done(struct req *r, const void *in);
enum err child_case_load(struct req *r), proof_load(struct req *r);
enum err child_fix_load(struct req *r), child_fix_done(struct req *r, const void *in);
enum err child_back_load(struct req *r), child_back_done(struct req *r, const void *in);
enum err children_load(struct req *r), child_review_load(struct req *r);
enum err child_decide_load(struct req *r), child_decide_done(struct req *r, const void *in);

#endif
