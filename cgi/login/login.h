/* The login program: structs and prototypes of its own files. */
#ifndef QIAO_LOGIN_H
#define QIAO_LOGIN_H

#include "app/app.h"
#include "auth/throttle.h"

/* Records of the forms. */
struct signin { const char *mail, *password; };
struct newcomer { int64_t birth; const char *name, *mail, *password; int64_t agree; };
struct forgot { const char *mail; };
struct reset { const char *code, *password; };
struct confirm { const char *code, *password; };
struct second { const char *code; };
struct me { const char *name; };
struct digits { const char *code; };
struct reach { const char *reach; };
struct taking { const char *mail, *password; int64_t agree; };
struct again { const char *password; };
struct change { const char *current, *password; };
/* Records of the queries. */
enum { NEXT_MAX = 1000 }; /* bytes of next; ours are far shorter, those of another location (door.c) may be long */
struct next_query { const char *next; };
struct code_query { const char *code, *ask; };
struct ask_query { const char *next, *ask; }; /* next first, as next_of() finds it */
struct door_query { const char *role; };
struct front_query { const char *known; };
struct way_query { const char *way; };
struct place_query { int64_t place; };
struct hat_query { const char *next; int64_t org; }; /* next first, as next_of() finds it */

extern const struct form signin_form, new_form, forgot_form, reset_form, confirm_form, second_form, setup_form,
    me_form, out_form, digits_form, next_query, code_query, ask_query;
extern const struct form again_form, change_form, codes_new_form, codes_form, places_form, hat_form, place_query,
    hat_query, front_query, door_query;
extern const struct form reach_form, taking_form, reach_drop_form, undo_form, way_query;
extern const struct form *const login_forms[];

/* What login knows of an account. */
struct account {
    uint64_t id;
    const char *mail, *phone; /* "" if it is not reached so */
    const char *name, *lang, *state;
    const char *password;     /* PHC string, NULL if none */
    struct bytes totp;        /* key of the second factor, n 0 if none */
    bool totp_on;
    uint64_t totp_step;
    int64_t notice;           /* version of the notice its first registration agreed to; NONE if there was none */
    int64_t totp_at;          /* when it was set up, UTC; NONE if not by its owner */
    int64_t codes_at;         /* when its recovery codes were made anew, UTC; NONE: those of setting up */
    bool codes_kept;          /* its owner said that they are written down */
    int64_t device_at;        /* when a browser was last remembered, UTC; NONE never */
};

/* store.c: the only SQL of accounts. account_by_reach and _by_id: ERR_GONE if there is none.
 *   reach  a mail address, or a phone in E.164 */
extern const struct sql *const login_sql[];
enum err account_by_reach(struct req *r, const char *reach, struct account *ret);
enum err account_by_id(struct req *r, uint64_t id, struct account *ret);
enum err account_add(struct req *r, const char *reach, const char *name, const char *lang, int64_t notice,
                     uint64_t *ret_id);
enum err account_set_name(struct req *r, uint64_t id, const char *name, const char *lang);
enum err account_set_password(struct req *r, uint64_t id, const char *phc);
/* The same password, hashed anew: it is as old as it was. */
enum err account_rehash(struct req *r, uint64_t id, const char *phc);
/* It is to be changed at the next opportunity (QIAO_PASSWORD_RULE). */
enum err account_stale_password(struct req *r, uint64_t id);
/* Roles in all organisations together. */
enum err account_roles(struct req *r, uint64_t id, unsigned *ret);
enum err account_set_lang(struct req *r, uint64_t id, const char *lang);
enum err account_activate(struct req *r, uint64_t id);
enum err account_set_totp(struct req *r, uint64_t id, struct bytes key, uint64_t step);
/* ERR_CLASH if this step or a later one was used already (RFC 6238 5.2). */
enum err account_use_totp(struct req *r, uint64_t id, uint64_t step);
enum err account_set_device(struct req *r, uint64_t id);
enum err code_add(struct req *r, uint64_t account, const char *code);
enum err code_use(struct req *r, uint64_t account, const char *code); /* ERR_CLASH if unknown or used */
/* All codes so far are over; those of `at` are to follow (NONE: those of setting up). */
enum err code_renew(struct req *r, uint64_t account, int64_t at);
enum err code_keep(struct req *r, uint64_t account); /* they are written down */
enum err code_count(struct req *r, uint64_t account, uint64_t *ret); /* codes that still work */
enum err login_sweep(struct req *r);

/* Organisations to work for: id, name, roles. What happened lately: at, action, refused, address,
 * detail; the newest first. */
enum err hat_list(struct req *r, uint64_t account, struct rows *ret);
enum err event_list(struct req *r, uint64_t account, struct rows *ret);

/* store.c: a phone as it is found and as it is kept. */
struct bytes phone_index(struct req *r, const char *phone);
struct bytes phone_seal(struct req *r, uint64_t account, const char *phone);

/* reach_store.c: how an account is reached, and the way back.
 * change_add  keeps how it is reached now, to be told before it is changed; ret_code brings it back for seven days
 * change_find errors  ERR_GONE: no such code, or over
 * change_undo all as it was before this change; the password is gone.  errors  ERR_TWICE: an address is somebody else's
 * reach_set   errors  ERR_TWICE
 * reach_drop  errors  ERR_CLASH: it is the last one, or not there
 */
struct change_row {
    uint64_t id, account;
    const char *mail;  /* "" if there was none */
    struct bytes find; /* of the phone; n 0 if there was none */
};
enum err change_add(struct req *r, uint64_t account, const char **ret_code);
enum err change_find(struct req *r, const char *code, struct change_row *ret);
enum err change_undo(struct req *r, const struct change_row *c);
enum err reach_set(struct req *r, uint64_t account, const char *reach);
enum err reach_drop(struct req *r, uint64_t account, bool phone);
/* Tickets to take over a managed account, given by trust.
 *   ticket_find  errors  ERR_GONE: none of that kind, over, or taken already
 *   ticket_keep  whoever acts now may go on, if the person said so
 *   ticket_use   the account is active; its address is set before */
enum err ticket_find(struct req *r, struct bytes ticket, uint64_t *ret_account);
enum err ticket_keep(struct req *r, uint64_t account);
enum err ticket_use(struct req *r, uint64_t account);

/* token_store.c: codes sent by mail, and digits sent to be typed. Whatever lets somebody in or sets a password is good
 * for ten minutes (ASVS 6.5.5). A link that only shows that an address is one's own asks for a password beside it, and
 * may be as slow as some mail is. */
enum { CODE_S = 10 * 60, CONFIRM_S = 30 * 60 };
/* What somebody typed who registered: waits with the code of that registration's letter until the letter comes back. */
struct registration {
    const char *name, *password; /* PHC string */
    int64_t notice;              /* version */
    struct bytes browser;        /* session or anonymous cookie it was typed in, as who->session; n 0: unknown */
    const char *next;            /* page that was asked for; NULL: not kept here, "" none */
};
/* A new code ends the earlier ones of its purpose, but not those of other registrations of the same address. Good for
 * CONFIRM_S if it is of a registration, else CODE_S.
 *   of  NULL: not of a registration
 */
enum err mail_token_make(struct req *r, uint64_t account, const char *purpose, const struct registration *of,
                         const char **ret_code);
/* Takes the code: ERR_GONE if unknown, used, or over. */
enum err mail_token_take(struct req *r, const char *code, const char *purpose, uint64_t *ret_account,
                         struct registration *ret_of);
/* Codes and digits of that purpose. */
enum err mail_token_drop(struct req *r, uint64_t account, const char *purpose);
/* Six digits, typed where they were asked for: the browser has `handle`, the receiver has `digits`, both are needed.
 * CODE_S, five tries. */
struct ask {
    const char *purpose;
    uint64_t account;       /* 0: nobody; no digits are right, and nothing else is different */
    struct registration of; /* of a registration, else name NULL */
    const char *reach;      /* of a change: the new address, else NULL */
};
enum err ask_make(struct req *r, const struct ask *a, const char **ret_handle, const char **ret_digits);
/* Takes the digits.  errors  ERR_CLASH: wrong, and counted: the caller commits; ERR_GONE: unknown, used, over, or tried
 * too often */
enum err ask_take(struct req *r, const char *handle, const char *digits, const char *purpose, struct ask *ret);

/* sink_store.c: what a demonstration has sent, the newest first. */
struct shown {
    const char *way, *lang, *receiver, *subject, *body;
    int64_t at; /* UTC */
};
enum { SHOWN_MAX = 20 };
enum err sink_list(struct req *r, struct shown *ret, size_t *ret_n);

/* letter.c */
extern const char *const login_sms[]; /* those that go to phones */
/* As the account is reached.
 *   life_s  how long the code is good, {minutes} of the letter */
enum err letter_send(struct req *r, const struct account *a, const char *name, const char *path, const char *code,
                     int64_t life_s);
/* To that address or phone of the account, which was typed.
 *   digits  {code} of the letter, then it is secret; NULL: none
 */
enum err letter_to(struct req *r, const struct account *a, const char *reach, const char *name, const char *digits);

/* The same to an address or phone that is not the account's yet. */
enum err letter_new(struct req *r, const struct account *a, const char *reach, const char *name, const char *digits);
/* To one the account had: it was changed, and this is the way back. */
enum err letter_undo(struct req *r, const struct account *a, const char *reach, const char *code);

/* Tells the owner what happened just now, from which browser and network; leads to /login/events. */
enum err letter_warn(struct req *r, const struct account *a, const char *name);
/* After a wrong try was counted: the one that closed the door is told to the owner, and written down. */
enum err letter_of_lock(struct req *r, const struct account *a, enum throttle kind, const char *key);

/* qr.c: path data of a QR code, one unit per module; ret_size: modules a side with the quiet zone. */
const char *qr_path(struct arena *a, const char *text, int *ret_size);

/* second.c */
struct bytes setup_key(struct req *r);
const char *recovery_code(struct req *r, struct bytes key, int64_t at, unsigned n);
/* How many of the reader's recovery codes still work, in words; NULL without a second factor. */
enum err codes_left(struct req *r, const char **ret);
/* Key of counters that belong to the reader's account. */
const char *own_key(struct req *r);

/* places.c: "Firefox, Android" from what a browser calls itself; NULL if it is none we know. Never the raw text. */
const char *browser_name(struct arena *a, const char *agent);

/* new.c: a letter or digits in the words of this registration, whatever an earlier one of the same address said.
 *   ret_place  where its code is typed, or what the reader sees meanwhile
 */
enum err registration_send(struct req *r, struct account a, const char *reach, const struct registration *of,
                           const char **ret_place);
/* The registration reaches the account, which is active then. */
enum err registration_keep(struct req *r, uint64_t account, const struct registration *of);
/* The same, and leads on: signed in where it was typed, else to the page of signing in. */
enum err registration_end(struct req *r, const struct account *a, const struct registration *of, const char *password);

/* signin.c: the session, and where it leads.
 *   device    key of a known browser, or NULL
 *   password  as typed; NULL if it was typed before
 *   old       its hash is to be made anew
 */
enum err sign_in(struct req *r, const struct account *a, const char *device, const char *password, bool old);

/* reset.c: what is wrong with a new password, as a fault of the field `password`.
 *   second  the account is asked for a second factor at each sign-in: then eight characters do (SECURITY 24)
 *   errors  ERR_INPUT, and those of the database
 */
enum err password_judge(struct req *r, const char *password, const struct account *a, bool second);
/* The field has this fault; gives ERR_INPUT. */
enum err refuse_field(struct req *r, const char *field, const char *fault);
/* Counters of an account count it and not one of its addresses.
 *   reach  what was typed, for when there is no account
 */
const char *account_key(struct req *r, const struct account *a, const char *reach);

/* code.c: wrong digits; gives ERR_INPUT once they are counted. */
enum err digits_wrong(struct req *r, enum audit_action action, uint64_t subject);

/* Handlers. */
enum err signin_load(struct req *r), signin_done(struct req *r, const void *in);
enum err out_done(struct req *r, const void *in);
enum err new_load(struct req *r), new_done(struct req *r, const void *in);
enum err confirm_load(struct req *r), confirm_done(struct req *r, const void *in);
enum err forgot_done(struct req *r, const void *in);
enum err reset_load(struct req *r), reset_done(struct req *r, const void *in);
enum err second_load(struct req *r), second_done(struct req *r, const void *in);
enum err setup_load(struct req *r), setup_done(struct req *r, const void *in);
enum err codes_load(struct req *r), codes_done(struct req *r, const void *in);
enum err codes_new_load(struct req *r), codes_new_done(struct req *r, const void *in);
enum err again_load(struct req *r), again_done(struct req *r, const void *in);
enum err change_load(struct req *r), change_done(struct req *r, const void *in);
enum err places_load(struct req *r);
enum err places_end_load(struct req *r), places_end_done(struct req *r, const void *in);
enum err hat_load(struct req *r), hat_done(struct req *r, const void *in);
enum err events_load(struct req *r);
enum err door_load(struct req *r);
enum err home_load(struct req *r), front_load(struct req *r), sent_load(struct req *r), help_load(struct req *r);
enum err sink_load(struct req *r);
enum err reach_load(struct req *r), reach_done(struct req *r, const void *in);
enum err reach_code_done(struct req *r, const void *in);
enum err take_load(struct req *r), take_done(struct req *r, const void *in);
enum err take_code_load(struct req *r), take_code_done(struct req *r, const void *in);
enum err reach_drop_load(struct req *r), reach_drop_done(struct req *r, const void *in);
enum err undo_load(struct req *r), undo_done(struct req *r, const void *in);
enum err digits_load(struct req *r), digits_done(struct req *r, const void *in);
enum err me_load(struct req *r), me_done(struct req *r, const void *in);
/* The page asked for by ?next= of a route with next_query or hat_query; "" if there is none of this host. */
const char *next_of(const struct req *r);
/* Where to go after signing in: the page asked for, or the one for this reader. */
const char *next_place(struct req *r, unsigned roles);
/* The same for who has just come in: who has several hats chooses one first. */
const char *first_place(struct req *r, unsigned roles, unsigned hats);
/* That path, with the page asked for carried along. */
const char *with_next(struct req *r, const char *path);

#endif
