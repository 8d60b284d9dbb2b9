/* Hashes, message codes and encodings against the vectors of their standards; key files good and bad. */
#include "crypt/crypt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* 60 61 ... 7f */
#define HMAC_HEX "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
#define SEAL_HEX "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

static struct arena *arena;
static char folder[] = "/tmp/qiao_crypt_XXXXXX";

static void file_put(const char *name, const char *text, mode_t mode)
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
    fclose(f);
    assert_int_equal(chmod(path, mode), 0);
}

static bool open_quietly(const char *where)
{
    int kept = dup(STDERR_FILENO);
    bool right;

    assert_non_null(freopen("/dev/null", "w", stderr));
    right = crypt_open(where);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    return right;
}

static int prepare(void **state)
{
    (void)state;
    arena = arena_open(1024 * 1024);
    return mkdtemp(folder) ? 0 : -1;
}

static int tidy(void **state)
{
    (void)state;
    file_put("hmac.key", NULL, 0);
    file_put("seal.keys", NULL, 0);
    file_put("sms.key", NULL, 0);
    arena_close(arena);
    return rmdir(folder);
}

static const char *hex(struct digest d)
{
    return hex_of(arena, d.b, sizeof d.b);
}

/* FIPS 180-2, appendix B. */
static void sha256(void **state)
{
    static const char *const cases[][2] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(hex(hash_sha256(cases[i][0], strlen(cases[i][0]))), cases[i][1]);
}

/* RFC 4231, all cases; the fifth is cut to 128 bits there. */
static void hmac_rfc_4231(void **state)
{
    static const struct {
        int key_byte, key_n, data_byte, data_n; /* byte repeated; -1: the text */
        const char *key, *data, *code;
    } cases[] = {
        { 0x0b, 20, -1, 0, "", "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
        { -1, 0, -1, 0, "Jefe", "what do ya want for nothing?",
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
        { 0xaa, 20, 0xdd, 50, "", "", "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
        { -2, 25, 0xcd, 50, "", "", "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
        { 0x0c, 20, -1, 0, "", "Test With Truncation", "a3b6167473100ee06e0c796c2955552b" },
        { 0xaa, 131, -1, 0, "", "Test Using Larger Than Block-Size Key - Hash Key First",
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
        { 0xaa, 131, -1, 0, "",
          "This is a test using a larger than block-size key and a larger than block-size data. The key needs "
          "to be hashed before being used by the HMAC algorithm.",
          "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char key[131], data[200];
        size_t key_n = (size_t)cases[i].key_n, data_n = (size_t)cases[i].data_n;
        for (size_t k = 0; k < key_n; k++)
            key[k] = (unsigned char)(cases[i].key_byte == -2 ? (int)k + 1 : cases[i].key_byte);
        memset(data, cases[i].data_byte, data_n);
        if (cases[i].key_byte == -1)
            memcpy(key, cases[i].key, key_n = strlen(cases[i].key));
        if (cases[i].data_byte == -1)
            memcpy(data, cases[i].data, data_n = strlen(cases[i].data));
        if (strncmp(hex(hmac_sha256(key, key_n, data, data_n)), cases[i].code, strlen(cases[i].code)))
            fail_msg("case %zu", i + 1);
    }
}

/* RFC 4648, section 10, without padding. */
static void base32_and_base64url(void **state)
{
    static const char *const cases[][3] = {
        { "", "", "" },          { "f", "MY", "Zg" },           { "fo", "MZXQ", "Zm8" },
        { "foo", "MZXW6", "Zm9v" }, { "foob", "MZXW6YQ", "Zm9vYg" }, { "fooba", "MZXW6YTB", "Zm9vYmE" },
        { "foobar", "MZXW6YTBOI", "Zm9vYmFy" },
    };
    static const unsigned char high[] = { 0xfb, 0xff, 0xbf };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i][0]);
        unsigned char back[8];
        assert_string_equal(base32_of(arena, cases[i][0], n), cases[i][1]);
        assert_string_equal(base64url_of(arena, cases[i][0], n), cases[i][2]);
        assert_int_equal(base64url_read(back, sizeof back, cases[i][2]), n);
        assert_memory_equal(back, cases[i][0], n);
    }
    assert_string_equal(base64url_of(arena, high, 3), "-_-_");
    assert_string_equal(base32_of(arena, "12345678901234567890", 20), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_string_equal(hex_of(arena, high, 3), "fbffbf");
}

static void base64url_has_one_spelling(void **state)
{
    static const char *const wrong[] = { "Z", "Zg=", "Zg==", "Zh", "Zm9=", "Zm9", "Zm9v\n", " Zg", "Z+8",
                                         "Z/8",  "Zm8\xc3\xa9", "AAAAA" };
    unsigned char to[64], all[256];
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (base64url_read(to, sizeof to, wrong[i]) != SIZE_MAX)
            fail_msg("\"%s\"", wrong[i]);
    assert_int_equal(base64url_read(to, 3, "Zm9v"), 3);
    assert_int_equal(base64url_read(to, 2, "Zm9v"), SIZE_MAX);
    assert_int_equal(base64url_read(to, 0, ""), 0);
    for (size_t n = 0; n < sizeof all; n++) {
        unsigned char back[256];
        for (size_t k = 0; k < n; k++)
            all[k] = (unsigned char)(k * 167 + n);
        assert_int_equal(base64url_read(back, n, base64url_of(arena, all, n)), n);
        assert_memory_equal(back, all, n);
    }
}

static void hex_is_read(void **state)
{
    unsigned char to[2];
    (void)state;

    assert_true(hex_read(to, 2, "a0Ff"));
    assert_memory_equal(to, "\xa0\xff", 2);
    assert_false(hex_read(to, 2, "a0F"));
    assert_false(hex_read(to, 2, "a0 f"));
    assert_false(hex_read(to, 1, "g0"));
}

static void randomness_differs(void **state)
{
    unsigned char a[4096] = { 0 }, b[4096] = { 0 };
    int counts[256] = { 0 };
    pid_t pid;
    int ends[2];
    (void)state;

    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    for (size_t i = 0; i < sizeof a; i++)
        counts[a[i]]++;
    for (int i = 0; i < 256; i++)
        assert_in_range(counts[i], 0, 60); /* 16 expected, standard deviation 4 */
    assert_int_equal(strlen(random_text(arena, 32)), 43);
    assert_string_not_equal(random_text(arena, 32), random_text(arena, 32));

    /* Neither does a child repeat its parent. */
    assert_int_equal(pipe(ends), 0);
    if (!(pid = fork())) {
        random_bytes(a, 32);
        _exit(write(ends[1], a, 32) != 32);
    }
    random_bytes(b, 32);
    assert_int_equal(read(ends[0], a, 32), 32);
    assert_memory_not_equal(a, b, 32);
    waitpid(pid, NULL, 0);
    close(ends[0]);
    close(ends[1]);
}

static void secrets_compare(void **state)
{
    char s[] = "secret";
    (void)state;

    assert_true(secret_equal("abc", "abc", 3));
    assert_false(secret_equal("abc", "abd", 3));
    assert_true(secret_equal("abc", "abd", 2));
    assert_true(secret_equal("", "", 0));
    secret_wipe(s, sizeof s);
    assert_memory_equal(s, "\0\0\0\0\0\0", sizeof s);
}

static void key_files_are_checked(void **state)
{
    static const struct {
        const char *name, *hmac, *seal;
        mode_t mode;
        bool right;
    } cases[] = {
        { "both", HMAC_HEX "\n", "1 " SEAL_HEX "\n", 0400, true },
        { "no line feed at the end", HMAC_HEX, "1 " SEAL_HEX, 0400, true },
        { "two keys", HMAC_HEX "\n", "2 " HMAC_HEX "\n1 " SEAL_HEX "\n", 0400, true },
        { "largest number", HMAC_HEX "\n", "4294967295 " SEAL_HEX "\n", 0400, true },
        { "readable for the group", HMAC_HEX "\n", "1 " SEAL_HEX "\n", 0440, true },
        { "readable for all", HMAC_HEX "\n", "1 " SEAL_HEX "\n", 0444, false },
        { "no message key", NULL, "1 " SEAL_HEX "\n", 0400, false },
        { "no sealing keys", HMAC_HEX "\n", NULL, 0400, false },
        { "empty message key", "", "1 " SEAL_HEX "\n", 0400, false },
        { "empty sealing keys", HMAC_HEX "\n", "", 0400, false },
        { "short message key", "6061\n", "1 " SEAL_HEX "\n", 0400, false },
        { "more after it", HMAC_HEX "00\n", "1 " SEAL_HEX "\n", 0400, false },
        { "two message keys", HMAC_HEX "\n" HMAC_HEX "\n", "1 " SEAL_HEX "\n", 0400, false },
        { "no hex", "x" HMAC_HEX, "1 " SEAL_HEX "\n", 0400, false },
        { "number 0", HMAC_HEX "\n", "0 " SEAL_HEX "\n", 0400, false },
        { "number too large", HMAC_HEX "\n", "4294967296 " SEAL_HEX "\n", 0400, false },
        { "number missing", HMAC_HEX "\n", SEAL_HEX "\n", 0400, false },
        { "same number twice", HMAC_HEX "\n", "1 " SEAL_HEX "\n1 " HMAC_HEX "\n", 0400, false },
        { "short sealing key", HMAC_HEX "\n", "1 0001\n", 0400, false },
        { "rest of a line", HMAC_HEX "\n", "1 " SEAL_HEX " x\n", 0400, false },
        { "empty line", HMAC_HEX "\n", "\n1 " SEAL_HEX "\n", 0400, false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        file_put("hmac.key", cases[i].hmac, cases[i].mode);
        file_put("seal.keys", cases[i].seal, cases[i].mode);
        if (open_quietly(folder) != cases[i].right)
            fail_msg("%s", cases[i].name);
    }
    assert_false(open_quietly("/nonexistent"));
}

/* Computed by Python's hmac from the same key. */
static void purposes_have_their_own_keys(void **state)
{
    const char *known = "45785e237e9c605af0108a2b750b104494eb2676339b73ffc46c0b7c12c5dc58";
    struct digest d;
    struct bytes index;
    (void)state;

    file_put("hmac.key", HMAC_HEX "\n", 0400);
    file_put("seal.keys", "1 " SEAL_HEX "\n", 0400);
    assert_true(crypt_open(folder));
    d = hmac_of("find.apply_person.passport_no", "E12345678", 9);
    assert_string_equal(hex(d), known);
    assert_string_not_equal(hex(hmac_of("csrf", "E12345678", 9)), known);
    assert_string_not_equal(hex(hmac_of("find.apply_person.passport_no", "E12345679", 9)), known);

    index = blind_index(arena, "apply_person", "passport_no", "E12345678");
    assert_int_equal(index.n, 16);
    assert_memory_equal(index.p, d.b, 16);
    index = blind_index(arena, "apply_person", "phone", "E12345678");
    assert_memory_not_equal(index.p, d.b, 16);
}

/* Another key in the file, and none of the codes of before fits. */
static void codes_depend_on_the_file(void **state)
{
    struct digest before, after;
    (void)state;

    before = hmac_of("csrf", "x", 1);
    file_put("hmac.key", SEAL_HEX "\n", 0400);
    assert_true(crypt_open(folder));
    after = hmac_of("csrf", "x", 1);
    assert_memory_not_equal(before.b, after.b, sizeof before.b);
    file_put("hmac.key", "broken", 0400);
    assert_false(open_quietly(folder)); /* and the keys of before still serve */
    before = hmac_of("csrf", "x", 1);
    assert_memory_equal(before.b, after.b, sizeof before.b);
}

static void fresh_keys_are_made_once(void **state)
{
    struct digest before, after;
    struct stat st;
    char path[200];
    pid_t pids[4];
    int status;
    (void)state;

    file_put("hmac.key", NULL, 0);
    file_put("seal.keys", NULL, 0);
    file_put("sms.key", NULL, 0);
    for (int i = 0; i < 4; i++)
        if (!(pids[i] = fork()))
            _exit(!crypt_make(folder));
    for (int i = 0; i < 4; i++) {
        waitpid(pids[i], &status, 0);
        assert_int_equal(status, 0);
    }
    assert_true(crypt_open(folder));
    before = hmac_of("csrf", "x", 1);
    assert_true(crypt_make(folder));
    assert_true(crypt_open(folder));
    after = hmac_of("csrf", "x", 1);
    assert_memory_equal(before.b, after.b, sizeof before.b);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, i ? "seal.keys" : "hmac.key");
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 07777, 0400);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256),
        cmocka_unit_test(hmac_rfc_4231),
        cmocka_unit_test(base32_and_base64url),
        cmocka_unit_test(base64url_has_one_spelling),
        cmocka_unit_test(hex_is_read),
        cmocka_unit_test(randomness_differs),
        cmocka_unit_test(secrets_compare),
        cmocka_unit_test(key_files_are_checked),
        cmocka_unit_test(purposes_have_their_own_keys),
        cmocka_unit_test(codes_depend_on_the_file),
        cmocka_unit_test(fresh_keys_are_made_once),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
