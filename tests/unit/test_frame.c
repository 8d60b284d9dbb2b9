/* Whole, half and hostile heads of FastCGI requests. */
#include "base/arena.h"
#include "http/frame.h"
#include "http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static struct arena *arena;

static void record(struct buf *b, int type, int id, const void *p, size_t n, int padding)
{
    unsigned char h[8] = { 1, (unsigned char)type, (unsigned char)(id >> 8), (unsigned char)id,
                           (unsigned char)(n >> 8), (unsigned char)n, (unsigned char)padding };

    buf_add(b, h, sizeof h);
    buf_add(b, p, n);
    buf_add(b, "\0\0\0\0\0\0\0", (size_t)padding);
}

#define BEGIN "\0\1\1\0\0\0\0\0"
#define PAIRS "\4\5NAMEvalue\1\200\0\0\3Nabc"

static enum frame look(const struct buf *b)
{
    return frame_look((const unsigned char *)b->p, b->n);
}

static void whole_and_every_half(void **state)
{
    struct buf b = { .arena = arena };
    size_t head;

    (void)state;
    record(&b, 1, 1, BEGIN, 8, 0);
    record(&b, 4, 1, PAIRS, sizeof PAIRS - 1, 3);
    record(&b, 4, 1, "", 0, 0);
    head = b.n;
    record(&b, 5, 1, "body", 4, 0);
    for (size_t n = 0; n <= b.n; n++)
        if (frame_look((const unsigned char *)b.p, n) != (n < head ? FRAME_PART : FRAME_WHOLE))
            fail_msg("%zu of %zu bytes", n, head);
}

/* Pairs cut at each byte by the border of two records. */
static void split_pairs(void **state)
{
    (void)state;
    for (size_t cut = 1; cut < sizeof PAIRS - 1; cut++) {
        struct buf b = { .arena = arena };
        record(&b, 1, 7, BEGIN, 8, 0);
        record(&b, 4, 7, PAIRS, cut, 2);
        record(&b, 4, 7, &PAIRS[cut], sizeof PAIRS - 1 - cut, 0);
        record(&b, 4, 7, "", 0, 0);
        assert_int_equal(look(&b), FRAME_WHOLE);
    }
    for (size_t cut = 1; cut < sizeof PAIRS - 1; cut++) {
        struct buf b = { .arena = arena };
        if (cut == 11)
            continue; /* the first pair is whole */
        record(&b, 1, 7, BEGIN, 8, 0);
        record(&b, 4, 7, PAIRS, cut, 0);
        record(&b, 4, 7, "", 0, 0);
        assert_int_equal(look(&b), FRAME_BAD);
    }
}

static void hostile(void **state)
{
    static const struct {
        const char *name;
        int type, id;
        const char *p;
        size_t n;
    } second[] = {
        { "body before the head ended", 5, 1, "x", 1 },
        { "abort", 2, 1, "", 0 },
        { "second begin", 1, 1, BEGIN, 8 },
        { "management", 9, 0, "", 0 },
        { "another request", 4, 2, PAIRS, sizeof PAIRS - 1 },
        { "lengths whose sum overflows", 4, 1, "\340\0\0\0\340\0\0\0", 8 },
        { "long name", 4, 1, "\200\1\0\0\1", 5 },
        { "long value", 4, 1, "\1\200\1\0\0", 5 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        struct buf b = { .arena = arena };
        record(&b, 1, 1, BEGIN, 8, 0);
        record(&b, second[i].type, second[i].id, second[i].p, second[i].n, 0);
        if (look(&b) != FRAME_BAD)
            fail_msg("%s", second[i].name);
    }
}

static void wrong_beginnings(void **state)
{
    static const struct {
        const char *name;
        int type, id;
        size_t n;
    } first[] = { { "params first", 4, 1, 8 }, { "request 0", 1, 0, 8 }, { "short begin", 1, 1, 7 },
                  { "get values", 9, 0, 8 } };
    struct buf web = { .arena = arena }, padded = { .arena = arena };

    (void)state;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        struct buf b = { .arena = arena };
        record(&b, first[i].type, first[i].id, BEGIN, first[i].n, 0);
        if (look(&b) != FRAME_BAD)
            fail_msg("%s", first[i].name);
    }
    buf_str(&web, "GET / HTTP/1.1\r\n");
    assert_int_equal(look(&web), FRAME_BAD);
    record(&padded, 1, 1, BEGIN, 8, 0);
    record(&padded, 4, 1, "", 0, 1);
    assert_int_equal(look(&padded), FRAME_BAD);
    padded.n = 0;
    record(&padded, 1, 1, BEGIN, 8, 4);
    assert_int_equal(look(&padded), FRAME_BAD);
}

static void too_much(void **state)
{
    char *pair = arena_new(arena, 8192, 1);
    struct buf b = { .arena = arena };
    int i;

    (void)state;
    memcpy(pair, "\1\200\0\x1f\xfa", 5); /* 8192 bytes in all */
    record(&b, 1, 1, BEGIN, 8, 0);
    for (i = 0; i < HTTP_HEAD_MAX / 8192; i++)
        record(&b, 4, 1, pair, 8192, 0);
    assert_int_equal(look(&b), FRAME_PART);
    assert_true(b.n + 8 <= FRAME_MAX);
    record(&b, 4, 1, "\0\0", 2, 0);
    assert_int_equal(look(&b), FRAME_BAD);
}

static int start(void **state)
{
    (void)state;
    arena = arena_open(8 << 20);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_and_every_half), cmocka_unit_test(split_pairs), cmocka_unit_test(hostile),
        cmocka_unit_test(wrong_beginnings),     cmocka_unit_test(too_much),
    };

    return cmocka_run_group_tests_name("frame", tests, start, finish);
}
