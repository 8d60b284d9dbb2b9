/* Blocks of memory that are filled from the front and emptied together; text that grows in them.
 * Must not hand memory back piece by piece, and must never answer NULL: who asks need not check. */
#include "base/arena.h"
#include "base/format.h"
#include "base/log.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#endif

/* Under AddressSanitizer free space is forbidden ground, and so is a gap after each piece. */
#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
enum { GAP_BYTES = 16 };
static void hide(void *p, size_t n) { __asan_poison_memory_region(p, n); }
static void show(void *p, size_t n) { __asan_unpoison_memory_region(p, n); }
#else
enum { GAP_BYTES = 0 };
static void hide(void *p, size_t n) { (void)p, (void)n; }
static void show(void *p, size_t n) { (void)p, (void)n; }
#endif

enum {
    ALIGN_BYTES = alignof(max_align_t),
    FIRST_BYTES = 64 * 1024,  /* what a page usually needs; stays with the arena */
    BLOCK_BYTES = 256 * 1024, /* further blocks; a larger piece gets its own */
};

/* Memory after `used` is always zero. */
struct block {
    struct block *next; /* the one before in time */
    size_t size, used;  /* bytes of data[] */
    alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *last;  /* being filled; the first block is at the end of the chain */
    struct block *spare; /* one empty block of the usual size: a request that needs it comes again and again */
    size_t given, limit;
};

static _Noreturn void stop(const char *why)
{
    log_line(NULL, "arena=%s", why);
    abort();
}

static struct block *block_open(size_t size, struct block *next)
{
    struct block *b = calloc(1, sizeof *b + size);

    if (!b)
        stop("no-memory");
    b->next = next;
    b->size = size;
    hide(b->data, size);
    return b;
}

static void block_wipe(struct block *b)
{
    show(b->data, b->used);
    explicit_bzero(b->data, b->used);
    hide(b->data, b->size);
    b->used = 0;
}

static void block_close(struct block *b)
{
    block_wipe(b);
    show(b->data, b->size);
    free(b);
}

struct arena *arena_open(size_t limit_bytes)
{
    struct arena *a = calloc(1, sizeof *a);

    if (!a)
        stop("no-memory");
    a->limit = limit_bytes;
    a->last = block_open(FIRST_BYTES, NULL);
    return a;
}

void arena_reset(struct arena *a)
{
    while (a->last->next) {
        struct block *b = a->last;
        a->last = b->next;
        if (a->spare || b->size != BLOCK_BYTES) {
            block_close(b);
        } else {
            block_wipe(b);
            a->spare = b;
        }
    }
    block_wipe(a->last);
    a->given = 0;
}

void arena_close(struct arena *a)
{
    if (!a)
        return;
    arena_reset(a);
    block_close(a->last);
    if (a->spare)
        block_close(a->spare);
    free(a);
}

static size_t rounded(size_t n)
{
    return (n + ALIGN_BYTES - 1) / ALIGN_BYTES * ALIGN_BYTES;
}

static struct block *block_next(struct arena *a, size_t need)
{
    struct block *b = a->spare;

    if (!b || need > BLOCK_BYTES)
        return block_open(need > BLOCK_BYTES ? need : BLOCK_BYTES, a->last);
    a->spare = NULL;
    b->next = a->last;
    return b;
}

/* Room for n bytes at the front of the free part; n > 0. */
static void *take(struct arena *a, size_t n)
{
    size_t need;
    struct block *b = a->last;
    unsigned char *p;

    if (n > SIZE_MAX / 2 || rounded(n) > a->limit - a->given)
        stop("over-limit");
    need = rounded(n) + GAP_BYTES;
    if (need > b->size - b->used)
        b = a->last = block_next(a, need);
    p = b->data + b->used;
    b->used += need;
    a->given += rounded(n);
    show(p, n);
    return p;
}

/* Makes the newest piece longer where it lies; false if it is not the newest or has no room. */
static bool stretch(struct arena *a, void *piece, size_t from, size_t to)
{
    struct block *b = a->last;
    unsigned char *p = piece;
    size_t more;

    if (!piece || to > SIZE_MAX / 2 || p + rounded(from) + GAP_BYTES != b->data + b->used)
        return false;
    more = rounded(to) - rounded(from);
    if (more > b->size - b->used)
        return false;
    if (more > a->limit - a->given)
        stop("over-limit");
    b->used += more;
    a->given += more;
    show(p, to);
    return true;
}

void *arena_new(struct arena *a, size_t n, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(n, size, &bytes))
        stop("overflow");
    return take(a, bytes ? bytes : 1);
}

char *arena_strn(struct arena *a, const char *s, size_t n)
{
    char *to = take(a, n + 1 ? n + 1 : SIZE_MAX);

    if (n)
        memcpy(to, s, n);
    to[n] = '\0';
    return to;
}

char *arena_str(struct arena *a, const char *s)
{
    return arena_strn(a, s, strlen(s));
}

/* As vsnprintf. */
static int format_text(char *to, size_t room, const char *format, va_list ap)
{
    va_list again;
    int n;

    va_copy(again, ap);
    n = format_quick(to, room, format, again);
    va_end(again);
    if (n >= 0)
        return n;
    va_copy(again, ap);
    n = vsnprintf(to, room, format, again);
    va_end(again);
    if (n < 0)
        stop("format");
    return n;
}

/* Written where the next piece will lie; only what does not fit there is formatted again. */
char *arena_vfmt(struct arena *a, const char *format, va_list ap)
{
    struct block *b = a->last;
    size_t room = b->size - b->used;
    char *to = (char *)b->data + b->used;
    int n;

    show(to, room);
    n = format_text(to, room, format, ap);
    hide(to, room);
    if ((size_t)n < room && rounded((size_t)n + 1) + GAP_BYTES <= room)
        return take(a, (size_t)n + 1);
    show(to, room);
    explicit_bzero(to, room); /* memory after `used` is zero */
    hide(to, room);
    to = take(a, (size_t)n + 1);
    vsnprintf(to, (size_t)n + 1, format, ap);
    return to;
}

char *arena_fmt(struct arena *a, const char *format, ...)
{
    va_list ap;
    char *to;

    va_start(ap, format);
    to = arena_vfmt(a, format, ap);
    va_end(ap);
    return to;
}

/* Room for n more bytes and the NUL. */
static void buf_reserve(struct buf *b, size_t n)
{
    size_t room;
    char *p;

    if (n > SIZE_MAX / 4 - b->n)
        stop("overflow");
    if (b->p && b->room - b->n > n)
        return;
    room = b->n + n + 1;
    if (room < 2 * b->room)
        room = 2 * b->room;
    if (room < 64)
        room = 64;
    if (!stretch(b->arena, b->p, b->room, room)) {
        p = take(b->arena, room);
        if (b->n)
            memcpy(p, b->p, b->n);
        b->p = p;
    }
    b->room = room;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    buf_reserve(b, n);
    if (n)
        memcpy(b->p + b->n, bytes, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_str(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_fmt(struct buf *b, const char *format, ...)
{
    size_t room = b->p ? b->room - b->n : 0;
    va_list ap;
    int n;

    va_start(ap, format);
    n = format_text(b->p ? b->p + b->n : NULL, room, format, ap);
    va_end(ap);
    if ((size_t)n >= room) {
        buf_reserve(b, (size_t)n);
        va_start(ap, format);
        vsnprintf(b->p + b->n, (size_t)n + 1, format, ap);
        va_end(ap);
    }
    b->n += (size_t)n;
}
