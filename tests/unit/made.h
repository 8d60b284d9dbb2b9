/* Files built byte by byte, for the tests of what may be kept. */
#ifndef QIAO_MADE_H
#define QIAO_MADE_H

#include "document/sniff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include <cmocka.h>

/* Bytes put together piece by piece; each case starts with an empty one. */
struct made {
    unsigned char p[300000];
    size_t n;
};

static inline void put(struct made *m, const void *p, size_t n)
{
    assert_true(n <= sizeof(m->p) - m->n);
    memcpy(m->p + m->n, p, n);
    m->n += n;
}

static inline void put8(struct made *m, unsigned v)
{
    unsigned char b = (unsigned char)v;

    put(m, &b, 1);
}

static inline void put16(struct made *m, unsigned v)
{
    put8(m, v >> 8);
    put8(m, v & 0xff);
}

static inline void put32(struct made *m, uint32_t v)
{
    put16(m, v >> 16);
    put16(m, v & 0xffff);
}

static inline void put_text(struct made *m, const char *s)
{
    put(m, s, strlen(s));
}

static inline bool has(const struct made *m, const char *what, size_t n)
{
    return memmem(m->p, m->n, what, n) != NULL;
}

/* NULL when it was kept; the bytes are then what is left. */
static inline const char *run(struct made *m, const char *mime)
{
    const struct kind_of_file *kind = NULL;
    size_t before = m->n;
    const char *fault = sniff(m->p, &m->n, &kind);

    assert_true(m->n <= before);
    if (!fault)
        assert_string_equal(kind->mime, mime);
    else
        assert_null(kind);
    return fault;
}

#endif
