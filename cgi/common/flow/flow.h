/* A state machine is a table of steps. There is no other code that changes a state. */
#ifndef QIAO_FLOW_H
#define QIAO_FLOW_H

#include "base/req.h"
#include <stdio.h>

/* What every case has; first member of each program's case struct. */
struct flow_case {
    uint64_t id, owner;
    uint64_t scope;         /* organisation the case belongs to */
    int state, before;      /* before: state to come back to; 0 none */
    int64_t ver;
    int64_t state_at, due_at; /* UTC; due_at: next promise that runs, NONE if none */
    const char *number;     /* case number people read out */
    const char *lang;       /* language of the owner, for letters */
};

enum { STATE_NONE = 0, STATE_BEFORE = -1 };

/* A row reads as a sentence: from this state, on this event, these roles may move it to that state,
 * if the guard agrees; the effect happens in the same transaction; this letter goes out. */
struct step {
    int from, event, to;    /* to: STATE_BEFORE is where it was before */
    unsigned who;           /* role bits; R_CLOCK for a timer */
    const char *(*guard)(const struct req *r, const void *c); /* NULL: agrees; else name of the fault */
    enum err (*effect)(struct req *r, const void *c);
    int not_by;             /* two-person rule: not by who did this event last, nor, if nobody did, by who moved
                               the case last; 0: none */
    bool reason;            /* adverse or undone: a reason must be given */
    const char *letter;     /* T.letter.<name>.subject and .body; NULL: none */
};

/* A clock: runs while the case is in a state of `runs`, stands still in `pauses` (bit per state),
 * ends elsewhere. It starts when the case enters one of them from elsewhere, so that one that has fired does
 * not start again while the case stays. When due, `event` is fired by R_CLOCK. Length from table flow_term,
 * counted from the day after; due at the end of the last day. Stopped, it keeps the days that were left. */
struct term {
    int event;
    uint32_t runs, pauses;
    /* NULL: length from flow_term; else the instant it is due, from the case; NONE: never. */
    int64_t (*due)(const struct req *r, const void *c);
    /* For a length from flow_term: the day it is counted from, NONE: never; NULL: the day of the move. */
    int64_t (*since)(const struct req *r, const void *c);
    /* And the last day it may be due at, though never before the end of tomorrow; NULL: any. */
    int64_t (*latest)(const struct req *r, const void *c);
};

struct hole;
struct node;
struct flow {
    const char *name, *table;         /* table has the columns of struct flow_case */
    const char *const *state, *const *event; /* names by number; [0] is ""; NULL at the end */
    const uint32_t final;             /* bits of states nothing need leave */
    const struct step *step;          /* who 0 at the end */
    const struct term *term;          /* event 0 at the end; NULL: none */
    /* Loads a case for the sweep; NULL: no clock in this flow. */
    enum err (*load)(struct req *r, uint64_t id, void **ret);
    /* Values of the letters' holes in the owner's language; up to room entries, ended by name NULL. */
    void (*holes)(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room);
};

struct move {
    const struct flow_case *c;
    int event;
    const char *reason;     /* code of T.choice.reason.*, or NULL */
    const char *text;       /* free text to the owner (returned fields, reasons), or NULL */
    const char *note;       /* internal */
};
/* Builds the SQL texts of these flows; once, before workers are forked. */
void flow_open(const struct flow *const *list);
/* Statements of all of flow/, for --check; NULL at the end. */
struct sql;
extern const struct sql *const flow_sql[];

/* Inside the caller's transaction: finds the row, asks role, two-person rule and guard, compares and
 * sets state and version, writes flow_log, moves the clocks, runs the effect, queues the letter.
 *   errors  ERR_CLASH (no such move from here, or somebody was faster), ERR_ROLE, ERR_INPUT (guard
 *           or missing reason: fault in r->faults), ERR_AGAIN, ERR_BUSY
 */
enum err flow_fire(struct req *r, const struct flow *f, const struct move *m);
/* The same question without the act: may this reader do it now? */
bool flow_may(const struct req *r, const struct flow *f, const void *c, int event);
/* Events open to this reader into the list `at`: { event, reason, text, href }; for buttons.
 *   texts  key of the events' texts: <texts>.<event>
 *   href   address that "&event=<event>" is added to
 */
void flow_show(struct req *r, const struct flow *f, const void *c, const char *at, const char *texts, const char *href);

/* Pieces of a desk, where cases of one state stand with the oldest promise first: <path>?state=<state>.
 * Its queries, as forms <prefix>_state_query and <prefix>_event_query of the program: which cases, from where on;
 * what is to happen to a case. <prefix>_states and <prefix>_events are the names of the flow, "" for none first. */
struct state_query { const char *state; int64_t due, after; };
struct event_query { int64_t id; const char *event; };
#define DESK_QUERIES(prefix) \
    static const struct field prefix##_state_fields[] = { \
        { .name = "state", .kind = K_CHOICE, .at = AT(state_query, state), .choice = prefix##_states + 1 }, \
        { .name = "due", .kind = K_HIDDEN, .at = AT(state_query, due) }, \
        { .name = "after", .kind = K_HIDDEN, .at = AT(state_query, after) }, \
        { .name = NULL } \
    }; \
    const struct form prefix##_state_query = { .name = "state", .size = sizeof(struct state_query), \
                                               .field = prefix##_state_fields, .query = true }; \
    static const struct field prefix##_event_fields[] = { \
        { .name = "id", .kind = K_HIDDEN, .at = AT(event_query, id), .must = true }, \
        { .name = "event", .kind = K_CHOICE, .at = AT(event_query, event), .must = true, \
          .choice = prefix##_events + 1 }, \
        { .name = NULL } \
    }; \
    const struct form prefix##_event_query = { .name = "event", .size = sizeof(struct event_query), \
                                               .field = prefix##_event_fields, .query = true }
/* One more filter, its text <texts>.<state>. */
void desk_filter(struct req *r, const char *path, const char *texts, const char *state, bool current);
/* A cell with the last day of a promise, T.desk.late when that is over; due_at NONE: no promise. */
void desk_due(struct req *r, struct node *row, int64_t due_at);
/* The way onward from the last row shown (its due_at and id) when there are older ones, and back to the first page. */
void desk_pages(struct req *r, const char *path, const char *state, bool older, int64_t due_at, uint64_t id,
                bool newer);
/* Number of a state or an event by its name; 0 if there is none of that name. */
int flow_number(const char *const *names, const char *name);
/* The row that would be taken: the first from the case's state on this event whose role is the reader's and whose guard
 * agrees; where none does, the first of them, whoever may move it; NULL: there is none. Only the table is asked, so the
 * two-person rule is not. */
const struct step *flow_step(const struct req *r, const struct flow *f, const void *c, int event);
/* What is to happen, by event_query, and its row, for the page that asks for the rest of it. Refused after sending, the
 * page comes again and says why.
 *   errors  ERR_CLASH: no such move from here, ERR_ROLE: others make it */
int desk_event(const struct req *r, const struct flow *f);
enum err desk_step(const struct req *r, const struct flow *f, const void *c, const struct step **ret);
/* The letter of a step that has one as its owner will read it, in the owner's language, under `at`: subject, body, lang
 * (tag), lang_name. What will be typed with the move, text and reason, stands as a gap. */
void flow_preview(struct req *r, const struct flow *f, const void *c, const struct step *s, const char *at);
/* The log of a case into the list `at`: { from, to, event, when, role, reason, text }, all but when and text
 * by their names in the tables ("", "clock" as role of a timer); inside also { who, note }.
 *   inside  false: without notes and names, as the owner may see it */
enum err flow_history(struct req *r, const struct flow *f, uint64_t id, bool inside, const char *at);

/* Fires what is due, at most n timers; each in its own transaction. Returns how many were fired. */
unsigned flow_sweep(struct req *r, const struct flow *f, unsigned n);
/* Walks the table: reachable, exits, ambiguous rows, letters in each language, clocks, columns. */
unsigned flow_check(struct req *r, const struct flow *f, FILE *complaints);
/* Recomputes the chain of a case's log; false if a row was changed or lost. */
enum err flow_verify(struct req *r, const struct flow *f, uint64_t id, bool *ret_whole);

#endif
