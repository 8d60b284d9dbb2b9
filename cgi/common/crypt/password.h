/* Passwords: argon2id by libsodium, 64 MiB and 2 passes (SECURITY 23). Linked by login and qiao-demo only. */
#ifndef QIAO_PASSWORD_H
#define QIAO_PASSWORD_H

#include "base/req.h"

/* Places for hashes running at once over all workers, in shared memory: call before forking.
 * A place of a dead process is taken again. */
void password_slots(unsigned n);
/*   errors  ERR_BUSY when all places are taken */
enum err password_hash(struct req *r, const char *password, const char **ret);
/* phc NULL: spends the same time on a fixed one and says no (SECURITY 26).
 *   ret_old  may be NULL; true if the stored parameters are weaker than today's
 */
enum err password_verify(struct req *r, const char *phc, const char *password, bool *ret_right, bool *ret_old);
/* Name of the fault ("short", "long", "common", "context"), NULL if the password may be used.
 *   min      code points after NFKC; max 128 of them or 512 bytes
 *   context  words it may not be made of (mail address, site name), NULL at the end
 */
const char *password_fault(struct arena *a, const char *password, int64_t min, const char *const *context);
/* Capital letters, small ones, digits, other signs: three of these, as MLPS asks of staff (SECURITY 24). */
bool password_is_mixed(struct arena *a, const char *password);

#endif
