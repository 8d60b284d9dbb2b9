/* What the files of data/ share: the connection and its prepared statements. Nobody else includes this. */
#ifndef QIAO_CONN_H
#define QIAO_CONN_H

#include "data/db.h"
#include <mysql.h>

enum {
    HANDLES = 1024,     /* places of the table; a program has some 200 texts */
    HANDLES_FULL = 768,
    KEY_NAME_MAX = 64,  /* identifiers of MariaDB */
};

/* A prepared text, found by the address of its struct sql. stmt NULL: to be prepared again. */
struct handle {
    const struct sql *sql;
    MYSQL_STMT *stmt;
};

struct db {
    MYSQL *my; /* NULL: not connected */
    char *user, *password;
    struct handle handle[HANDLES];
    size_t handles;
    bool in_tx;
    bool doomed; /* the server has ended or lost our transaction: nothing more may run in it */
    unsigned count;
    char twice[KEY_NAME_MAX + 1];
};

/* What the server or the library said. */
struct trouble {
    unsigned no; /* 0: nothing */
    const char *state, *text;
    bool asked;  /* the statement had been sent: a lost answer may hide a success */
};

/* Connects to the database named (NULL: to none).
 *   patient  without limits of time, for migrations
 *   errors   ERR_BUSY, ERR_BUG; nothing is logged, the caller knows more: see ret
 */
enum err conn_open(struct req *r, const char *name, bool patient, struct trouble *ret);
/* Connected to QIAO_DB_NAME, if it was not. */
enum err conn_ready(struct req *r);
/* Forgets connection and handles. */
void conn_drop(struct db *db);
struct trouble conn_trouble(const struct db *db);
/* The connection is gone, or the server will do nothing more on it. */
bool trouble_is_loss(unsigned no);
/* The code of a trouble, said once; marks transaction and connection as what they are now. */
enum err conn_fail(struct req *r, struct trouble t, const char *what);

/* Copies an executed statement's answer into the request's arena (rows.c). */
bool rows_keep(struct req *r, MYSQL_STMT *stmt, struct rows *ret);

#endif
