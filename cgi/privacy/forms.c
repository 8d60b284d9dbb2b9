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

static const struct field purpose_fields[] = {
    { .name = "purpose", .kind = K_CHOICE, .at = AT(purpose_query, purpose), .must = true, .choice = purposes },
    { .name = NULL }
};
const struct form purpose_query = { .name = "purpose", .size = sizeof(struct purpose_query), .field = purpose_fields,
                                    .query = true };

static const struct field id_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(id_query, id), .must = true },
    { .name = NULL }
};
const struct form id_query = { .name = "id", .size = sizeof(struct id_query), .field = id_fields, .query = true };

static const struct field seen_fields[] = {
    { .name = "before", .kind = K_HIDDEN, .at = AT(seen_query, before) },
    { .name = NULL }
};
const struct form seen_query = { .name = "seen", .size = sizeof(struct seen_query), .field = seen_fields,
                                 .query = true };

static const struct field agree_fields[] = {
    { .name = "agree", .kind = K_AGREE, .at = AT(agree, agree), .must = true },
    { .name = NULL }
};
const struct form agree_form = { .name = "agree", .size = sizeof(struct agree), .field = agree_fields };

static const struct field no_fields[] = { { .name = NULL } };
const struct form withdraw_form = { .name = "withdraw", .size = sizeof(struct empty), .field = no_fields };

const struct form *const privacy_forms[] = { &notice_query, &purpose_query, &id_query, &seen_query, &agree_form,
                                            &withdraw_form, NULL };
