/* The secrets of this installation, inside this folder only. */
#ifndef QIAO_KEYS_H
#define QIAO_KEYS_H

#include <stddef.h>
#include <stdint.h>

enum { KEY_BYTES = 32 };

struct seal_key {
    uint32_t id; /* never 0 */
    unsigned char key[KEY_BYTES];
};

/* KEY_BYTES; the process ends if crypt_open() was not called. */
const unsigned char *keys_hmac(void);
/* The one that seals. */
const struct seal_key *keys_newest(void);
/* NULL if there is none of that id. */
const struct seal_key *keys_find(uint32_t id);

#endif
