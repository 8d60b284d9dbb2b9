/* Rows of one answer, read one after another. Texts live until the end of the request. */
#ifndef QIAO_ROWS_H
#define QIAO_ROWS_H

#include "base/req.h"

/* The whole answer is in the arena before the first row is read: a query may run inside the loop over
 * another, even the same one, and nothing is lost if db_end is forgotten on a way out. */
struct rows {
    struct req *r;
    struct cell *cell;  /* all of them, row after row */
    unsigned n;         /* columns */
    size_t count, next; /* rows; the one db_next shows next */
};

bool db_next(struct rows *q);
/* The rows are done with. */
enum err db_end(struct rows *q);

bool db_null(const struct rows *q, unsigned col);
uint64_t db_u(const struct rows *q, unsigned col);         /* NULL reads as 0 */
int64_t db_i(const struct rows *q, unsigned col);          /* NULL reads as NONE */
const char *db_s(const struct rows *q, unsigned col);      /* NULL reads as "" */
struct bytes db_b(const struct rows *q, unsigned col);     /* NULL reads as { NULL, 0 } */
int64_t db_day(const struct rows *q, unsigned col);        /* DATE to day number, NULL to NONE */
int64_t db_time(const struct rows *q, unsigned col);       /* DATETIME (UTC) to seconds, NULL to NONE */

#endif
