/* Randomness, hashes, message codes, sealing of private values. Only this folder knows OpenSSL. */
#ifndef QIAO_CRYPT_H
#define QIAO_CRYPT_H

#include "base/req.h"

/* Reads the secrets of a folder: hmac.key (64 hex digits) and seal.keys (lines "id hex64", the first
 * seals, all open). false after one clear line on standard error. seal.keys is read again when it has changed
 * (looked at once a second) and when a value needs a key that is not known. */
bool crypt_open(const char *folder);
/* Makes both files, and sms.key for the gateway of SMS, with fresh secrets, mode 0400, if they are absent. */
bool crypt_make(const char *folder);

void random_bytes(void *p, size_t n);
/* n random bytes as base64url without padding. */
const char *random_text(struct arena *a, size_t n);

struct digest { unsigned char b[32]; };
struct digest hash_sha256(const void *p, size_t n);
struct digest hmac_sha256(const void *key, size_t key_n, const void *p, size_t n);
/* A message code under the key derived for this purpose ("csrf", "device", "audit",
 * "find.apply_person.passport_no"). */
struct digest hmac_of(const char *purpose, const void *p, size_t n);
bool secret_equal(const void *a, const void *b, size_t n); /* constant time */
void secret_wipe(void *p, size_t n);

const char *hex_of(struct arena *a, const void *p, size_t n);
/* n bytes from exactly 2n hex digits; the rest of s is not looked at. */
bool hex_read(unsigned char *to, size_t n, const char *s);
const char *base64url_of(struct arena *a, const void *p, size_t n);
/* Length, or SIZE_MAX if it is not base64url or longer than room. */
size_t base64url_read(unsigned char *to, size_t room, const char *s);
/* RFC 4648 base32 without padding, for TOTP keys. */
const char *base32_of(struct arena *a, const void *p, size_t n);

/* Envelope v1 of SECURITY 31: magic, alg, key id, wrapped data key, nonce, text, tag. AES-256-GCM,
 * the data key wrapped by AES-256-KWP. A value opens only with the same context.
 *   context  "table|column|row|owner": a cell moved elsewhere does not open
 *   errors   unseal: ERR_BUG if damaged or moved; ERR_BUSY when its key is not here, for it may come: programs of
 *            other hosts, or started later, may have a newer file (README, keys)
 */
struct bytes seal(struct arena *a, const char *context, struct bytes plain);
enum err unseal(struct req *r, const char *context, struct bytes sealed, struct bytes *ret);
/* Numbers of the keys that are known, the one that seals first: "2 1". */
const char *seal_key_ids(struct arena *a);

/* Blind index of SECURITY 33: 16 bytes; the value is normalised by the caller (text_key). */
struct bytes blind_index(struct arena *a, const char *table, const char *column, const char *value);

#endif
