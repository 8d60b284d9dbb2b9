/* Files people hand in: checked, cleaned, sealed, kept in the database (DESIGN D6).
 * Nothing else knows where the bytes lie; nothing here decodes a picture or a page. */
#ifndef QIAO_DOCUMENT_H
#define QIAO_DOCUMENT_H

#include "base/req.h"

/* SECURITY 5, rows "file" and "per application / per user". */
enum {
    DOCUMENT_MAX = 8 * 1024 * 1024,
    DOCUMENT_NAME_MAX = 255, /* bytes of a file name, for display only */
    DOCUMENT_CASE_FILES = 12,
    DOCUMENT_CASE_BYTES = 40 * 1024 * 1024,
    DOCUMENT_OWNER_FILES = 60,
    DOCUMENT_OWNER_BYTES = 200 * 1024 * 1024,
};

struct document {
    uint64_t id, owner;
    const char *kind; /* code of the program: "passport" */
    const char *name; /* as sent, cleaned; "" if there was none. Escape it like all text of people */
    const char *mime; /* by signature */
    uint64_t size;    /* bytes as kept */
    int64_t created_at;
};

/* Where a file belongs. The caller has made sure that the case is the reader's. */
struct document_place {
    const char *program;
    uint64_t case_id;
    const char *kind;
    uint64_t owner; /* account the file is counted for */
};

struct upload;
struct rows;

/* Keeps a file, inside the caller's transaction. A file that may not be kept is no error: OK, and
 * ret_fault is the name of the fault for its field: file_empty, file_type, file_size (bytes or
 * pixels), file_virus, file_many (limits of the case or of the owner), file_broken.
 *   ret_fault  NULL when it is kept; only then ret_id is set
 *   errors     ERR_BUSY: the virus scanner does not answer, or the disk is nearly full; ERR_AGAIN
 */
enum err document_add(struct req *r, const struct upload *u, const struct document_place *at,
                      uint64_t *ret_id, const char **ret_fault);

/* The files of a case in the order they came; end with db_end. */
enum err document_list(struct req *r, const char *program, uint64_t case_id, struct rows *ret);
bool document_next(struct rows *q, struct document *ret);

/* Opens one file of that case: unsealed, its SHA-256 compared before a byte is given out.
 *   errors  ERR_GONE: none of that number in that case; ERR_BUG: damaged
 */
enum err document_open(struct req *r, uint64_t id, const char *program, uint64_t case_id,
                       struct document *ret, struct bytes *ret_body);

/* Deletes it.  errors  ERR_GONE: not there, or of another owner */
enum err document_drop(struct req *r, uint64_t id, const char *program, uint64_t case_id, uint64_t owner);

/* Answers with the file as a download that no browser will run (SECURITY 39). */
enum err document_send(struct req *r, const struct document *d, struct bytes body);

/* NULL at the end, for --check; the second: of a program that reads only. */
struct sql;
extern const struct sql *const document_sql[], *const document_read_sql[];

#endif
