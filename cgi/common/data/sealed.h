/* Columns whose COMMENT holds the word "sealed", walked by the primary key of their table: for qiao-admin alone. Knows
 * no key and no cipher: a value is a head, which may change, and the rest, which stays. */
#ifndef QIAO_SEALED_H
#define QIAO_SEALED_H

#include "data/db.h"

struct sealed_column {
    const char *table, *name, *key; /* key: the one column of the primary key */
    bool key_is_text, key_is_number;
    const char *wrong;              /* NULL, or why it cannot be walked */
    struct sql bite, swap;
};

/* All of them, tables in the order of their names.
 *   head_n  bytes of a head */
enum err sealed_columns(struct req *r, size_t head_n, struct sealed_column **ret, size_t *ret_n);

/* Where the walk stands. Begin with { .n = 0 }. */
struct sealed_place {
    unsigned char key[800];
    size_t n;
    uint64_t number;
};
/* The next rows, at most `limit`: key, head. NULL values are left out. */
enum err sealed_bite(struct req *r, const struct sealed_column *c, const struct sealed_place *after, unsigned limit,
                     struct rows *ret);
/* The key of the row that is shown. */
struct sealed_place sealed_place(const struct sealed_column *c, const struct rows *q);
/* Puts a new head before the rest, if the old one is still there; ERR_CLASH if not. */
enum err sealed_swap(struct req *r, const struct sealed_column *c, const struct sealed_place *at, struct bytes old,
                     struct bytes fresh);

#endif
