/* Letters on their way: written in the transaction of the act, sent later by the post program. */
#ifndef QIAO_OUTBOX_H
#define QIAO_OUTBOX_H

#include "base/req.h"

struct hole;
/* How a letter goes. WAY_ANY: by mail to whoever has an address, by SMS to the others. */
enum way { WAY_ANY, WAY_MAIL, WAY_SMS };
/* As in column way: "mail", "sms". */
const char *way_name(enum way w);

struct letter {
    uint64_t account;         /* receiver; the address is looked up when it is sent */
    const char *address;      /* instead of an account: a mail address; NULL */
    const char *phone;        /* instead of an account: E.164; NULL */
    enum way way;             /* to an account that has both */
    const char *lang;
    const char *name;         /* T.letter.<name>.subject and .body, and .sms for a phone (struct app: .sms) */
    const char *text;         /* put in at {text}; NULL: none */
    const struct hole *holes;
    const char *flow;         /* case it belongs to, "" if none: shown in the account as well */
    uint64_t case_id;
    bool secret;              /* holds a code: its texts are wiped once sent, never shown in the account */
};
/* Fills the texts now, in the receiver's language, so that a letter never changes later. Without words for an SMS a
 * phone is told that a letter waits in the account (T.letter.notice.sms); a secret one then needs a mail address. */
enum err outbox_put(struct req *r, const struct letter *l);

/* Opens columns of a row, from columns of that row: they are sealed in the context
 * "outbox|<column>|<name> <created_at in UTC seconds>|<account, or SHA-256 of the receiver if there is none>";
 * the phone, which is that receiver, in one that ends with created_at. */
struct outbox_row {
    uint64_t account;
    const char *address, *name; /* address "" or NULL with an account; for a phone what outbox_phone gave */
    int64_t created_at;
    struct bytes body;
};
enum err outbox_open(struct req *r, const struct outbox_row *row, const char **ret_text);
enum err outbox_open_sms(struct req *r, const struct outbox_row *row, struct bytes sms, const char **ret_text);
enum err outbox_phone(struct req *r, const struct outbox_row *row, struct bytes phone, const char **ret);

#endif
