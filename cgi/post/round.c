/* One round: every letter that is due is taken, so that no other host sends it, and tried once, each in its own
 * transaction, which stays open while the relay, or the gateway for SMS, is spoken to. A crash in between repeats at
 * worst that one letter, with the same Message-ID, or the same id of an SMS. */
#include "post/post.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "data/tx.h"
#include "view/lang.h"

#include <string.h>
#include <time.h>

enum { COMMIT_TRIES = 4 };

/* What carries letters in this round; NULL: not set, those letters wait. */
struct carriers {
    struct relay *relay;
    struct hook *hook;
};

static enum sent mail_once(struct req *r, struct relay *t, const struct waiting *w, const char *to,
                           const char **ret_problem)
{
    const struct lang *lang = lang_find(w->lang);

    return relay_send(t, r->arena,
                      &(const struct mail){ .id = w->id,
                                            .now = r->now,
                                            .site = setting_text(SET_SITE),
                                            .origin = setting_text(SET_ORIGIN),
                                            .to = to,
                                            .tag = lang ? lang->tag : "en",
                                            .subject = w->subject,
                                            .text = w->body },
                      ret_problem);
}

static enum sent try_once(struct req *r, const struct carriers *c, const struct waiting *w, const char *to,
                          const char **ret_problem)
{
    if (w->way == WAY_MAIL)
        return mail_once(r, c->relay, w, to, ret_problem);
    return hook_send(c->hook, r->arena, &(const struct sms){ .id = w->id, .now = r->now, .to = to, .text = w->body },
                     ret_problem);
}

/* E.164, as forms let it in; anything else would be the gateway's guess. */
static const char *phone_address(const char *s)
{
    size_t n = strlen(s);

    return s[0] == '+' && n >= 8 && n <= 16 && strspn(s + 1, "0123456789") == n - 1 ? s : NULL;
}

static enum err put_off(struct req *r, const struct waiting *w, const char *problem)
{
    int64_t after = mail_retry_s(w->tries + 1);

    log_line(r, "letter=%llu name=%s tries=%u next_s=%lld problem=\"%s\"", (unsigned long long)w->id, w->name,
             w->tries + 1, (long long)after, problem);
    return after ? post_set_later(r, w, r->now + after, problem) : post_set_failed(r, w, problem);
}

/* What became of the letter, in the transaction that holds it. */
static enum err letter_try(struct req *r, const struct carriers *c, const struct waiting *w, enum sent *ret)
{
    const char *to = w->way == WAY_MAIL ? relay_address(r->arena, w->address) : phone_address(w->address);
    const char *problem = "";
    enum err e;

    *ret = SENT_LATER;
    if (w->other_way)
        return post_set_way(r, w, w->way == WAY_MAIL ? WAY_SMS : WAY_MAIL);
    if (!w->has_text) {
        log_line(r, "letter=%llu name=%s problem=text", (unsigned long long)w->id, w->name);
        return post_set_failed(r, w, w->way == WAY_SMS ? "no words for a phone" : "no text");
    }
    if (!w->body)
        return put_off(r, w, "the text cannot be opened");
    if (!to) {
        log_line(r, "letter=%llu name=%s problem=address", (unsigned long long)w->id, w->name);
        return post_set_failed(r, w, !w->address[0] ? "no address"
                               : w->way == WAY_MAIL ? "not a mail address" : "not a phone number");
    }
    *ret = try_once(r, c, w, to, &problem);
    if (*ret != SENT)
        return put_off(r, w, problem);
    log_line(r, "letter=%llu name=%s way=%s sent", (unsigned long long)w->id, w->name, way_name(w->way));
    if ((e = post_show(r, w)))
        return e;
    return post_set_sent(r, w);
}

/* The relay has the letter but the database did not take the note: try again for some seconds, for
 * otherwise the same letter goes out once more. */
static enum err sent_note(struct req *r, const struct waiting *w)
{
    enum err e = ERR_AGAIN;

    for (int i = 0; i < COMMIT_TRIES && (e == ERR_AGAIN || e == ERR_BUSY); i++) {
        nanosleep(&(struct timespec){ .tv_sec = i }, NULL);
        if (!(e = db_begin(r)) && !(e = post_set_sent(r, w)))
            e = db_commit(r);
        db_rollback(r);
    }
    return e == ERR_CLASH ? OK : e; /* it was noted after all */
}

static enum err letter_send(struct req *r, const struct carriers *c, uint64_t id, bool *ret_away)
{
    struct waiting w;
    enum sent sent = SENT_LATER;
    enum err e;

    if ((e = db_begin(r)))
        return e;
    e = post_claim(r, id, &w);
    if (e) {
        db_rollback(r);
        return e == ERR_GONE ? OK : e;
    }
    if (!(e = letter_try(r, c, &w, &sent)))
        e = db_commit(r);
    db_rollback(r);
    if (e && sent == SENT)
        e = sent_note(r, &w);
    *ret_away = sent == SENT_AWAY;
    return e;
}

/* One queue. What cannot be reached now is not asked for the others; they stay due. */
static enum err queue_send(struct req *r, const struct carriers *c, enum way way, bool (*is_over)(void),
                           size_t *ret_due)
{
    struct req one = *r;
    uint64_t ids[POST_BATCH];
    size_t n = 0;
    bool away = false;
    enum err e = post_due(r, way, ids, &n);

    if (!e && (e = post_take(r, ids, n)) == ERR_AGAIN)
        e = OK; /* those that are ours already can go; the others next time */
    /* A row of ours that is wrong must not keep the others back; a database that is away does. */
    for (size_t i = 0; (!e || e == ERR_BUG) && !away && i < n && !is_over(); i++) {
        one.now = clock_now();
        e = letter_send(&one, c, ids[i], &away);
        arena_reset(one.arena);
    }
    if (!away && n > *ret_due)
        *ret_due = n;
    return e;
}

enum err round_send(struct req *r, struct arena *each, bool (*is_over)(void), size_t *ret_due)
{
    struct carriers c = { relay_open(r->arena), hook_open(r->arena) };
    struct req one = *r;
    enum err e = OK, e2 = OK;

    *ret_due = 0;
    one.arena = each;
    if (c.relay)
        e = queue_send(&one, &c, WAY_MAIL, is_over, ret_due);
    if (c.hook)
        e2 = queue_send(&one, &c, WAY_SMS, is_over, ret_due);
    relay_close(c.relay);
    hook_close(c.hook);
    return e ? e : e2;
}
