/* Field tables of the guardian's way. */
#include "child.h"
#include "base/clock.h"

#define AT(record, member) offsetof(struct record, member)
#define YEARS 366 /* days, rounded up */

/* As in view/lang.c. */
static const char *const letter_langs[] = { "zh", "en", "lo", "th", "vi", "my", "km", "id", "ms", "fil", NULL };
static const char *const relations[] = { "mother", "father", "guardian", NULL };
static const char *const refusals[] = { "proof", "no_guardian", "grown", "duplicate", "mistake", "other", NULL };

/* Who is of age opens an account alone, and asks whom they like for help. */
static const char *birth_fault(const void *record, int64_t today)
{
    return age_at(((const struct child *)record)->birth, today) >= AGE_ADULT ? "child_grown" : NULL;
}

/* Anew with the proof; a correction may keep the one that is there, and the consent was given. */
#define CHILD_FIELDS(with_proof)                                                                                      \
    { .name = "child", .kind = K_NAME, .at = AT(child, child), .must = true, .min = 1, .max = 100,                     \
      .flags = F_PRIVATE },                                                                                           \
    { .name = "birth", .kind = K_DATE, .at = AT(child, birth), .must = true, .min = -19 * YEARS, .max = 0,             \
      .flags = F_PRIVATE, .check = birth_fault },                                                                     \
    { .name = "speaks", .kind = K_CHOICE, .at = AT(child, speaks), .must = true, .choice = letter_langs,               \
      .texts = "letter_lang" },                                                                                       \
    { .name = "relation", .kind = K_CHOICE, .at = AT(child, relation), .must = true, .choice = relations,              \
      .texts = "child_relation" },                                                                                    \
    { .name = "guardian", .kind = K_NAME, .at = AT(child, guardian), .must = true, .min = 1, .max = 100,               \
      .flags = F_SEALED, .fill = "name" },                                                                            \
    { .name = "phone", .kind = K_PHONE, .at = AT(child, phone), .flags = F_SEALED, .fill = "tel" },                    \
    { .name = "proof", .kind = K_FILE, .at = AT(child, proof), .must = with_proof }

static const struct field child_fields[] = {
    CHILD_FIELDS(true),
    { .name = "agree", .kind = K_AGREE, .at = AT(child, agree), .flags = F_UNSAVED },
    { .name = NULL }
};
static const struct field fix_fields[] = { CHILD_FIELDS(false), { .name = NULL } };
const struct form child_form = { .name = "child", .table = "trust_child", .size = sizeof(struct child),
                                 .field = child_fields, .scope = "owner" };
const struct form child_fix_form = { .name = "child", .table = "trust_child", .size = sizeof(struct child),
                                     .field = fix_fields, .scope = "owner", .when = "state = 2" };

static const struct field no_fields[] = { { .name = NULL } };
const struct form child_back_form = { .name = "child_back", .size = sizeof(struct empty), .field = no_fields };

static const struct field desk_fields[] = {
    { .name = "reason", .kind = K_CHOICE, .at = AT(desk, reason), .choice = refusals },
    { .name = "text", .kind = K_LINES, .at = AT(desk, text), .min = 1, .max = 2000 },
    { .name = "note", .kind = K_LINES, .at = AT(desk, note), .min = 1, .max = 2000 },
    { .name = NULL }
};
const struct form child_desk_form = { .name = "desk", .size = sizeof(struct desk), .field = desk_fields };

static const struct field file_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(file_query, id), .must = true },
    { .name = "entry", .kind = K_HIDDEN, .at = AT(file_query, entry) },
    { .name = NULL }
};
const struct form file_query = { .name = "file", .size = sizeof(struct file_query), .field = file_fields,
                                 .query = true };

static const struct field state_fields[] = {
    { .name = "state", .kind = K_CHOICE, .at = AT(state_query, state), .choice = trust_states + 1 },
    { .name = "due", .kind = K_HIDDEN, .at = AT(state_query, due) },
    { .name = "after", .kind = K_HIDDEN, .at = AT(state_query, after) },
    { .name = NULL }
};
const struct form state_query = { .name = "state", .size = sizeof(struct state_query), .field = state_fields,
                                  .query = true };

static const struct field event_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(event_query, id), .must = true },
    { .name = "event", .kind = K_CHOICE, .at = AT(event_query, event), .must = true, .choice = trust_events + 1 },
    { .name = NULL }
};
const struct form event_query = { .name = "event", .size = sizeof(struct event_query), .field = event_fields,
                                  .query = true };
