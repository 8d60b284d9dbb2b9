/* The pages of /admin: structs and prototypes of their own files. */
#ifndef QIAO_ADMIN_PAGES_H
#define QIAO_ADMIN_PAGES_H

#include "app/app.h"

/* Serves /admin, or --check, --sweep, --tables. */
int pages_main(int argc, char **argv);

/* Records of the forms. */
struct audit_search { const char *action, *account, *object; int64_t from, until, refused; };
/* Records of the queries. Days are day numbers; before: number of the oldest row shown on the page before this one. */
struct audit_query { const char *action, *object; int64_t account, from, until, refused, before; };
struct chain_query { const char *chain; };

extern const struct form audit_form, audit_query, chain_query;
extern const struct form *const admin_forms[];
extern const struct sql *const admin_sql[];
/* The names of all actions as choices; before anything else. */
void forms_open(void);

/* list.c: tables of the view admin/page, one under the other. Texts T.list.<name>.caption and .empty, headings
 * T.column.<column>. */
struct node *list_add(struct req *r, const char *name, const char *const *columns);
struct node *cell_add(struct node *row, const char *text);
struct node *cell_number(struct req *r, struct node *row, int64_t number);
/* A line of the summary list: label T.fact.<name>. */
struct node *fact_add(struct req *r, const char *name, const char *text);
/* T.<group>.<name>; the name itself if there is no such text. */
const char *text_of(struct req *r, const char *group, const char *name);
/* "2026-11-23 14:05:09" in Asia/Shanghai; "" for NONE. */
const char *stamp(struct req *r, int64_t utc_s);
/* How long ago or until then, in the largest unit that fits. */
const char *span(struct req *r, int64_t seconds);

/* pages_store.c: the audit. */
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

/* verify.c: the last row of each chain into the journal, once an hour. */
enum err admin_sweep(struct req *r);

/* Handlers, by page. */
enum err home_load(struct req *r);
enum err audit_load(struct req *r), audit_done(struct req *r, const void *in);
enum err chains_load(struct req *r);

#endif
