/* What the files of auth/ share; nobody else includes this. */
#ifndef QIAO_AUTH_PARTS_H
#define QIAO_AUTH_PARTS_H

#include "auth/session.h"
#include "crypt/crypt.h"

enum { COOKIE_BYTES = 32 };

/* A fresh random cookie; its hash is the id of the session. */
struct digest cookie_new(struct req *r, const char *name, int64_t age_s);
/* The same hash for as long as the request. */
struct bytes cookie_hash_kept(struct req *r, const struct digest *d);

#endif
