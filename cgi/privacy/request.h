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

/* What keeps somebody's data from being deleted today; code NULL: nothing does. */
struct hold {
    const char *code, *what, *source; /* what: number of the case, or the organisation */
    int64_t until;                    /* last day; NONE: as long as it is as it is */
};
struct request {
    struct flow_case c;
    const char *kind;        /* correct, delete */
    int64_t created_at;
    const char *hold_why;    /* "" unless it was put on hold once */
    int64_t hold_until;
    struct hold hold;        /* of today; only for a deletion */
    bool gone;               /* the account is closed */
};

struct ask { const char *kind, *detail; };
struct decide { const char *reason, *text, *note; };
struct state_query { const char *state; int64_t due, after; };
struct event_query { int64_t id; const char *event; };

extern const struct form request_form, back_form, decide_form, state_query, event_query;
extern const struct flow privacy_flow;

/* case_store.c. errors ERR_GONE: not this reader's */
extern const struct sql *const case_sql[];
enum err request_own(struct req *r, uint64_t id, uint64_t owner, struct request *ret);
enum err request_any(struct req *r, uint64_t id, struct request *ret);
enum err request_begin(struct req *r, uint64_t id); /* number, language */
enum err request_hold(struct req *r, uint64_t id, const char *why, int64_t until);
/* One of that kind is under way; locks the person first. */
enum err request_is_open(struct req *r, const char *kind, bool *ret);
enum err requests_of(struct req *r, uint64_t owner, struct rows *ret); /* id number kind state state_at due_at */
/* id number kind state_at due_at; those after a place in the queue, after 0: from its beginning */
enum err requests_in(struct req *r, int state, int64_t due, uint64_t after, struct rows *ret);
enum err holds_of(struct req *r, uint64_t account, struct rows *ret); /* code, what, source, last day */
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

/* request.c: what pages share. */
const char *request_at(struct req *r, const char *path, uint64_t id);
const struct request *found_request(const struct req *r);
enum err request_mine(struct req *r), request_theirs(struct req *r);
void show_request(struct req *r, const struct request *x);
const char *hold_text(struct req *r, const struct lang *l, const char *code);
int64_t hold_ends(const struct req *r, const struct hold *h); /* day on which it is looked at again */

enum err requests_load(struct req *r), request_load(struct req *r);
enum err request_ask_load(struct req *r), request_ask_done(struct req *r, const void *in);
enum err request_back_load(struct req *r), request_back_done(struct req *r, const void *in);
enum err desk_load(struct req *r), review_load(struct req *r);
enum err decide_load(struct req *r), decide_done(struct req *r, const void *in);

#endif
