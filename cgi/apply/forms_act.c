/* Field tables of acts and queries: start, papers, sending, answering, deciding, looking up. */
#include "apply.h"
#include <string.h>

#define YEARS 366

const char *const paper_kinds[] = { "passport", "photo", "diploma", "transcript", "hsk", "health", "no_crime",
                                    "guardian", "other", NULL };
/* Papers for which the law asks a consent of its own (PIPL 28, 29). */
const char *const sensitive_kinds[] = { "passport", "health", "no_crime", NULL };
const char *const section_names[] = { "person", "contact", "education", "language", "money", "guardian", "papers",
                                      NULL };
static const char *const answers[] = { "accept", "decline", NULL };
static const char *const withdraw_reasons[] = { "other_school", "family", "money", "visa", "work", "other", NULL };
static const char *const decide_reasons[] = { "documents", "language", "age", "nationality", "seats", "interview",
                                              "conditions", "request", "mistake", "other", NULL };

static const struct field start_fields[] = {
    { .name = "nationality", .kind = K_COUNTRY, .at = AT(start, nationality), .must = true, .fill = "country" },
    { .name = "birth", .kind = K_DATE, .at = AT(start, birth), .must = true, .min = -100 * YEARS, .max = -1,
      .flags = F_PRIVATE, .fill = "bday" },
    { .name = NULL }
};
const struct form start_form = { .name = "start", .size = sizeof(struct start), .field = start_fields };

/* What is asked for depends on the kind, which is in the address: papers.c. */
static const struct field paper_fields[] = {
    { .name = "dated", .kind = K_DATE, .at = AT(paper, dated), .min = -20 * YEARS, .max = 0 },
    { .name = "file", .kind = K_FILE, .at = AT(paper, file), .flags = F_ASKED },
    { .name = "agree_passport", .kind = K_AGREE, .at = AT(paper, agree_passport) },
    { .name = "agree_health", .kind = K_AGREE, .at = AT(paper, agree_health) },
    { .name = "agree_crime", .kind = K_AGREE, .at = AT(paper, agree_crime) },
    { .name = NULL }
};
const struct form paper_form = { .name = "paper", .size = sizeof(struct paper), .field = paper_fields };

static const struct field shown_fields[] = {
    { .name = "in_person", .kind = K_CHOICES, .at = AT(shown, in_person), .choice = sensitive_kinds, .texts = "paper" },
    { .name = NULL }
};
const struct form shown_form = { .name = "shown", .table = "apply_application", .size = sizeof(struct shown),
    .field = shown_fields, .scope = "owner", .when = "(state IN (1, 7) OR (state = 4 AND (fix & 64) > 0))" };

const struct form done_form = BUTTON("done");
const struct form drop_form = BUTTON("drop");

static const struct field check_fields[] = {
    { .name = "agree", .kind = K_TICK, .at = AT(tick, agree), .must = true },
    { .name = NULL }
};
const struct form check_form = { .name = "check", .size = sizeof(struct tick), .field = check_fields };

static const struct field answer_fields[] = {
    { .name = "answer", .kind = K_CHOICE, .at = AT(answer, answer), .must = true, .choice = answers },
    { .name = "reason", .kind = K_CHOICE, .at = AT(answer, reason), .choice = withdraw_reasons },
    { .name = NULL }
};

static void answer_check(struct faults *f, const void *record, int64_t today)
{
    const struct answer *a = record;

    (void)today;
    if (strcmp(a->answer, "decline") == 0 && !*a->reason)
        fault_add(f, "reason", "must");
}

const struct form answer_form = { .name = "answer", .size = sizeof(struct answer), .field = answer_fields,
                                  .check = answer_check };

static const struct field withdraw_fields[] = {
    { .name = "reason", .kind = K_CHOICE, .at = AT(withdraw, reason), .must = true, .choice = withdraw_reasons },
    { .name = "text", .kind = K_LINES, .at = AT(withdraw, text), .min = 1, .max = 1000 },
    { .name = NULL }
};
const struct form withdraw_form = { .name = "withdraw", .size = sizeof(struct withdraw),
                                    .field = withdraw_fields };

const char *const visas[] = { "x1", "x2", "other", NULL };

static const struct field decide_fields[] = {
    { .name = "sections", .kind = K_CHOICES, .at = AT(decide, sections), .choice = section_names,
      .texts = "section" },
    { .name = "reason", .kind = K_CHOICE, .at = AT(decide, reason), .choice = decide_reasons },
    { .name = "jw202", .kind = K_CODE, .at = AT(decide, jw202), .min = 4, .max = 20 },
    { .name = "arrived", .kind = K_DATE, .at = AT(decide, arrived), .min = -120, .max = 0 },
    { .name = "visa", .kind = K_CHOICE, .at = AT(decide, visa), .choice = visas },
    { .name = "insurance_no", .kind = K_TEXT, .at = AT(decide, insurance_no), .min = 1, .max = 40 },
    { .name = "permit_until", .kind = K_DATE, .at = AT(decide, permit_until), .min = 0, .max = 6 * YEARS },
    { .name = "text", .kind = K_LINES, .at = AT(decide, text), .min = 1, .max = 4000 },
    { .name = "note", .kind = K_LINES, .at = AT(decide, note), .min = 1, .max = 4000 },
    { .name = NULL }
};
const struct form decide_form = { .name = "decide", .size = sizeof(struct decide), .field = decide_fields };

static const struct field track_fields[] = {
    { .name = "number", .kind = K_CODE, .at = AT(track, number), .must = true, .min = 6, .max = 20 },
    { .name = "birth", .kind = K_DATE, .at = AT(track, birth), .must = true, .min = -100 * YEARS, .max = -1,
      .flags = F_PRIVATE, .fill = "bday" },
    { .name = NULL }
};
const struct form track_form = { .name = "track", .size = sizeof(struct track), .field = track_fields };

static const struct field letter_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(letter_query, id), .must = true },
    { .name = "letter", .kind = K_HIDDEN, .at = AT(letter_query, letter), .must = true },
    { .name = NULL }
};
const struct form letter_query = { .name = "letter", .size = sizeof(struct letter_query), .field = letter_fields,
                                   .query = true };

static const struct field paper_query_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(paper_query, id), .must = true },
    { .name = "kind", .kind = K_CHOICE, .at = AT(paper_query, kind), .must = true, .choice = paper_kinds,
      .texts = "paper" },
    { .name = NULL }
};
const struct form paper_query = { .name = "kind", .size = sizeof(struct paper_query), .field = paper_query_fields,
                                  .query = true };

DESK_QUERIES(apply);

static const struct field ticket_fields[] = {
    { .name = "ticket", .kind = K_TEXT, .at = AT(ticket_query, ticket), .min = 1, .max = 120 },
    { .name = NULL }
};
const struct form ticket_query = { .name = "ticket", .size = sizeof(struct ticket_query), .field = ticket_fields,
                                   .query = true };

const struct form *const apply_forms[] = {
    &person_form, &contact_form, &education_form, &language_form, &money_form, &guardian_form, &paper_form, &shown_form,
    &check_form, &answer_form, &withdraw_form, &decide_form, &track_form, &start_form, &done_form, &drop_form,
    &id_query, &entry_query, &apply_state_query, &apply_event_query, &letter_query, &paper_query,
    &ticket_query, NULL
};
