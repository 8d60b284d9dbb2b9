/* The virus scanner, if one is set (SET_CLAMD). */
#ifndef QIAO_CLAMD_H
#define QIAO_CLAMD_H

#include "base/req.h"

/* Shows the bytes to clamd.
 *   path     its unix socket
 *   ret_bad  true if it found something
 *   errors   ERR_BUSY: it does not answer in time, or not in a way we know
 */
enum err clamd_scan(struct req *r, const char *path, struct bytes body, bool *ret_bad);

#endif
