/* Writing JSON (RFC 8259) of a bounded size into an arena: for the copy of one's own data. */
#ifndef QIAO_JSON_H
#define QIAO_JSON_H

#include "base/arena.h"
#include <stdbool.h>

/* Start with { .text = { .arena = a }, .max = bytes }. Over max, or deeper than 30 levels, nothing more is written. */
struct json {
    struct buf text;
    size_t max;
    unsigned depth;
    unsigned long long list; /* bit n: level n is a list */
    bool more;               /* the next value wants a comma */
    bool full;               /* something was left out: the text is of no use */
};

/* `kind` is '{' or '['. key: NULL inside a list and for the outermost value. */
void json_open(struct json *j, const char *key, char kind);
void json_close(struct json *j);
/* UTF-8; a byte that is none becomes U+FFFD, a control character or line separator is written as its number. NULL is
 * null. */
void json_text(struct json *j, const char *key, const char *s);
void json_number(struct json *j, const char *key, int64_t v);
void json_bool(struct json *j, const char *key, bool v);
/* All that was opened is closed, and nothing was left out. */
bool json_is_whole(const struct json *j);

#endif
