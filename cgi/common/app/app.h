/* A program is tables and one call (DESIGN 4). */
#ifndef QIAO_APP_H
#define QIAO_APP_H

#include "auth/audit.h"
#include "auth/session.h"
#include "base/log.h"
#include "data/rows.h"
#include "flow/flow.h"
#include "form/form.h"
#include "http/http.h"
#include "view/lang.h"
#include "view/out.h"

/* Everything a request must satisfy stands in its row.
 * On GET: role, query, find, load, view. On POST: role, query, origin, size, token, form; then find and
 * done in one transaction, committed when done says OK, repeated when it says ERR_AGAIN, and answered
 * from memory when the same submission comes twice. With faults: find, load, view again with 422.
 * A handler that must keep something although it refuses (a counter of failed tries) commits itself. */
struct route {
    const char *path;
    unsigned role;              /* role bits, or R_ANYONE; 0 is refused at start */
    const struct form *query;   /* the address' own parameters; NULL: none */
    const struct form *form;    /* accepts POST; NULL: GET only */
    enum err (*find)(struct req *r);  /* the reader's own row, or ERR_GONE */
    enum err (*load)(struct req *r);  /* fills the data set; never changes data */
    enum err (*done)(struct req *r, const void *in);
    const char *view;           /* template; NULL: the general page of the form; "" : load answers itself */
    size_t body_max;            /* bytes of a POST; 0: FORM_BODY_MAX; more only for uploads */
    bool half;                  /* open to staff whose second factor is still missing */
    bool inner;                 /* asked by the web server itself, whatever the method of the request it asks for */
    bool stale;                 /* open to staff whose password is too old: where it is changed */
    bool fresh;                 /* sensitive: password or second factor within QIAO_FRESH_S, else asked again */
};

struct app {
    const char *name;
    const struct route *route;            /* path NULL at the end */
    const struct sql *const *sql;         /* NULL at the end */
    const struct sql *const *const *more_sql; /* of kernel parts only some programs use; NULL at the end */
    const struct form *const *form;
    const struct flow *const *flow;
    const char *const *folders;           /* more catalogue folders; NULL: its own only */
    const char *const *must_all;          /* key prefixes complete in every language */
    const char *const *sms;               /* letters that go to phones: T.letter.<name>.sms, short, in every language */
    enum err (*sweep)(struct req *r);     /* more work for --sweep; may be NULL */
    unsigned password_slots;              /* > 0: this program hashes passwords */
    bool consents;                        /* asks people to agree: agree_show and its sisters */
    bool acted_in;                        /* somebody may act here for somebody else (delegation.scope,
                                             or the account acted for is managed) */
    int nice;                             /* steps back behind the other programs; 0 to 19 */
};

int app_main(int argc, char **argv, const struct app *app);

/* A box of kind K_AGREE after form_show: the version in force and a link to it; nothing if it was given already. */
enum err agree_show(struct req *r, const struct form *f, const char *field, const char *purpose, bool given);
/* Refuses beside the field what was not ticked, or ticked beside another version than the one in force. */
enum err agree_check(struct req *r, const char *field, const char *purpose, int64_t version);
/* The same, and keeps the consent of r->who->id, unless there is one. Refuses an agent who may not (consent_may). */
enum err agree_take(struct req *r, const char *field, const char *purpose, int64_t version);

/* A program without routes (helpers, admin): settings, secrets, catalogues, database; one request
 * that acts as the clock. Ends the process with a sentence if something is missing. */
struct req *app_tool(const char *name, const struct app *app);

#endif
