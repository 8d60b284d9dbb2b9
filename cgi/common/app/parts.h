/* What the files of app/ need of each other; nobody else includes this. */
#ifndef QIAO_PARTS_H
#define QIAO_PARTS_H

#include "app/app.h"

struct fcgi;

/* One request from parameters to answer (handle.c). */
struct worker {
    const struct app *app;
    struct arena *arena;
    struct db *db;
};
void handle_request(struct fcgi *c, char *const *envp, void *worker);
/* Does the database answer? A line in the log if not. */
bool database_answers(struct req *r);

/* What was typed when the session had ended (kept.c). kept_save: the body of this post, for the account that was
 * signed in; kept_show: into r->faults, for the page of the same address; kept_end: it was sent, or is not wanted. */
void kept_save(struct req *r, uint64_t account);
enum err kept_show(struct req *r);
void kept_end(struct req *r);
extern const struct sql *const kept_sql[];

/* --sweep; returns the exit status (sweep.c). */
int sweep_program(struct req *r);
extern const struct sql *const sweep_sql[];

/* A posted form: one transaction, once (command.c). ERR_INPUT: show again with r->faults. */
enum err command_run(struct req *r);

/* The page of an error; never fails (answer.c). */
void answer_error(struct req *r, enum err e);
/* The page of a route; `status` 200 or 422. */
enum err answer_page(struct req *r, int status);

/* Doors of the bar and of the reader's own menu (menu.c). menu_check: they are the routes', for the same roles. */
void menu_show(struct req *r);
unsigned menu_check(const struct app *app, FILE *complaints);

/* --check: everything tables promise, against the database and the catalogues; number of complaints. */
unsigned check_all(struct req *r, FILE *complaints);
/* A form of it has a file. */
bool app_has_files(const struct app *app);

/* --tables: routes and forms as JSON (tables.c). */
void print_tables(const struct app *app);

#endif
