/* Form bodies, parsed from memory or a stream under hard limits. Pure, so that they are fuzzed. */
#ifndef QIAO_BODY_H
#define QIAO_BODY_H

#include "http/http.h"

/* application/x-www-form-urlencoded, also the query. Duplicate names stay in order.
 *   errors  ERR_BROKEN: malformed percent, NUL; ERR_LARGE: too many fields, name or value too long
 */
enum err body_urlencoded(struct arena *a, const char *s, size_t n, struct params *ret);

/* Gives the next bytes: count, 0 at the end, -1 if the peer broke off. */
typedef long (*body_source)(void *ctx, char *to, size_t n);

/* multipart/form-data of RFC 7578, read through a window of fixed size. Files go to unlinked files
 * in `spool`; a file input left empty is a parameter with n 0 and no upload.
 *   type    the Content-Type with its boundary
 *   errors  as above, and ERR_BUSY when the spool folder takes no file
 */
enum err body_multipart(struct arena *a, const char *type, body_source next, void *ctx, const char *spool,
                        struct params *ret);
/* Closes the spool files; safe to call twice. */
void body_close(struct params *p);

#endif
