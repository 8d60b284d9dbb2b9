/* AES-256-GCM and AES-KWP by OpenSSL. Must not answer a byte before its tag is checked. */
#include "crypt/cipher.h"
#include "base/log.h"
#include "crypt/crypt.h"

#include <openssl/evp.h>
#include <string.h>

enum { KWP_KEY_192 = 24 };

static EVP_CIPHER_CTX *context_open(void)
{
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();

    if (!c)
        fatal("no memory for a cipher");
    return c;
}

typedef int (*update)(EVP_CIPHER_CTX *, unsigned char *, int *, const unsigned char *, int);

static bool bound_add(EVP_CIPHER_CTX *c, update add, const struct piece bound[2])
{
    int n;

    for (int i = 0; i < 2; i++)
        if (bound[i].n > INT32_MAX || (bound[i].n && !add(c, NULL, &n, bound[i].p, (int)bound[i].n)))
            return false;
    return true;
}

void gcm_seal(const unsigned char *key, const unsigned char *nonce, const struct piece bound[2], struct piece plain,
              unsigned char *to, unsigned char *tag)
{
    EVP_CIPHER_CTX *c = context_open();
    unsigned char rest[16];
    int done = 0;

    if (plain.n > INT32_MAX || !EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, nonce) ||
        !bound_add(c, EVP_EncryptUpdate, bound) ||
        (plain.n && !EVP_EncryptUpdate(c, to, &done, plain.p, (int)plain.n)) || !EVP_EncryptFinal_ex(c, rest, &done) ||
        !EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, GCM_TAG, tag))
        fatal("AES-GCM does not work");
    EVP_CIPHER_CTX_free(c);
}

bool gcm_open(const unsigned char *key, const unsigned char *nonce, const struct piece bound[2], struct piece text,
              const unsigned char *tag, unsigned char *to)
{
    EVP_CIPHER_CTX *c = context_open();
    unsigned char wanted[GCM_TAG], rest[16];
    int done = 0;
    bool right;

    memcpy(wanted, tag, GCM_TAG);
    right = text.n <= INT32_MAX && EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, nonce) &&
            bound_add(c, EVP_DecryptUpdate, bound) &&
            (!text.n || EVP_DecryptUpdate(c, to, &done, text.p, (int)text.n)) &&
            EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, GCM_TAG, wanted) && EVP_DecryptFinal_ex(c, rest, &done) > 0;
    EVP_CIPHER_CTX_free(c);
    if (!right)
        secret_wipe(to, text.n);
    return right;
}

static const EVP_CIPHER *kwp_of(size_t key_n)
{
    return key_n == KWP_KEY_192 ? EVP_aes_192_wrap_pad() : EVP_aes_256_wrap_pad();
}

size_t kwp_wrap(const unsigned char *key, size_t key_n, struct piece plain, unsigned char *to)
{
    EVP_CIPHER_CTX *c = context_open();
    int n = 0;
    bool right;

    EVP_CIPHER_CTX_set_flags(c, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    right = plain.n <= INT32_MAX && EVP_EncryptInit_ex(c, kwp_of(key_n), NULL, key, NULL) &&
            EVP_EncryptUpdate(c, to, &n, plain.p, (int)plain.n) > 0;
    EVP_CIPHER_CTX_free(c);
    return right && n > 0 ? (size_t)n : 0;
}

size_t kwp_unwrap(const unsigned char *key, size_t key_n, struct piece wrapped, unsigned char *to)
{
    EVP_CIPHER_CTX *c = context_open();
    int n = 0;
    bool right;

    EVP_CIPHER_CTX_set_flags(c, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    right = wrapped.n <= INT32_MAX && EVP_DecryptInit_ex(c, kwp_of(key_n), NULL, key, NULL) &&
            EVP_DecryptUpdate(c, to, &n, wrapped.p, (int)wrapped.n) > 0;
    EVP_CIPHER_CTX_free(c);
    return right && n > 0 ? (size_t)n : 0;
}
