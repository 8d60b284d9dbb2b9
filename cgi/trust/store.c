/* All SQL of trust. Nothing is decided here. */
#include "trust.h"
#include "data/db.h"

const struct sql *const trust_sql[] = { NULL };
