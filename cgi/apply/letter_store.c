/* SQL of the letters of a case: what was told, word for word, as it was sent. The view shows letters of this program
 * and none that is secret; the outbox itself is not for reading here. */
#include "apply.h"
#include "data/db.h"
#include "flow/outbox.h"

const struct sql list_letters = { .text =
    "SELECT id, subject, created_at, lang FROM apply_letter WHERE case_id = ? ORDER BY id DESC LIMIT 50" };
const struct sql find_letter = { .text =
    "SELECT account, name, created_at, body, subject, lang FROM apply_letter WHERE id = ? AND case_id = ?" };

/* E_LAPSE ends the time for corrections; a reminder is a letter since the application was sent back. */
#define REMINDER                                                                                              \
    "FROM flow_timer t JOIN apply_application a ON a.id = t.case_id WHERE t.flow = 'apply' AND t.event = ? AND "  \
    "t.due_at > ? AND t.due_at <= ? AND (SELECT COUNT(*) FROM apply_letter l WHERE l.case_id = a.id AND "         \
    "l.name = 'apply_remind' AND l.created_at >= a.state_at) < IF(t.due_at <= ?, 2, 1) "

const struct sql list_reminders = { .text = "SELECT t.id, t.case_id " REMINDER "ORDER BY t.due_at, t.id LIMIT 50" };
const struct sql find_reminder = { .text = "SELECT t.id " REMINDER "AND t.id = ?" };
const struct sql lock_timer = { .text = "SELECT id FROM flow_timer WHERE id = ? FOR UPDATE SKIP LOCKED" };

enum err reminders_due(struct req *r, int64_t first_s, int64_t second_s, struct rows *ret)
{
    return db_ask(r, &list_reminders, (const struct arg[]){ arg_i(E_LAPSE), arg_time(r, r->now),
                  arg_time(r, r->now + first_s), arg_time(r, r->now + second_s), arg_end() }, ret);
}

/* The lock first: what is read after it is what whoever had it before has written. */
enum err reminder_take(struct req *r, uint64_t timer, int64_t first_s, int64_t second_s)
{
    struct rows q;
    enum err e = db_one(r, &lock_timer, (const struct arg[]){ arg_u(timer), arg_end() }, &q);

    if (e || (e = db_end(&q)))
        return e;
    e = db_one(r, &find_reminder, (const struct arg[]){ arg_i(E_LAPSE), arg_time(r, r->now),
               arg_time(r, r->now + first_s), arg_time(r, r->now + second_s), arg_u(timer), arg_end() }, &q);
    return e ? e : db_end(&q);
}

/* Who of the centre is to be told; people have one row per role. */
const struct sql list_officers = { .text =
    "SELECT DISTINCT a.id, a.name, a.lang FROM account_role g JOIN account a ON a.id = g.account "
    "WHERE g.org = ? AND (g.role & ?) > 0 AND a.state = 'active' ORDER BY a.id LIMIT 100" };

enum err officers_of(struct req *r, uint64_t centre, unsigned roles, struct rows *ret)
{
    return db_ask(r, &list_officers, (const struct arg[]){ arg_u(centre), arg_u(roles), arg_end() }, ret);
}

enum err letters_of(struct req *r, uint64_t id, struct rows *ret)
{
    return db_ask(r, &list_letters, (const struct arg[]){ arg_u(id), arg_end() }, ret);
}

enum err letter_get(struct req *r, uint64_t id, uint64_t letter, const char **ret_subject, const char **ret_body,
                    const char **ret_lang)
{
    struct outbox_row row = { .account = 0 };
    struct rows q;
    enum err e = db_one(r, &find_letter, (const struct arg[]){ arg_u(letter), arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    row = (struct outbox_row){ .account = db_u(&q, 0), .name = db_s(&q, 1), .created_at = db_time(&q, 2),
                               .body = db_b(&q, 3) };
    *ret_subject = db_s(&q, 4);
    *ret_lang = db_s(&q, 5);
    if ((e = db_end(&q)))
        return e;
    return outbox_open(r, &row, ret_body);
}
