/* The privacy program: structs and prototypes of its own files. */
#ifndef QIAO_PRIVACY_H
#define QIAO_PRIVACY_H

#include "app/app.h"

extern const struct form *const privacy_forms[];
extern const struct sql *const privacy_sql[];

/* Handlers, by page. */
enum err home_load(struct req *r);

#endif
