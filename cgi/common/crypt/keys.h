/* The secrets of this installation, inside this folder only. */
#ifndef QIAO_KEYS_H
#define QIAO_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEY_BYTES = 32, KEYS_MAX = 32, KEY_FILE_MAX = 4096 };

struct seal_key {
    uint32_t id; /* never 0 */
    unsigned char key[KEY_BYTES];
};
/* As the file has them: the first seals, all open. */
struct seal_keys {
    struct seal_key list[KEYS_MAX];
    size_t n;
};

/* KEY_BYTES; the process ends if crypt_open() was not called. */
const unsigned char *keys_hmac(void);
/* The one that seals. Good until the next question: the file may have changed by then. */
const struct seal_key *keys_newest(void);
/* NULL if there is none of that id, in the file neither. Good as long. */
const struct seal_key *keys_find(uint32_t id);

/* The text of a file of secrets, KEY_FILE_MAX + 1 bytes at `to`; complains itself. */
bool key_file_read(const char *path, char *to);
bool hmac_key_read(const char *text, unsigned char to[KEY_BYTES]);
bool seal_keys_read(const char *text, struct seal_keys *to);

#endif
