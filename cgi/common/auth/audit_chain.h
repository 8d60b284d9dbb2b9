/* The row of an audit chain, for audit.c and audit_verify.c only. */
#ifndef QIAO_AUDIT_CHAIN_H
#define QIAO_AUDIT_CHAIN_H

#include "auth/audit.h"
#include "crypt/crypt.h"

struct audit_row {
    const char *chain, *action, *object, *detail, *address, *request;
    uint64_t seq, actor, org, subject;
    int64_t at, roles;   /* roles NONE: of a row written before they were kept, whose hash is without them */
    bool refused;
};

/* Hash of a row after the one before it; of the first, `before` is 32 zero bytes. */
struct digest audit_hash(struct arena *a, const unsigned char *before, const struct audit_row *w);

#endif
