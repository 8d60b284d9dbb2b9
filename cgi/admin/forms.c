/* Field tables of the pages of /admin. */
#include "pages.h"

const struct form *const admin_forms[] = { NULL };
