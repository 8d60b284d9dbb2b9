/* Names of the roles, as in account_role and in the texts T.role.*. */
#include "auth/role.h"
#include <string.h>

static const char *const names[] = {
    "applicant",      "intern",           "guardian",        "school_staff",     "school_lead",
    "centre_admissions", "centre_lead",   "enterprise_staff", "enterprise_admin", "bank_officer",
    "bank_admin",     "insurer_officer",  "insurer_admin",   "dept_officer",     "dept_leader",
    "evaluator",      "coordinator",      "auditor",         "sys_admin",        "security_admin",
};
enum { NAMES = sizeof names / sizeof *names };

const char *role_name(unsigned bit)
{
    for (unsigned i = 0; i < NAMES; i++)
        if (bit == 1u << i)
            return names[i];
    return NULL;
}

unsigned role_find(const char *name)
{
    for (unsigned i = 0; i < NAMES; i++)
        if (strcmp(names[i], name) == 0)
            return 1u << i;
    return 0;
}
