/* What one request carries. Handlers pass it on; each layer looks only at its own part. */
#ifndef QIAO_REQ_H
#define QIAO_REQ_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

/* "No value" of every integer field: dates, money, numbers. */
#define NONE INT64_MIN

struct req {
    struct arena *arena;      /* emptied after the answer */
    int64_t now;              /* UTC seconds, read once */
    char id[40];              /* request id of nginx, on every log line and error page */
    const struct lang *lang;  /* texts of the reader's language; never NULL */
    const struct who *who;    /* the reader; never NULL, id 0 is nobody */
    struct http *http;        /* NULL in a sweep */
    struct db *db;
    struct out *out;          /* data set of the answer */
    const struct app *app;
    const struct route *route;
    const void *query;        /* record of the route's query form */
    const void *found;        /* what the route's find() found for this reader */
    const char *(*token)(struct req *r, const char *form); /* of the session; set by app */
    struct faults *faults;    /* faults of the posted form, NULL before the check */
    const char *kept;         /* cookie for what was typed when the session had ended (app/kept.c) */
    struct audits *audits;    /* what this command will have written into the audit */
    const char *acted_in;     /* name of the program if somebody else may act in it, else NULL */
};

#endif
