/* The two ciphers of an envelope, with all that may vary given by the caller: inside this folder, and for the tests
 * that hold them against published vectors. */
#ifndef QIAO_CIPHER_H
#define QIAO_CIPHER_H

#include <stdbool.h>
#include <stddef.h>

enum { GCM_KEY = 32, GCM_NONCE = 12, GCM_TAG = 16, KWP_MORE = 16 };

/* A piece of what is sealed or bound. */
struct piece {
    const void *p;
    size_t n;
};

/* AES-256-GCM. `bound` are two pieces that are not hidden but must be the same when it is opened.
 *   to   n bytes of text
 *   tag  GCM_TAG bytes
 */
void gcm_seal(const unsigned char *key, const unsigned char *nonce, const struct piece bound[2], struct piece plain,
              unsigned char *to, unsigned char *tag);
/* false if anything differs; `to` is wiped then. */
bool gcm_open(const unsigned char *key, const unsigned char *nonce, const struct piece bound[2], struct piece text,
              const unsigned char *tag, unsigned char *to);

/* AES-KWP (RFC 5649). Ours are keys of 32 bytes under keys of 32; the standard's own examples have others.
 *   key_n  32, or 24
 *   to     n + KWP_MORE bytes
 *   returns  how many were written, 0 if it is not the key or the bytes are damaged
 */
size_t kwp_wrap(const unsigned char *key, size_t key_n, struct piece plain, unsigned char *to);
size_t kwp_unwrap(const unsigned char *key, size_t key_n, struct piece wrapped, unsigned char *to);

#endif
