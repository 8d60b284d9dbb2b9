/* What waits for an officer: a guardian's question, and a request about one's own data. Written by the engine, with the
 * first step of their flows only; the programs they belong to go on from there. */
#include "demo.h"
#include "base/clock.h"
#include "base/ident.h"
#include "data/tx.h"
#include "document/document.h"
#include "flow/names.h"
#include <unistd.h>

enum { ASKED = 1, ASK = 1, TRUST_REMIND = 9, PRIVACY_REMIND = 10, DAYS_AGO = 2, AGE = 9 };
static const char *const asked_only[] = { "", "asked", NULL };

static enum err load_nothing(struct req *r, uint64_t id, void **ret)
{
    *ret = arena_new(r->arena, 1, sizeof(struct flow_case));
    ((struct flow_case *)*ret)->id = id;
    return OK;
}

static const struct step trust_steps[] = {
    { STATE_NONE, ASK, ASKED, R_SIGNED_IN, NULL, NULL, 0, false, NULL },
    { ASKED, TRUST_REMIND, ASKED, R_CLOCK, NULL, NULL, 0, false, NULL },
    { .who = 0 }
};
static const struct term trust_terms[] = { { .event = TRUST_REMIND, .runs = 1u << ASKED }, { .event = 0 } };
const struct flow waiting_trust = { .name = "trust", .table = "trust_child", .state = asked_only,
                                    .event = trust_events, .final = 1u << ASKED, .step = trust_steps,
                                    .term = trust_terms, .load = load_nothing };

static const struct step privacy_steps[] = {
    { STATE_NONE, ASK, ASKED, R_SIGNED_IN, NULL, NULL, 0, false, NULL },
    { ASKED, PRIVACY_REMIND, ASKED, R_CLOCK, NULL, NULL, 0, false, NULL },
    { .who = 0 }
};
static const struct term privacy_terms[] = { { .event = PRIVACY_REMIND, .runs = 1u << ASKED }, { .event = 0 } };
const struct flow waiting_privacy = { .name = "privacy", .table = "privacy_case", .state = asked_only,
                                      .event = privacy_events, .final = 1u << ASKED, .step = privacy_steps,
                                      .term = privacy_terms, .load = load_nothing };

/* Their own forms, as far as a row needs them. Forms and flows of trust and privacy themselves cannot be linked beside
 * those of apply and org: programs share names (home_load, decide_form, ask_form). form_check compares the columns. */
struct question { const char *child, *speaks, *relation, *guardian, *phone; int64_t birth; };
static const struct field question_fields[] = {
    { .name = "child", .kind = K_NAME, .at = AT(question, child), .max = 100 },
    { .name = "birth", .kind = K_DATE, .at = AT(question, birth) },
    { .name = "speaks", .kind = K_TEXT, .at = AT(question, speaks), .max = 8 },
    { .name = "relation", .kind = K_TEXT, .at = AT(question, relation), .max = 12 },
    { .name = "guardian", .kind = K_NAME, .at = AT(question, guardian), .max = 100, .flags = F_SEALED },
    { .name = "phone", .kind = K_PHONE, .at = AT(question, phone), .flags = F_SEALED },
    { .name = NULL }
};
static const struct form question_form = { .name = "question", .table = "trust_child", .size = sizeof(struct question),
                                           .field = question_fields, .scope = "owner" };
struct wish { const char *kind, *detail; };
static const struct field wish_fields[] = {
    { .name = "kind", .kind = K_TEXT, .at = AT(wish, kind), .max = 8 },
    { .name = "detail", .kind = K_LINES, .at = AT(wish, detail), .max = 1000, .flags = F_SEALED },
    { .name = NULL }
};
static const struct form wish_form = { .name = "wish", .table = "privacy_case", .size = sizeof(struct wish),
                                       .field = wish_fields, .scope = "owner" };

static const char *number_of(struct req *r, const char *letters, uint64_t id)
{
    int year, month, day;
    const char *digits;

    day_split(day_of(r->now), &year, &month, &day);
    digits = arena_fmt(r->arena, "%d%06llu", year, (unsigned long long)id);
    return arena_fmt(r->arena, "%s%s%d", letters, digits, luhn_digit(digits));
}

static enum err send(struct req *r, const struct flow *f, uint64_t id, const char *number)
{
    struct flow_case c = { .id = id, .owner = r->who->id, .number = number, .lang = "lo", .state_at = NONE,
                           .due_at = NONE };

    return flow_fire(r, f, &(struct move){ .c = &c, .event = ASK });
}

static enum err question(struct req *r, struct dice *d)
{
    const struct question q = { .child = "ທ້າວ ບຸນ", .speaks = "lo", .relation = "mother", .guardian = "ມາລີ ແສງດາວ",
                                .phone = "+8562055567890", .birth = day_add_months(day_of(r->now), -12 * AGE) - 70 };
    struct upload *proof = picture_make(r, d, "birth.png");
    const char *number, *fault = NULL;
    uint64_t id, document;
    enum err e = form_add(r, &question_form, &q, r->who->id, &id);

    number = number_of(r, "GC", id);
    if (!e)
        e = waiting_begin(r, "trust", id, number);
    if (!e)
        e = document_add(r, proof, &(struct document_place){ "trust", id, "proof", r->who->id }, &document, &fault);
    close(proof->fd);
    return e ? e : send(r, &waiting_trust, id, number);
}

static enum err wish(struct req *r)
{
    const struct wish w = { .kind = "correct", .detail = "ນາມສະກຸນຂອງຂ້ອຍຂຽນຜິດ: ທີ່ຖືກແມ່ນ ວົງສະຫວັນ." };
    const char *number;
    uint64_t id;
    enum err e = form_add(r, &wish_form, &w, r->who->id, &id);

    number = number_of(r, "PR", id);
    if (e || (e = waiting_begin(r, "privacy", id, number)))
        return e;
    return send(r, &waiting_privacy, id, number);
}

enum err waiting_make(struct req *r, struct dice *d, uint64_t guardian, uint64_t wisher)
{
    struct who w = { .name = "", .org_name = "", .mail = "", .lang = "lo", .actor_name = "", .for_name = "",
                     .roles = R_APPLICANT };
    struct req theirs = *r;
    enum err e;

    theirs.who = &w;
    theirs.lang = lang_find("lo");
    theirs.now = day_end(day_of(r->now) - DAYS_AGO) - 14 * 3600;
    if ((e = db_begin(&theirs)))
        return e;
    w.id = w.actor = guardian;
    if ((e = question(&theirs, d)))
        return e;
    w.id = w.actor = wisher;
    if ((e = wish(&theirs)))
        return e;
    return db_commit(&theirs);
}
