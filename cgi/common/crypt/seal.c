/* Envelope v1: a data key per value, wrapped by a key of the installation that has a number.
 * Must not answer a byte of a value before its tag is checked.
 *
 *   0  2  "q1"            7  2  length w of the wrapped key      n = rest
 *   2  1  algorithm 1     9  w  data key, AES-256-KWP (RFC 5649)
 *   3  4  key id             12 nonce, n bytes AES-256-GCM, 16 tag
 */
#include "base/log.h"
#include "crypt/cipher.h"
#include "crypt/crypt.h"
#include "crypt/keys.h"
#include "crypt/rotate.h"

#include <string.h>

enum {
    ALG_AES = 1, /* 2 is kept for SM4-CTR with HMAC-SM3 (SECURITY 32) */
    HEAD_BYTES = 9,
    WRAPPED_BYTES = KEY_BYTES + 8,
    PLAIN_MAX = 64 * 1024 * 1024, /* far above a document, far below what GCM allows with one nonce */
};
_Static_assert(SEAL_HEAD == HEAD_BYTES + WRAPPED_BYTES, "what reseal changes");

/* Where the parts of a sealed value lie. */
struct envelope {
    uint32_t key_id;
    const unsigned char *wrapped, *nonce, *text, *tag;
    size_t n; /* of text */
};

static bool head_read(struct bytes s, struct envelope *ret)
{
    if (s.n < SEAL_HEAD || s.p[0] != 'q' || s.p[1] != '1' || s.p[2] != ALG_AES ||
        (s.p[7] << 8 | s.p[8]) != WRAPPED_BYTES)
        return false;
    ret->key_id = (uint32_t)s.p[3] << 24 | (uint32_t)s.p[4] << 16 | (uint32_t)s.p[5] << 8 | s.p[6];
    ret->wrapped = s.p + HEAD_BYTES;
    return ret->key_id != 0;
}

static bool envelope_read(struct bytes s, struct envelope *ret)
{
    if (s.n < SEAL_HEAD + GCM_NONCE + GCM_TAG || !head_read(s, ret))
        return false;
    ret->nonce = s.p + SEAL_HEAD;
    ret->text = ret->nonce + GCM_NONCE;
    ret->n = s.n - SEAL_HEAD - GCM_NONCE - GCM_TAG;
    ret->tag = ret->text + ret->n;
    return true;
}

/*   to  the head: magic, algorithm, key id, length and the wrapped key */
static void key_wrap(const unsigned char data_key[KEY_BYTES], unsigned char to[SEAL_HEAD])
{
    const struct seal_key *k = keys_newest();
    const unsigned char head[HEAD_BYTES] = { 'q', '1', ALG_AES, (unsigned char)(k->id >> 24),
                                             (unsigned char)(k->id >> 16), (unsigned char)(k->id >> 8),
                                             (unsigned char)k->id, 0, WRAPPED_BYTES };
    unsigned char room[KEY_BYTES + KWP_MORE];

    if (kwp_wrap(k->key, KEY_BYTES, (struct piece){ data_key, KEY_BYTES }, room) != WRAPPED_BYTES)
        fatal("AES-KWP does not work");
    memcpy(to, head, HEAD_BYTES);
    memcpy(to + HEAD_BYTES, room, WRAPPED_BYTES);
}

static bool key_unwrap(const struct seal_key *k, const unsigned char *wrapped,
                       unsigned char data_key[KEY_BYTES])
{
    unsigned char room[WRAPPED_BYTES + KWP_MORE];
    bool right = kwp_unwrap(k->key, KEY_BYTES, (struct piece){ wrapped, WRAPPED_BYTES }, room) == KEY_BYTES;

    if (right)
        memcpy(data_key, room, KEY_BYTES);
    secret_wipe(room, sizeof room);
    return right;
}

/* What is bound to the text: "v1|" and what the caller says. */
static bool text_open(const struct envelope *e, const unsigned char *data_key, const char *context,
                      unsigned char *to)
{
    const struct piece bound[2] = { { "v1|", 3 }, { context, strlen(context) } };

    return gcm_open(data_key, e->nonce, bound, (struct piece){ e->text, e->n }, e->tag, to);
}

struct bytes seal(struct arena *a, const char *context, struct bytes plain)
{
    const struct piece bound[2] = { { "v1|", 3 }, { context, strlen(context) } };
    size_t n = SEAL_HEAD + GCM_NONCE + plain.n + GCM_TAG;
    unsigned char data_key[KEY_BYTES], *to, *nonce, *text;

    if (plain.n > PLAIN_MAX)
        fatal("a value of %zu bytes is too long to seal", plain.n);
    to = arena_new(a, n, 1);
    nonce = to + SEAL_HEAD;
    text = nonce + GCM_NONCE;
    random_bytes(data_key, sizeof data_key);
    random_bytes(nonce, GCM_NONCE);
    key_wrap(data_key, to);
    gcm_seal(data_key, nonce, bound, (struct piece){ plain.p, plain.n }, text, text + plain.n);
    secret_wipe(data_key, sizeof data_key);
    return (struct bytes){ to, n };
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
        return fail(r, ERR_BUSY, "%s: key %u is not here", context, e.key_id);
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

    return head_read(sealed, &e) ? e.key_id : 0;
}

enum err reseal(struct req *r, struct bytes head, unsigned char ret[SEAL_HEAD])
{
    unsigned char data_key[KEY_BYTES];
    const struct seal_key *k;
    struct envelope e;

    if (!head_read(head, &e))
        return fail(r, ERR_BUG, "not a sealed value");
    if (!(k = keys_find(e.key_id)))
        return fail(r, ERR_BUSY, "key %u is not here", e.key_id);
    if (!key_unwrap(k, e.wrapped, data_key))
        return fail(r, ERR_BUG, "wrapped data key is damaged");
    key_wrap(data_key, ret);
    secret_wipe(data_key, sizeof data_key);
    return OK;
}
