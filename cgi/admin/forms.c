/* Field tables of the pages of /admin. */
#include "pages.h"
#include <string.h>

enum { DAY_MAX = 150000 }; /* a day number that is still a day (base/clock.h) */

static const char *actions[A__MAX + 1];

void forms_open(void)
{
    for (unsigned a = 0; a < A__MAX; a++)
        actions[a] = audit_name(a);
}

/* "application:12" */
static const char *check_object(const void *record, int64_t today)
{
    const char *s = ((const struct audit_search *)record)->object;
    size_t word = strspn(s, "abcdefghijklmnopqrstuvwxyz_"), digits;

    (void)today;
    digits = s[word] == ':' ? strspn(s + word + 1, "0123456789") : 0;
    return word && digits && !s[word + 1 + digits] ? NULL : "object";
}

static void check_audit(struct faults *f, const void *record, int64_t today)
{
    const struct audit_search *s = record;

    (void)today;
    if (s->from != NONE && s->until != NONE && s->until < s->from)
        fault_add(f, "until", "until_early");
}

static const struct field audit_fields[] = {
    { .name = "action", .kind = K_CHOICE, .at = AT(audit_search, action), .choice = actions, .texts = "audit" },
    { .name = "account", .kind = K_TEXT, .at = AT(audit_search, account), .min = 1, .max = 254 },
    { .name = "object", .kind = K_TEXT, .at = AT(audit_search, object), .min = 3, .max = 60, .check = check_object },
    { .name = "from", .kind = K_DATE, .at = AT(audit_search, from), .min = -36500, .max = 0 },
    { .name = "until", .kind = K_DATE, .at = AT(audit_search, until), .min = -36500, .max = 0 },
    { .name = "refused", .kind = K_TICK, .at = AT(audit_search, refused) },
    { .name = NULL }
};
const struct form audit_form = { .name = "audit", .size = sizeof(struct audit_search), .field = audit_fields,
                                 .check = check_audit };

static const struct field audit_query_fields[] = {
    { .name = "action", .kind = K_CHOICE, .at = AT(audit_query, action), .choice = actions },
    { .name = "object", .kind = K_TEXT, .at = AT(audit_query, object), .min = 3, .max = 60 },
    { .name = "account", .kind = K_HIDDEN, .at = AT(audit_query, account) },
    { .name = "from", .kind = K_INT, .at = AT(audit_query, from), .max = DAY_MAX },
    { .name = "until", .kind = K_INT, .at = AT(audit_query, until), .max = DAY_MAX },
    { .name = "refused", .kind = K_HIDDEN, .at = AT(audit_query, refused) },
    { .name = "before", .kind = K_HIDDEN, .at = AT(audit_query, before) },
    { .name = NULL }
};
const struct form audit_query = { .name = "audit_query", .size = sizeof(struct audit_query),
                                  .field = audit_query_fields, .query = true };

static const struct field chain_fields[] = {
    { .name = "chain", .kind = K_TEXT, .at = AT(chain_query, chain), .min = 1, .max = 80 },
    { .name = NULL }
};
const struct form chain_query = { .name = "chain_query", .size = sizeof(struct chain_query), .field = chain_fields,
                                  .query = true };

static const struct field people_fields[] = {
    { .name = "who", .kind = K_TEXT, .at = AT(people_form, who), .must = true, .min = 1, .max = 254 },
    { .name = NULL }
};
const struct form people_form = { .name = "people", .size = sizeof(struct people_form), .field = people_fields };

/* Each is told the owner in his own language. */
static const char *const act_reasons[] = { "asked", "stolen", "misuse", "left", "check", "cleared", "returned",
                                           "proved", "mistake", NULL };
static const struct field act_fields[] = {
    { .name = "reason", .kind = K_CHOICE, .at = AT(act_form, reason), .must = true, .choice = act_reasons,
      .texts = "person_reason" },
    { .name = "text", .kind = K_LINES, .at = AT(act_form, text), .must = true, .min = 5, .max = 1000 },
    { .name = NULL }
};
const struct form act_form = { .name = "act", .size = sizeof(struct act_form), .field = act_fields };

static const char *const reset_reasons[] = { "lost_phone", "new_phone", "no_codes", NULL };
static const char *const proofs[] = { "in_person", "called_back", "organisation", NULL };
static const struct field reset_fields[] = {
    { .name = "reason", .kind = K_CHOICE, .at = AT(reset_form, reason), .must = true, .choice = reset_reasons,
      .texts = "person_reason" },
    { .name = "proof", .kind = K_CHOICE, .at = AT(reset_form, proof), .must = true, .choice = proofs },
    { .name = "text", .kind = K_LINES, .at = AT(reset_form, text), .must = true, .min = 5, .max = 1000 },
    { .name = NULL }
};
const struct form reset_form = { .name = "reset_ask", .size = sizeof(struct reset_form), .field = reset_fields };

static const char *const answers[] = { "confirm", "refuse", NULL };
static const struct field answer_fields[] = {
    { .name = "answer", .kind = K_CHOICE, .at = AT(answer_form, answer), .must = true, .choice = answers,
      .texts = "reset_answer" },
    { .name = "text", .kind = K_LINES, .at = AT(answer_form, text), .must = true, .min = 5, .max = 1000 },
    { .name = NULL }
};
const struct form answer_form = { .name = "reset_answer", .size = sizeof(struct answer_form), .field = answer_fields };

static const char *const act_names[] = { "lock", "unlock", "free", "suspend", "resume", NULL };
static const struct field act_query_fields[] = {
    { .name = "id", .kind = K_HIDDEN, .at = AT(act_query, id), .must = true },
    { .name = "act", .kind = K_CHOICE, .at = AT(act_query, act), .must = true, .choice = act_names },
    { .name = NULL }
};
const struct form act_query = { .name = "act_query", .size = sizeof(struct act_query), .field = act_query_fields,
                                .query = true };

static const char *const letter_steps[] = { "again", "give_up", NULL };
static const struct field letter_fields[] = {
    { .name = "step", .kind = K_CHOICE, .at = AT(letter_step, step), .must = true, .choice = letter_steps,
      .texts = "letter_step" },
    { .name = NULL }
};
const struct form letter_form = { .name = "letter", .size = sizeof(struct letter_step), .field = letter_fields };

static const char *const letter_states[] = { "waiting", "failed", "sent", NULL };
static const struct field mail_fields[] = {
    { .name = "state", .kind = K_CHOICE, .at = AT(mail_query, state), .choice = letter_states },
    { .name = "before", .kind = K_HIDDEN, .at = AT(mail_query, before) },
    { .name = NULL }
};
const struct form mail_query = { .name = "mail_query", .size = sizeof(struct mail_query), .field = mail_fields,
                                 .query = true };

/* Lines are checked against their year later (days_rules.h). A source of that word is none: it waits for a notice. */
static const char *check_source(const void *record, int64_t today)
{
    (void)today;
    return strncmp(((const struct days_form *)record)->source, "provisional", strlen("provisional")) ? NULL : "source";
}

static const struct field days_fields[] = {
    { .name = "days", .kind = K_LINES, .at = AT(days_form, days), .must = true, .min = 10, .max = 4000 },
    { .name = "source", .kind = K_TEXT, .at = AT(days_form, source), .must = true, .min = 5, .max = 150,
      .check = check_source },
    { .name = NULL }
};
const struct form days_form = { .name = "days", .size = sizeof(struct days_form), .field = days_fields };

static const char *const notice_steps[] = { "apply", "drop", NULL };
static const struct field notice_fields[] = {
    { .name = "notice", .kind = K_CHOICE, .at = AT(notice_form, notice), .must = true, .choice = notice_steps },
    { .name = NULL }
};
const struct form notice_form = { .name = "notice", .size = sizeof(struct notice_form), .field = notice_fields };

static const struct field year_fields[] = {
    { .name = "year", .kind = K_HIDDEN, .at = AT(days_query, year) },
    { .name = NULL }
};
const struct form days_query = { .name = "days_query", .size = sizeof(struct days_query), .field = year_fields,
                                 .query = true };

const struct form *const admin_forms[] = { &audit_form, &audit_query, &chain_query, &people_form, &act_form,
                                           &reset_form, &answer_form, &id_query, &act_query, &letter_form,
                                           &mail_query, &days_form, &days_query, &notice_form, NULL };
