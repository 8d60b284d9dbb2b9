/* Who is asking: one statement per request. Only login opens and closes sessions. */
#ifndef QIAO_SESSION_H
#define QIAO_SESSION_H

#include "auth/role.h"
#include "data/rows.h"

/* Fills r->who from the cookie. Nobody, or an anonymous cookie, is not an error.
 *   errors  ERR_BUSY when the database is away
 */
enum err session_find(struct req *r);
/* Organisations a person has a role in; the first one's hat is put on. */
struct hats {
    unsigned n;
    unsigned roles; /* of the hat that is on */
    unsigned all;   /* of all of them together */
};
/* Opens a session with a fresh id and sets the cookie; ends the one that was open.
 *   ret  what the reader may do in it, once the second factor is given */
enum err session_open(struct req *r, uint64_t account, bool second, struct hats *ret);
/* Was the password or second factor given within QIAO_FRESH_S? */
bool session_is_fresh(const struct req *r);
/* Marks the second factor as given: new id, same rights otherwise. */
enum err session_second(struct req *r);
/* Step-up: password or second factor was given again, now; new id. */
enum err session_again(struct req *r);
/* Puts on the hat of an organisation the reader has a role in (0: oneself); new id, limits of that role.
 *   errors  ERR_GONE: no role there */
enum err session_hat(struct req *r, uint64_t org);
/* Begins (0: ends) to act by a delegation that is the reader's and active; new id.
 *   errors  ERR_GONE: it is not, or not any more */
enum err session_act(struct req *r, uint64_t delegation);
enum err session_close(struct req *r);
/* Open sessions of an account, newest use first: hash, begun_at, seen_at, address, agent, org name, second. */
enum err session_list(struct req *r, uint64_t account, struct rows *ret);
/* Ends one of them.  errors  ERR_GONE */
enum err session_end(struct req *r, uint64_t account, struct bytes hash);
/* Ends all sessions of an account, but for the reader's own when `keep`. */
enum err session_close_all(struct req *r, uint64_t account, bool keep);

/* One token per rendered form: 16 random bytes and HMAC over session, form and them (SECURITY 29). */
const char *token_make(struct req *r, const char *form);
/* The key that stands for this one submission; false if the token is not of this session and form. */
bool token_key(struct req *r, const char *form, const char *token, unsigned char ret_key[16]);

struct sql;
extern const struct sql *const session_sql[];
extern const struct sql *const session_open_sql[]; /* for the one program that may */
extern const struct sql *const session_act_sql[];  /* for the one that lets people act for others */

#endif
