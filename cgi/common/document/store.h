/* What the rest of this folder may ask the tables document and document_body. */
#ifndef QIAO_DOCUMENT_STORE_H
#define QIAO_DOCUMENT_STORE_H

#include "document/document.h"

/* A file that passed all checks. */
struct document_new {
    const struct document_place *at;
    const char *name, *mime, *scan; /* scan: clean or none */
    struct bytes body;
};

/* True if one more file of that size is over a limit of the case or of the owner. Of one owner's
 * uploads one is kept after the other, on all nodes of a cluster, so that two cannot both take the last place. */
enum err document_is_many(struct req *r, const struct document_place *at, size_t size, bool *ret);
enum err document_keep(struct req *r, const struct document_new *d, uint64_t *ret_id);
/* Folder of the database server, as it says itself. */
enum err document_disk(struct req *r, const char **ret);

#endif
