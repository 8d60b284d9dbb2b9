/* Field tables of trust. */
#include "trust.h"

const struct form *const trust_forms[] = { NULL };
