/* Hashes and message codes. The key of a purpose is derived anew each time: nothing to invalidate. */
#include "base/log.h"
#include "crypt/crypt.h"
#include "crypt/keys.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

enum { PURPOSE_MAX = 160, BLIND_BYTES = 16 };

struct digest hash_sha256(const void *p, size_t n)
{
    struct digest d;

    if (!EVP_Digest(p, n, d.b, NULL, EVP_sha256(), NULL))
        fatal("SHA-256 does not work");
    return d;
}

struct digest hmac_sha256(const void *key, size_t key_n, const void *p, size_t n)
{
    struct digest d;

    /* A NULL key would mean "the one before" to the library. */
    if (key_n > INT32_MAX || !HMAC(EVP_sha256(), key ? key : "", (int)key_n, p, n, d.b, NULL))
        fatal("HMAC does not work");
    return d;
}

struct digest hmac_of(const char *purpose, const void *p, size_t n)
{
    char label[PURPOSE_MAX] = "qiao1|";
    size_t before = strlen(label), length = strlen(purpose);
    struct digest key, code;

    if (length >= sizeof label - before)
        fatal("purpose of a message code is too long: %s", purpose);
    memcpy(label + before, purpose, length);
    key = hmac_sha256(keys_hmac(), KEY_BYTES, label, before + length);
    code = hmac_sha256(key.b, sizeof key.b, p, n);
    secret_wipe(&key, sizeof key);
    return code;
}

struct bytes blind_index(struct arena *a, const char *table, const char *column, const char *value)
{
    struct digest d = hmac_of(arena_fmt(a, "find.%s.%s", table, column), value, strlen(value));
    unsigned char *p = arena_new(a, BLIND_BYTES, 1);

    memcpy(p, d.b, BLIND_BYTES);
    return (struct bytes){ p, BLIND_BYTES };
}

bool secret_equal(const void *a, const void *b, size_t n)
{
    return !CRYPTO_memcmp(a, b, n);
}

void secret_wipe(void *p, size_t n)
{
    OPENSSL_cleanse(p, n);
}
