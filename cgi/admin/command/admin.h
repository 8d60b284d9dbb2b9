/* qiao-admin: prototypes of its own files. */
#ifndef QIAO_ADMIN_H
#define QIAO_ADMIN_H

#include "base/req.h"
#include <stdio.h>

/* What was given on the command line. */
struct given {
    const char *schema;     /* folder of migrations and grants.sql */
    const char *env;        /* file of settings; NULL: not given */
    const char *heads;      /* file of audit heads; NULL: not given */
    const char *sockets;    /* folder of the programs' sockets */
    const char *org;        /* name of an organisation; NULL: not given */
    bool plan;
    const char *word[2];    /* MAIL, PROGRAM, FOLDER ... in their order; NULL: not given */
};

/* Each returns the exit status: 0 right, 1 not, 2 wrongly called. */
int run_migrate(struct req *r, const struct given *g);
int run_check(struct req *r, const struct given *g);
int run_status(struct req *r, const struct given *g);
int run_first_admin(struct req *r, const struct given *g);
int run_wait(struct req *r, const struct given *g);
int run_ping(struct req *r, const struct given *g);
int run_lang(struct req *r, const struct given *g);
int run_audit_verify(struct req *r, const struct given *g);
int run_audit_heads(struct req *r, const struct given *g);
int run_keys(struct req *r, const struct given *g);

/* The lines QIAO_NAME=value of a file into the environment, unless they are there; # and ; begin a comment (env.c).
 *   must  a missing file is a fault */
bool env_read(const char *path, bool must, FILE *complaints);
/* Password of a program's database account; with `make` a new one is written if there is none.
 * NULL if it cannot be read (migrate.c). */
const char *program_password(struct req *r, const char *program, bool make);
/* Reads catalogues of all folders under `templates`; NULL at the end of pages (check.c). */
bool texts_open(struct req *r, const char *templates);

/* A running program, over its socket (ping.c). ASK_S: patience of who asks by hand, in seconds.
 *   ret  the whole answer, head and body; "" if nobody listens */
enum { ASK_S = 5 };
enum asked { ASKED_YES, ASKED_NO, ASKED_SILENT, ASKED_NOBODY };
enum asked program_ask(struct req *r, const char *path, const char *uri, int patience_s, const char **ret);

/* store.c */
struct status {
    int64_t waiting, oldest_at, failed, timers_due, timers, sessions, accounts; /* oldest_at: NONE if nothing waits */
};
enum err status_read(struct req *r, struct status *ret);
/* First year from today on that holds no notice yet, only the days that are off every year; 0 if none. */
enum err calendar_provisional(struct req *r, int64_t *ret_year);
/* Working days of the longest clock there is. */
enum err longest_term(struct req *r, int64_t *ret_days);
enum err database_folder(struct req *r, const char **ret);
/* An administrator made on the machine itself. */
struct first {
    const char *mail, *phc;
    unsigned role;
    uint64_t org;           /* 0: that of the name, made if there is none */
    const char *org_name;
};
/* People who have this role and may sign in, or may again as soon as they are given back. */
enum err admins_count(struct req *r, unsigned role, int64_t *ret);
/* Where the security administrators are: only there they give the roles of administrators. 0 and "" if nowhere. */
enum err admins_org(struct req *r, uint64_t *ret_id, const char **ret_name);
/* Account, role and its audit row, or nothing; after audit_open.  errors  ERR_TWICE: the address has an account */
enum err admin_add(struct req *r, const struct first *f);

#endif
