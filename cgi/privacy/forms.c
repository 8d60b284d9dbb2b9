/* Field tables of privacy. */
#include "request.h"
#include <string.h>

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

const struct form withdraw_form = BUTTON("withdraw");

const struct form back_form = BUTTON("request_back");

static const char *const kinds[] = { "correct", "delete", NULL };
static const char *const reasons[] = { "right_as_is", "not_yours", "unclear", "elsewhere", "mistake", "other", NULL };

static const struct field request_fields[] = {
    { .name = "kind", .kind = K_CHOICE, .at = AT(ask, kind), .must = true, .choice = kinds, .texts = "request_kind" },
    { .name = "detail", .kind = K_LINES, .at = AT(ask, detail), .min = 1, .max = 1000, .flags = F_SEALED | F_ASKED },
    { .name = NULL }
};

/* What is wrong must be said; a deletion needs no ground. */
static void request_check(struct faults *f, const void *record, int64_t today)
{
    const struct ask *a = record;

    (void)today;
    if (strcmp(a->kind, "correct") == 0 && !*a->detail)
        fault_add(f, "detail", "must");
}

const struct form request_form = { .name = "request", .table = "privacy_case", .size = sizeof(struct ask),
                                   .field = request_fields, .check = request_check, .scope = "owner" };

/* The same about a part, where a deletion closes nothing. */
static const struct field request_part_fields[] = {
    { .name = "kind", .kind = K_CHOICE, .at = AT(ask, kind), .must = true, .choice = kinds,
      .texts = "request_part_kind" },
    { .name = "detail", .kind = K_LINES, .at = AT(ask, detail), .min = 1, .max = 1000, .flags = F_SEALED | F_ASKED },
    { .name = NULL }
};
const struct form request_part_form = { .name = "request", .table = "privacy_case", .size = sizeof(struct ask),
                                        .field = request_part_fields, .check = request_check, .scope = "owner" };

static const char *const all_parts[] = { "application", "paper", "contact", NULL };
static const struct field part_fields[] = {
    { .name = "part", .kind = K_CHOICE, .at = AT(part_query, part), .must = true, .choice = all_parts },
    { .name = "id", .kind = K_HIDDEN, .at = AT(part_query, id) },
    { .name = NULL }
};
const struct form part_query = { .name = "part", .size = sizeof(struct part_query), .field = part_fields,
                                 .query = true };

enum { HOLD_DAYS_MAX = 3660 };
static const char *const hold_whys[] = { "court", "authority", "dispute", "other", NULL };
static const struct field hold_fields[] = {
    { .name = "why", .kind = K_CHOICE, .at = AT(hold_ask, why), .must = true, .choice = hold_whys,
      .texts = "hold_why" },
    { .name = "note", .kind = K_LINES, .at = AT(hold_ask, note), .must = true, .min = 1, .max = 1000,
      .flags = F_SEALED },
    { .name = "ends_on", .kind = K_DATE, .at = AT(hold_ask, ends_on), .must = true, .min = 1, .max = HOLD_DAYS_MAX },
    { .name = "shown", .kind = K_TICK, .at = AT(hold_ask, shown) },
    { .name = NULL }
};
const struct form hold_form = { .name = "hold", .table = "person_hold", .size = sizeof(struct hold_ask),
                                .field = hold_fields, .scope = "account" };
const struct form hold_end_form = BUTTON("hold_end");

static const struct field decide_fields[] = {
    { .name = "reason", .kind = K_CHOICE, .at = AT(decide, reason), .choice = reasons },
    { .name = "text", .kind = K_LINES, .at = AT(decide, text), .min = 1, .max = 2000 },
    { .name = "note", .kind = K_LINES, .at = AT(decide, note), .min = 1, .max = 2000 },
    { .name = NULL }
};
const struct form decide_form = { .name = "desk", .size = sizeof(struct decide), .field = decide_fields };

DESK_QUERIES(privacy);

const struct form *const privacy_forms[] = {
    &notice_query, &purpose_query, &id_query, &seen_query, &agree_form, &withdraw_form, &request_form,
    &request_part_form, &part_query, &hold_form, &hold_end_form, &back_form, &decide_form,
    &privacy_state_query, &privacy_event_query, NULL
};
