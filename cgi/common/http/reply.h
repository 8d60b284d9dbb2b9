/* Inside of the answer, for the files of this folder only. */
#ifndef QIAO_REPLY_H
#define QIAO_REPLY_H

#include "http/http.h"

enum { REPLY_HEADERS_MAX = 32 };

struct header {
    const char *name, *value;
};
struct reply {
    int status;
    size_t n;
    struct header list[REPLY_HEADERS_MAX];
    const char *place; /* of go() */
    const char *type;
    struct bytes body;
};

/* Never NULL; made at first use. */
struct reply *reply_of(struct req *r);
/* Checks and adds. `same` bytes of the value must be equal too for a header to replace another. */
void reply_add(struct req *r, const char *name, const char *value, size_t same);

#endif
