/* The pages of /admin: structs and prototypes of their own files. */
#ifndef QIAO_ADMIN_PAGES_H
#define QIAO_ADMIN_PAGES_H

#include "app/app.h"

/* Serves /admin, or --check, --sweep, --tables. */
int pages_main(int argc, char **argv);

extern const struct form *const admin_forms[];
extern const struct sql *const admin_sql[];

/* Handlers, by page. */
enum err home_load(struct req *r);

#endif
