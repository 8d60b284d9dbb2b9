/* All SQL of the pages of /admin. Nothing is decided here. */
#include "pages.h"
#include "data/db.h"

const struct sql *const admin_sql[] = { NULL };
