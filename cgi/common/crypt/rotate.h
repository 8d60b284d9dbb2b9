/* Changing the file of sealing keys: for qiao-admin alone. Programs that run see it within a second. */
#ifndef QIAO_ROTATE_H
#define QIAO_ROTATE_H

#include "base/req.h"

/* Puts a fresh key in front, with the next number; the file keeps mode and owner, and is never half written.
 * false after one clear line on standard error. */
bool seal_keys_add(const char *folder, uint32_t *ret_id);
/* Takes a key out that is not the first. */
bool seal_keys_drop(const char *folder, uint32_t id);
/* When the file was changed last, in UTC seconds; NONE if it cannot be told. */
int64_t seal_keys_changed_at(const char *folder);

/* Bytes in front of a sealed value: which key, and the wrapped data key. What follows stays when a key is changed. */
enum { SEAL_HEAD = 49 };
/* Id of the key a sealed value needs, by its head or the whole of it; 0 if it is none. */
uint32_t seal_key_id(struct bytes sealed);
/* The same data key, wrapped under the newest.
 *   errors  ERR_BUSY when the key is not here, ERR_BUG if the head is damaged */
enum err reseal(struct req *r, struct bytes head, unsigned char ret[SEAL_HEAD]);

#endif
