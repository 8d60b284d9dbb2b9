/* The one list of failures. app/reply.c maps each to a status and a page. */
#ifndef QIAO_ERR_H
#define QIAO_ERR_H

enum err {
    OK = 0,
    ERR_INPUT,   /* a rule of the domain said no; the faults say which (422) */
    ERR_BROKEN,  /* the request itself is malformed or cut off (400) */
    ERR_LOGIN,   /* nobody is signed in, or not strongly enough (303 to /login/) */
    ERR_ROLE,    /* signed in, but not allowed to (403) */
    ERR_GONE,    /* no such thing in the reader's scope (404) */
    ERR_METHOD,  /* the address does not answer this method (405) */
    ERR_CLASH,   /* somebody was faster; the thing has changed (409) */
    ERR_LARGE,   /* over a size limit (413) */
    ERR_LIMIT,   /* too often (429) */
    ERR_TWICE,   /* a UNIQUE key refused the row; db_twice_key() names it */
    ERR_AGAIN,   /* deadlock, lock wait, lost connection: run the command again */
    ERR_BUSY,    /* a part we need is not answering (503) */
    ERR_HORIZON, /* the calendar of working days ends before the deadline (503, a page of its own) */
    ERR_BUG,     /* our mistake (500) */
    ERR__MAX
};

#endif
