/* What the files of flow/ need of each other; nobody else includes this. */
#ifndef QIAO_FLOW_PARTS_H
#define QIAO_FLOW_PARTS_H

#include "auth/role.h"
#include "data/db.h"
#include "flow/flow.h"

enum { TERMS_MAX = 16, FLOW_HOLES_MAX = 32 }; /* holes: of a program's letters */

/* The row that answers (flow.c). Among rows of one state and event the first fits whose role and guard agree.
 *   ret_fault  name of the last guard's fault with ERR_INPUT
 *   errors     ERR_CLASH: no such row, ERR_ROLE, ERR_INPUT, and those of the database */
enum err step_find(struct req *r, const struct flow *f, const struct flow_case *c, int event, const struct step **ret,
                   const char **ret_fault);
/* Somebody can come back out of this state by STATE_BEFORE. */
bool state_is_resting(const struct flow *f, int state);

/* A row of flow_timer. id 0: none yet. */
struct timer {
    uint64_t id, case_id;
    int event;
    int64_t due_at, paused_at, left_days; /* NONE: not so */
};
enum change { CHANGE_NONE, CHANGE_ADD, CHANGE_SET, CHANGE_DROP };

/* What a move does to the clocks of a case (term.c): thought out first, kept after the case row is locked. */
struct clocks {
    struct timer timer[TERMS_MAX];
    enum change change[TERMS_MAX];
    size_t n;
    int64_t due_at; /* earliest that runs, NONE if none */
};
enum err clocks_plan(struct req *r, const struct flow *f, const struct flow_case *c, int to, struct clocks *ret);
enum err clocks_keep(struct req *r, const struct flow *f, const struct flow_case *c, const struct clocks *k);

/* flow_store.c */
struct log_row {
    int64_t ver;
    int from, to, event;
    uint64_t who, org;
    unsigned role;
    int64_t at;
    const char *reason, *text, *note, *request; /* "" if none */
    struct bytes hash;
};
enum { HASH_BYTES = 32 };

enum err case_move(struct req *r, const struct flow *f, const struct flow_case *c, int to, int before, int64_t due_at);
enum err case_set_due(struct req *r, const struct flow *f, uint64_t id, int64_t due_at);
enum err case_now(struct req *r, const struct flow *f, uint64_t id, int *ret_state, int64_t *ret_ver);
/* NULL if the table has every column of struct flow_case, else the server's sentence. */
const char *case_check(struct req *r, const struct flow *f);

enum err log_add(struct req *r, const struct flow *f, uint64_t case_id, const struct log_row *w);
enum err log_rows(struct req *r, const struct flow *f, uint64_t case_id, struct rows *ret);
/* The next row of log_rows. */
bool log_next(struct rows *q, struct log_row *ret, const char **ret_name);
/* The hash a row must have after the one before it (NULL: the first). */
void log_hash(struct req *r, const struct flow *f, uint64_t case_id, const struct log_row *w,
              const unsigned char *before, unsigned char ret[HASH_BYTES]);
/* The person who did this event last in the case, event 0: any; 0 if nobody. */
enum err log_last_by(struct req *r, const struct flow *f, uint64_t case_id, int event, uint64_t *ret);
/* State a case came from when it last entered `state` from elsewhere than `not_from`; 0 if it never did. */
enum err log_came_from(struct req *r, const struct flow *f, uint64_t case_id, int state, int not_from, int *ret);

enum err timers_of(struct req *r, const struct flow *f, uint64_t case_id, struct timer *ret, size_t room,
                   size_t *ret_n);
enum err timer_add(struct req *r, const struct flow *f, uint64_t case_id, const struct timer *t);
enum err timer_set(struct req *r, const struct timer *t);
enum err timer_drop(struct req *r, uint64_t id);
/* Due timers after a place in the order (due_at, id), at most room. */
enum err timers_due(struct req *r, const struct flow *f, int64_t after, uint64_t after_id, struct timer *ret,
                    size_t room, size_t *ret_n);
/* Locks one timer that is still due; ERR_GONE if somebody else has it or it has changed. */
enum err timer_take(struct req *r, uint64_t id);

/* Length of a clock today, from flow_term; ERR_GONE if there is none. */
enum err term_length(struct req *r, const struct flow *f, int event, int64_t *ret_days, bool *ret_working);

extern const struct sql outbox_add, calendar_all;

#endif
