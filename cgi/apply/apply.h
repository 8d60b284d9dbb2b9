/* The apply program: applications to the China (Mengla) ASEAN Education & Training Centre. */
#ifndef QIAO_APPLY_H
#define QIAO_APPLY_H

#include "app/app.h"
#include "flow/names.h"

enum state {
    S_DRAFT = 1, S_SUBMITTED, S_IN_REVIEW, S_RETURNED, S_INTERVIEW, S_OFFERED, S_CONDITIONAL, S_ADMITTED,
    S_ENROLLED, S_REJECTED, S_DECLINED, S_OFFER_WITHDRAWN, S_NOT_MET, S_DEFERRED, S_NO_SHOW, S_WITHDRAWN,
    S_LAPSED, S_NOT_SENT
};
enum event {
    E_CREATE = 1, E_SUBMIT, E_ACCEPT_FOR_REVIEW, E_RETURN, E_RESUBMIT, E_LAPSE, E_SCHEDULE_INTERVIEW,
    E_CANCEL_INTERVIEW, E_OFFER, E_REJECT, E_STALE, E_ACCEPT, E_DECLINE, E_DECLINE_BY_TIMER, E_WITHDRAW_OFFER,
    E_CONFIRM_CONDITIONS, E_CONDITIONS_NOT_MET, E_UNDO_NOT_MET, E_DEFER, E_REINSTATE, E_REGISTER, E_NO_SHOW,
    E_WITHDRAW, E_RESTORE, E_CLOSE_DRAFT, E_REMIND_CHECK, E_FILE_JW202, E_RECORD_PERMIT, E_REMIND_PERMIT,
    E_PERMIT_OVER, E_REMIND_DEFERRED
};
/* Sections of the task list; bits of apply_application.fix. */
enum section { SEC_PERSON, SEC_CONTACT, SEC_EDUCATION, SEC_LANGUAGE, SEC_MONEY, SEC_GUARDIAN, SEC_PAPERS, SEC__MAX };

struct intake {
    uint64_t id, programme, centre;
    int64_t opens, closes, starts;      /* day numbers */
    int64_t capacity, reserved, taken;
    int64_t months, age_min, hsk_min;
    bool asean_only;
    bool ended;                         /* the programme is offered no more */
    const char *code, *kind;
    const char *name, *summary, *lang;  /* in the reader's language, else in English; lang is its code */
};

/* After admission. Texts "" and days NONE while not known. */
struct admission {
    const char *letter_no, *jw202, *visa, *insurance_no;
    int64_t arrived, permit_until;      /* day numbers */
    int64_t permit_due;                 /* UTC, when the clock of the permit ends; NONE if none runs */
};

/* The case: what rules and the flow look at. */
struct application {
    struct flow_case c;
    struct intake intake;
    const char *name, *name_native;     /* Latin and own script, "" while not given */
    const char *programme;              /* its name in the language of letters; intake.name is the reader's */
    const char *nationality;
    int64_t birth, passport_expires;    /* day numbers or NONE */
    int64_t done[SEC__MAX];             /* UTC seconds a section was completed, NONE if not */
    int64_t fix, sent_at;
    bool stale, two_nationalities;
    bool conditional;                   /* the offer has conditions */
    bool asean;                         /* nationality is a member state today */
    uint32_t papers, papers_must;       /* bits of paper kinds: present, asked for */
    uint32_t in_person;                 /* the same: to be shown at the centre instead */
    int64_t health, no_crime;           /* day numbers on these papers, NONE if not told */
    int64_t hsk;                        /* level told; 0 without a certificate, NONE if not told */
    struct admission admission;
    struct { uint64_t id; int64_t opens, starts; } next; /* the programme's intake after its own; id 0: none */
    bool erased;                        /* the person is gone from it (privacy) */
    int64_t active;                     /* the owner's applications that are under way */
};

/* Records of the sections, one struct per form. */
struct person {
    const char *name_native, *name_primary, *name_secondary, *name_zh, *sex, *birthplace, *nationality,
        *nationality2, *paper_kind, *passport_no, *passport_state, *mrz1, *mrz2;
    int64_t birth, passport_issued, passport_expires;
};
struct contact {
    const char *mail, *phone, *address_country, *address_region, *address, *address_china, *emergency_name,
        *emergency_relation, *emergency_phone;
};
struct education { const char *level, *school, *country; int64_t began, ended, graduated; };
struct language { const char *mother_tongue, *chinese, *chinese_no; int64_t chinese_score, chinese_date; };
struct money { const char *funding, *funding_name, *agency_no; };
struct guardian {
    const char *guardian_name, *guardian_relation, *guardian_nationality, *guardian_phone, *guardian_address;
    int64_t guardian_in_china;
};
struct paper { struct upload *file; int64_t dated, agree_passport, agree_health, agree_crime; };
struct shown { int64_t in_person; };
struct tick { int64_t agree; };
struct answer { const char *answer, *reason; };
struct withdraw { const char *reason, *text; };
struct decide {
    const char *reason, *text, *note, *jw202, *visa, *insurance_no;
    int64_t sections, arrived, permit_until;
};
struct track { const char *number; int64_t birth; };
struct start { int64_t birth; const char *nationality; };
/* Records of the queries. */
struct letter_query { int64_t id, letter; };
struct paper_query { int64_t id; const char *kind; };
struct ticket_query { const char *ticket; };

extern const struct form person_form, contact_form, education_form, language_form, money_form, guardian_form,
    paper_form, check_form, answer_form, withdraw_form, decide_form, track_form, start_form, done_form, drop_form,
    shown_form, apply_state_query, apply_event_query, letter_query, paper_query, ticket_query;
extern const struct form *const apply_forms[];
extern const struct flow apply_flow;
extern const char *const section_names[], *const visas[], *const paper_kinds[], *const sensitive_kinds[];

/* rules.c: pure. A finding is a thing to mend before sending, with the section to mend it in. */
struct finding { enum section section; const char *name; };
enum { FINDINGS_MAX = 24, ACTIVE_MAX = 3 }; /* applications of one person under way (DOMAIN 2.2) */
/* Everything that is missing or wrong, at once (U14); returns how many. */
unsigned application_findings(const struct application *a, int64_t now, struct finding *ret);
/* What the centre will look at, but what keeps nobody from sending. */
unsigned application_notes(const struct application *a, struct finding *ret);
bool paper_ages(const char *kind);                             /* the day it was made counts */
bool paper_is_old(int64_t dated, int64_t today);               /* more than six months; no if NONE */
bool application_has_old_paper(const struct application *a, int64_t today);
/* The day a passport must be valid on still: six months after the programme begins (DOMAIN 2.2). */
int64_t passport_until(const struct application *a);
bool application_is_minor(const struct application *a);       /* under 18 at the start of the programme */
bool section_is_needed(const struct application *a, enum section s);
bool section_is_open(const struct application *a, enum section s); /* may be changed in this state */
uint32_t papers_lacking(const struct application *a); /* neither here nor to be shown at the centre */
bool papers_may_come(const struct application *a); /* added: also to fulfil the conditions of an offer */
int application_stage(int state);  /* 0 filling in, 1 sent, 2 in review, 3 decided, 4 admitted; -1 ended */
const char *mrz_fault(const char *line1, const char *line2);
/* Differences between the machine-readable lines and what was typed; bits of enum mrz_warning. */
enum mrz_warning { MRZ_NAME = 1, MRZ_BIRTH = 2, MRZ_EXPIRY = 4, MRZ_NUMBER = 8, MRZ_SEX = 16, MRZ_STATE = 32 };
unsigned mrz_compare(const struct person *p, int64_t today);
bool number_is_right(const char *number);

/* store.c and its sisters: the only SQL of this program. The scope is in each text. */
extern const struct sql *const apply_sql[];
enum err application_of(struct req *r, uint64_t id, const char *column, uint64_t scope, struct application *ret);
enum err application_any(struct req *r, uint64_t id, struct application *ret); /* for the clock */
enum err application_by_number(struct req *r, const char *number, int64_t birth, uint64_t *ret_id);
enum err application_add(struct req *r, const struct intake *i, uint64_t *ret_id);
enum err application_sent(struct req *r, const struct application *a);
enum err application_fix(struct req *r, const struct application *a, int64_t sections);
enum err application_stale(struct req *r, const struct application *a);
enum err application_offer(struct req *r, const struct application *a, const char *conditions);
enum err application_mark(struct req *r, const struct application *a, enum section s, bool done);
/* For what a section keeps in tables of its own: ERR_CLASH if it may not be changed any more. */
enum err application_hold(struct req *r, const struct application *a, enum section s);
/* The number of the letter of admission: the one it has, or would get today. */
const char *letter_number(struct req *r, const struct application *a);
enum err admission_letter(struct req *r, const struct application *a);
/* These keep what stands in a->admission. */
enum err admission_jw202(struct req *r, const struct application *a);
enum err admission_arrival(struct req *r, const struct application *a);
enum err admission_permit(struct req *r, const struct application *a);
enum err application_to_next(struct req *r, const struct application *a); /* a->next becomes its intake */
enum err seat_reserve(struct req *r, const struct application *a); /* ERR_CLASH: none left */
enum err seat_release(struct req *r, const struct application *a);
enum err seat_take(struct req *r, const struct application *a);
enum err seat_leave(struct req *r, const struct application *a);
enum err applications_of(struct req *r, uint64_t owner, struct rows *ret);
enum err applications_in(struct req *r, uint64_t centre, int state, int64_t due, uint64_t after, struct rows *ret);
enum err applications_count(struct req *r, uint64_t centre, int state, uint64_t *ret);
enum err owner_lock(struct req *r); /* first in a transaction: what is read before is not seen anew */
enum err active_with(struct req *r, uint64_t owner, uint64_t intake, uint64_t *ret_all, uint64_t *ret_same);
/* The owner's other applications between sending and admission: ids. */
enum err others_of(struct req *r, uint64_t owner, uint64_t id, struct rows *ret);
enum err intakes_open(struct req *r, struct rows *ret);
void intake_next(struct rows *q, struct intake *ret);
enum err intake_get(struct req *r, uint64_t id, struct intake *ret);
enum err requirements_of(struct req *r, uint64_t programme, bool minor, struct rows *ret);
enum err education_drop(struct req *r, uint64_t entry, uint64_t application);
enum err conditions_of(struct req *r, uint64_t id, const char **ret);
/* The date on a paper of this kind; kinds that do not grow old have none. */
enum err application_dated(struct req *r, const struct application *a, const char *kind, int64_t day);
/* Other people's sent applications with the same passport: number, whether of this centre. */
enum err same_passport(struct req *r, const struct application *a, struct rows *ret);
/* Corrections whose time ends within first_s and that were not reminded of, or within second_s and only once: timer,
 * application. */
enum err reminders_due(struct req *r, int64_t first_s, int64_t second_s, struct rows *ret);
/* In a transaction: the same of one of them, which nobody else looks at now.  errors  ERR_GONE: not any more */
enum err reminder_take(struct req *r, uint64_t timer, int64_t first_s, int64_t second_s);
/* People of the centre who have one of these roles: id, name, language. */
enum err officers_of(struct req *r, uint64_t centre, unsigned roles, struct rows *ret);
/* Letters of a case that its owner may read again: id, subject, when, language. */
enum err letters_of(struct req *r, uint64_t id, struct rows *ret);
enum err letter_get(struct req *r, uint64_t id, uint64_t letter, const char **ret_subject, const char **ret_body,
                    const char **ret_lang);
/* This officer helps, or has helped, the applicant (trust). */
enum err applicant_is_helped(struct req *r, uint64_t owner, bool *ret);
enum err asean_is(struct req *r, const char *country, bool *ret);

/* case.c: what handlers share. */
enum err find_mine(struct req *r);     /* the reader's own application named by ?id= */
enum err find_theirs(struct req *r);   /* one of the reader's centre */
enum err find_decide(struct req *r);   /* and not of somebody the reader helps */
enum err find_either(struct req *r);   /* whichever fits the hat the reader has on */
enum err find_section(struct req *r);  /* own, and the section of this address may be changed now */
enum err find_papers(struct req *r);   /* own, and papers may be added now */
const struct application *found(const struct req *r);
enum section section_of(const struct req *r);
void show_application(struct req *r, const struct application *a);
enum err show_sections(struct req *r, const struct application *a); /* summary lists of everything told */
enum err show_papers(struct req *r, const struct application *a);
enum err show_letters(struct req *r, const struct application *a);
void show_findings(struct req *r, const struct application *a); /* everything to mend, in one list; and notes */
const char *may_return(const struct req *r, const void *c); /* a guard: may it be taken back still? */
/* How often this event happened to the application in that state; 0: in any. */
enum err moves_made(struct req *r, uint64_t id, int event, int from, uint64_t *ret);
/* tell.c: a letter about a case to everybody of its centre who has one of these roles. */
enum err centre_tell(struct req *r, const struct application *a, unsigned roles, const char *name);
/* A letter about a case to its owner, in the language of the case. */
enum err applicant_tell(struct req *r, const struct application *a, const char *name);
enum err apply_sweep(struct req *r); /* reminders of corrections */
void apply_holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room);
/* Whose date is it: the applicant's to answer, or the centre's promise? */
bool is_owners_turn(int state);
const char *at(struct req *r, const char *path, uint64_t id);  /* "/apply/tasks?id=12" */

/* Handlers, by page. */
enum err dates_load(struct req *r);
enum err home_load(struct req *r), start_load(struct req *r), start_done(struct req *r, const void *in);
enum err mine_load(struct req *r), tasks_load(struct req *r);
enum err section_load(struct req *r), section_done(struct req *r, const void *in);
enum err education_load(struct req *r), education_done(struct req *r, const void *in);
enum err school_load(struct req *r), school_done(struct req *r, const void *in);
enum err school_drop_load(struct req *r), school_drop_done(struct req *r, const void *in);
enum err papers_load(struct req *r);
enum err paper_new_load(struct req *r), paper_new_done(struct req *r, const void *in);
enum err papers_done_load(struct req *r), papers_done(struct req *r, const void *in);
enum err shown_load(struct req *r), shown_done(struct req *r, const void *in);
enum err paper_drop_load(struct req *r), paper_drop_done(struct req *r, const void *in), paper_load(struct req *r);
enum err check_load(struct req *r), check_done(struct req *r, const void *in), sent_load(struct req *r);
enum err status_load(struct req *r), withdraw_load(struct req *r), withdraw_done(struct req *r, const void *in);
enum err offer_load(struct req *r), offer_done(struct req *r, const void *in), letter_load(struct req *r);
enum err queue_load(struct req *r), case_load(struct req *r);
enum err decide_load(struct req *r), decide_done(struct req *r, const void *in);
enum err track_load(struct req *r), track_done(struct req *r, const void *in);

#endif
