/* Field tables of org. */
#include "org.h"

static const char *const refusals[] = { "not_registered", "licence", "not_entitled", "duplicate", "other_office",
                                        "mistake", "other", NULL };
static const char *const answers[] = { "yes", "no", NULL };
/* As in view/lang.c. */
static const char *const letter_langs[] = { "zh", "en", "lo", "th", "vi", "my", "km", "id", "ms", "fil", NULL };

/* Anew with the licence; a correction may keep the one that is there. */
#define ASK_FIELDS(with_licence)                                                                                     \
    { .name = "kind", .kind = K_CHOICE, .at = AT(ask, kind), .must = true, .choice = org_kinds, .texts = "org_kind" }, \
    { .name = "name", .kind = K_TEXT, .at = AT(ask, name), .must = true, .min = 2, .max = 200,                        \
      .fill = "organization" },                                                                                       \
    { .name = "name_en", .kind = K_TEXT, .at = AT(ask, name_en), .min = 2, .max = 200 },                              \
    { .name = "uscc", .kind = K_USCC, .at = AT(ask, uscc), .must = true, .flags = F_DOUBT },                          \
    { .name = "licence", .kind = K_FILE, .at = AT(ask, licence), .must = with_licence },                              \
    { .name = "contact", .kind = K_NAME, .at = AT(ask, contact), .must = true, .min = 1, .max = 100,                  \
      .flags = F_SEALED, .fill = "name" },                                                                            \
    { .name = "phone", .kind = K_PHONE, .at = AT(ask, phone), .must = true, .flags = F_SEALED, .fill = "tel" },       \
    { .name = "why", .kind = K_LINES, .at = AT(ask, why), .must = true, .min = 10, .max = 1000 },                     \
    { .name = NULL }

static const struct field ask_fields[] = { ASK_FIELDS(true) };
static const struct field fix_fields[] = { ASK_FIELDS(false) };
const struct form ask_form = { .name = "ask", .table = "org_case", .size = sizeof(struct ask), .field = ask_fields,
                               .scope = "owner" };
const struct form fix_form = { .name = "ask", .table = "org_case", .size = sizeof(struct ask), .field = fix_fields,
                               .scope = "owner", .when = "state = 3" };

const struct form back_form = BUTTON("back");

static const struct field desk_fields[] = {
    { .name = "override", .kind = K_TICK, .at = AT(desk, override) },
    { .name = "reason", .kind = K_CHOICE, .at = AT(desk, reason), .choice = refusals },
    { .name = "text", .kind = K_LINES, .at = AT(desk, text), .min = 1, .max = 2000 },
    { .name = "note", .kind = K_LINES, .at = AT(desk, note), .min = 1, .max = 2000 },
    { .name = NULL }
};
const struct form desk_form = { .name = "desk", .size = sizeof(struct desk), .field = desk_fields };

static const struct field invite_fields[] = {
    { .name = "mail", .kind = K_REACH, .at = AT(invite, mail), .must = true },
    { .name = "lang", .kind = K_CHOICE, .at = AT(invite, lang), .must = true, .choice = letter_langs,
      .texts = "letter_lang" },
    { .name = NULL }
};
const struct form invite_form = { .name = "invite", .size = sizeof(struct invite), .field = invite_fields };
const struct form give_form = BUTTON("give");
const struct form take_form = BUTTON("take");
const struct form recall_form = BUTTON("recall");

static const struct field answer_fields[] = {
    { .name = "answer", .kind = K_CHOICE, .at = AT(answer, answer), .must = true, .choice = answers, .texts = "agree" },
    { .name = NULL }
};
const struct form agree_form = { .name = "agree", .size = sizeof(struct answer), .field = answer_fields };
const struct form join_form = { .name = "join", .size = sizeof(struct answer), .field = answer_fields };

static const struct field closing_fields[] = {
    { .name = "text", .kind = K_LINES, .at = AT(closing, text), .must = true, .min = 1, .max = 1000 },
    { .name = "sure", .kind = K_TICK, .at = AT(closing, sure), .must = true },
    { .name = NULL }
};
const struct form closing_form = { .name = "closing", .size = sizeof(struct closing), .field = closing_fields };
const struct form reopen_form = BUTTON("reopen");

DESK_QUERIES(org);

static const struct field place_fields[] = {
    { .name = "org", .kind = K_HIDDEN, .at = AT(place_query, org) },
    { .name = "person", .kind = K_HIDDEN, .at = AT(place_query, person) },
    { .name = "grant", .kind = K_HIDDEN, .at = AT(place_query, grant) },
    { .name = "into", .kind = K_HIDDEN, .at = AT(place_query, into) },
    { .name = "after", .kind = K_HIDDEN, .at = AT(place_query, after) },
    { .name = "role", .kind = K_TEXT, .at = AT(place_query, role), .min = 1, .max = 40 },
    { .name = NULL }
};
const struct form place_query = { .name = "place", .size = sizeof(struct place_query), .field = place_fields,
                                  .query = true };

static const struct field kind_fields[] = {
    { .name = "kind", .kind = K_CHOICE, .at = AT(kind_query, kind), .choice = org_kinds },
    { .name = "after", .kind = K_HIDDEN, .at = AT(kind_query, after) },
    { .name = NULL }
};
const struct form kind_query = { .name = "kind", .size = sizeof(struct kind_query), .field = kind_fields,
                                 .query = true };

static const struct field join_fields[] = {
    { .name = "code", .kind = K_TEXT, .at = AT(join_query, code), .min = 1, .max = 100 },
    { .name = "grant", .kind = K_HIDDEN, .at = AT(join_query, grant) },
    { .name = NULL }
};
const struct form join_query = { .name = "join", .size = sizeof(struct join_query), .field = join_fields,
                                 .query = true };

const struct form *const org_forms[] = {
    &ask_form, &fix_form, &back_form, &desk_form, &invite_form, &give_form, &take_form, &recall_form, &agree_form,
    &join_form, &closing_form, &reopen_form, &id_query, &entry_query, &org_state_query, &org_event_query, &place_query,
    &kind_query, &join_query, &after_query, NULL
};
