/* Rows of one answer, read one after another. Texts live until the end of the request. */
#ifndef QIAO_ROWS_H
#define QIAO_ROWS_H

#include "base/req.h"

struct rows {
    struct req *r;
    void *stmt;     /* owned by the connection */
    struct cell *cell;
    unsigned n;     /* columns */
};

bool db_next(struct rows *q);
/* Frees the server's buffer; also tells of an error met while reading. */
enum err db_end(struct rows *q);

bool db_null(const struct rows *q, unsigned col);
uint64_t db_u(const struct rows *q, unsigned col);
int64_t db_i(const struct rows *q, unsigned col);          /* NULL reads as NONE */
const char *db_s(const struct rows *q, unsigned col);      /* NULL reads as "" */
struct bytes db_b(const struct rows *q, unsigned col);     /* NULL reads as { NULL, 0 } */
int64_t db_day(const struct rows *q, unsigned col);        /* DATE to day number, NULL to NONE */
int64_t db_time(const struct rows *q, unsigned col);       /* DATETIME (UTC) to seconds, NULL to NONE */

#endif
