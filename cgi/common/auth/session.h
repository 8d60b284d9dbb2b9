/* Who is asking: one statement per request. Only login opens and closes sessions. */
#ifndef QIAO_SESSION_H
#define QIAO_SESSION_H

#include "auth/role.h"

/* Fills r->who from the cookie. Nobody, or an anonymous cookie, is not an error.
 *   errors  ERR_BUSY when the database is away
 */
enum err session_find(struct req *r);
/* Opens a session with a fresh id and sets the cookie; ends the one that was open.
 *   ret_roles  what the reader may do in it, once the second factor is given */
enum err session_open(struct req *r, uint64_t account, bool second, unsigned *ret_roles);
/* Marks the second factor as given: new id, same rights otherwise. */
enum err session_second(struct req *r);
enum err session_close(struct req *r);
/* Ends all sessions of an account, but for the reader's own when `keep`. */
enum err session_close_all(struct req *r, uint64_t account, bool keep);

/* One token per rendered form: 16 random bytes and HMAC over session, form and them (SECURITY 29). */
const char *token_make(struct req *r, const char *form);
/* The key that stands for this one submission; false if the token is not of this session and form. */
bool token_key(struct req *r, const char *form, const char *token, unsigned char ret_key[16]);

struct sql;
extern const struct sql *const session_sql[];
extern const struct sql *const session_open_sql[]; /* for the one program that may */

#endif
