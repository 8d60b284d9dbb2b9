/* What people did, proved by a chain of message codes (SECURITY 36). Written in the transaction of the act, so that
 * there is no act without its row and no row without its act. Ids and codes only, never names. */
#ifndef QIAO_AUDIT_H
#define QIAO_AUDIT_H

#include "base/req.h"

/* What can be done; names in audit.c, texts T.choice.audit.<name> of the admin pages. A view is what the person it is
 * about may look up ("who saw my data"). */
enum audit_action {
    A_SIGN_IN, A_SIGN_OUT, A_SECOND, A_STEP_UP, A_REGISTER, A_CONFIRM, A_PASSWORD, A_RESET_ASK, A_ADDRESS,
    A_SECOND_SET, A_SECOND_RESET_ASK, A_SECOND_RESET, A_CODES, A_SESSION_END, A_HAT, A_LOCK, A_UNLOCK, A_SUSPEND,
    A_RESUME, A_CLOSE,
    A_ROLE_ASK, A_ROLE_GRANT, A_ROLE_DROP, A_INVITE, A_INVITE_TAKEN, A_ORG_ASK, A_ORG_VERIFY, A_ORG_REFUSE,
    A_ORG_CHANGE,
    A_TRUST_ASK, A_TRUST_GRANT, A_TRUST_END, A_ACT_BEGIN, A_ACT_END, A_WARD_OPEN, A_WARD_CODE, A_WARD_TAKE,
    A_CONSENT, A_CONSENT_BACK, A_EXPORT, A_REQUEST, A_REQUEST_END, A_NOTICE, A_HOLD, A_HOLD_END,
    A_VIEW_CASE, A_VIEW_PAPER, A_VIEW_SEALED, A_VIEW_PERSON, A_VIEW_AUDIT,
    A_CALENDAR, A_MAIL_AGAIN, A_KEYS, A_DENIED,
    A__MAX
};
const char *audit_name(enum audit_action a);
/* A__MAX if there is none of that name. */
enum audit_action audit_find(const char *name);
/* The subject may look this up. */
bool audit_is_view(enum audit_action a);

struct audit {
    enum audit_action action;
    bool refused;
    uint64_t subject;    /* account it is about; 0: the reader's own */
    const char *object;  /* "application"; NULL: none */
    uint64_t object_id;
    const char *detail;  /* at most 300 characters; NULL: none */
};

/* This process writes the chain "program@host#number"; once, before the first request. */
void audit_open(const char *program, const char *number);

/* Collected, and written as the last thing before the command's transaction is committed (app/command.c). */
void audit_note(struct req *r, struct audit a);
/* Writes what was collected; inside a transaction.  errors  ERR_AGAIN: somebody else wrote this chain */
enum err audit_write(struct req *r);
/* After the commit of what audit_write wrote. */
void audit_kept(struct req *r);
/* For a handler that keeps something although it refuses: audit_write and commit. */
enum err audit_commit(struct req *r);
/* Outside a command, in a transaction of its own: what must be written before something is shown. */
enum err audit_now(struct req *r, struct audit a);
/* Forgets what was collected: the command is tried again. */
void audit_drop(struct req *r);

/* The last row of each chain, in the order of their names: to be kept elsewhere, because rows cut off at the end of a
 * chain leave no mark in it. */
struct audit_head {
    const char *chain;
    uint64_t seq;
    unsigned char hash[32];
};
enum err audit_heads(struct req *r, struct audit_head **ret, size_t *ret_n);

/* What is wrong with a chain, the first of it: "changed" or "missing" is row seq; "other" is a row that is not the one
 * whose hash was kept. what NULL: nothing. */
struct audit_wrong {
    const char *chain, *what;
    uint64_t seq;
};
/* Is every row of the chain in its place and as it was written?
 *   newest    only so many rows, from the end; 0: all
 *   ret_rows  rows looked at */
enum err audit_verify(struct req *r, const char *chain, uint64_t newest, uint64_t *ret_rows, struct audit_wrong *ret);
/* Does the chain still hold this row, which was its last one when it was kept? */
enum err audit_holds(struct req *r, const struct audit_head *kept, struct audit_wrong *ret);

struct sql;
extern const struct sql *const audit_sql[], *const audit_verify_sql[];

#endif
