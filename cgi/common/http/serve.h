/* The accept loop of a worker, and the way back to the peer. Only app starts it. */
#ifndef QIAO_SERVE_H
#define QIAO_SERVE_H

#include "http/body.h"

/* One request in flight. The loop fills it from libfcgi; a test may bring its own. */
struct fcgi {
    body_source read; /* bytes of the body */
    bool (*answer)(void *ctx, struct bytes head, struct bytes body); /* the whole of it, once */
    void *ctx;
};

/* Serves requests until SIGTERM, then finishes what is open: new connections are left to others,
 * kept ones get one more answer each, or are closed after 10 s of silence. The handler puts `c`
 * into r->http->fcgi; it must call reply_send() and body_close().
 *   listen_fd  becomes non-blocking; shared with other workers
 *   keep       hold connections of nginx open between requests (PERFORMANCE 4)
 *   idle_s     a kept connection silent for longer is closed; must be more than nginx's own
 *              keepalive_timeout, because only the side that sends can close without a race
 *   returns    0 after SIGTERM, 1 if the descriptor cannot be served
 */
int serve_loop(int listen_fd, bool keep, int idle_s,
               void (*handle)(struct fcgi *c, char *const *envp, void *ctx), void *ctx);

/* Sends what was collected: Status, headers, body (none to HEAD).
 *   errors  ERR_BROKEN when the peer has gone, which is not logged: people close pages
 */
enum err reply_send(struct req *r);

#endif
