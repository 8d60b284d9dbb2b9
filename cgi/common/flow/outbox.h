/* Letters on their way: written in the transaction of the act, sent later by the post program. */
#ifndef QIAO_OUTBOX_H
#define QIAO_OUTBOX_H

#include "base/req.h"

struct hole;
struct letter {
    uint64_t account;         /* receiver; the address is looked up when it is sent */
    const char *address;      /* instead of an account: a mail address not confirmed yet; NULL */
    const char *lang;
    const char *name;         /* T.letter.<name>.subject and .body */
    const char *text;         /* put in at {text}; NULL: none */
    const struct hole *holes;
    const char *flow;         /* case it belongs to, "" if none: shown in the account as well */
    uint64_t case_id;
    bool secret;              /* holds a code: body is wiped once sent, never shown in the account */
};
/* Fills subject and body now, in the receiver's language, so that a letter never changes later. */
enum err outbox_put(struct req *r, const struct letter *l);

/* Opens column body of a row, from columns of that row: it is sealed in the context
 * "outbox|body|<name> <created_at in UTC seconds>|<account, or SHA-256 of the address if there is none>". */
struct outbox_row {
    uint64_t account;
    const char *address, *name; /* address "" or NULL with an account */
    int64_t created_at;
    struct bytes body;
};
enum err outbox_open(struct req *r, const struct outbox_row *row, const char **ret_text);

#endif
