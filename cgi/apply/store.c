/* SQL of applications: reading. The scope stands in each text; drafts are never shown to the centre. */
#include "apply.h"
#include "base/clock.h"
#include "data/db.h"
#include "data/tx.h"
#include <string.h>

/* States under way count against the limit of three: submitted (2) to admitted (8). Event 30 is permit_over. */
#define APPLICATION                                                                                               \
    "SELECT a.id, a.owner, a.centre, a.state, a.state_before, a.ver, a.state_at, a.due_at, a.number, a.lang, "     \
    "TRIM(CONCAT(COALESCE(a.name_secondary, ''), ' ', COALESCE(a.name_primary, ''))), a.nationality, a.birth, "   \
    "a.passport_expires, a.person_done, a.contact_done, a.education_done, a.language_done, a.money_done, "        \
    "a.guardian_done, a.papers_done, a.fix, a.sent_at, a.stale, a.nationality2 IS NOT NULL, "                     \
    "a.conditions IS NOT NULL, a.name_native, i.id, i.programme, i.opens, i.closes, i.starts, i.capacity, i.reserved, i.taken, " \
    "p.months, p.age_min, p.hsk_min, p.asean_only, p.code, p.kind, COALESCE(t.name, u.name), "                    \
    "(SELECT GROUP_CONCAT(d.kind) FROM document d WHERE d.program = 'apply' AND d.case_id = a.id), "     \
    "(SELECT GROUP_CONCAT(CONCAT(q.kind, IF(q.minors, '!', ''))) FROM apply_requirement q WHERE q.must AND "      \
    "(q.programme IS NULL OR q.programme = p.id) AND q.valid_from <= ? AND COALESCE(q.valid_to, ?) >= ?), "       \
    "(SELECT COUNT(*) FROM asean_member m WHERE m.code = a.nationality AND m.valid_from <= ?), "                  \
    "(SELECT COUNT(*) FROM apply_application x WHERE x.owner = a.owner AND x.state BETWEEN 2 AND 8), "            \
    "COALESCE(w.name, u.name), NOT p.active, a.chinese, a.health_on, a.no_crime_on, COALESCE(t.lang, u.lang), "  \
    "a.in_person, "                                                                                                \
    "COALESCE(m.letter_no, ''), COALESCE(m.jw202, ''), COALESCE(m.visa, ''), COALESCE(m.insurance_no, ''), "  \
    "m.arrived_on, m.permit_until, "   \
    "(SELECT y.due_at FROM flow_timer y WHERE y.flow = 'apply' AND y.case_id = a.id AND y.event = 30), "  \
    "COALESCE(n.id, 0), n.opens, n.starts, a.erased_at IS NOT NULL "   \
    "FROM apply_application a JOIN apply_intake i ON i.id = a.intake JOIN apply_programme p ON p.id = i.programme " \
    "JOIN apply_programme_text u ON u.programme = p.id AND u.lang = 'en' "                                         \
    "LEFT JOIN apply_programme_text t ON t.programme = p.id AND t.lang = ? "                                       \
    "LEFT JOIN apply_programme_text w ON w.programme = p.id AND w.lang = a.lang "                                   \
    "LEFT JOIN apply_admission m ON m.application = a.id "                                                         \
    "LEFT JOIN apply_intake n ON n.programme = i.programme AND n.starts = (SELECT MIN(x.starts) FROM apply_intake x " \
    "WHERE x.programme = i.programme AND x.starts > GREATEST(i.starts, ?)) "

const struct sql find_own = { .text = APPLICATION "WHERE a.id = ? AND a.owner = ?" };
const struct sql find_centre = { .text = APPLICATION "WHERE a.id = ? AND a.centre = ? AND a.sent_at IS NOT NULL" };
const struct sql find_any = { .text = APPLICATION "WHERE a.id = ?" };
const struct sql list_own = { .text =
    "SELECT a.id, a.number, a.state, a.state_at, a.due_at, COALESCE(t.name, u.name), i.starts, i.closes, "
    "COALESCE(t.lang, u.lang) "
    "FROM apply_application a JOIN apply_intake i ON i.id = a.intake "
    "JOIN apply_programme_text u ON u.programme = i.programme AND u.lang = 'en' "
    "LEFT JOIN apply_programme_text t ON t.programme = i.programme AND t.lang = ? "
    "WHERE a.owner = ? ORDER BY a.id DESC LIMIT 50" };
/* Join order and key are given: with few rows MariaDB begins with the intakes and sorts everything, with many it walks
 * half the queue to a page in its middle (10^6 rows: 84 ms instead of 0.4, make bench). The first page, which is what
 * people look at, has no place to begin at: planning that range costs a third of the statement. */
#define QUEUE(place)                                                                                                 \
    "SELECT STRAIGHT_JOIN a.id, a.number, TRIM(CONCAT(COALESCE(a.name_secondary, ''), ' ', "                         \
    "COALESCE(a.name_primary, ''))), a.name_native, a.nationality, COALESCE(t.name, u.name), a.state_at, a.due_at, " \
    "a.stale, a.due_key, a.lang, COALESCE(t.lang, u.lang) "                                                          \
    "FROM apply_application a FORCE INDEX (apply_application_queue) JOIN apply_intake i ON i.id = a.intake "         \
    "JOIN apply_programme_text u ON u.programme = i.programme AND u.lang = 'en' "                                    \
    "LEFT JOIN apply_programme_text t ON t.programme = i.programme AND t.lang = ? "                                  \
    "WHERE a.centre = ? AND a.state = ? AND a.sent_at IS NOT NULL " place "ORDER BY a.due_key, a.id LIMIT 21"
const struct sql list_centre = { .text = QUEUE("") };
const struct sql list_centre_from = { .text = QUEUE("AND (a.due_key > ? OR (a.due_key = ? AND a.id > ?)) ") };
/* By the index alone, and no further than a person reads a number. A draft that is given up is withdrawn too, but
 * nobody's business: there the rows themselves are asked. */
const struct sql count_centre = { .text =
    "SELECT COUNT(*) FROM (SELECT 1 FROM apply_application WHERE centre = ? AND state = ? LIMIT 101) x" };
const struct sql count_withdrawn = { .text =
    "SELECT COUNT(*) FROM (SELECT 1 FROM apply_application WHERE centre = ? AND state = ? AND sent_at IS NOT NULL "
    "LIMIT 101) x" };
const struct sql find_number = { .text =
    "SELECT id FROM apply_application WHERE number = ? AND birth = ? AND sent_at IS NOT NULL" };
const struct sql count_active = { .text =
    "SELECT COUNT(*), COALESCE(SUM(intake = ?), 0) FROM apply_application WHERE owner = ? AND state BETWEEN 1 AND 8" };
const struct sql list_others = { .text =
    "SELECT id FROM apply_application WHERE owner = ? AND id <> ? AND state BETWEEN 2 AND 7 ORDER BY id LIMIT 10" };
/* By the blind index, so that no number is opened for it. A number is unique in its state only (DOMAIN 1.2): two of the
 * same digits are one passport if the same state issued them or the nationality is the same; one may be mistyped. */
const struct sql list_same_passport = { .text =
    "SELECT o.number, o.centre = a.centre FROM apply_application a JOIN apply_application o "
    "ON o.passport_no_find = a.passport_no_find AND o.owner <> a.owner AND o.sent_at IS NOT NULL AND "
    "(o.passport_state = a.passport_state OR o.nationality = a.nationality) WHERE a.id = ? ORDER BY o.id LIMIT 10" };
const struct sql find_conditions = { .text = "SELECT conditions FROM apply_application WHERE id = ?" };

extern const struct sql add_application, set_number, set_sent, set_fix, set_stale, set_conditions, mark_education,
    mark_papers, hold_section, reserve_seat, release_seat, take_seat, leave_seat, list_intakes, find_intake,
    list_requirements, drop_education, find_asean, list_letters, find_letter, list_officers, set_health, set_no_crime,
    list_reminders, find_reminder, lock_timer, count_moves, count_helps, issue_letter, keep_jw202, keep_arrival,
    keep_permit, set_intake;
const struct sql *const apply_sql[] = {
    &find_own, &find_centre, &find_any, &list_own, &list_centre, &list_centre_from, &count_centre, &count_withdrawn,
    &find_number,    &count_active,
    &take_turn,
    &list_others, &find_conditions, &add_application, &set_number, &set_sent, &set_fix, &set_stale,
    &set_conditions,
    &mark_education, &mark_papers, &hold_section, &reserve_seat, &release_seat, &take_seat, &leave_seat,
    &list_intakes, &find_intake, &list_requirements, &drop_education, &find_asean, &list_letters, &find_letter,
    &list_same_passport, &list_officers, &set_health, &set_no_crime, &list_reminders, &find_reminder, &lock_timer,
    &count_moves, &count_helps, &issue_letter, &keep_jw202, &keep_arrival, &keep_permit, &set_intake, NULL
};

/* "passport,photo" to bits of paper_kinds; a kind that ends in '!' is for minors only. */
static uint32_t bits_of(const char *list, bool minor)
{
    uint32_t bits = 0;

    for (size_t n; *list; list += n + (list[n] != '\0')) {
        size_t len = n = strcspn(list, ",");

        if (len && list[len - 1] == '!') {
            if (!minor)
                continue;
            len--;
        }
        for (int k = 0; paper_kinds[k]; k++)
            if (strlen(paper_kinds[k]) == len && memcmp(paper_kinds[k], list, len) == 0)
                bits |= 1u << k;
    }
    return bits;
}

/* Bits of sensitive_kinds to bits of paper_kinds. */
static uint32_t kinds_in_person(int64_t told)
{
    uint32_t bits = 0;

    for (int s = 0; sensitive_kinds[s]; s++)
        if (told != NONE && (told >> s & 1))
            bits |= bits_of(sensitive_kinds[s], true);
    return bits;
}

/* "hsk3" to 3; "none" and "some" to 0; nothing told yet: NONE. */
static int64_t hsk_of(const char *chinese)
{
    return strncmp(chinese, "hsk", 3) == 0 ? chinese[3] - '0' : *chinese ? 0 : NONE;
}

static void read_intake(const struct rows *q, unsigned c, struct application *a)
{
    a->intake = (struct intake){
        .id = db_u(q, c), .programme = db_u(q, c + 1), .centre = a->c.scope, .opens = db_day(q, c + 2),
        .closes = db_day(q, c + 3), .starts = db_day(q, c + 4), .capacity = db_i(q, c + 5),
        .reserved = db_i(q, c + 6), .taken = db_i(q, c + 7), .months = db_i(q, c + 8), .age_min = db_i(q, c + 9),
        .hsk_min = db_i(q, c + 10), .asean_only = db_i(q, c + 11) > 0, .code = db_s(q, c + 12),
        .kind = db_s(q, c + 13), .name = db_s(q, c + 14), .summary = "",
    };
}

static void read_application(const struct rows *q, struct application *a)
{
    *a = (struct application){
        .c = { .id = db_u(q, 0), .owner = db_u(q, 1), .scope = db_u(q, 2), .state = (int)db_i(q, 3),
               .before = (int)db_i(q, 4), .ver = db_i(q, 5), .state_at = db_time(q, 6), .due_at = db_time(q, 7),
               .number = db_s(q, 8), .lang = db_s(q, 9) },
        .name = db_s(q, 10), .nationality = db_s(q, 11), .birth = db_day(q, 12),
        .passport_expires = db_day(q, 13), .fix = db_i(q, 21), .sent_at = db_time(q, 22),
        .stale = db_i(q, 23) > 0, .two_nationalities = db_i(q, 24) > 0, .conditional = db_i(q, 25) > 0,
        .name_native = db_s(q, 26),
    };
    for (unsigned s = 0; s < SEC__MAX; s++)
        a->done[s] = db_time(q, 14 + s);
    read_intake(q, 27, a);
    a->papers = bits_of(db_s(q, 42), true);
    a->papers_must = bits_of(db_s(q, 43), application_is_minor(a));
    a->asean = db_i(q, 44) > 0;
    a->active = db_i(q, 45);
    a->programme = db_s(q, 46);
    a->intake.ended = db_i(q, 47) > 0;
    a->hsk = hsk_of(db_s(q, 48));
    a->health = db_day(q, 49);
    a->no_crime = db_day(q, 50);
    a->intake.lang = db_s(q, 51);
    a->in_person = kinds_in_person(db_i(q, 52));
    a->admission = (struct admission){ .letter_no = db_s(q, 53), .jw202 = db_s(q, 54), .visa = db_s(q, 55),
                                       .insurance_no = db_s(q, 56), .arrived = db_day(q, 57),
                                       .permit_until = db_day(q, 58), .permit_due = db_time(q, 59) };
    a->next.id = db_u(q, 60);
    a->next.opens = db_day(q, 61);
    a->next.starts = db_day(q, 62);
    a->erased = db_i(q, 63) > 0;
}

static enum err one(struct req *r, const struct sql *sql, uint64_t id, uint64_t scope, struct application *ret)
{
    struct arg today = arg_day(r, day_of(r->now));
    struct rows q;
    enum err e = db_one(r, sql, (const struct arg[]){ today, today, today, today, arg_s(r->lang->code), today,
                        arg_u(id),
                        scope ? arg_u(scope) : arg_end(), arg_end() }, &q);

    if (e)
        return e;
    read_application(&q, ret);
    return db_end(&q);
}

enum err application_of(struct req *r, uint64_t id, const char *column, uint64_t scope, struct application *ret)
{
    if (!scope)
        return ERR_GONE;
    return one(r, strcmp(column, "owner") ? &find_centre : &find_own, id, scope, ret);
}

enum err application_any(struct req *r, uint64_t id, struct application *ret)
{
    return one(r, &find_any, id, 0, ret);
}

enum err application_by_number(struct req *r, const char *number, int64_t birth, uint64_t *ret_id)
{
    struct rows q;
    enum err e = db_one(r, &find_number, (const struct arg[]){ arg_s(number), arg_day(r, birth), arg_end() }, &q);

    if (e)
        return e;
    *ret_id = db_u(&q, 0);
    return db_end(&q);
}

enum err applications_of(struct req *r, uint64_t owner, struct rows *ret)
{
    return db_ask(r, &list_own, (const struct arg[]){ arg_s(r->lang->code), arg_u(owner), arg_end() }, ret);
}

enum err applications_in(struct req *r, uint64_t centre, int state, int64_t due, uint64_t after, struct rows *ret)
{
    struct arg from = arg_time(r, due);

    if (!due && !after)
        return db_ask(r, &list_centre,
                      (const struct arg[]){ arg_s(r->lang->code), arg_u(centre), arg_i(state), arg_end() }, ret);
    return db_ask(r, &list_centre_from, (const struct arg[]){ arg_s(r->lang->code), arg_u(centre), arg_i(state), from,
                  from, arg_u(after), arg_end() }, ret);
}

enum err applications_count(struct req *r, uint64_t centre, int state, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, state == S_WITHDRAWN ? &count_withdrawn : &count_centre,
                        (const struct arg[]){ arg_u(centre), arg_i(state), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

enum err owner_lock(struct req *r)
{
    return db_turn(r, "account", r->who->id);
}

enum err active_with(struct req *r, uint64_t owner, uint64_t intake, uint64_t *ret_all, uint64_t *ret_same)
{
    struct rows q;
    enum err e = db_one(r, &count_active, (const struct arg[]){ arg_u(intake), arg_u(owner), arg_end() }, &q);

    if (e)
        return e;
    *ret_all = db_u(&q, 0);
    *ret_same = db_u(&q, 1);
    return db_end(&q);
}

enum err others_of(struct req *r, uint64_t owner, uint64_t id, struct rows *ret)
{
    return db_ask(r, &list_others, (const struct arg[]){ arg_u(owner), arg_u(id), arg_end() }, ret);
}

enum err same_passport(struct req *r, const struct application *a, struct rows *ret)
{
    return db_ask(r, &list_same_passport, (const struct arg[]){ arg_u(a->c.id), arg_end() }, ret);
}

enum err conditions_of(struct req *r, uint64_t id, const char **ret)
{
    struct rows q;
    enum err e = db_one(r, &find_conditions, (const struct arg[]){ arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_s(&q, 0);
    return db_end(&q);
}
