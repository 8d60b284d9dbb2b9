/* The state machine of an application (DOMAIN 2.2), in full, as rows. Nothing else changes a state. */
#include "apply.h"
#include "base/clock.h"
#include "flow/calendar.h"
#include <string.h>

#define BIT(s) (1u << (s))

enum { DECLINED_WORKING_DAYS = 10 };

/* Guards: NULL agrees, else the name of a fault (T.error.<name>). */
static const char *is_whole(const struct req *r, const void *c)
{
    struct finding f[FINDINGS_MAX];

    return application_findings(c, r->now, f) ? "incomplete" : NULL;
}

static const char *is_corrected(const struct req *r, const void *c)
{
    const struct application *a = c;

    for (int s = 0; s < SEC__MAX; s++)
        if ((a->fix & ((int64_t)1 << s)) && section_is_needed(a, (enum section)s) &&
            (a->done[s] == NONE || a->done[s] < a->c.state_at))
            return "not_corrected";
    return is_whole(r, c);
}

static const char *is_conditional(const struct req *r, const void *c)
{
    (void)r;
    return ((const struct application *)c)->conditional ? NULL : "conditional";
}

static const char *is_unconditional(const struct req *r, const void *c)
{
    return is_conditional(r, c) ? NULL : "conditional";
}

/* Papers were fresh when they came; they must still be when somebody is admitted with them. */
static const char *is_fresh(const struct req *r, const void *c)
{
    return application_has_old_paper(c, day_of(r->now)) ? "paper_old" : NULL;
}

static const char *was_offered(const struct req *r, const void *c)
{
    const struct application *a = c;

    return a->c.before == S_OFFERED ? may_return(r, c) : "not_offered";
}

static const char *was_not_offered(const struct req *r, const void *c)
{
    const struct application *a = c;

    return a->c.before == S_OFFERED ? "not_offered" : may_return(r, c);
}

/* To put off needs an intake to come back in (DOMAIN 2.2). */
static const char *has_next(const struct req *r, const void *c)
{
    (void)r;
    return ((const struct application *)c)->next.id ? NULL : "no_next_intake";
}

/* Effects: in the same transaction as the move. */
static enum err keep_sent(struct req *r, const void *c) { return application_sent(r, c); }
static enum err reserve(struct req *r, const void *c) { return seat_reserve(r, c); }
static enum err release(struct req *r, const void *c) { return seat_release(r, c); }
static enum err file_jw202(struct req *r, const void *c) { return admission_jw202(r, c); }
static enum err arrive(struct req *r, const void *c) { return admission_arrival(r, c); }
static enum err keep_permit(struct req *r, const void *c) { return admission_permit(r, c); }
static enum err tell_check(struct req *r, const void *c) { return centre_tell(r, c, R_CENTRE, "apply_check_due"); }

/* The head of the centre is told, and the applicant reads that (DOMAIN 2.2). */
static enum err keep_stale(struct req *r, const void *c)
{
    enum err e = application_stale(r, c);

    return e ? e : centre_tell(r, c, R_CENTRE_LEAD, "apply_stale_lead");
}

/* Who takes one place gives up the others; each can be restored (DOMAIN 2.2). */
static enum err close_others(struct req *r, const void *c)
{
    const struct application *a = c;
    struct application other;
    struct rows q;
    enum err e = others_of(r, a->c.owner, a->c.id, &q);

    if (e)
        return e;
    while (!e && db_next(&q))
        if (!(e = application_any(r, db_u(&q, 0), &other)))
            e = flow_fire(r, &apply_flow, &(struct move){ .c = &other.c, .event = E_WITHDRAW,
                          .reason = "accepted_other" });
    return e ? e : db_end(&q);
}

/* Who is admitted takes the seat, and the letter gets its number. */
static enum err admit(struct req *r, const void *c)
{
    enum err e = seat_take(r, c);

    return e ? e : admission_letter(r, c);
}

static enum err admit_one(struct req *r, const void *c)
{
    enum err e = admit(r, c);

    return e ? e : close_others(r, c);
}

/* A seat is held from the offer on; leaving any such state gives it back. */
static enum err give_back(struct req *r, const void *c)
{
    const struct application *a = c;

    switch (a->c.state) {
    case S_OFFERED:
    case S_CONDITIONAL:
        return seat_release(r, a);
    case S_ADMITTED:
        return seat_leave(r, a);
    default:
        return OK;
    }
}

/* What may be done once, or for a time, is looked up within the move (DOMAIN 2.2). */
static enum err refuse(struct req *r, const char *fault)
{
    if (!r->faults)
        return ERR_CLASH;
    fault_add(r->faults, NULL, fault);
    return ERR_INPUT;
}

static enum err only_once(struct req *r, const struct application *a, int event, int from)
{
    uint64_t made;
    enum err e = moves_made(r, a->c.id, event, from, &made);

    if (e)
        return e;
    return made > 1 ? refuse(r, "once") : OK; /* the log holds the move itself already */
}

static enum err declined_lately(struct req *r, const struct application *a)
{
    const struct calendar *days;
    int64_t gone;
    enum err e = calendar_get(r, &days);

    if (e)
        return e;
    gone = calendar_between(days, day_of(a->c.state_at), day_of(r->now));
    return gone == NONE || gone > DECLINED_WORKING_DAYS ? refuse(r, "too_late") : OK;
}

static enum err defer_once(struct req *r, const void *c)
{
    enum err e = only_once(r, c, E_DEFER, 0);

    return e ? e : give_back(r, c);
}

static enum err return_once(struct req *r, const void *c) { return only_once(r, c, E_RESTORE, S_WITHDRAWN); }

static enum err seat_once(struct req *r, const void *c)
{
    enum err e = only_once(r, c, E_RESTORE, S_WITHDRAWN);

    return e ? e : seat_reserve(r, c);
}

static enum err offer_again(struct req *r, const void *c)
{
    enum err e = declined_lately(r, c);

    return e ? e : seat_reserve(r, c);
}

/* Deferred people gave their seat back; reinstating asks for one in the next intake. */
static enum err seat_again(struct req *r, const void *c)
{
    struct application a = *(const struct application *)c;
    enum err e = application_to_next(r, &a);

    a.intake.id = a.next.id;
    if (e || (e = seat_reserve(r, &a)))
        return e;
    return a.c.before == S_ADMITTED ? admit(r, &a) : OK;
}

/* The officer has not seen the permit: the student is reminded, and in the end the head of the centre is told. */
static enum err tell_permit(struct req *r, const void *c)
{
    const struct application *a = c;
    enum err e = a->admission.permit_until != NONE ? OK : applicant_tell(r, a, "apply_permit");

    return e || a->admission.permit_until != NONE ? e : centre_tell(r, a, R_CENTRE_ADMISSIONS, "apply_permit_due");
}

static enum err tell_permit_over(struct req *r, const void *c)
{
    const struct application *a = c;

    return a->admission.permit_until != NONE ? OK : centre_tell(r, a, R_CENTRE_LEAD, "apply_permit_over");
}

static enum err tell_next(struct req *r, const void *c) { return centre_tell(r, c, R_CENTRE, "apply_deferred_due"); }

static const struct step steps[] = {
    { STATE_NONE, E_CREATE, S_DRAFT, R_APPLICANT, NULL, NULL, 0, false, NULL },
    { S_DRAFT, E_SUBMIT, S_SUBMITTED, R_APPLICANT, is_whole, keep_sent, 0, false, "apply_received" },
    { S_DRAFT, E_CLOSE_DRAFT, S_NOT_SENT, R_CLOCK, NULL, NULL, 0, false, NULL },
    { S_SUBMITTED, E_REMIND_CHECK, S_SUBMITTED, R_CLOCK, NULL, tell_check, 0, false, NULL },
    { S_SUBMITTED, E_ACCEPT_FOR_REVIEW, S_IN_REVIEW, R_CENTRE, NULL, NULL, 0, false, "apply_in_review" },
    { S_SUBMITTED, E_RETURN, S_RETURNED, R_CENTRE, NULL, NULL, 0, false, "apply_returned" },
    { S_IN_REVIEW, E_RETURN, S_RETURNED, R_CENTRE, NULL, NULL, 0, false, "apply_returned" },
    { S_RETURNED, E_RESUBMIT, S_SUBMITTED, R_APPLICANT, is_corrected, NULL, 0, false, "apply_received" },
    { S_RETURNED, E_LAPSE, S_LAPSED, R_CLOCK, NULL, NULL, 0, false, "apply_lapsed" },
    { S_IN_REVIEW, E_SCHEDULE_INTERVIEW, S_INTERVIEW, R_CENTRE, NULL, NULL, 0, false, "apply_interview" },
    { S_INTERVIEW, E_CANCEL_INTERVIEW, S_IN_REVIEW, R_CENTRE, NULL, NULL, 0, true, "apply_interview_off" },
    { S_IN_REVIEW, E_OFFER, S_OFFERED, R_CENTRE_LEAD, NULL, reserve, E_ACCEPT_FOR_REVIEW, false, "apply_offer" },
    { S_INTERVIEW, E_OFFER, S_OFFERED, R_CENTRE_LEAD, NULL, reserve, E_ACCEPT_FOR_REVIEW, false, "apply_offer" },
    { S_IN_REVIEW, E_REJECT, S_REJECTED, R_CENTRE_LEAD, NULL, NULL, 0, true, "apply_rejected" },
    { S_INTERVIEW, E_REJECT, S_REJECTED, R_CENTRE_LEAD, NULL, NULL, 0, true, "apply_rejected" },
    { S_IN_REVIEW, E_STALE, S_IN_REVIEW, R_CLOCK, NULL, keep_stale, 0, false, "apply_stale" },
    { S_INTERVIEW, E_STALE, S_INTERVIEW, R_CLOCK, NULL, keep_stale, 0, false, "apply_stale" },
    { S_OFFERED, E_ACCEPT, S_CONDITIONAL, R_APPLICANT, is_conditional, close_others, 0, false, "apply_accepted" },
    { S_OFFERED, E_ACCEPT, S_ADMITTED, R_APPLICANT, is_unconditional, admit_one, 0, false, "apply_admitted" },
    { S_OFFERED, E_DECLINE, S_DECLINED, R_APPLICANT, NULL, release, 0, true, "apply_declined" },
    { S_OFFERED, E_DECLINE_BY_TIMER, S_DECLINED, R_CLOCK, NULL, release, 0, false, "apply_offer_over" },
    { S_OFFERED, E_WITHDRAW_OFFER, S_OFFER_WITHDRAWN, R_CENTRE_LEAD, NULL, release, 0, true, "apply_offer_withdrawn" },
    { S_OFFER_WITHDRAWN, E_OFFER, S_OFFERED, R_CENTRE_LEAD, NULL, reserve, E_ACCEPT_FOR_REVIEW, false, "apply_offer" },
    { S_CONDITIONAL, E_CONFIRM_CONDITIONS, S_ADMITTED, R_CENTRE_LEAD, is_fresh, admit, 0, false, "apply_admitted" },
    { S_CONDITIONAL, E_CONDITIONS_NOT_MET, S_NOT_MET, R_CENTRE_LEAD, NULL, release, 0, true, "apply_not_met" },
    { S_NOT_MET, E_UNDO_NOT_MET, S_CONDITIONAL, R_CENTRE_LEAD, NULL, reserve, 0, true, "apply_restored" },
    { S_CONDITIONAL, E_DEFER, S_DEFERRED, R_APPLICANT | R_CENTRE, has_next, defer_once, 0, true, "apply_deferred" },
    { S_ADMITTED, E_DEFER, S_DEFERRED, R_APPLICANT | R_CENTRE, has_next, defer_once, 0, true, "apply_deferred" },
    { S_DEFERRED, E_REMIND_DEFERRED, S_DEFERRED, R_CLOCK, has_next, tell_next, 0, false, "apply_next_intake" },
    { S_DEFERRED, E_REINSTATE, STATE_BEFORE, R_CENTRE, has_next, seat_again, 0, false, "apply_restored" },
    { S_ADMITTED, E_FILE_JW202, S_ADMITTED, R_CENTRE, NULL, file_jw202, 0, false, "apply_jw202" },
    { S_ADMITTED, E_REGISTER, S_ENROLLED, R_CENTRE, NULL, arrive, 0, false, NULL },
    { S_ENROLLED, E_RECORD_PERMIT, S_ENROLLED, R_CENTRE, NULL, keep_permit, 0, false, NULL },
    { S_ENROLLED, E_REMIND_PERMIT, S_ENROLLED, R_CLOCK, NULL, tell_permit, 0, false, NULL },
    { S_ENROLLED, E_PERMIT_OVER, S_ENROLLED, R_CLOCK, NULL, tell_permit_over, 0, false, NULL },
    { S_ADMITTED, E_NO_SHOW, S_NO_SHOW, R_CLOCK, NULL, give_back, 0, false, "apply_no_show" },
    { S_SUBMITTED, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, NULL, 0, true, "apply_withdrawn" },
    { S_DRAFT, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT, NULL, NULL, 0, true, NULL },
    { S_IN_REVIEW, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, NULL, 0, true, "apply_withdrawn" },
    { S_RETURNED, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, NULL, 0, true, "apply_withdrawn" },
    { S_INTERVIEW, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, NULL, 0, true, "apply_withdrawn" },
    { S_OFFERED, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, release, 0, true, "apply_withdrawn" },
    { S_CONDITIONAL, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, release, 0, true, "apply_withdrawn" },
    { S_ADMITTED, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, give_back, 0, true, "apply_withdrawn" },
    { S_DEFERRED, E_WITHDRAW, S_WITHDRAWN, R_APPLICANT | R_CENTRE, NULL, NULL, 0, true, "apply_withdrawn" },
    { S_RETURNED, E_RESTORE, S_IN_REVIEW, R_CENTRE_LEAD, may_return, NULL, 0, true, "apply_restored" },
    { S_REJECTED, E_RESTORE, S_IN_REVIEW, R_CENTRE_LEAD, may_return, NULL, 0, true, "apply_restored" },
    { S_LAPSED, E_RESTORE, S_IN_REVIEW, R_CENTRE_LEAD, may_return, NULL, 0, true, "apply_restored" },
    { S_WITHDRAWN, E_RESTORE, STATE_BEFORE, R_CENTRE_LEAD, was_offered, seat_once, 0, true, "apply_restored" },
    { S_WITHDRAWN, E_RESTORE, S_IN_REVIEW, R_CENTRE_LEAD, was_not_offered, return_once, 0, true, "apply_restored" },
    { S_DECLINED, E_RESTORE, S_OFFERED, R_CENTRE_LEAD, may_return, offer_again, 0, true, "apply_restored" },
    { .who = 0 }
};

/* Drafts end with the window of their intake. */
static int64_t window_end(const struct req *r, const void *c)
{
    (void)r;
    return day_end(((const struct application *)c)->intake.closes);
}

/* Who does not come is waited for from the start of teaching, or from admission when it has begun. */
static int64_t teaching(const struct req *r, const void *c)
{
    const struct application *a = c;
    int64_t starts = a->c.state == S_DEFERRED ? a->next.starts : a->intake.starts, today = day_of(r->now);

    return starts > today ? starts : today;
}

/* An answer comes while there is time to give the seat to somebody else: five days before the cycle ends. */
static int64_t five_days_before(const struct req *r, const void *c)
{
    (void)r;
    return ((const struct application *)c)->intake.starts - 5;
}

/* Only a visa X1 asks for a residence permit; X2 is for 180 days at most. */
static int64_t entry(const struct req *r, const void *c)
{
    const struct admission *m = &((const struct application *)c)->admission;

    (void)r;
    return strcmp(m->visa, "x1") ? NONE : m->arrived;
}

static int64_t next_opens(const struct req *r, const void *c)
{
    const struct application *a = c;
    int64_t today = day_of(r->now);

    return !a->next.id ? NONE : day_end((a->next.opens > today ? a->next.opens : today) - 1);
}

static const struct term terms[] = {
    { E_CLOSE_DRAFT, BIT(S_DRAFT), 0, .due = window_end },
    { E_REMIND_CHECK, BIT(S_SUBMITTED), 0, .due = NULL },
    { E_STALE, BIT(S_IN_REVIEW) | BIT(S_INTERVIEW), BIT(S_RETURNED) | BIT(S_SUBMITTED), .due = NULL },
    { E_LAPSE, BIT(S_RETURNED), 0, .due = NULL },
    { E_DECLINE_BY_TIMER, BIT(S_OFFERED), 0, .latest = five_days_before },
    { E_NO_SHOW, BIT(S_ADMITTED), 0, .since = teaching },
    { E_REMIND_DEFERRED, BIT(S_DEFERRED), 0, .due = next_opens },
    { E_REMIND_PERMIT, BIT(S_ENROLLED), 0, .since = entry },
    { E_PERMIT_OVER, BIT(S_ENROLLED), 0, .since = entry },
    { .event = 0 }
};

static enum err load(struct req *r, uint64_t id, void **ret)
{
    struct application *a = arena_new(r->arena, 1, sizeof *a);

    *ret = a;
    return application_any(r, id, a);
}

const struct flow apply_flow = {
    .name = "apply", .table = "apply_application", .state = apply_states, .event = apply_events,
    .final = BIT(S_ENROLLED) | BIT(S_NO_SHOW) | BIT(S_NOT_SENT), .step = steps, .term = terms, .load = load,
    .holes = apply_holes,
};
