/* The schema folder and the database made alike; for qiao-admin alone. Forward only (DESIGN 10). */
#ifndef QIAO_MIGRATE_H
#define QIAO_MIGRATE_H

#include "base/req.h"

enum migration_state {
    MIGRATION_NEW,
    MIGRATION_DONE,
    MIGRATION_CHANGED, /* applied, but its file reads differently today: refused */
};
struct migration {
    const char *file; /* "0001_account.sql" */
    enum migration_state state;
};

/* NULL if the server answers, whatever it holds; else its sentence. Opens the connection anew. */
const char *migrate_server(struct req *r);
/* Connects without limits of time, to the database QIAO_DB_NAME.
 *   make     makes it, and table schema_version, if they are absent
 *   errors   ERR_GONE: no such database, and it was not to be made
 */
enum err migrate_open(struct req *r, bool make);

/* Files NNNN_*.sql of a folder in their order, with what schema_version says of them. */
enum err migrate_list(struct req *r, const char *folder, struct migration **ret, size_t *ret_n);
/* Runs each statement of a file, then records it. After an interruption it is simply run again: its
 * statements say IF NOT EXISTS (SECURITY R18). */
enum err migrate_apply(struct req *r, const char *folder, const char *file);
/* Number of the newest file applied, "" if none. */
enum err migrate_version(struct req *r, const char **ret);

/* Statements of a rights file:
 *   {password:NAME}   the password of that program, from the function given
 *   {each:PATTERN}    the statement once for each table whose name is LIKE this
 * A REVOKE is left out while the file and the tables are what they were when it last ran, so that running
 * programs do not lose their rights for a moment at every migration. */
enum err migrate_grants(struct req *r, const char *path, const char *(*password)(struct req *r, const char *name));
/* Programs named by {password:NAME}, NULL at the end; NULL if the file cannot be read. */
const char *const *migrate_programs(struct req *r, const char *path);

/* The next statement of a script, moving *at on; NULL at the end. Knows quotes and comments, no DELIMITER. */
const char *script_next(struct arena *a, const char **at);
/* A text file whole; NULL if it cannot be read. */
const char *script_read(struct arena *a, const char *path);

#endif
