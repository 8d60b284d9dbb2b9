/* All SQL of the post program. It takes letters one at a time, by their number, so that programs
 * that add letters meanwhile never wait for a mail server. */
#include "post/post.h"

#include "base/log.h"
#include "data/db.h"
#include "data/rows.h"
#include "flow/outbox.h"

static const struct sql list_due = {
    .text = "SELECT id FROM outbox WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT 50"
};

enum err post_due(struct req *r, uint64_t ret_ids[POST_BATCH], size_t *ret_n)
{
    struct rows q;
    size_t n = 0;
    enum err e;

    if ((e = db_ask(r, &list_due, (const struct arg[]){ arg_time(r, r->now), arg_end() }, &q)))
        return e;
    while (n < POST_BATCH && db_next(&q))
        ret_ids[n++] = db_u(&q, 0);
    if ((e = db_end(&q)))
        return e;
    *ret_n = n;
    return OK;
}

/* By the primary key and not by state: so only this row is locked, no gap in the index. */
static const struct sql claim = {
    .text = "SELECT name, account, address, lang, subject, body, tries, created_at FROM outbox "
            "WHERE id = ? AND state = 'waiting' AND next_at <= ? FOR UPDATE SKIP LOCKED"
};

static const struct sql find_mail = { .text = "SELECT mail FROM account WHERE id = ? AND state <> 'closed'" };

static enum err address_of(struct req *r, uint64_t account, const char **ret)
{
    struct rows q;
    enum err e = db_one(r, &find_mail, (const struct arg[]){ arg_u(account), arg_end() }, &q);

    *ret = "";
    if (e)
        return e == ERR_GONE ? OK : e;
    *ret = db_s(&q, 0);
    return db_end(&q);
}

enum err post_claim(struct req *r, uint64_t id, struct waiting *ret)
{
    struct waiting w = { .id = id };
    struct outbox_row row;
    struct rows q;
    enum err e;

    e = db_one(r, &claim, (const struct arg[]){ arg_u(id), arg_time(r, r->now), arg_end() }, &q);
    if (e)
        return e;
    row = (struct outbox_row){ .account = db_u(&q, 1),
                               .address = db_s(&q, 2),
                               .name = db_s(&q, 0),
                               .body = db_b(&q, 5),
                               .created_at = db_time(&q, 7) };
    w.name = row.name;
    w.address = row.address;
    w.lang = db_s(&q, 3);
    w.subject = db_s(&q, 4);
    w.tries = (unsigned)db_u(&q, 6);
    if ((e = db_end(&q)))
        return e;
    /* A text that does not open is logged there; the letter is put off, for a key may come back. */
    if (!row.body.p || outbox_open(r, &row, &w.body))
        w.body = NULL;
    if (row.account && (e = address_of(r, row.account, &w.address)))
        return e;
    *ret = w;
    return OK;
}

/* The body of a secret letter is forgotten: a code is of no use to anybody once it is sent or late. */
static const struct sql set_sent = {
    .text = "UPDATE outbox SET state = 'sent', sent_at = ?, problem = '', body = IF(secret, NULL, body) "
            "WHERE id = ? AND state = 'waiting'"
};

enum err post_set_sent(struct req *r, const struct waiting *w)
{
    return db_do_one(r, &set_sent, (const struct arg[]){ arg_time(r, r->now), arg_u(w->id), arg_end() });
}

static const struct sql set_failed = {
    .text =
        "UPDATE outbox SET state = 'failed', tries = tries + 1, problem = ?, body = IF(secret, NULL, body) "
        "WHERE id = ? AND state = 'waiting'"
};

enum err post_set_failed(struct req *r, const struct waiting *w, const char *problem)
{
    return db_do_one(r, &set_failed, (const struct arg[]){ arg_s(problem), arg_u(w->id), arg_end() });
}

static const struct sql set_later = {
    .text = "UPDATE outbox SET tries = tries + 1, next_at = ?, problem = ? WHERE id = ? AND state = 'waiting'"
};

enum err post_set_later(struct req *r, const struct waiting *w, int64_t next_at, const char *problem)
{
    return db_do_one(r, &set_later,
                     (const struct arg[]){ arg_time(r, next_at), arg_s(problem), arg_u(w->id), arg_end() });
}

const struct sql *const post_sql[] = {
    &list_due, &claim, &find_mail, &set_sent, &set_failed, &set_later, NULL
};

unsigned post_check(struct req *r)
{
    unsigned wrong = 0;

    for (const struct sql *const *q = post_sql; *q; q++) {
        const char *said = db_check(r, *q);

        if (said) {
            log_line(r, "sql=\"%s\" says=\"%s\"", (*q)->text, said);
            wrong++;
        }
    }
    return wrong;
}
