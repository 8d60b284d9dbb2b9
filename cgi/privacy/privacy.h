/* The privacy program: structs and prototypes of its own files. */
#ifndef QIAO_PRIVACY_H
#define QIAO_PRIVACY_H

#include "app/app.h"
#include "auth/consent.h"

/* Records of the queries. */
struct notice_query { const char *purpose; int64_t version; };

extern const struct form notice_query;
extern const struct form *const privacy_forms[];
extern const char *const purposes[]; /* as in table notice, in the order they are listed */

/* store.c: the only SQL of this program. */
extern const struct sql *const privacy_sql[];
/* The notices in force: purpose, version, title, its language. */
enum err notices_now(struct req *r, struct rows *ret);
/* Versions of one notice, newest first: version, first day. */
enum err notice_versions(struct req *r, const char *purpose, struct rows *ret);

/* Handlers, by page. */
enum err home_load(struct req *r), notice_load(struct req *r);

#endif
