/* Memory with a named lifetime: an arena is filled and then reset as a whole.
 * Nobody frees. Allocation never returns NULL: over the limit the process ends. */
#ifndef QIAO_ARENA_H
#define QIAO_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*   limit_bytes  a request that needs more than this is our bug: abort() */
struct arena *arena_open(size_t limit_bytes);
void arena_close(struct arena *a);

/* Forgets everything; the memory is wiped, so that nothing private is left for the next reader. */
void arena_reset(struct arena *a);

/* Zeroed, aligned for any type; n * size is checked for overflow. */
void *arena_new(struct arena *a, size_t n, size_t size);
char *arena_str(struct arena *a, const char *s);
char *arena_strn(struct arena *a, const char *s, size_t n);
char *arena_fmt(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vfmt(struct arena *a, const char *format, va_list ap) __attribute__((format(printf, 2, 0)));

/* A run of bytes somebody else owns. */
struct bytes {
    const unsigned char *p;
    size_t n;
};

/* Text that grows, in an arena; always ends in NUL. Start with { .arena = a }. */
struct buf {
    struct arena *arena;
    char *p;
    size_t n, room;
};
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_str(struct buf *b, const char *s);
void buf_fmt(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
