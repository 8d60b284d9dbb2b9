/* Requests about one's own data: corrected, deleted, or held because the data must be kept. */
#ifndef QIAO_REQUEST_H
#define QIAO_REQUEST_H

#include "privacy.h"
#include "flow/names.h"

enum { REQ_ASKED = 1, REQ_AGREED, REQ_HELD, REQ_DONE, REQ_REFUSED, REQ_WITHDRAWN };
enum {
    REQ_ASK = 1, REQ_AGREE, REQ_CORRECT, REQ_ERASE, REQ_HOLD, REQ_RESUME, REQ_REFUSE, REQ_RESTORE, REQ_WITHDRAW,
    REQ_REMIND, REQ_OVERTAKE
};
enum { LOOK_AGAIN_DAYS = 30 }; /* after which what is held without an end is looked at again */

/* People, rights and second factors are theirs, cases are not (role.h): they see what somebody asks, not the
 * application it is about. */
#define R_PRIVACY R_SECURITY_ADMIN

/* A part of somebody's data that a request can be about; whole is all of them. */
struct part_of {
    const char *part;           /* all, application, paper, contact */
    uint64_t id;                /* application or document; 0 none */
    const char *program, *what; /* of the case the part belongs to, and its number; "" if none */
    uint64_t in_case;
};
bool part_is_whole(const char *part);

/* What keeps somebody's data from being deleted today; code NULL: nothing does. */
struct hold {
    const char *code, *what, *source; /* what: number of the case, or the organisation */
    int64_t until;                    /* last day; NONE: as long as it is as it is */
};
struct request {
    struct flow_case c;
    const char *kind;        /* correct, delete */
    struct part_of part;
    uint64_t asked_by;       /* who acts for the owner, or the owner */
    int64_t created_at;
    const char *hold_why;    /* "" unless it was put on hold once */
    int64_t hold_until;
    struct hold hold;        /* of today; only for a deletion */
    bool gone;               /* the account is closed */
};

/* A hold of one person. */
struct person_hold { uint64_t id, account; bool lifted; const char *why; int64_t ends_on, set_at; };

struct ask { const char *kind, *detail; };
struct part_query { const char *part; int64_t id; };
struct hold_ask { const char *why, *note; int64_t ends_on, shown; };
struct decide { const char *reason, *text, *note; };

extern const struct form request_part_form, part_query, hold_form, hold_end_form;
extern const struct form request_form, back_form, decide_form, privacy_state_query, privacy_event_query;
extern const struct flow privacy_flow;

/* case_store.c. errors ERR_GONE: not this reader's */
extern const struct sql *const case_sql[], *const hold_sql[]; /* hold_store.c: holds, parts */
enum err request_own(struct req *r, uint64_t id, uint64_t owner, struct request *ret);
enum err request_any(struct req *r, uint64_t id, struct request *ret);
enum err request_begin(struct req *r, uint64_t id, const struct part_of *p); /* number, language, part, who asks */
/* errors  ERR_GONE: not the reader's, not sent yet, or deleted */
enum err part_case(struct req *r, uint64_t owner, struct part_of *p); /* program, case and its number */
enum err part_get(struct req *r, const char *part, uint64_t id, struct part_of *ret);
enum err parts_of(struct req *r, uint64_t owner, struct rows *ret); /* part, id, number of the case, kind of paper */
enum err request_hold(struct req *r, uint64_t id, const char *why, int64_t until);
/* One of that kind is under way; locks the person first. */
enum err request_is_open(struct req *r, const char *kind, const struct part_of *p, bool *ret);
enum err requests_of(struct req *r, uint64_t owner, struct rows *ret); /* id number kind state state_at due_at part */
/* id number kind state_at due_at; those after a place in the queue, after 0: from its beginning */
enum err requests_in(struct req *r, int state, int64_t due, uint64_t after, struct rows *ret);
/* code, what, source, last day, source in Chinese; of a hold of one person the source is its number. */
enum err holds_of(struct req *r, uint64_t account, const struct part_of *p, struct rows *ret);
/* Holds of one person: id why note ends_on shown set_at lifted_at, newest first. */
enum err person_holds(struct req *r, uint64_t account, struct rows *ret);
enum err hold_note(struct req *r, uint64_t id, uint64_t account, struct bytes sealed, const char **ret);
enum err hold_begin(struct req *r, uint64_t id);
enum err hold_get(struct req *r, uint64_t id, struct person_hold *ret);
enum err hold_lift(struct req *r, uint64_t id); /* errors ERR_CLASH: it was lifted already */
enum err person_is(struct req *r, uint64_t account); /* errors ERR_GONE: there is none, or it is closed */
enum err privacy_officers(struct req *r, struct rows *ret); /* id name lang */
enum err reach_of(struct req *r, uint64_t account, const char **ret_mail, const char **ret_phone);
enum err farewells_sweep(struct req *r);

/* erase_store.c: what becomes of each table when somebody's data are deleted. */
struct erasing {
    const char *from;        /* "table.column" that leads to the person */
    const struct sql *sql;   /* each ? is the account; NULL: kept */
    const char *kept;        /* why; also of what the statement leaves */
};
extern const struct erasing erasings[]; /* in this order; from NULL at the end */
extern const struct sql *const erase_sql[];
enum err erase_all(struct req *r, uint64_t account);
enum err erase_part(struct req *r, uint64_t account, const char *part, uint64_t id);

/* request.c: what pages share. */
const char *request_at(struct req *r, const char *path, uint64_t id);
const struct request *found_request(const struct req *r);
enum err request_mine(struct req *r), request_theirs(struct req *r);
void show_request(struct req *r, const struct request *x);
const char *hold_text(struct req *r, const struct lang *l, const char *code);
int64_t hold_ends(const struct req *r, const struct hold *h); /* day on which it is looked at again */

const char *kind_text(struct req *r, const struct lang *l, const char *kind, const char *part);
/* All of the reader's own data; what ?part=&id= names of them. */
enum err find_whole(struct req *r), find_part(struct req *r);
enum err find_person(struct req *r), find_hold(struct req *r); /* of somebody else */
enum err person_holds_load(struct req *r), hold_done(struct req *r, const void *in);
enum err hold_end_load(struct req *r);
enum err hold_end_done(struct req *r, const void *in);
enum err requests_load(struct req *r), request_load(struct req *r);
enum err request_ask_load(struct req *r), request_ask_done(struct req *r, const void *in);
enum err request_back_load(struct req *r), request_back_done(struct req *r, const void *in);
enum err desk_load(struct req *r), review_load(struct req *r);
enum err decide_load(struct req *r), decide_done(struct req *r, const void *in);

#endif
