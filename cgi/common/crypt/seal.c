/* Envelope v1: a data key per value, wrapped by a key of the installation that has a number.
 * Must not answer a byte of a value before its tag is checked.
 *
 *   0  2  "q1"            7  2  length w of the wrapped key      n = rest
 *   2  1  algorithm 1     9  w  data key, AES-256-KWP (RFC 5649)
 *   3  4  key id             12 nonce, n bytes AES-256-GCM, 16 tag
 */
#include "base/log.h"
#include "crypt/crypt.h"
#include "crypt/keys.h"

#include <openssl/evp.h>
#include <string.h>

enum {
    ALG_AES = 1, /* 2 is kept for SM4-CTR with HMAC-SM3 (SECURITY 32) */
    HEAD_BYTES = 9,
    WRAPPED_BYTES = KEY_BYTES + 8,
    NONCE_BYTES = 12,
    TAG_BYTES = 16,
    PLAIN_MAX = 64 * 1024 * 1024, /* far above a document, far below what GCM allows with one nonce */
};

/* Where the parts of a sealed value lie. */
struct envelope {
    uint32_t key_id;
    const unsigned char *wrapped, *nonce, *text, *tag;
    size_t n; /* of text */
};

static bool envelope_read(struct bytes s, struct envelope *ret)
{
    if (s.n < HEAD_BYTES + WRAPPED_BYTES + NONCE_BYTES + TAG_BYTES || s.p[0] != 'q' || s.p[1] != '1' ||
        s.p[2] != ALG_AES || (s.p[7] << 8 | s.p[8]) != WRAPPED_BYTES)
        return false;
    ret->key_id = (uint32_t)s.p[3] << 24 | (uint32_t)s.p[4] << 16 | (uint32_t)s.p[5] << 8 | s.p[6];
    ret->wrapped = s.p + HEAD_BYTES;
    ret->nonce = ret->wrapped + WRAPPED_BYTES;
    ret->text = ret->nonce + NONCE_BYTES;
    ret->n = s.n - HEAD_BYTES - WRAPPED_BYTES - NONCE_BYTES - TAG_BYTES;
    ret->tag = ret->text + ret->n;
    return ret->key_id != 0;
}

static EVP_CIPHER_CTX *context_open(void)
{
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();

    if (!c)
        fatal("no memory for a cipher");
    return c;
}

/*   to  the head: magic, algorithm, key id, length and the wrapped key */
static void key_wrap(const unsigned char data_key[KEY_BYTES], unsigned char *to)
{
    const struct seal_key *k = keys_newest();
    const unsigned char head[HEAD_BYTES] = { 'q', '1', ALG_AES, (unsigned char)(k->id >> 24),
                                             (unsigned char)(k->id >> 16), (unsigned char)(k->id >> 8),
                                             (unsigned char)k->id, 0, WRAPPED_BYTES };
    EVP_CIPHER_CTX *c = context_open();
    int n = 0;

    memcpy(to, head, HEAD_BYTES);
    EVP_CIPHER_CTX_set_flags(c, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    if (!EVP_EncryptInit_ex(c, EVP_aes_256_wrap_pad(), NULL, k->key, NULL) ||
        !EVP_EncryptUpdate(c, to + HEAD_BYTES, &n, data_key, KEY_BYTES) || n != WRAPPED_BYTES)
        fatal("AES-KWP does not work");
    EVP_CIPHER_CTX_free(c);
}

static bool key_unwrap(const struct seal_key *k, const unsigned char *wrapped,
                       unsigned char data_key[KEY_BYTES])
{
    unsigned char room[WRAPPED_BYTES + 16];
    EVP_CIPHER_CTX *c = context_open();
    int n = 0;
    bool right;

    EVP_CIPHER_CTX_set_flags(c, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    right = EVP_DecryptInit_ex(c, EVP_aes_256_wrap_pad(), NULL, k->key, NULL) &&
            EVP_DecryptUpdate(c, room, &n, wrapped, WRAPPED_BYTES) && n == KEY_BYTES;
    EVP_CIPHER_CTX_free(c);
    if (right)
        memcpy(data_key, room, KEY_BYTES);
    secret_wipe(room, sizeof room);
    return right;
}

/* The context bound to the text: "v1|" and what the caller says. */
static bool context_add(EVP_CIPHER_CTX *c, const char *context, bool sealing)
{
    int (*add)(EVP_CIPHER_CTX *, unsigned char *, int *, const unsigned char *, int) =
        sealing ? EVP_EncryptUpdate : EVP_DecryptUpdate;
    size_t length = strlen(context);
    int n;

    return length < INT32_MAX && add(c, NULL, &n, (const unsigned char *)"v1|", 3) &&
           add(c, NULL, &n, (const unsigned char *)context, (int)length);
}

struct bytes seal(struct arena *a, const char *context, struct bytes plain)
{
    unsigned char data_key[KEY_BYTES], rest[16];
    size_t head = HEAD_BYTES + WRAPPED_BYTES, n = head + NONCE_BYTES + plain.n + TAG_BYTES;
    unsigned char *to, *text;
    EVP_CIPHER_CTX *c = context_open();
    int done = 0;

    if (plain.n > PLAIN_MAX)
        fatal("a value of %zu bytes is too long to seal", plain.n);
    to = arena_new(a, n, 1);
    text = to + head + NONCE_BYTES;
    random_bytes(data_key, sizeof data_key);
    random_bytes(to + head, NONCE_BYTES);
    key_wrap(data_key, to);
    if (!EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, data_key, to + head) ||
        !context_add(c, context, true) ||
        (plain.n && !EVP_EncryptUpdate(c, text, &done, plain.p, (int)plain.n)) ||
        !EVP_EncryptFinal_ex(c, rest, &done) ||
        !EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, TAG_BYTES, text + plain.n))
        fatal("AES-GCM does not work");
    EVP_CIPHER_CTX_free(c);
    secret_wipe(data_key, sizeof data_key);
    return (struct bytes){ to, n };
}

/* Into n + 1 bytes at `to`, which are wiped if the tag is wrong. */
static bool text_open(const struct envelope *e, const unsigned char *data_key, const char *context,
                      unsigned char *to)
{
    EVP_CIPHER_CTX *c = context_open();
    unsigned char tag[TAG_BYTES], rest[16];
    int done = 0;
    bool right;

    memcpy(tag, e->tag, TAG_BYTES);
    right = EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), NULL, data_key, e->nonce) &&
            context_add(c, context, false) &&
            (!e->n || EVP_DecryptUpdate(c, to, &done, e->text, (int)e->n)) &&
            EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, TAG_BYTES, tag) &&
            EVP_DecryptFinal_ex(c, rest, &done) > 0;
    EVP_CIPHER_CTX_free(c);
    if (!right)
        secret_wipe(to, e->n);
    return right;
}

enum err unseal(struct req *r, const char *context, struct bytes sealed, struct bytes *ret)
{
    unsigned char data_key[KEY_BYTES], *to;
    const struct seal_key *k;
    struct envelope e;
    bool right;

    if (!envelope_read(sealed, &e) || e.n > PLAIN_MAX)
        return fail(r, ERR_BUG, "%s: not a sealed value", context);
    if (!(k = keys_find(e.key_id)))
        return fail(r, ERR_BUG, "%s: key %u is gone", context, e.key_id);
    to = arena_new(r->arena, e.n + 1, 1); /* ends in NUL for who sealed text */
    right = key_unwrap(k, e.wrapped, data_key) && text_open(&e, data_key, context, to);
    secret_wipe(data_key, sizeof data_key);
    if (!right)
        return fail(r, ERR_BUG, "%s: sealed value is damaged or was moved here", context);
    *ret = (struct bytes){ to, e.n };
    return OK;
}

uint32_t seal_key_id(struct bytes sealed)
{
    struct envelope e;

    return envelope_read(sealed, &e) ? e.key_id : 0;
}

enum err reseal(struct req *r, struct bytes sealed, struct bytes *ret)
{
    unsigned char data_key[KEY_BYTES], *to;
    const struct seal_key *k;
    struct envelope e;

    if (!envelope_read(sealed, &e))
        return fail(r, ERR_BUG, "not a sealed value");
    if (!(k = keys_find(e.key_id)))
        return fail(r, ERR_BUG, "key %u is gone", e.key_id);
    if (!key_unwrap(k, e.wrapped, data_key))
        return fail(r, ERR_BUG, "wrapped data key is damaged");
    to = arena_new(r->arena, sealed.n, 1);
    memcpy(to, sealed.p, sealed.n);
    key_wrap(data_key, to);
    secret_wipe(data_key, sizeof data_key);
    *ret = (struct bytes){ to, sealed.n };
    return OK;
}
