/* Our ciphers and message codes against vectors of others: Wycheproof (tests/data), RFC 5649. */
#include "crypt/cipher.h"
#include "crypt/crypt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LINE_MAX_BYTES = 8192, WORDS_MAX = 8 };

static struct arena *arena;

static struct bytes from_hex(const char *hex)
{
    size_t n = strcmp(hex, "-") ? strlen(hex) / 2 : 0;
    unsigned char *p = malloc(n ? n : 1); /* exactly n, so that reading beyond is seen */

    assert_true(n == 0 || hex_read(p, n, hex));
    return (struct bytes){ p, n };
}

static struct piece piece_of(struct bytes b)
{
    return (struct piece){ b.p, b.n };
}

/* One vector: its number, what is right about it, and its texts. */
struct vector {
    int number;
    bool valid, open; /* open: either answer is acceptable, but not a wrong text */
    struct bytes text[WORDS_MAX - 2];
};

/*   returns  how many lines there were */
static int each(const char *file, int texts, void (*test)(const struct vector *v))
{
    FILE *f = fopen(file, "r");
    char line[LINE_MAX_BYTES], *word[WORDS_MAX];
    int n = 0;

    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        struct vector v = { .number = 0 };
        char *at = line;

        if (*line == '#')
            continue;
        assert_non_null(strchr(line, '\n'));
        line[strcspn(line, "\n")] = '\0';
        for (int i = 0; i < texts + 2; i++)
            assert_non_null(word[i] = strsep(&at, " "));
        assert_null(at);
        v.number = (int)strtol(word[0], NULL, 10);
        v.valid = strcmp(word[1], "valid") == 0;
        v.open = strcmp(word[1], "acceptable") == 0;
        for (int i = 0; i < texts; i++)
            v.text[i] = from_hex(word[i + 2]);
        test(&v);
        for (int i = 0; i < texts; i++)
            free((void *)(uintptr_t)v.text[i].p);
        arena_reset(arena);
        n++;
    }
    fclose(f);
    return n;
}

/* Some are cut to 128 bits. */
static void one_hmac(const struct vector *v)
{
    struct digest d = hmac_sha256(v->text[0].p, v->text[0].n, v->text[1].p, v->text[1].n);

    if (secret_equal(d.b, v->text[2].p, v->text[2].n) != v->valid)
        fail_msg("HMAC-SHA256 %d", v->number);
}

static void wycheproof_hmac_sha256(void **state)
{
    (void)state;
    assert_int_equal(each("tests/data/wycheproof_hmac_sha256.txt", 3, one_hmac), 174);
}

static void one_gcm(const struct vector *v)
{
    const struct bytes *t = v->text; /* key, nonce, bound, plain, sealed, tag */
    /* The bound text in two pieces, as we bind it. */
    const struct piece bound[2] = { { t[2].p, t[2].n / 2 }, { t[2].p + t[2].n / 2, t[2].n - t[2].n / 2 } };
    unsigned char *to = arena_new(arena, t[3].n + 1, 1), tag[GCM_TAG];
    bool same;

    assert_int_equal(t[0].n, GCM_KEY);
    assert_int_equal(t[1].n, GCM_NONCE);
    assert_int_equal(t[5].n, GCM_TAG);
    gcm_seal(t[0].p, t[1].p, bound, piece_of(t[3]), to, tag);
    same = t[3].n == t[4].n && memcmp(to, t[4].p, t[4].n) == 0 && memcmp(tag, t[5].p, GCM_TAG) == 0;
    if (same != v->valid)
        fail_msg("AES-GCM %d: sealed", v->number);
    to = arena_new(arena, t[4].n + 1, 1);
    if (gcm_open(t[0].p, t[1].p, bound, piece_of(t[4]), t[5].p, to) != v->valid ||
        (v->valid && memcmp(to, t[3].p, t[3].n)))
        fail_msg("AES-GCM %d: opened", v->number);
}

static void wycheproof_aes_gcm(void **state)
{
    (void)state;
    assert_int_equal(each("tests/data/wycheproof_aes_gcm.txt", 6, one_gcm), 66);
}

static void one_kwp(const struct vector *v)
{
    const struct bytes *t = v->text; /* key, plain, wrapped */
    unsigned char *to = arena_new(arena, t[1].n + t[2].n + 2 * KWP_MORE, 1);
    size_t n = kwp_unwrap(t[0].p, t[0].n, piece_of(t[2]), to);
    bool same = n == t[1].n && memcmp(to, t[1].p, n) == 0;

    if (v->valid ? !same : v->open ? n && !same : n != 0)
        fail_msg("AES-KWP %d: unwrapped", v->number);
    n = t[1].n ? kwp_wrap(t[0].p, t[0].n, piece_of(t[1]), to) : 0;
    same = n && n == t[2].n && memcmp(to, t[2].p, n) == 0;
    if (v->valid ? !same : !v->open && same)
        fail_msg("AES-KWP %d: wrapped", v->number);
}

static void wycheproof_aes_kwp(void **state)
{
    (void)state;
    assert_int_equal(each("tests/data/wycheproof_aes_kwp.txt", 3, one_kwp), 94);
}

/* RFC 5649, section 6. */
static void kwp_rfc_5649(void **state)
{
    static const char *const cases[][2] = {
        { "c37b7e6492584340bed12207808941155068f738",
          "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a" },
        { "466f7250617369", "afbeb0f07dfbf5419200f2ccb50bb24f" },
    };
    struct bytes key = from_hex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");
    unsigned char to[64];
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes plain = from_hex(cases[i][0]), wrapped = from_hex(cases[i][1]);

        assert_int_equal(kwp_wrap(key.p, key.n, piece_of(plain), to), wrapped.n);
        assert_memory_equal(to, wrapped.p, wrapped.n);
        assert_int_equal(kwp_unwrap(key.p, key.n, piece_of(wrapped), to), plain.n);
        assert_memory_equal(to, plain.p, plain.n);
        free((void *)(uintptr_t)plain.p);
        free((void *)(uintptr_t)wrapped.p);
    }
    free((void *)(uintptr_t)key.p);
}

static int prepare(void **state)
{
    (void)state;
    arena = arena_open(1024 * 1024);
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wycheproof_hmac_sha256),
        cmocka_unit_test(wycheproof_aes_gcm),
        cmocka_unit_test(wycheproof_aes_kwp),
        cmocka_unit_test(kwp_rfc_5649),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
