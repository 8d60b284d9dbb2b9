/* Field tables of privacy. */
#include "privacy.h"

#define AT(record, member) offsetof(struct record, member)

const char *const purposes[] = { "account", "apply", "apply_passport", "apply_health", "apply_crime", "guardian",
                                 NULL };

static const struct field notice_fields[] = {
    { .name = "purpose", .kind = K_CHOICE, .at = AT(notice_query, purpose), .must = true, .choice = purposes },
    { .name = "version", .kind = K_HIDDEN, .at = AT(notice_query, version) },
    { .name = NULL }
};
const struct form notice_query = { .name = "notice", .size = sizeof(struct notice_query), .field = notice_fields,
                                   .query = true };

const struct form *const privacy_forms[] = { &notice_query, NULL };
