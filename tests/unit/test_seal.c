/* The envelope: known bytes open, nothing altered or moved does, keys rotate without losing a value. */
#include "crypt/crypt.h"
#include "crypt/rotate.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define KEY_7 "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY_8 "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
#define PLACE "apply_person|passport_no|17|4"

/* Made by Python's cryptography package (aes_key_wrap_with_padding, AESGCM): key 7 above, data key
 * 20 21 ... 3f, nonce a0 ... ab. */
static const char known[] = "7131010000000700"
                            "2892f48c52045c08050ec796a5a91c5ddaf7c61cbdc940adc8d3dc8a144f6161a8c5d3299e325f1750"
                            "a0a1a2a3a4a5a6a7a8a9aaab3b0d9607f0e2b69d9964cb562b61d1561d8859cdc67fb87b30";
static const char known_empty[] = "7131010000000700"
                                  "2892f48c52045c08050ec796a5a91c5ddaf7c61cbdc940adc8d3dc8a144f6161a8c5d3299e325f1750"
                                  "a0a1a2a3a4a5a6a7a8a9aaab16743118e1c719e6496cac403f50cc91";

static struct req r;
static char folder[] = "/tmp/qiao_seal_XXXXXX";

static void file_put(const char *name, const char *text)
{
    char path[200];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
    if (!text)
        return;
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fchmod(fileno(f), 0400);
    fclose(f);
}

static void keys_are(const char *seal_keys)
{
    file_put("seal.keys", seal_keys);
    assert_true(crypt_open(folder));
}

static int prepare(void **state)
{
    (void)state;
    r.arena = arena_open(64 * 1024 * 1024);
    if (!mkdtemp(folder))
        return -1;
    file_put("hmac.key", KEY_8);
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    file_put("hmac.key", NULL);
    file_put("seal.keys", NULL);
    arena_close(r.arena);
    return rmdir(folder);
}

static struct bytes bytes_of(const char *text)
{
    return (struct bytes){ (const unsigned char *)text, strlen(text) };
}

static struct bytes from_hex(const char *hex)
{
    size_t n = strlen(hex) / 2;
    unsigned char *p = arena_new(r.arena, n, 1);

    assert_true(hex_read(p, n, hex));
    return (struct bytes){ p, n };
}

static void opens_to(struct bytes sealed, const char *context, struct bytes plain)
{
    struct bytes got;

    assert_int_equal(unseal(&r, context, sealed, &got), OK);
    assert_int_equal(got.n, plain.n);
    if (plain.n)
        assert_memory_equal(got.p, plain.p, plain.n);
    assert_int_equal(got.p[got.n], 0);
}

/* What is wanted to fail does so without a line on the screen. context NULL: sealed anew. */
static enum err refusal(struct bytes sealed, const char *context)
{
    int null = open("/dev/null", O_WRONLY), kept = dup(STDERR_FILENO);
    struct bytes got = { NULL, 4711 };
    unsigned char head[SEAL_HEAD];
    enum err e;

    dup2(null, STDERR_FILENO);
    e = context ? unseal(&r, context, sealed, &got) : reseal(&r, sealed, head);
    dup2(kept, STDERR_FILENO);
    close(null);
    close(kept);
    assert_true(!got.p && got.n == 4711);
    return e;
}

/* A changed number of the key may name one that is not here, which could still come. */
static bool is_refused(struct bytes sealed, const char *context)
{
    enum err e = refusal(sealed, context);

    return e == ERR_BUG || e == ERR_BUSY;
}

static void foreign_envelopes_open(void **state)
{
    (void)state;
    keys_are("7 " KEY_7 "\n");
    opens_to(from_hex(known), PLACE, bytes_of("E12345678"));
    opens_to(from_hex(known_empty), "t|c|1|1", bytes_of(""));
    assert_int_equal(seal_key_id(from_hex(known)), 7);
}

static void sealed_values_open(void **state)
{
    static const size_t sizes[] = { 0, 1, 15, 16, 17, 97, 1000, 65536, 8 * 1024 * 1024 };
    (void)state;

    keys_are("7 " KEY_7 "\n");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *p = arena_new(r.arena, sizes[i], 1);
        struct bytes sealed;
        for (size_t k = 0; k < sizes[i]; k++)
            p[k] = (unsigned char)(k * 31 + i);
        sealed = seal(r.arena, PLACE, (struct bytes){ p, sizes[i] });
        assert_int_equal(sealed.n, sizes[i] + 77);
        assert_memory_equal(sealed.p, "q1\x01\0\0\0\x07\0\x28", 9);
        assert_true(sizes[i] < 15 || !memmem(sealed.p, sealed.n, p, sizes[i]));
        opens_to(sealed, PLACE, (struct bytes){ p, sizes[i] });
        arena_reset(r.arena);
    }
}

static void no_two_envelopes_are_alike(void **state)
{
    struct bytes a, b;
    (void)state;

    keys_are("7 " KEY_7 "\n");
    a = seal(r.arena, PLACE, bytes_of("E12345678"));
    b = seal(r.arena, PLACE, bytes_of("E12345678"));
    assert_memory_not_equal(a.p + 9, b.p + 9, 40);   /* data key */
    assert_memory_not_equal(a.p + 49, b.p + 49, 12); /* nonce */
    assert_memory_not_equal(a.p + 61, b.p + 61, 9);  /* text */
}

/* Key 6 exists too, so that a changed key id is not only "gone". */
static void every_altered_byte_is_noticed(void **state)
{
    struct bytes sealed;
    unsigned char copy[86];
    (void)state;

    keys_are("7 " KEY_7 "\n6 " KEY_8 "\n");
    sealed = seal(r.arena, PLACE, bytes_of("E12345678"));
    assert_int_equal(sealed.n, sizeof copy);
    for (size_t i = 0; i < sizeof copy; i++)
        for (int bit = 0; bit < 8; bit++) {
            memcpy(copy, sealed.p, sizeof copy);
            copy[i] ^= (unsigned char)(1 << bit);
            if (!is_refused((struct bytes){ copy, sizeof copy }, PLACE))
                fail_msg("byte %zu, bit %d", i, bit);
        }
}

static void every_cut_is_noticed(void **state)
{
    struct bytes sealed;
    (void)state;

    keys_are("7 " KEY_7 "\n");
    sealed = seal(r.arena, PLACE, bytes_of("E12345678"));
    for (size_t n = 0; n < sealed.n; n++) {
        /* Exactly n bytes, so that reading beyond is seen. */
        unsigned char *cut = memcpy(malloc(n ? n : 1), sealed.p, n);
        if (!is_refused((struct bytes){ cut, n }, PLACE))
            fail_msg("cut to %zu bytes", n);
        free(cut);
    }
    assert_true(is_refused((struct bytes){ (const unsigned char *)arena_strn(r.arena, (const char *)sealed.p, sealed.n),
                                           sealed.n + 1 }, PLACE));
}

static void a_moved_value_does_not_open(void **state)
{
    static const char *const elsewhere[] = {
        "apply_person|passport_no|18|4", "apply_person|passport_no|17|5", "apply_person|phone|17|4",
        "insure_person|passport_no|17|4", "apply_person|passport_no|1|74", "apply_person|passport_no|17|4 ",
        "apply_person|passport_no|17|", "",
    };
    struct bytes sealed;
    (void)state;

    keys_are("7 " KEY_7 "\n");
    sealed = seal(r.arena, PLACE, bytes_of("E12345678"));
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (!is_refused(sealed, elsewhere[i]))
            fail_msg("\"%s\"", elsewhere[i]);
}

/* As the database does it: the head changes, the rest stays. */
static struct bytes resealed(struct bytes old)
{
    unsigned char *p = arena_new(r.arena, old.n, 1);

    memcpy(p, old.p, old.n);
    assert_int_equal(reseal(&r, (struct bytes){ old.p, SEAL_HEAD }, p), OK);
    return (struct bytes){ p, old.n };
}

static void keys_rotate(void **state)
{
    struct bytes old, fresh, again;
    (void)state;

    keys_are("7 " KEY_7 "\n");
    old = seal(r.arena, PLACE, bytes_of("E12345678"));

    /* A new key in front: the old value opens, new ones are sealed by it. */
    keys_are("8 " KEY_8 "\n7 " KEY_7 "\n");
    opens_to(old, PLACE, bytes_of("E12345678"));
    assert_int_equal(seal_key_id(old), 7);
    assert_int_equal(seal_key_id((struct bytes){ old.p, SEAL_HEAD }), 7);
    assert_int_equal(seal_key_id((struct bytes){ old.p, SEAL_HEAD - 1 }), 0);
    assert_int_equal(seal_key_id(seal(r.arena, PLACE, bytes_of("x"))), 8);

    fresh = resealed(old);
    assert_int_equal(seal_key_id(fresh), 8);
    assert_memory_not_equal(fresh.p + 9, old.p + 9, 40);
    opens_to(fresh, PLACE, bytes_of("E12345678"));
    again = resealed(fresh);
    opens_to(again, PLACE, bytes_of("E12345678"));

    /* The old key is taken away: it could come back, so nothing is called damaged. */
    keys_are("8 " KEY_8 "\n");
    opens_to(fresh, PLACE, bytes_of("E12345678"));
    assert_int_equal(refusal(old, PLACE), ERR_BUSY);
    assert_int_equal(refusal(old, NULL), ERR_BUSY);

    /* The right number over another key. */
    keys_are("8 " KEY_7 "\n");
    assert_int_equal(refusal(fresh, PLACE), ERR_BUG);
    assert_int_equal(refusal(fresh, NULL), ERR_BUG);
}

static void what_is_no_envelope_has_no_key(void **state)
{
    unsigned char zeros[100] = { 0 };
    (void)state;

    keys_are("7 " KEY_7 "\n");
    assert_int_equal(seal_key_id((struct bytes){ NULL, 0 }), 0);
    assert_int_equal(seal_key_id(bytes_of("$argon2id$v=19$m=65536,t=2,p=1$LWzsM67+ncUDM10HRO+GDw$FFEx+aMEyaBYoTocSFm5vGbG3BhncmQq")), 0);
    assert_int_equal(seal_key_id((struct bytes){ zeros, sizeof zeros }), 0);
    assert_true(is_refused((struct bytes){ zeros, sizeof zeros }, PLACE));
    assert_true(is_refused((struct bytes){ zeros, sizeof zeros }, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foreign_envelopes_open),
        cmocka_unit_test(sealed_values_open),
        cmocka_unit_test(no_two_envelopes_are_alike),
        cmocka_unit_test(every_altered_byte_is_noticed),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(a_moved_value_does_not_open),
        cmocka_unit_test(keys_rotate),
        cmocka_unit_test(what_is_no_envelope_has_no_key),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
