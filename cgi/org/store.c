/* All SQL of org. Nothing is decided here. */
#include "org.h"
#include "data/db.h"

const struct sql *const org_sql[] = { NULL };
