/* Arenas and growing text: alignment, zeroes, wiping, limits, and that an overrun would be seen. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#if defined(__SANITIZE_ADDRESS__)
#define POISONED(p) __asan_address_is_poisoned(p)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONED(p) __asan_address_is_poisoned(p)
#endif
#endif
#ifdef POISONED
#include <sanitizer/asan_interface.h>
#endif

enum { LIMIT = 4 * 1024 * 1024 };

static void pieces_are_zeroed_and_aligned(void **state)
{
    static const size_t sizes[] = { 0, 1, 2, 15, 16, 17, 100, 4096, 65536, 65537, 300000, 1000000 };
    struct arena *a = arena_open(LIMIT);
    (void)state;

    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            unsigned char *p = arena_new(a, sizes[i], 1);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t k = 0; k < sizes[i]; k++)
                assert_int_equal(p[k], 0);
            memset(p, 0xa5, sizes[i]);
        }
        arena_reset(a);
    }
    arena_close(a);
    arena_close(NULL);
}

static void reset_wipes_and_keeps_the_first_block(void **state)
{
    struct arena *a = arena_open(LIMIT);
    char *first = arena_str(a, "A passport number"), *again;
    (void)state;

    for (int i = 0; i < 5; i++)
        memset(arena_new(a, 200000, 1), 'x', 200000);
    arena_reset(a);
    /* Memory handed out is never cleared, so zeroes here were written by the reset. */
    again = arena_new(a, 18, 1);
    assert_ptr_equal(first, again);
    for (int i = 0; i < 18; i++)
        assert_int_equal(again[i], 0);
    arena_close(a);
}

static void pieces_do_not_overlap(void **state)
{
    struct arena *a = arena_open(LIMIT);
    unsigned char *p[500];
    (void)state;

    for (size_t i = 0; i < 500; i++)
        memset(p[i] = arena_new(a, i * 7 % 1000 + 1, 1), (int)(i & 0xff), i * 7 % 1000 + 1);
    for (size_t i = 0; i < 500; i++)
        for (size_t k = 0; k < i * 7 % 1000 + 1; k++)
            assert_int_equal(p[i][k], i & 0xff);
    arena_close(a);
}

static void strings_are_copied(void **state)
{
    struct arena *a = arena_open(LIMIT);
    char from[] = "ab\0cd";
    (void)state;

    assert_string_equal(arena_str(a, "ກຂຄ"), "ກຂຄ");
    assert_string_equal(arena_str(a, ""), "");
    assert_string_equal(arena_strn(a, "abcdef", 3), "abc");
    assert_string_equal(arena_strn(a, NULL, 0), "");
    assert_memory_equal(arena_strn(a, from, 6), "ab\0cd", 6);
    assert_string_equal(arena_fmt(a, "%s-%03d", "x", 7), "x-007");
    assert_string_equal(arena_fmt(a, "%s", ""), "");
    assert_int_equal(strlen(arena_fmt(a, "%0200000d", 1)), 200000);
    arena_close(a);
}

/* Runs in a child whose complaints nobody sees; true if it ended by abort(). */
static bool aborts(void (*act)(struct arena *a), size_t limit)
{
    pid_t pid = fork();
    int status;

    assert_true(pid >= 0);
    if (!pid) {
        struct arena *a;
        if (!freopen("/dev/null", "w", stderr))
            _exit(3);
        a = arena_open(limit);
        act(a);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void take_1000(struct arena *a) { arena_new(a, 1000, 1); }
static void take_1100(struct arena *a) { arena_new(a, 1100, 1); }
static void take_many(struct arena *a)
{
    for (int i = 0; i < 65; i++)
        arena_new(a, 1, 16);
}
static void take_after_reset(struct arena *a)
{
    for (int i = 0; i < 1000; i++) {
        take_1000(a);
        arena_reset(a);
    }
}
static void take_overflow(struct arena *a) { arena_new(a, SIZE_MAX / 8, 16); }
static void take_all(struct arena *a) { arena_new(a, SIZE_MAX, 1); }
static void grow_buf(struct arena *a)
{
    struct buf b = { .arena = a };

    for (int i = 0; i < 2000; i++)
        buf_str(&b, "x");
}

static void limit_ends_the_process(void **state)
{
    static const struct {
        const char *name;
        void (*act)(struct arena *a);
        size_t limit;
        bool aborts;
    } cases[] = {
        { "below the limit", take_1000, 1024, false },
        { "above the limit", take_1100, 1024, true },
        { "many small ones", take_many, 1024, true },
        { "reset counts anew", take_after_reset, 1024, false },
        { "n * size overflows", take_overflow, SIZE_MAX, true },
        { "the largest number", take_all, SIZE_MAX, true },
        { "text that grows", grow_buf, 1024, true },
        { "text with room", grow_buf, 64 * 1024, false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (aborts(cases[i].act, cases[i].limit) != cases[i].aborts)
            fail_msg("%s", cases[i].name);
}

static void text_grows(void **state)
{
    struct arena *a = arena_open(LIMIT);
    struct buf b = { .arena = a }, other = { .arena = a };
    (void)state;

    buf_add(&b, "", 0);
    assert_string_equal(b.p, "");
    for (int i = 0; i < 20000; i++) {
        buf_fmt(&b, "%05d,", i);
        if (i % 100 == 0)
            buf_str(&other, "between");
    }
    assert_int_equal(b.n, 120000);
    assert_int_equal(strlen(b.p), b.n);
    for (int i = 0; i < 20000; i++) {
        char want[8];
        snprintf(want, sizeof want, "%05d,", i);
        assert_memory_equal(b.p + i * 6, want, 6);
    }
    assert_int_equal(other.n, 200 * 7);
    buf_add(&other, "\0z", 2);
    assert_int_equal(other.n, 200 * 7 + 2);
    assert_int_equal(other.p[other.n], 0);
    arena_close(a);
}

/* The newest piece grows where it lies: building a page costs no copies. */
static void newest_text_stays_in_place(void **state)
{
    struct arena *a = arena_open(LIMIT);
    struct buf b = { .arena = a };
    char *first;
    (void)state;

    buf_str(&b, "x");
    first = b.p;
    for (int i = 0; i < 30000; i++)
        buf_str(&b, "y");
    assert_ptr_equal(b.p, first);
    arena_close(a);
}

#ifdef POISONED /* only where AddressSanitizer watches */
static void overrun_would_be_seen(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT);
    char *p = arena_new(a, 10, 1), *q = arena_new(a, 32, 1);

    assert_false(POISONED(p + 9));
    assert_true(POISONED(p + 10));
    assert_true(POISONED(q + 32));
    arena_reset(a);
    assert_true(POISONED(p));
    assert_true(POISONED(q));
    arena_close(a);
}
#endif

/* Against vsnprintf, in all rooms from none to plenty. */
static void expect_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void expect_format(const char *format, ...)
{
    struct arena *a = arena_open(LIMIT);
    char want[400];
    va_list ap;

    va_start(ap, format);
    vsnprintf(want, sizeof want, format, ap);
    va_end(ap);
    for (size_t used = 0; used < 400; used++) {
        arena_reset(a);
        arena_new(a, 65536 - 400 + used, 1);
        va_start(ap, format);
        assert_string_equal(arena_vfmt(a, format, ap), want);
        va_end(ap);
        assert_int_equal(*(char *)arena_new(a, 1, 1), 0);
    }
    arena_close(a);
}

static void formats_are_those_of_printf(void **state)
{
    (void)state;
    expect_format("plain");
    expect_format("%s", "");
    expect_format("%s=%s;%%", "name", "ຊື່");
    expect_format("%d %d %d", 0, -1, 2147483647);
    expect_format("%d %u", -2147483647 - 1, 4294967295u);
    expect_format("%ld %lu", -9223372036854775807L - 1, 18446744073709551615ul);
    expect_format("%lld %llu %zu", -9223372036854775807LL - 1, 18446744073709551615ull, (size_t)17);
    expect_format("a%sb%dc%04d-%02d %x", "s", 5, 26, 7, 255u);
    expect_format("%.*s|%5s|%-5d|%c", 3, "abcdef", "x", 4, 'c');
    expect_format("%s%.3s", "long enough to matter, then cut: ", "abcdef");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_and_aligned),
        cmocka_unit_test(reset_wipes_and_keeps_the_first_block),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(strings_are_copied),
        cmocka_unit_test(limit_ends_the_process),
        cmocka_unit_test(text_grows),
        cmocka_unit_test(formats_are_those_of_printf),
        cmocka_unit_test(newest_text_stays_in_place),
#ifdef POISONED
        cmocka_unit_test(overrun_would_be_seen),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
