/* Queries and forms that pages of every program have. */
#include "form/form.h"

static const struct field id_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(id_query, id), .must = true },
    { .name = NULL }
};
const struct form id_query = { .name = "id", .size = sizeof(struct id_query), .field = id_fields, .query = true };

static const struct field entry_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(entry_query, id), .must = true },
    { .name = "entry", .kind = K_HIDDEN, .at = AT(entry_query, entry) },
    { .name = NULL }
};
const struct form entry_query = { .name = "entry", .size = sizeof(struct entry_query), .field = entry_fields,
                                  .query = true };

static const struct field after_fields[] = {
    { .name = "after", .kind = K_HIDDEN, .at = AT(after_query, after) },
    { .name = NULL }
};
const struct form after_query = { .name = "after", .size = sizeof(struct after_query), .field = after_fields,
                                  .query = true };

const struct field no_fields[] = { { .name = NULL } };
