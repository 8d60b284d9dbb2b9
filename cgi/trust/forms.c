/* Field tables of trust. */
#include "trust.h"

#define AT(record, member) offsetof(struct record, member)

/* Programs that can be acted in: .acted_in of their struct app. */
static const char *const scopes[] = { "apply", NULL };
static const char *const answers[] = { "accept", "refuse", NULL };

static const struct field ask_fields[] = {
    { .name = "address", .kind = K_MAIL, .at = AT(ask, address), .must = true, .flags = F_PRIVATE },
    { .name = "scope", .kind = K_CHOICE, .at = AT(ask, scope), .must = true, .choice = scopes },
    { .name = "days", .kind = K_INT, .at = AT(ask, days), .must = true, .min = 1, .max = DAYS_MAX },
    { .name = "sure", .kind = K_TICK, .at = AT(ask, sure), .must = true },
    { .name = NULL }
};
const struct form ask_form = { .name = "ask", .size = sizeof(struct ask), .field = ask_fields };

static const struct field reply_fields[] = {
    { .name = "answer", .kind = K_CHOICE, .at = AT(reply, answer), .must = true, .choice = answers,
      .texts = "trust_answer" },
    { .name = NULL }
};
const struct form reply_form = { .name = "reply", .size = sizeof(struct reply), .field = reply_fields };

static const struct field no_fields[] = { { .name = NULL } };
const struct form act_form = { .name = "act", .size = sizeof(struct empty), .field = no_fields };
const struct form act_end_form = { .name = "act_end", .size = sizeof(struct empty), .field = no_fields };
const struct form end_form = { .name = "end", .size = sizeof(struct empty), .field = no_fields };

static const struct field id_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(id_query, id), .must = true },
    { .name = NULL }
};
const struct form id_query = { .name = "id", .size = sizeof(struct id_query), .field = id_fields, .query = true };

const struct form *const trust_forms[] = { &ask_form, &reply_form, &act_form, &act_end_form, &end_form, &id_query,
                                           NULL };
