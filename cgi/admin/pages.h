/* The pages of /admin: structs and prototypes of their own files. */
#ifndef QIAO_ADMIN_PAGES_H
#define QIAO_ADMIN_PAGES_H

#include "admin/days_rules.h"
#include "app/app.h"

/* Serves /admin, or --check, --sweep, --tables. */
int pages_main(int argc, char **argv);

/* Records of the forms. */
struct audit_search { const char *action, *account, *object; int64_t from, until, refused; };
/* Records of the queries. Days are day numbers; before: number of the oldest row shown on the page before this one. */
struct audit_query { const char *action, *object; int64_t account, from, until, refused, before; };
struct chain_query { const char *chain; };
struct people_form { const char *who; };
struct act_form { const char *reason, *text; };
struct reset_form { const char *reason, *proof, *text; };
struct letter_step { const char *step; };
struct answer_form { const char *answer, *text; };
struct days_form { const char *days, *source; };
struct notice_form { const char *notice; };
struct days_query { int64_t year; };
struct mail_query { const char *state; int64_t before; };
struct act_query { int64_t id; const char *act; }; /* begins as id_query */

extern const struct form audit_form, audit_query, chain_query, people_form, act_form, reset_form, answer_form,
    act_query, letter_form, mail_query, days_form, days_query, notice_form;
extern const struct form *const admin_forms[];
extern const struct sql *const admin_sql[], *const days_sql[];
/* The names of all actions as choices; before anything else. */
void forms_open(void);

/* home.c: tables of the view admin/page, one under the other. Texts T.list.<name>.caption and .empty, headings
 * T.column.<column>. */
struct node *list_add(struct req *r, const char *name, const char *const *columns);
struct node *cell_number(struct req *r, struct node *row, int64_t number);
/* A line of the summary list: label T.fact.<name>. */
struct node *fact_add(struct req *r, const char *name, const char *text);
/* T.<group>.<name>; the name itself if there is no such text. */
const char *text_of(struct req *r, const char *group, const char *name);
/* "2026-11-23 14:05:09" in Asia/Shanghai; "" for NONE. */
const char *stamp(struct req *r, int64_t utc_s);
/* How long ago or until then, in the largest unit that fits. */
const char *span(struct req *r, int64_t seconds);

/* pages_store.c */
enum { PAGE_ROWS = 50 };
/* One more than PAGE_ROWS, newest first: id, at, action, refused, actor, subject, object, detail, address, chain,
 * seq. */
enum err audit_rows(struct req *r, const struct audit_query *q, struct rows *ret);
/* Number of the account with exactly this address.  errors  ERR_GONE */
enum err account_of_mail(struct req *r, const char *mail, uint64_t *ret);
/* When the newest row of a chain was written. */
enum err chain_time(struct req *r, const char *chain, uint64_t seq, int64_t *ret);
/* End of the last sweep of a program, NONE if there was none. */
enum err sweep_ended(struct req *r, const char *program, int64_t *ret);

struct person {
    uint64_t id;
    const char *mail, *name, *lang, *state;
    bool second, must;  /* second factor: is on; must be set up at the next sign-in */
    uint64_t asked_by;  /* who asked for its reset, 0 if nobody did in the last seven days */
    int64_t asked_at;   /* NONE likewise */
    int64_t created_at;
};
enum { RESET_DAYS = 7 };
enum err person_get(struct req *r, uint64_t id, struct person *ret);
/* Each role with its organisation: role, org name. */
enum err person_roles(struct req *r, uint64_t id, struct rows *ret);
enum err person_sessions(struct req *r, uint64_t id, int64_t *ret_open);
/* What administrators did to it, newest first: at, action, refused, actor, detail. */
enum err person_history(struct req *r, uint64_t id, struct rows *ret);
/* ERR_CLASH: it is in another state by now. */
enum err person_set_state(struct req *r, uint64_t id, const char *from, const char *to);
enum err person_end_sessions(struct req *r, uint64_t id);
/* Resets that wait for a second voice: id, mail, asked_by, asked_at. */
enum err resets_waiting(struct req *r, struct rows *ret);
/* ERR_CLASH: asked for already, or there is nothing to reset. */
enum err reset_ask(struct req *r, uint64_t id, uint64_t by);
/* Takes second factor and recovery codes away.
 *   errors  ERR_CLASH: nobody asked, or too long ago, or `by` is who asked */
enum err reset_do(struct req *r, uint64_t id, uint64_t by);
enum err reset_drop(struct req *r, uint64_t id);

/* A letter without its text, and how it goes. */
struct letter_row {
    uint64_t id, account; /* 0: to an address alone */
    const char *way, *mail, *name, *subject, *state, *problem;
    bool secret;
    int64_t created_at, tries, next_at, sent_at; /* sent_at: NONE if not sent */
};
enum err letter_get(struct req *r, uint64_t id, struct letter_row *ret);
/* One more than PAGE_ROWS, newest first: id, name, way, mail, subject, tries, next or sent, problem.
 *   before  0: from the newest on */
enum err letters_in(struct req *r, const char *state, uint64_t before, struct rows *ret);
/* oldest_at: when the one that waits longest was written, NONE if none waits; sent: of those due since then. */
struct letter_count { int64_t waiting, failed, sent, oldest_at; };
enum err letters_count(struct req *r, int64_t since, struct letter_count *ret);
/* ERR_CLASH: post or somebody else was faster. */
enum err letter_again(struct req *r, uint64_t id);
enum err letter_give_up(struct req *r, uint64_t id);

/* program, host, began_at, ended_at, fired, failed; flow, running, standing, due, oldest due. */
enum err sweeps_all(struct req *r, struct rows *ret);
enum err timers_all(struct req *r, struct rows *ret);
/* Name of the newest file of the schema. */
enum err schema_version(struct req *r, const char **ret);

/* days_store.c. A year's exceptions, and where they are from, for this reader: "" if
 * there are none. */
enum err year_get(struct req *r, int year, struct days *ret, const char **ret_source);
/* The last year that has days, 0 if none. */
enum err year_last(struct req *r, int *ret);
/* Days from `from` on are taken out and those of d put in their place. */
enum err year_set(struct req *r, int year, int64_t from, const struct days *d, const char *source);
/* A notice that waits to be confirmed; a new one of the year takes the place of the old one, under another number. */
struct draft {
    uint64_t id, made_by;
    int year;
    const char *days, *source; /* days as of days_text */
    int64_t created_at;
};
enum err draft_put(struct req *r, const struct draft *d, uint64_t *ret_id);
enum err draft_get(struct req *r, uint64_t id, struct draft *ret);
/* Its number, 0 if none waits. */
enum err draft_of(struct req *r, int year, uint64_t *ret_id);
/* ERR_CLASH: somebody else was faster. */
enum err draft_take(struct req *r, uint64_t id);

/* people.c: what it shares with reset.c. */
enum err person_asked(struct req *r, struct person *ret);
/* "/admin/person?id=12"; the number alone. */
const char *person_place(struct req *r, const char *path, uint64_t id);
const char *person_key(struct req *r, uint64_t id);
void person_show(struct req *r, const struct person *p);
enum err person_show_history(struct req *r, const struct person *p);
enum err person_refuse_self(struct req *r);
/* A letter to the owner in his own language.
 *   reason  code of T.choice.person_reason; NULL: none */
enum err person_tell(struct req *r, const struct person *p, const char *letter, const char *reason, const char *text);

/* audit.c: the last row of each chain into the journal, once an hour. */
enum err admin_sweep(struct req *r);

/* Handlers, by page. */
enum err home_load(struct req *r);
enum err audit_load(struct req *r), audit_done(struct req *r, const void *in);
enum err chains_load(struct req *r);
enum err mail_load(struct req *r);
enum err letter_load(struct req *r), letter_done(struct req *r, const void *in);
enum err jobs_load(struct req *r), settings_load(struct req *r);
enum err days_load(struct req *r), days_done(struct req *r, const void *in);
enum err notice_load(struct req *r), notice_done(struct req *r, const void *in);
enum err people_load(struct req *r), people_done(struct req *r, const void *in);
enum err person_load(struct req *r);
enum err act_load(struct req *r), act_done(struct req *r, const void *in);
enum err resets_load(struct req *r);
enum err reset_load(struct req *r), reset_done(struct req *r, const void *in);
enum err answer_load(struct req *r), answer_done(struct req *r, const void *in);

#endif
