/* The privacy program: structs and prototypes of its own files. */
#ifndef QIAO_PRIVACY_H
#define QIAO_PRIVACY_H

#include "app/app.h"
#include "auth/consent.h"

/* Records of the forms. */
struct agree { int64_t agree; };
struct empty { int64_t none; }; /* a form that is only a button */
/* Records of the queries. */
struct notice_query { const char *purpose; int64_t version; };
struct purpose_query { const char *purpose; };

extern const struct form agree_form, withdraw_form, notice_query, purpose_query;
extern const struct form *const privacy_forms[];
extern const char *const purposes[]; /* as in table notice, in the order they are listed */

/* store.c: the only SQL of this program. */
extern const struct sql *const privacy_sql[];
/* The notices in force: purpose, version, title, its language. */
enum err notices_now(struct req *r, struct rows *ret);
/* Versions of one notice, newest first: version, first day. */
enum err notice_versions(struct req *r, const char *purpose, struct rows *ret);
/* What an account agreed to, what holds first: purpose, version, given at, taken back at (NULL: holds), by itself,
 * title and its language. */
enum err consents_of(struct req *r, uint64_t account, struct rows *ret);
/* The newest version that was agreed to and not taken back.  errors  ERR_GONE: none */
enum err consent_version(struct req *r, uint64_t account, const char *purpose, int64_t *ret);
/* Takes back every version of it.  errors  ERR_GONE: there is none */
enum err consent_back(struct req *r, uint64_t account, const char *purpose);

/* home.c: what pages share. */
const char *tag_of(const char *lang); /* for lang="", "" if it is none of ours */
const char *notice_place(struct req *r, const char *purpose, int64_t version);
void notice_show(struct req *r, const struct notice *n);

/* Handlers, by page. */
enum err home_load(struct req *r), notice_load(struct req *r), consents_load(struct req *r);
enum err agree_load(struct req *r), agree_done(struct req *r, const void *in);
enum err withdraw_load(struct req *r), withdraw_done(struct req *r, const void *in);

#endif
