/* The trust program: structs and prototypes of its own files. */
#ifndef QIAO_TRUST_H
#define QIAO_TRUST_H

#include "app/app.h"

extern const struct form *const trust_forms[];
extern const struct sql *const trust_sql[];

/* Handlers, by page. */
enum err home_load(struct req *r);

#endif
