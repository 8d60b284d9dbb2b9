/* Rotation of sealing keys: what keys.c and keys_walk.c share. */
#ifndef QIAO_ADMIN_KEYS_H
#define QIAO_ADMIN_KEYS_H

#include "crypt/rotate.h"
#include "data/sealed.h"

/* How many values of a column need which key. */
struct tally {
    uint32_t id; /* 0: not sealed at all */
    uint64_t n;
};
enum { TALLIES_MAX = 64 };
struct count {
    struct tally list[TALLIES_MAX];
    size_t n;
};

/* Looks at every value of a column, in bites that hold nobody up. */
enum err keys_count(struct req *r, const struct sealed_column *c, struct count *ret);
/* Wraps the data key of every value that is not under `newest` anew. Each change takes only what was read: whoever
 * changes a value at the same time wins. Can be stopped and begun again at any moment.
 *   ret_damaged  values that could not be opened and stay as they are */
enum err keys_rewrap(struct req *r, const struct sealed_column *c, uint32_t newest, uint64_t *ret_done,
                     uint64_t *ret_damaged);

#endif
