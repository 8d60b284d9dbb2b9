/* The way of an answer to nginx, for serve.c. */
#ifndef QIAO_RECORD_H
#define QIAO_RECORD_H

#include "base/arena.h"
#include <stdbool.h>

/* Sends head and body as the whole answer of a request, its end included.
 *   id       of the request
 *   last     nginx is not to use the connection again. FastCGI has no word for it, and nginx might send its next
 *            request at the very moment we close; a POST is then lost. But nginx keeps a connection only if END_REQUEST
 *            was the last thing it read (ngx_http_fastcgi_input_filter of 1.22 otherwise leaves u->keepalive 0), so an
 *            empty GET_VALUES_RESULT goes out in the same write behind it.
 *   returns  false when the peer has gone, or took nothing for longer than the socket allows
 */
bool record_send(int fd, unsigned id, struct bytes head, struct bytes body, bool last);

#endif
