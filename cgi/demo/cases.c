/* Applications brought into every state by the moves that really lead there, at times in the past. */
#include "demo.h"
#include "apply/apply.h"
#include "base/clock.h"
#include "data/tx.h"
#include "document/document.h"
#include <string.h>
#include <unistd.h>

enum { INTAKE_BEFORE = 5 };

/* One move: by whom (a applicant, o officer, l lead, t clock) and how many days after the one before. */
struct act {
    int event, days;
    char actor;
};
static const struct story {
    int intake; /* -1: any open one */
    bool whole; /* all sections are filled in */
    struct act act[10];
} stories[] = {
    { -1, false, { { 0 } } },
    { -1, true, { { E_SUBMIT, 2, 'a' } } },
    { -1, true, { { E_SUBMIT, 3, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' } } },
    { -1, true, { { E_SUBMIT, 3, 'a' }, { E_RETURN, 2, 'o' } } },
    { -1, true, { { E_SUBMIT, 3, 'a' }, { E_RETURN, 2, 'o' }, { E_RESUBMIT, 2, 'a' } } },
    { -1, true, { { E_SUBMIT, 3, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' },
                  { E_SCHEDULE_INTERVIEW, 3, 'o' } } },
    { -1, true, { { E_SUBMIT, 3, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' } } },
    { 2, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' },
                 { E_ACCEPT, 3, 'a' } } },
    { 1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' }, { E_ACCEPT, 3, 'a' },
                 { E_CONFIRM_CONDITIONS, 5, 'l' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_REJECT, 9, 'l' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' },
                  { E_DECLINE, 2, 'a' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_WITHDRAW, 3, 'a' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' },
                  { E_DECLINE_BY_TIMER, 18, 't' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_RETURN, 2, 'o' }, { E_LAPSE, 20, 't' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' },
                  { E_WITHDRAW_OFFER, 2, 'l' } } },
    { 1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' }, { E_ACCEPT, 3, 'a' },
                 { E_CONDITIONS_NOT_MET, 5, 'l' } } },
    { 1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' }, { E_ACCEPT, 3, 'a' },
                 { E_CONFIRM_CONDITIONS, 5, 'l' }, { E_DEFER, 2, 'a' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_STALE, 45, 't' } } },
    { INTAKE_BEFORE, true, { { E_SUBMIT, 9, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' },
                             { E_ACCEPT, 8, 'a' }, { E_REGISTER, 130, 'o' } } },
    { INTAKE_BEFORE, true, { { E_SUBMIT, 9, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_OFFER, 4, 'l' },
                             { E_ACCEPT, 8, 'a' }, { E_NO_SHOW, 155, 't' } } },
    { INTAKE_BEFORE, false, { { E_CLOSE_DRAFT, 80, 't' } } },
    { -1, true, { { E_SUBMIT, 2, 'a' }, { E_ACCEPT_FOR_REVIEW, 2, 'o' }, { E_REJECT, 9, 'l' },
                  { E_RESTORE, 2, 'l' } } },
};
enum { STORIES = sizeof stories / sizeof *stories };

/* The reader of a move. */
static const struct who *actor_of(struct req *r, char actor, const struct centre *c, uint64_t applicant)
{
    struct who *w = arena_new(r->arena, 1, sizeof *w);

    *w = (struct who){ .name = "", .org_name = "", .mail = "", .lang = "" };
    w->id = actor == 'a' ? applicant : actor == 'o' ? c->officer : actor == 'l' ? c->lead : 0;
    w->org = actor == 'a' || actor == 't' ? 0 : c->org;
    w->roles = actor == 'a' ? R_APPLICANT : actor == 'o' ? R_CENTRE_ADMISSIONS
             : actor == 'l' ? R_CENTRE_LEAD : R_CLOCK;
    return w;
}

static enum err fill_person(struct req *r, struct dice *d, const struct name *n, uint64_t id, uint64_t owner,
                            bool minor)
{
    const char *sex = dice_roll(d, 2) ? "f" : "m";
    int64_t birth = day_of(r->now) - (minor ? 16 : 18 + (int64_t)dice_roll(d, 8)) * 366 - (int64_t)dice_roll(d, 300);
    int64_t expires = day_of(r->now) + 900 + (int64_t)dice_roll(d, 2000);
    struct passport p = passport_make(r, d, n, sex, birth, expires);
    struct person x = {
        .name_native = n->native, .name_primary = n->primary, .name_secondary = n->secondary ? n->secondary : "",
        .name_zh = "", .sex = sex, .birthplace = n->place, .nationality = n->country, .nationality2 = "",
        .paper_kind = "passport", .passport_no = p.number, .passport_state = n->country, .mrz1 = p.line1,
        .mrz2 = p.line2, .birth = birth, .passport_issued = expires - 3650, .passport_expires = expires,
    };

    return form_save(r, &person_form, &x, id, owner);
}

static enum err fill_contact(struct req *r, struct dice *d, const struct name *n, uint64_t id, uint64_t owner)
{
    const char *phone = arena_fmt(r->arena, "%s%07llu", country_phone(n->country),
                                  (unsigned long long)dice_roll(d, 10000000));
    struct contact c = { .mail = "", .phone = phone, .address_country = n->country, .address_region = n->place,
                         .address = "12 Market Street", .address_china = "", .emergency_name = n->native,
                         .emergency_relation = "mother", .emergency_phone = phone };

    return form_save(r, &contact_form, &c, id, owner);
}

static enum err fill_rest(struct req *r, struct dice *d, const struct name *n, uint64_t id, uint64_t owner, bool minor)
{
    struct education e = { .level = "senior", .school = arena_fmt(r->arena, "%s High School", n->place),
                           .country = n->country, .began = day_of(r->now) - 2000, .ended = day_of(r->now) - 900,
                           .graduated = 1 };
    struct language l = { .mother_tongue = country_tongue(n->country), .chinese = "hsk2", .chinese_no = "H220104567",
                          .chinese_score = 180 + (int64_t)dice_roll(d, 20), .chinese_date = day_of(r->now) - 200 };
    struct money m = { .funding = dice_roll(d, 3) ? "self" : "county", .funding_name = "", .agency_no = "" };
    struct guardian g = { .guardian_name = "李明", .guardian_relation = "teacher", .guardian_nationality = "CHN",
                          .guardian_in_china = 1, .guardian_phone = "+8613987654321",
                          .guardian_address = "云南省西双版纳州勐腊县" };
    uint64_t entry;
    enum err x;

    if ((x = fill_contact(r, d, n, id, owner)) || (x = form_add(r, &education_form, &e, id, &entry)) ||
        (x = form_save(r, &language_form, &l, id, owner)) || (x = form_save(r, &money_form, &m, id, owner)))
        return x;
    return minor ? form_save(r, &guardian_form, &g, id, owner) : OK;
}

static enum err fill_papers(struct req *r, struct dice *d, uint64_t id, uint64_t owner)
{
    static const char *const kinds[] = { "passport", "photo", "diploma", "guardian" };
    struct application a;
    enum err e = OK;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !e; i++) {
        struct upload *u = picture_make(r, d, arena_fmt(r->arena, "%s.png", kinds[i]));
        const char *fault;
        uint64_t doc;

        e = document_add(r, u, &(struct document_place){ "apply", id, kinds[i], owner }, &doc, &fault);
        close(u->fd);
        if (!e && fault)
            return fail(r, ERR_BUG, "demo picture: %s", fault);
    }
    if (e || (e = application_any(r, id, &a)))
        return e;
    if ((e = application_mark(r, &a, SEC_EDUCATION, true)))
        return e;
    return application_mark(r, &a, SEC_PAPERS, true);
}

/* What a page does before it fires a move. */
static enum err prepare(struct req *r, struct dice *d, const struct name *n, const struct application *a, int event)
{
    if (event == E_RETURN)
        return application_fix(r, a, 1 << SEC_CONTACT);
    if (event == E_OFFER)
        return application_offer(r, a, a->intake.months > 12 ? "请在报到时出示毕业证原件。\nPlease show the original of "
                                                               "your certificate when you arrive." : "");
    if (event != E_RESUBMIT)
        return OK;
    return fill_contact(r, d, n, a->c.id, a->c.owner);
}

static bool wants_reason(const struct application *a, int event)
{
    for (const struct step *s = apply_flow.step; s->who; s++)
        if (s->from == a->c.state && s->event == event)
            return s->reason;
    return false;
}

static enum err move(struct req *r, struct dice *d, const struct name *n, const struct centre *c, uint64_t id,
                     uint64_t applicant, const struct act *act)
{
    struct application a;
    enum err e;

    r->who = actor_of(r, act->actor, c, applicant);
    if ((e = application_any(r, id, &a)) || (e = prepare(r, d, n, &a, act->event)) ||
        (e = application_any(r, id, &a)))
        return e;
    a.c.lang = country_lang(n->country);
    if (act->event == E_REGISTER) {
        a.admission.arrived = day_of(r->now) - 2;
        a.admission.visa = "x1";
        a.admission.insurance_no = arena_fmt(r->arena, "PIC%08llu", (unsigned long long)dice_roll(d, 100000000));
    }
    e = flow_fire(r, &apply_flow, &(struct move){ .c = &a.c, .event = act->event,
                  .reason = wants_reason(&a, act->event) ? "other" : NULL,
                  .text = act->event == E_RETURN ? "Please write your address once more, with the district." : NULL });
    return e ? fail(r, e, "demo: %s from %s", apply_events[act->event], apply_states[a.c.state]) : OK;
}

enum err cases_make(struct req *r, struct dice *d, const struct centre *c, uint64_t applicant, size_t i)
{
    const struct story *s = &stories[i % STORIES];
    size_t count;
    const struct name *n = name_at(i, &count);
    int64_t now = r->now, total = 1 + (int64_t)dice_roll(d, 4);
    bool minor = i % 7 == 3 && s->intake < 0;
    struct application a;
    struct intake in;
    uint64_t id;
    enum err e;

    for (const struct act *x = s->act; x->event; x++)
        total += x->days;
    r->now = day_end(day_of(now) - total) - 14 * 3600; /* ten in the morning in Mengla */
    r->lang = lang_find(country_lang(n->country));
    r->who = actor_of(r, 'a', c, applicant);
    if ((e = db_begin(r)) || (e = intake_get(r, c->intakes[s->intake >= 0 ? s->intake : (int)(i % 3)], &in)) ||
        (e = application_add(r, &in, &id)) || (e = application_any(r, id, &a)) ||
        (e = flow_fire(r, &apply_flow, &(struct move){ .c = &a.c, .event = E_CREATE })) ||
        (e = fill_person(r, d, n, id, applicant, minor)))
        return e;
    if (s->whole && ((e = fill_rest(r, d, n, id, applicant, minor)) || (e = fill_papers(r, d, id, applicant))))
        return e;
    for (const struct act *x = s->act; x->event && !e; x++) {
        r->now += x->days * DAY_S;
        e = move(r, d, n, c, id, applicant, x);
    }
    r->now = now;
    return e ? e : db_commit(r);
}
