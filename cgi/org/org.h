/* The org program: structs and prototypes of its own files. */
#ifndef QIAO_ORG_H
#define QIAO_ORG_H

#include "app/app.h"

extern const struct form *const org_forms[];
extern const struct sql *const org_sql[];

/* Handlers, by page. */
enum err home_load(struct req *r);

#endif
