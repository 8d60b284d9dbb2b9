/* Field tables of trust. */
#include "child.h"
#include "base/clock.h"
#include <string.h>

#define YEARS 366 /* days, rounded up */

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

/* As in view/lang.c. */
static const char *const letter_langs[] = { "zh", "en", "lo", "th", "vi", "my", "km", "id", "ms", "fil", NULL };
static const char *const relations[] = { "enrolled", "incoming", "border", "other", NULL };
static const char *const signers[] = { "pupil", "guardian", NULL };

/* Who is too young to consent does not, whoever holds the pen (PIPL 31). */
static void pupil_check(struct faults *f, const void *record, int64_t today)
{
    const struct pupil *p = record;

    if (p->birth != NONE && age_at(p->birth, today) < AGE_OWN && strcmp(p->signed_by, "pupil") == 0)
        fault_add(f, "signed_by", "signed_young");
}

static const struct field pupil_fields[] = {
    { .name = "name", .kind = K_NAME, .at = AT(pupil, name), .must = true, .min = 1, .max = 100, .flags = F_PRIVATE },
    { .name = "birth", .kind = K_DATE, .at = AT(pupil, birth), .must = true, .min = -100 * YEARS, .max = -1,
      .flags = F_PRIVATE },
    { .name = "relation", .kind = K_CHOICE, .at = AT(pupil, relation), .must = true, .choice = relations,
      .texts = "pupil_relation" },
    { .name = "number", .kind = K_TEXT, .at = AT(pupil, number), .min = 1, .max = 40, .flags = F_PRIVATE },
    { .name = "lang", .kind = K_CHOICE, .at = AT(pupil, lang), .must = true, .choice = letter_langs,
      .texts = "letter_lang" },
    { .name = "days", .kind = K_INT, .at = AT(pupil, days), .must = true, .min = 1, .max = DAYS_MAX },
    { .name = "signed_by", .kind = K_CHOICE, .at = AT(pupil, signed_by), .must = true, .choice = signers },
    { .name = "agree", .kind = K_AGREE, .at = AT(pupil, agree), .must = true },
    { .name = NULL }
};
const struct form pupil_form = { .name = "pupil", .size = sizeof(struct pupil), .field = pupil_fields,
                                 .check = pupil_check };

static const struct field take_fields[] = {
    { .name = "code", .kind = K_CODE, .at = AT(take, code), .must = true, .min = 1, .max = 40, .flags = F_PRIVATE },
    { .name = "birth", .kind = K_DATE, .at = AT(take, birth), .must = true, .min = -100 * YEARS, .max = -1,
      .flags = F_PRIVATE, .fill = "bday" },
    { .name = "keep", .kind = K_TICK, .at = AT(take, keep) },
    { .name = NULL }
};
const struct form take_form = { .name = "take", .size = sizeof(struct take), .field = take_fields };

const struct form act_form = BUTTON("act");
const struct form act_end_form = BUTTON("act_end");
static const struct field end_fields[] = {
    { .name = "care", .kind = K_TICK, .at = AT(end, care) },
    { .name = NULL }
};
const struct form end_form = { .name = "end", .size = sizeof(struct end), .field = end_fields };

static const struct field help_fields[] = {
    { .name = "sure", .kind = K_TICK, .at = AT(help, sure), .must = true },
    { .name = NULL }
};
const struct form help_form = { .name = "help", .size = sizeof(struct help), .field = help_fields };
const struct form look_form = BUTTON("look");
const struct form carry_form = BUTTON("carry");
const struct form paper_form = BUTTON("sheet");

const struct form *const trust_forms[] = {
    &ask_form, &reply_form, &act_form, &act_end_form, &end_form, &id_query, &pupil_form, &carry_form, &paper_form,
    &take_form, &after_query, &child_form, &child_fix_form, &child_back_form, &child_desk_form, &entry_query,
    &trust_state_query, &trust_event_query, &help_form, &look_form, NULL
};
