/* All SQL of the post program. It takes letters one at a time, by their number, so that programs
 * that add letters meanwhile never wait for a mail server. */
#include "post/post.h"

#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/rows.h"
#include "data/tx.h"

#include <string.h>

/* Posts of one server see each other's locks; those of another node of a cluster do not, and are kept off by time. A
 * batch may take longer than that: what is left of it is taken again. */
#define HERE "CONCAT(@@hostname, @@socket)"
enum { TAKEN_S = 300, SEND_S = 90 /* more than one letter may take */ };

static const struct sql list_due = {
    .text = "SELECT id FROM outbox WHERE state = 'waiting' AND way = ? AND next_at <= ? "
            "AND (taken_until IS NULL OR taken_until <= ? OR taker = " HERE ") ORDER BY next_at, id LIMIT 50"
};

/* Each by its primary key and not by state: so only these rows are locked, no gap in the index. */
static const struct sql find_free = {
    .text = "SELECT id FROM outbox WHERE id = ? AND state = 'waiting' AND next_at <= ? "
            "AND (taken_until IS NULL OR taken_until <= ? OR taker = " HERE ") FOR UPDATE SKIP LOCKED"
};
static const struct sql take = { .text = "UPDATE outbox SET taker = " HERE ", taken_until = ? WHERE id = ?" };

static enum err take_one(struct req *r, uint64_t id)
{
    struct rows q;
    enum err e;

    e = db_one(r, &find_free,
               (const struct arg[]){ arg_u(id), arg_time(r, r->now), arg_time(r, r->now), arg_end() }, &q);
    if (e || (e = db_end(&q)))
        return e == ERR_GONE ? OK : e;
    return db_do(r, &take, (const struct arg[]){ arg_time(r, r->now + TAKEN_S), arg_u(id), arg_end() }, NULL, NULL);
}

enum err post_take(struct req *r, const uint64_t *ids, size_t n)
{
    enum err e = n ? db_begin(r) : OK;

    for (size_t i = 0; !e && i < n; i++)
        e = take_one(r, ids[i]);
    if (!e && n)
        e = db_commit(r);
    db_rollback(r);
    return e;
}

enum err post_due(struct req *r, enum way way, uint64_t ret_ids[POST_BATCH], size_t *ret_n)
{
    struct rows q;
    size_t n = 0;
    enum err e;

    if ((e = db_ask(r, &list_due,
                    (const struct arg[]){ arg_s(way_name(way)), arg_time(r, r->now), arg_time(r, r->now),
                                          arg_end() }, &q)))
        return e;
    while (n < POST_BATCH && db_next(&q))
        ret_ids[n++] = db_u(&q, 0);
    if ((e = db_end(&q)))
        return e;
    *ret_n = n;
    return OK;
}

static const struct sql claim = {
    .text = "SELECT name, account, address, lang, subject, body, tries, created_at, way, phone, sms FROM outbox "
            "WHERE id = ? AND state = 'waiting' AND next_at <= ? AND taker = " HERE " AND taken_until > ? "
            "FOR UPDATE SKIP LOCKED"
};

/* Who has no way in does not read letters: whoever acts there by the school's or the guardian's right does, as long as
 * it does (auth/session.c). */
static const struct sql find_reach = {
    .text = "SELECT h.mail, h.phone, h.id FROM account a JOIN account h ON h.id = IF(a.state = 'managed', COALESCE(("
            "SELECT d.agent FROM delegation d WHERE d.subject = a.id AND d.state = 'active' AND d.kind <> 'support' "
            "AND d.ends_at > ? AND (d.org IS NULL OR EXISTS (SELECT 1 FROM account_role x WHERE x.account = d.agent "
            "AND x.org = d.org)) ORDER BY d.id DESC LIMIT 1), a.id), a.id) "
            "WHERE a.id = ? AND a.state <> 'closed' AND h.state <> 'closed'"
};

static enum err phone_of(struct req *r, uint64_t account, struct bytes sealed, const char **ret)
{
    const char *context = arena_fmt(r->arena, "account|phone|%llu|%llu", (unsigned long long)account,
                                    (unsigned long long)account);
    struct bytes plain;
    enum err e = unseal(r, context, sealed, &plain);

    if (!e)
        *ret = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return e;
}

/* Where the account is reached today. A phone that does not open puts the letter off, like a text. */
static enum err address_of(struct req *r, uint64_t account, struct waiting *w)
{
    struct rows q;
    enum err e = db_one(r, &find_reach, (const struct arg[]){ arg_time(r, r->now), arg_u(account), arg_end() }, &q);

    w->address = "";
    if (e)
        return e == ERR_GONE ? OK : e;
    if (w->way == WAY_MAIL)
        w->address = db_s(&q, 0);
    else if (!db_null(&q, 1) && phone_of(r, db_u(&q, 2), db_b(&q, 1), &w->address))
        w->body = NULL;
    w->other_way = !*w->address && !db_null(&q, w->way == WAY_MAIL ? 1 : 0);
    return db_end(&q);
}

/* A text that does not open is logged there; the letter is put off, for a key may come back. */
static const char *text_of(struct req *r, enum way way, const struct outbox_row *row, struct bytes sms)
{
    const char *text = NULL;

    if (way == WAY_SMS ? !sms.p || outbox_open_sms(r, row, sms, &text) : !row->body.p || outbox_open(r, row, &text))
        return NULL;
    return text;
}

enum err post_claim(struct req *r, uint64_t id, struct waiting *ret)
{
    struct waiting w = { .id = id };
    struct outbox_row row;
    struct bytes sms, phone;
    struct rows q;
    enum err e;

    e = db_one(r, &claim,
               (const struct arg[]){ arg_u(id), arg_time(r, r->now), arg_time(r, r->now + SEND_S), arg_end() }, &q);
    if (e)
        return e;
    row = (struct outbox_row){ .account = db_u(&q, 1),
                               .address = db_s(&q, 2),
                               .name = db_s(&q, 0),
                               .body = db_b(&q, 5),
                               .created_at = db_time(&q, 7) };
    w.way = strcmp(db_s(&q, 8), way_name(WAY_SMS)) == 0 ? WAY_SMS : WAY_MAIL;
    w.name = row.name;
    w.lang = db_s(&q, 3);
    w.subject = db_s(&q, 4);
    w.tries = (unsigned)db_u(&q, 6);
    phone = db_b(&q, 9);
    sms = db_b(&q, 10);
    if ((e = db_end(&q)))
        return e;
    if (phone.p && outbox_phone(r, &row, phone, &row.address))
        row.address = "?"; /* logged there; the text does not open either */
    w.address = row.address;
    w.body = text_of(r, w.way, &row, sms);
    w.has_text = w.way == WAY_SMS ? sms.p != NULL : row.body.p != NULL;
    if (row.account && (e = address_of(r, row.account, &w)))
        return e;
    *ret = w;
    return OK;
}

/* The body of a secret letter is forgotten: a code is of no use to anybody once it is sent or late. */
static const struct sql set_sent = {
    .text = "UPDATE outbox SET state = 'sent', sent_at = ?, problem = '', "
            "body = IF(secret, NULL, body), sms = IF(secret, NULL, sms) "
            "WHERE id = ? AND state = 'waiting'"
};

enum err post_set_sent(struct req *r, const struct waiting *w)
{
    return db_do_one(r, &set_sent, (const struct arg[]){ arg_time(r, r->now), arg_u(w->id), arg_end() });
}

static const struct sql set_failed = {
    .text =
        "UPDATE outbox SET state = 'failed', tries = tries + 1, problem = ?, "
        "body = IF(secret, NULL, body), sms = IF(secret, NULL, sms) "
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

static const struct sql set_way = { .text = "UPDATE outbox SET way = ? WHERE id = ? AND state = 'waiting'" };

enum err post_set_way(struct req *r, const struct waiting *w, enum way way)
{
    return db_do_one(r, &set_way, (const struct arg[]){ arg_s(way_name(way)), arg_u(w->id), arg_end() });
}

/* Enough to look back some minutes of trying; a demonstration needs no archive. */
static const struct sql add_shown = {
    .text = "REPLACE INTO sink (id, way, lang, receiver, subject, body, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
};
static const struct sql drop_shown = { .text = "DELETE FROM sink WHERE id < ?" };
enum { SHOWN_MAX = 500 };

static struct arg sealed(struct req *r, const struct waiting *w, const char *column, const char *text)
{
    const char *context = arena_fmt(r->arena, "sink|%s|%llu|%llu", column, (unsigned long long)w->id,
                                    (unsigned long long)w->id);
    struct bytes s = seal(r->arena, context, (struct bytes){ (const unsigned char *)text, strlen(text) });

    return arg_b(s.p, s.n);
}

enum err post_show(struct req *r, const struct waiting *w)
{
    enum err e;

    if (!setting_int(SET_DEMO))
        return OK;
    e = db_do(r, &add_shown,
              (const struct arg[]){ arg_u(w->id), arg_s(way_name(w->way)), arg_s(w->lang),
                                    sealed(r, w, "receiver", w->address),
                                    arg_s(w->way == WAY_SMS ? "" : w->subject), sealed(r, w, "body", w->body),
                                    arg_time(r, r->now), arg_end() },
              NULL, NULL);
    if (e || w->id <= SHOWN_MAX)
        return e;
    return db_do(r, &drop_shown, (const struct arg[]){ arg_u(w->id - SHOWN_MAX), arg_end() }, NULL, NULL);
}

const struct sql *const post_sql[] = { &list_due, &find_free, &take, &claim, &find_reach, &set_sent,   &set_failed,
                                       &set_later, &set_way, &add_shown,  &drop_shown, NULL };

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
