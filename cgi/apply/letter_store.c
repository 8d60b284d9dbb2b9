/* SQL of the letters of a case: what was told, word for word, as it was sent. */
#include "apply.h"
#include "data/db.h"
#include "flow/outbox.h"

const struct sql list_letters = { .text =
    "SELECT id, subject, created_at, lang FROM outbox WHERE flow = 'apply' AND case_id = ? AND NOT secret "
    "ORDER BY id DESC LIMIT 50" };
const struct sql find_letter = { .text =
    "SELECT account, name, created_at, body, subject, lang FROM outbox WHERE id = ? AND flow = 'apply' AND "
    "case_id = ? AND NOT secret" };

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
