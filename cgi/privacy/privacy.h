/* The privacy program: structs and prototypes of its own files. */
#ifndef QIAO_PRIVACY_H
#define QIAO_PRIVACY_H

#include "app/app.h"
#include "auth/consent.h"

/* Records of the forms. */
struct agree { int64_t agree; };
/* Records of the queries. */
struct notice_query { const char *purpose; int64_t version; };
struct purpose_query { const char *purpose; };
struct seen_query { int64_t before; };

extern const struct form agree_form, withdraw_form, notice_query, purpose_query,
    seen_query;
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
/* Views of an account's data by others, newest first, older than that row of the audit. */
enum { SEEN_ID, SEEN_AT, SEEN_ACTION, SEEN_OBJECT, SEEN_NUMBER, SEEN_ORG, SEEN_ORG_EN, SEEN_ROLES, SEEN_HELPER };
enum err views_of(struct req *r, uint64_t account, uint64_t before, unsigned most, struct rows *ret);

/* copy_store.c: of what a copy of one's data consists. A C_SEALED column opens in "<cell>|<first column>|<account>",
 * C_SEALED_ROW without the account; C_LETTER with name and time in columns 1 and 2; C_STATE
 * and C_EVENT are numbers of the flow <cell>, or of the one in column 1, and are told by name; C_BITS are bits of the
 * names in <cell>, apart by blanks, and are told as a list of them. */
enum column_kind {
    C_END, C_SKIP, C_TEXT, C_NUMBER, C_BOOL, C_TIME, C_DAY, C_ROLE, C_SEALED, C_SEALED_ROW, C_LETTER,
    C_STATE, C_EVENT, C_BITS
};
struct column {
    const char *name; /* as the copy tells it */
    enum column_kind kind;
    const char *cell;
};
struct part {
    const char *name;
    const struct sql *sql;       /* each ? is the account */
    const struct column *column; /* of the statement, in its order */
    size_t most;                 /* with so many rows some may be missing; 0: never */
    const char *const *from;     /* "table.column" that leads to the person */
};
struct left_out { const char *column, *why; };
extern const struct part copy_parts[];
extern const struct left_out copy_left_out[]; /* also points at a person, and is not in the copy */
extern const struct sql *const copy_sql[];
enum err copy_rows(struct req *r, const struct part *p, uint64_t account, struct rows *ret);
enum err file_place(struct req *r, uint64_t id, uint64_t owner, const char **ret_program, uint64_t *ret_case);
enum err files_of(struct req *r, uint64_t owner, struct rows *ret); /* for document_next */

/* copy.c: all parts about r->who->id, in the format README describes; what a reader of the old one would misunderstand
 * is a new number.   errors  ERR_BUG: larger than the room of j */
enum { COPY_FORMAT = 3 };
struct json;
enum err copy_write(struct req *r, struct json *j);

/* home.c: what pages share. */
const char *tag_of(const char *lang); /* for lang="", "" if it is none of ours */
const char *notice_place(struct req *r, const char *purpose, int64_t version);
void notice_show(struct req *r, const struct notice *n);

/* Handlers, by page. */
enum err home_load(struct req *r), notice_load(struct req *r), consents_load(struct req *r);
enum err agree_load(struct req *r), agree_done(struct req *r, const void *in);
enum err mine_load(struct req *r), copy_load(struct req *r), file_load(struct req *r),
    seen_load(struct req *r);
enum err withdraw_load(struct req *r), withdraw_done(struct req *r, const void *in);

#endif
