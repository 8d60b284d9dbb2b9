/* All SQL of privacy. Nothing is decided here. */
#include "privacy.h"
#include "data/db.h"

const struct sql *const privacy_sql[] = { NULL };
