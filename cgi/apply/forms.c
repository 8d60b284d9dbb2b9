/* Field tables of the sections. Limits are those of DOMAIN 1.1 and 2.3; columns of apply_application. */
#include "apply.h"
#include <string.h>

#define YEARS 366 /* days, rounded up: limits of dates are counted in days from today */

/* Which states let the owner change a section; the bit is that of the section (apply.h). */
#define OPEN(bit) "(state = 1 OR (state = 4 AND (fix & " #bit ") > 0))"

static const char *const sexes[] = { "f", "m", "x", NULL };
static const char *const papers_of_person[] = { "passport", "border_pass", "other", NULL };
static const char *const relations[] = { "father", "mother", "sibling", "spouse", "relative", "teacher", "friend",
                                         "other", NULL };
static const char *const levels[] = { "primary", "junior", "senior", "vocational", "college", "bachelor", "master",
                                      "other", NULL };
static const char *const chinese[] = { "none", "some", "hsk1", "hsk2", "hsk3", "hsk4", "hsk5", "hsk6", NULL };
static const char *const fundings[] = { "self", "cgs", "yunnan", "county", "school", "enterprise", NULL };

/* A Chinese national is taught at home: told at once, with the way to go (DOMAIN 2.4). */
static const char *nationality_fault(const void *record, int64_t today)
{
    (void)today;
    return strcmp(((const struct person *)record)->nationality, "CHN") == 0 ? "chinese_national" : NULL;
}

static const struct field person_fields[] = {
    { .name = "name_native", .kind = K_NAME, .at = AT(person, name_native), .must = true, .min = 1, .max = 150,
      .flags = F_PRIVATE, .fill = "name" },
    { .name = "name_primary", .kind = K_NAME, .at = AT(person, name_primary), .min = 1, .max = 100,
      .flags = F_PRIVATE | F_ASKED, .fill = "family-name" },
    { .name = "name_secondary", .kind = K_NAME, .at = AT(person, name_secondary), .min = 1, .max = 100,
      .flags = F_PRIVATE, .fill = "given-name" },
    { .name = "name_zh", .kind = K_NAME, .at = AT(person, name_zh), .min = 1, .max = 50, .flags = F_PRIVATE },
    { .name = "sex", .kind = K_CHOICE, .at = AT(person, sex), .must = true, .choice = sexes, .fill = "sex" },
    { .name = "birth", .kind = K_DATE, .at = AT(person, birth), .must = true, .min = -100 * YEARS, .max = -1,
      .flags = F_PRIVATE, .fill = "bday" },
    { .name = "birthplace", .kind = K_TEXT, .at = AT(person, birthplace), .must = true, .min = 1, .max = 100 },
    { .name = "nationality", .kind = K_COUNTRY, .at = AT(person, nationality), .must = true,
      .check = nationality_fault, .fill = "country" },
    { .name = "nationality2", .kind = K_COUNTRY, .at = AT(person, nationality2) },
    { .name = "paper_kind", .kind = K_CHOICE, .at = AT(person, paper_kind), .must = true,
      .choice = papers_of_person },
    { .name = "passport_no", .kind = K_CODE, .at = AT(person, passport_no), .must = true, .min = 3, .max = 20,
      .flags = F_SEALED | F_FIND | F_PRIVATE },
    { .name = "passport_state", .kind = K_COUNTRY, .at = AT(person, passport_state), .must = true },
    { .name = "passport_issued", .kind = K_DATE, .at = AT(person, passport_issued), .must = true,
      .min = -20 * YEARS, .max = 0 },
    { .name = "passport_expires", .kind = K_DATE, .at = AT(person, passport_expires), .must = true, .min = 1,
      .max = 30 * YEARS },
    { .name = "mrz1", .kind = K_MRZ, .at = AT(person, mrz1), .flags = F_SEALED | F_PRIVATE },
    { .name = "mrz2", .kind = K_MRZ, .at = AT(person, mrz2), .flags = F_SEALED | F_PRIVATE },
    { .name = NULL }
};

static void person_check(struct faults *f, const void *record, int64_t today)
{
    const struct person *p = record;
    const char *fault;

    (void)today;
    if (!*p->name_primary && !*p->name_secondary)
        fault_add(f, "name_primary", "must"); /* one name may stand in either box (DOMAIN 2.4) */
    if (*p->nationality2 && strcmp(p->nationality, p->nationality2) == 0)
        fault_add(f, "nationality2", "same_country");
    if (p->birth != NONE && p->passport_issued != NONE && p->passport_issued < p->birth)
        fault_add(f, "passport_issued", "before_birth");
    if (strcmp(p->paper_kind, "passport") == 0 && strlen(p->passport_no) > 9)
        fault_add(f, "passport_no", "passport_long"); /* TD3 has nine places */
    if (!*p->mrz1 != !*p->mrz2)
        fault_add(f, *p->mrz1 ? "mrz2" : "mrz1", "mrz_both");
    else if (strlen(p->mrz1) == 44 && strlen(p->mrz2) == 44 && (fault = mrz_fault(p->mrz1, p->mrz2)))
        fault_add(f, "mrz2", fault);
}

const struct form person_form = { .name = "person", .table = "apply_application", .size = sizeof(struct person),
    .field = person_fields, .check = person_check, .mark = "person_done", .scope = "owner", .when = OPEN(1) };

static const struct field contact_fields[] = {
    { .name = "mail", .kind = K_MAIL, .at = AT(contact, mail), .flags = F_PRIVATE, .fill = "email" },
    { .name = "phone", .kind = K_PHONE, .at = AT(contact, phone), .must = true, .flags = F_SEALED | F_PRIVATE,
      .fill = "tel" },
    { .name = "address_country", .kind = K_COUNTRY, .at = AT(contact, address_country), .must = true,
      .fill = "country" },
    { .name = "address_region", .kind = K_TEXT, .at = AT(contact, address_region), .must = true, .min = 1,
      .max = 100, .fill = "address-level1" },
    { .name = "address", .kind = K_LINES, .at = AT(contact, address), .must = true, .min = 1, .max = 300,
      .flags = F_PRIVATE, .fill = "street-address" },
    { .name = "address_china", .kind = K_LINES, .at = AT(contact, address_china), .min = 1, .max = 300,
      .flags = F_PRIVATE },
    { .name = "emergency_name", .kind = K_NAME, .at = AT(contact, emergency_name), .must = true, .min = 1,
      .max = 150, .flags = F_PRIVATE },
    { .name = "emergency_relation", .kind = K_CHOICE, .at = AT(contact, emergency_relation), .must = true,
      .choice = relations, .texts = "relation" },
    { .name = "emergency_phone", .kind = K_PHONE, .at = AT(contact, emergency_phone), .must = true,
      .flags = F_SEALED | F_PRIVATE },
    { .name = NULL }
};
const struct form contact_form = { .name = "contact", .table = "apply_application", .size = sizeof(struct contact),
    .field = contact_fields, .mark = "contact_done", .scope = "owner", .when = OPEN(2) };

static const struct field education_fields[] = {
    { .name = "level", .kind = K_CHOICE, .at = AT(education, level), .must = true, .choice = levels },
    { .name = "school", .kind = K_TEXT, .at = AT(education, school), .must = true, .min = 1, .max = 200 },
    { .name = "country", .kind = K_COUNTRY, .at = AT(education, country), .must = true },
    { .name = "began", .kind = K_DATE, .at = AT(education, began), .must = true, .min = -80 * YEARS, .max = 0 },
    { .name = "ended", .kind = K_DATE, .at = AT(education, ended), .min = -80 * YEARS, .max = 6 * YEARS },
    { .name = "graduated", .kind = K_YESNO, .at = AT(education, graduated), .must = true },
    { .name = NULL }
};

static void education_check(struct faults *f, const void *record, int64_t today)
{
    const struct education *e = record;

    if (e->ended != NONE && e->began != NONE && e->ended < e->began)
        fault_add(f, "ended", "before_began");
    if (e->graduated == 1 && e->ended == NONE)
        fault_add(f, "ended", "must");
    if (e->graduated == 1 && e->ended != NONE && e->ended > today)
        fault_add(f, "graduated", "not_yet");
}

const struct form education_form = { .name = "education", .table = "apply_education",
    .size = sizeof(struct education), .field = education_fields, .check = education_check, .scope = "application" };

static const struct field language_fields[] = {
    { .name = "mother_tongue", .kind = K_TEXT, .at = AT(language, mother_tongue), .must = true, .min = 1,
      .max = 100 },
    { .name = "chinese", .kind = K_CHOICE, .at = AT(language, chinese), .must = true, .choice = chinese },
    { .name = "chinese_score", .kind = K_INT, .at = AT(language, chinese_score), .min = 0, .max = 300 },
    { .name = "chinese_date", .kind = K_DATE, .at = AT(language, chinese_date), .min = -20 * YEARS, .max = 0 },
    { .name = "chinese_no", .kind = K_TEXT, .at = AT(language, chinese_no), .min = 1, .max = 40 },
    { .name = NULL }
};

static void language_check(struct faults *f, const void *record, int64_t today)
{
    const struct language *l = record;

    (void)today;
    if (strncmp(l->chinese, "hsk", 3) == 0) {
        if (l->chinese_score == NONE)
            fault_add(f, "chinese_score", "must");
        if (l->chinese_date == NONE)
            fault_add(f, "chinese_date", "must");
    }
}

const struct form language_form = { .name = "language", .table = "apply_application",
    .size = sizeof(struct language), .field = language_fields, .check = language_check, .mark = "language_done",
    .scope = "owner", .when = OPEN(8) };

static const struct field money_fields[] = {
    { .name = "funding", .kind = K_CHOICE, .at = AT(money, funding), .must = true, .choice = fundings },
    { .name = "funding_name", .kind = K_TEXT, .at = AT(money, funding_name), .min = 1, .max = 150 },
    { .name = "agency_no", .kind = K_TEXT, .at = AT(money, agency_no), .min = 1, .max = 40 },
    { .name = NULL }
};

static void money_check(struct faults *f, const void *record, int64_t today)
{
    const struct money *m = record;

    (void)today;
    if ((strcmp(m->funding, "enterprise") == 0 || strcmp(m->funding, "school") == 0) && !*m->funding_name)
        fault_add(f, "funding_name", "must");
}

const struct form money_form = { .name = "money", .table = "apply_application", .size = sizeof(struct money),
    .field = money_fields, .check = money_check, .mark = "money_done", .scope = "owner", .when = OPEN(16) };

static const struct field guardian_fields[] = {
    { .name = "guardian_name", .kind = K_NAME, .at = AT(guardian, guardian_name), .must = true, .min = 1,
      .max = 150, .flags = F_PRIVATE },
    { .name = "guardian_relation", .kind = K_CHOICE, .at = AT(guardian, guardian_relation), .must = true,
      .choice = relations, .texts = "relation" },
    { .name = "guardian_nationality", .kind = K_COUNTRY, .at = AT(guardian, guardian_nationality), .must = true },
    { .name = "guardian_in_china", .kind = K_YESNO, .at = AT(guardian, guardian_in_china), .must = true },
    { .name = "guardian_phone", .kind = K_PHONE, .at = AT(guardian, guardian_phone), .must = true,
      .flags = F_SEALED | F_PRIVATE },
    { .name = "guardian_address", .kind = K_LINES, .at = AT(guardian, guardian_address), .must = true, .min = 1,
      .max = 300, .flags = F_PRIVATE },
    { .name = NULL }
};

/* Order 42 of 2017, article 38: the guardian of a minor lives in China. */
static void guardian_check(struct faults *f, const void *record, int64_t today)
{
    (void)today;
    if (((const struct guardian *)record)->guardian_in_china == 0)
        fault_add(f, "guardian_in_china", "guardian_abroad");
}

const struct form guardian_form = { .name = "guardian", .table = "apply_application",
    .size = sizeof(struct guardian), .field = guardian_fields, .check = guardian_check, .mark = "guardian_done",
    .scope = "owner", .when = OPEN(32) };
