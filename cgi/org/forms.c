/* Field tables of org. */
#include "org.h"

const struct form *const org_forms[] = { NULL };
