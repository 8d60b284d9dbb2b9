/* Field tables of the guardian's way. */
#include "child.h"
#include "base/clock.h"

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

const struct form child_back_form = BUTTON("child_back");

static const struct field desk_fields[] = {
    { .name = "reason", .kind = K_CHOICE, .at = AT(desk, reason), .choice = refusals },
    { .name = "text", .kind = K_LINES, .at = AT(desk, text), .min = 1, .max = 2000 },
    { .name = "note", .kind = K_LINES, .at = AT(desk, note), .min = 1, .max = 2000 },
    { .name = NULL }
};
const struct form child_desk_form = { .name = "desk", .size = sizeof(struct desk), .field = desk_fields };

DESK_QUERIES(trust);
