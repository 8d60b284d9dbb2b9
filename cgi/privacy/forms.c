/* Field tables of privacy. */
#include "privacy.h"

const struct form *const privacy_forms[] = { NULL };
