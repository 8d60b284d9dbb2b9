/* SQL of applications: writing, and seats. Lock order: application, then intake. */
#include "apply.h"
#include "base/clock.h"
#include "base/ident.h"
#include "data/db.h"
#include <string.h>

const struct sql add_application = { .text =
    "INSERT INTO apply_application (owner, centre, intake, state_at, lang, demo, created_at) VALUES (?, ?, ?, ?, ?, "
    "(SELECT demo FROM account WHERE id = ?), ?)" };
const struct sql set_number = { .text = "UPDATE apply_application SET number = ? WHERE id = ?" };
const struct sql set_sent = { .text = "UPDATE apply_application SET sent_at = ?, lang = ? WHERE id = ?" };
const struct sql set_fix = { .text = "UPDATE apply_application SET fix = ? WHERE id = ?" };
/* Looking is no help. */
const struct sql count_helps = { .text =
    "SELECT COUNT(*) FROM delegation WHERE subject = ? AND agent = ? AND kind <> 'support'" };
const struct sql set_stale = { .text = "UPDATE apply_application SET stale = TRUE WHERE id = ?" };
const struct sql set_conditions = { .text = "UPDATE apply_application SET conditions = ? WHERE id = ?" };
const struct sql mark_education = { .text =
    "UPDATE apply_application SET education_done = ? WHERE id = ? AND owner = ? AND "
    "(state = 1 OR (state = 4 AND (fix & 4) > 0))" };
const struct sql mark_papers = { .text =
    "UPDATE apply_application SET papers_done = ? WHERE id = ? AND owner = ? AND "
    "(state = 1 OR (state = 4 AND (fix & 64) > 0))" };
/* Changes nothing: locks the row, so that nobody sends the application meanwhile. The conditions of an offer are
 * fulfilled with papers (state 7), nothing else is open then. */
const struct sql hold_section = { .text =
    "UPDATE apply_application SET id = id WHERE id = ? AND owner = ? AND "
    "(state = 1 OR (state = 4 AND (fix & ?) > 0) OR (state = 7 AND ?))" };
const struct sql set_health = { .text = "UPDATE apply_application SET health_on = ? WHERE id = ? AND owner = ?" };
const struct sql set_no_crime = { .text = "UPDATE apply_application SET no_crime_on = ? WHERE id = ? AND owner = ?" };
const struct sql reserve_seat = { .text =
    "UPDATE apply_intake SET reserved = reserved + 1 WHERE id = ? AND reserved + taken < capacity" };
const struct sql release_seat = { .text =
    "UPDATE apply_intake SET reserved = reserved - 1 WHERE id = ? AND reserved > 0" };
const struct sql take_seat = { .text =
    "UPDATE apply_intake SET reserved = reserved - 1, taken = taken + 1 WHERE id = ? AND reserved > 0" };
const struct sql leave_seat = { .text = "UPDATE apply_intake SET taken = taken - 1 WHERE id = ? AND taken > 0" };
const struct sql drop_education = { .text = "DELETE FROM apply_education WHERE id = ? AND application = ?" };

/* AP, year of Shanghai, at least six digits of the row, Luhn digit (DOMAIN 1.1). */
static const char *number_of(struct req *r, uint64_t id)
{
    int year, month, day;
    const char *digits;

    day_split(day_of(r->now), &year, &month, &day);
    digits = arena_fmt(r->arena, "%d%06llu", year, (unsigned long long)id);
    return arena_fmt(r->arena, "AP%s%d", digits, luhn_digit(digits));
}

enum err application_add(struct req *r, const struct intake *i, uint64_t *ret_id)
{
    enum err e = db_do(r, &add_application, (const struct arg[]){ arg_u(r->who->id), arg_u(i->centre), arg_u(i->id),
                       arg_time(r, r->now), arg_s(r->lang->code), arg_u(r->who->id), arg_time(r, r->now), arg_end() },
                       NULL, ret_id);

    if (e)
        return e;
    return db_do_one(r, &set_number, (const struct arg[]){ arg_s(number_of(r, *ret_id)), arg_u(*ret_id), arg_end() });
}

enum err application_sent(struct req *r, const struct application *a)
{
    return db_do_one(r, &set_sent, (const struct arg[]){ arg_time(r, r->now), arg_s(a->c.lang), arg_u(a->c.id),
                     arg_end() });
}

enum err application_fix(struct req *r, const struct application *a, int64_t sections)
{
    return db_do_one(r, &set_fix, (const struct arg[]){ arg_i(sections), arg_u(a->c.id), arg_end() });
}

enum err application_stale(struct req *r, const struct application *a)
{
    return db_do_one(r, &set_stale, (const struct arg[]){ arg_u(a->c.id), arg_end() });
}

enum err application_offer(struct req *r, const struct application *a, const char *conditions)
{
    return db_do_one(r, &set_conditions, (const struct arg[]){ arg_opt(conditions), arg_u(a->c.id), arg_end() });
}

enum err application_mark(struct req *r, const struct application *a, enum section s, bool done)
{
    return db_do_one(r, s == SEC_PAPERS ? &mark_papers : &mark_education,
                     (const struct arg[]){ done ? arg_time(r, r->now) : arg_null(), arg_u(a->c.id),
                                           arg_u(a->c.owner), arg_end() });
}

enum err application_hold(struct req *r, const struct application *a, enum section s)
{
    return db_do_one(r, &hold_section, (const struct arg[]){ arg_u(a->c.id), arg_u(a->c.owner), arg_i(1 << s),
                     arg_i(s == SEC_PAPERS), arg_end() });
}

enum err application_dated(struct req *r, const struct application *a, const char *kind, int64_t day)
{
    const struct sql *sql = strcmp(kind, "health") == 0 ? &set_health : strcmp(kind, "no_crime") == 0 ? &set_no_crime
                                                                                                     : NULL;

    if (!sql)
        return OK;
    return db_do(r, sql, (const struct arg[]){ arg_day(r, day), arg_u(a->c.id), arg_u(a->c.owner), arg_end() }, NULL,
                 NULL);
}

static enum err move_seat(struct req *r, const struct sql *sql, const struct application *a)
{
    return db_do_one(r, sql, (const struct arg[]){ arg_u(a->intake.id), arg_end() });
}

const struct sql count_moves = { .text =
    "SELECT COUNT(*) FROM flow_log WHERE flow = 'apply' AND case_id = ? AND event = ? AND ? IN (0, state_from)" };

enum err moves_made(struct req *r, uint64_t id, int event, int from, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &count_moves, (const struct arg[]){ arg_u(id), arg_i(event), arg_i(from), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

enum err seat_reserve(struct req *r, const struct application *a)
{
    enum err e = move_seat(r, &reserve_seat, a);

    if (e != ERR_CLASH || !r->faults)
        return e;
    fault_add(r->faults, NULL, "full"); /* said on the page of the decision, nothing is changed */
    return ERR_INPUT;
}

enum err seat_release(struct req *r, const struct application *a) { return move_seat(r, &release_seat, a); }
enum err seat_take(struct req *r, const struct application *a) { return move_seat(r, &take_seat, a); }
enum err seat_leave(struct req *r, const struct application *a) { return move_seat(r, &leave_seat, a); }

enum err education_drop(struct req *r, uint64_t entry, uint64_t application)
{
    return db_do_one(r, &drop_education, (const struct arg[]){ arg_u(entry), arg_u(application), arg_end() });
}

enum err applicant_is_helped(struct req *r, uint64_t owner, bool *ret)
{
    struct rows q;
    enum err e = db_one(r, &count_helps, (const struct arg[]){ arg_u(owner), arg_u(r->who->id), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0) > 0;
    return db_end(&q);
}

/* After admission: number of the letter, JW202, arrival, residence permit, the next intake. */
/* Who comes back after a deferral keeps the number of the letter. */
const struct sql issue_letter = { .text =
    "INSERT INTO apply_admission (application, letter_no, letter_at) VALUES (?, ?, ?) "
    "ON DUPLICATE KEY UPDATE letter_no = COALESCE(letter_no, VALUES(letter_no)), "
    "letter_at = COALESCE(letter_at, VALUES(letter_at))" };
const struct sql keep_jw202 = { .text =
    "INSERT INTO apply_admission (application, jw202) VALUES (?, ?) ON DUPLICATE KEY UPDATE jw202 = VALUES(jw202)" };
const struct sql keep_arrival = { .text =
    "INSERT INTO apply_admission (application, arrived_on, visa, insurance_no) VALUES (?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE arrived_on = VALUES(arrived_on), visa = VALUES(visa), "
    "insurance_no = VALUES(insurance_no)" };
const struct sql keep_permit = { .text =
    "INSERT INTO apply_admission (application, permit_until) VALUES (?, ?) "
    "ON DUPLICATE KEY UPDATE permit_until = VALUES(permit_until)" };
const struct sql set_intake = { .text = "UPDATE apply_application SET intake = ? WHERE id = ?" };

const char *letter_number(struct req *r, const struct application *a)
{
    int year, month, day;
    const char *digits;

    if (*a->admission.letter_no)
        return a->admission.letter_no;
    day_split(day_of(r->now), &year, &month, &day);
    digits = arena_fmt(r->arena, "%d%06llu", year, (unsigned long long)a->c.id);
    return arena_fmt(r->arena, "AL%s%d", digits, luhn_digit(digits));
}

enum err admission_letter(struct req *r, const struct application *a)
{
    return db_do(r, &issue_letter, (const struct arg[]){ arg_u(a->c.id), arg_s(letter_number(r, a)),
                 arg_time(r, r->now), arg_end() }, NULL, NULL);
}

enum err admission_jw202(struct req *r, const struct application *a)
{
    return db_do(r, &keep_jw202, (const struct arg[]){ arg_u(a->c.id), arg_s(a->admission.jw202), arg_end() }, NULL,
                 NULL);
}

enum err admission_arrival(struct req *r, const struct application *a)
{
    const struct admission *m = &a->admission;

    return db_do(r, &keep_arrival, (const struct arg[]){ arg_u(a->c.id), arg_day(r, m->arrived), arg_s(m->visa),
                 arg_opt(m->insurance_no), arg_end() }, NULL, NULL);
}

enum err admission_permit(struct req *r, const struct application *a)
{
    return db_do(r, &keep_permit, (const struct arg[]){ arg_u(a->c.id), arg_day(r, a->admission.permit_until),
                 arg_end() }, NULL, NULL);
}

enum err application_to_next(struct req *r, const struct application *a)
{
    return db_do_one(r, &set_intake, (const struct arg[]){ arg_u(a->next.id), arg_u(a->c.id), arg_end() });
}
