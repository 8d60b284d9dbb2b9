/* The post program: letters of table outbox to the mail relay, and to the gateway for SMS. */
#ifndef QIAO_POST_H
#define QIAO_POST_H

#include "flow/outbox.h"

/* One waiting row, opened. */
struct waiting {
    uint64_t id;
    enum way way;
    bool other_way;      /* the receiver is reached the other way by now */
    const char *name;    /* of the letter, for the log */
    const char *address; /* or phone; "" if the receiver has none any more */
    const char *lang;
    const char *subject;
    const char *body; /* or the words for a phone; NULL if they could not be opened */
    bool has_text;    /* false: there are no words for a phone */
    unsigned tries;   /* failed ones so far */
};

enum { POST_BATCH = 50 };

/* store.c */
struct sql;
extern const struct sql *const post_sql[];
unsigned post_check(struct req *r);
/* Ids of letters that are due, oldest first; no lock. */
enum err post_due(struct req *r, enum way way, uint64_t ret_ids[POST_BATCH], size_t *ret_n);
/* Takes them for the posts of this database server, for some minutes; those others have are left out. A transaction of
 * its own.  errors  ERR_AGAIN: another node took some of them this moment, and none is ours */
enum err post_take(struct req *r, const uint64_t *ids, size_t n);
/* Locks one of them for this transaction.  errors  ERR_GONE: another process or host has it, or it is done */
enum err post_claim(struct req *r, uint64_t id, struct waiting *ret);
enum err post_set_sent(struct req *r, const struct waiting *w);
enum err post_set_failed(struct req *r, const struct waiting *w, const char *problem);
/* One more try at that time. */
enum err post_set_later(struct req *r, const struct waiting *w, int64_t next_at, const char *problem);
/* Into the other queue. */
enum err post_set_way(struct req *r, const struct waiting *w, enum way way);
/* A demonstration shows what was sent (table sink). */
enum err post_show(struct req *r, const struct waiting *w);

/* mail.c */
struct mail {
    uint64_t id; /* of the row: the same letter has the same Message-ID at each try */
    int64_t now;
    const char *from, *site, *origin;
    const char *to;  /* domain in ASCII */
    const char *tag; /* BCP 47 */
    const char *subject, *text;
};
/* The message of RFC 5322, lines ended by CR LF: plain text, and the same as HTML. */
struct bytes mail_make(struct arena *a, const struct mail *m);
/* Seconds until the next try after so many failed ones; 0: give up. */
int64_t mail_retry_s(unsigned failed);

/* relay.c */
enum sent {
    SENT,
    SENT_LATER, /* this letter was refused */
    SENT_AWAY   /* the relay cannot be reached: other letters need not be tried */
};
struct relay;
/* NULL if none is set, or after one line that says what is missing. */
struct relay *relay_open(struct arena *a);
void relay_close(struct relay *t);
/* The address with its domain in ASCII (IDNA), NULL if it is none. */
const char *relay_address(struct arena *a, const char *address);
/*   to           as relay_address made it
 *   ret_problem  what went wrong, without names and addresses; untouched if sent
 */
enum sent relay_send(struct relay *t, struct arena *a, const struct mail *m, const char **ret_problem);

/* hook.c: SMS, by one POST to the gateway of the administrator. */
struct sms {
    uint64_t id; /* of the row: the same SMS has the same id at each try */
    int64_t now;
    const char *to; /* E.164 */
    const char *text;
};
/* {"id": ..., "to": ..., "text": ...}; pure. */
struct bytes sms_make(struct arena *a, const struct sms *m);
/* Value of X-Qiao-Signature: "t=<now>,v1=<hex of HMAC-SHA-256(key, now "." body)>". */
const char *sms_sign(struct arena *a, const char *key, int64_t now, struct bytes body);
struct hook;
/* NULL if none is set, or after one line that says what is missing. */
struct hook *hook_open(struct arena *a);
void hook_close(struct hook *h);
/*   ret_problem  as of relay_send */
enum sent hook_send(struct hook *h, struct arena *a, const struct sms *m, const char **ret_problem);

/* file.c: a file per row for demonstrations and tests, complete or not there; sent again it replaces itself. */
enum sent file_send(const char *path, struct arena *a, struct bytes message, const char **ret_problem);

/* round.c: all letters that are due now, up to POST_BATCH of each way.
 *   r        its arena is for the round
 *   each     emptied after each letter
 *   is_over  asked before each letter
 *   ret_due  how many there were; 0 when it is no use to go on at once
 */
enum err round_send(struct req *r, struct arena *each, bool (*is_over)(void), size_t *ret_due);

#endif
