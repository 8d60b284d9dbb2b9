/* What people are told about their data, and what they agreed to: notices by purpose and version, and consents, each to
 * one version in one language (PIPL 14, 17, 29). A version is never changed: it comes with a migration, whose file is
 * refused once it reads differently, and no program may write the table. */
#ifndef QIAO_CONSENT_H
#define QIAO_CONSENT_H

#include "base/req.h"

/* Purposes are rows of table notice: account, apply, apply_passport, apply_health, apply_crime, guardian. */
struct notice {
    const char *purpose;
    int64_t version;
    const char *lang;         /* code of the language it is in: the reader's, or English */
    const char *title, *body; /* parts apart by an empty line, the first line of each is its heading */
    int64_t valid_from;       /* day number */
};
/*   version  NONE: the one in force today
 *   errors   ERR_GONE: there is none */
enum err notice_get(struct req *r, const char *purpose, int64_t version, struct notice *ret);

/* Whether the account has agreed to the version in force, and not taken it back.
 *   purpose   NULL at the end
 *   ret_bits  bit n: purpose n */
enum err consents_given(struct req *r, uint64_t account, const char *const *purpose, uint32_t *ret_bits);
enum err consent_has(struct req *r, uint64_t account, const char *purpose, bool *ret);
/* May this reader agree to something for r->who->id? Whoever acts for somebody may not, but for a guardian,
 * and who holds the signed form of a managed account. */
enum err consent_may(struct req *r, bool *ret);
/* Keeps that this account agreed, in the reader's language, given by who acts. Once is enough. */
enum err consent_give(struct req *r, uint64_t account, const char *purpose, int64_t version);

struct sql;
extern const struct sql *const consent_sql[];

#endif
