/* Registration and confirmation. Whether an address is known shows only in its mailbox.
 *
 * Anybody may register anybody's address, before its owner or after, so nothing of a registration reaches an account
 * by itself: name and password wait with the code of its own letter, and the letter's page asks for the password once
 * more. Only who has the mailbox and knows that password is let through. Without the question the owner of two
 * letters could confirm the stranger's; with one password for the account a stranger could make the owner's letter
 * useless. */
#include "login.h"
#include "auth/consent.h"
#include "base/clock.h"
#include "base/setting.h"
#include "crypt/password.h"
#include <string.h>

enum { SECOND_MIN = 8, PASSWORD_MAX = 128 };

bool password_is_fine(struct req *r, const char *password, const char *mail, const char *name, bool second)
{
    const char *const context[] = { mail, name, setting_text(SET_SITE), "qiao", NULL };
    int64_t min = second ? SECOND_MIN : setting_int(SET_PASSWORD_MIN);
    const char *fault = password_fault(r->arena, password, min, context);

    if (fault)
        fault_add_limit(r->faults, "password", arena_fmt(r->arena, "secret_%s", fault),
                        strcmp(fault, "long") == 0 ? PASSWORD_MAX : min);
    return !fault;
}

/* A letter in the words of this registration, whatever an earlier one of the same address said. */
static enum err send_code(struct req *r, struct account a, const struct registration *of)
{
    const char *code;
    enum err e = mail_token_make(r, a.id, "confirm", of, &code);

    a.name = of->name;
    a.lang = r->lang->code;
    return e ? e : letter_send(r, &a, "confirm", "/login/confirm?code=", code);
}

/* Who is too young is told the guardian's way instead of the form, and none of what was typed. */
enum err new_load(struct req *r)
{
    bool young = false;

    for (size_t i = 0; r->faults && i < r->faults->n; i++)
        young = young || strcmp(r->faults->list[i].name, "young") == 0;
    if (young) {
        out_i(r, "young", 1);
        return OK;
    }
    form_show(r, &new_form, NULL);
    return agree_show(r, &new_form, "agree", "account", false);
}

enum err new_done(struct req *r, const void *in)
{
    const struct newcomer *n = in;
    struct account a = { .id = 0 };
    const char *phc;
    bool network, address;
    enum err e;

    if (!password_is_fine(r, n->password, n->mail, n->name, false))
        return ERR_INPUT;
    if ((e = agree_check(r, "agree", "account", n->agree)) ||
        (e = throttle_use(r, TH_NEW_ADDRESS, throttle_network(r), &network)) ||
        (e = throttle_use(r, TH_MAIL, n->mail, &address)))
        return e;
    if (!network)
        return ERR_LIMIT;
    if ((e = password_hash(r, n->password, &phc)))
        return e;
    e = account_by_mail(r, n->mail, &a);
    /* The first password is kept for who signs in before the letter: the answer is a new letter (signin.c). */
    if (e == ERR_GONE)
        if (!(e = account_add(r, n->mail, n->name, r->lang->code, n->agree, &a.id)) &&
            !(e = account_set_password(r, a.id, phc)))
            e = account_by_id(r, a.id, &a);
    if (e)
        return e;
    if (address)
        e = strcmp(a.state, "registered") ? letter_send(r, &a, "already", "/login/", NULL)
                                          : send_code(r, a, &(struct registration){ n->name, phc, n->agree });
    audit_note(r, (struct audit){ .action = A_REGISTER, .refused = !address, .subject = a.id });
    return e ? e : go(r, age_at(n->birth, day_of(r->now)) < AGE_ADULT ? "/login/sent?said=minor" : "/login/sent");
}

enum err confirm_load(struct req *r)
{
    const struct code_query *q = r->query;

    form_show(r, &confirm_form, &(struct confirm){ .code = q->code, .password = "" });
    return OK;
}

static enum err refuse(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

/* Wrong passwords are not counted: who guesses here holds the mailbox and could choose a new password instead. */
enum err confirm_done(struct req *r, const void *in)
{
    const struct confirm *c = in;
    struct registration of;
    struct account a;
    bool right = false;
    uint64_t id;
    enum err e = mail_token_take(r, c->code, "confirm", &id, &of);

    if (e == ERR_GONE)
        return refuse(r, "code", "code_over");
    if (e || (e = account_by_id(r, id, &a)))
        return e;
    if (strcmp(a.state, "registered"))
        return refuse(r, "code", "code_over");
    if ((e = password_verify(r, of.password, c->password, &right, NULL)))
        return e;
    if (!right)
        return refuse(r, "password", "confirm_password"); /* the code stays good */
    if ((e = account_set_name(r, id, of.name, r->lang->code)) || (e = account_set_password(r, id, of.password)) ||
        (e = account_activate(r, id)) || (e = mail_token_drop(r, id, "confirm")) ||
        (of.notice != NONE && (e = consent_give(r, id, "account", of.notice))))
        return e;
    audit_note(r, (struct audit){ .action = A_CONFIRM, .subject = id });
    return go(r, "/login/?said=confirmed");
}

/* Counted apart from registrations: those of a stranger must not use up what the owner needs to come back in. */
enum err forgot_done(struct req *r, const void *in)
{
    const struct forgot *f = in;
    struct account a = { .id = 0 };
    const char *code;
    bool address, network;
    enum err e;

    if ((e = throttle_use(r, TH_RESET, f->mail, &address)) ||
        (e = throttle_use(r, TH_MAIL_ADDRESS, throttle_network(r), &network)))
        return e;
    e = account_by_mail(r, f->mail, &a);
    if (e && e != ERR_GONE)
        return e;
    if (!e && address && network && (strcmp(a.state, "active") == 0 || strcmp(a.state, "registered") == 0)) {
        if ((e = mail_token_make(r, a.id, "reset", NULL, &code)) ||
            (e = letter_send(r, &a, "reset", "/login/reset?code=", code)))
            return e;
    }
    audit_note(r, (struct audit){ .action = A_RESET_ASK, .refused = !address || !network, .subject = a.id });
    return go(r, "/login/sent");
}

enum err reset_load(struct req *r)
{
    const struct code_query *q = r->query;

    form_show(r, &reset_form, &(struct reset){ .code = q->code, .password = "" });
    return OK;
}

enum err reset_done(struct req *r, const void *in)
{
    const struct reset *s = in;
    struct registration none;
    struct account a;
    const char *phc;
    uint64_t id;
    enum err e = mail_token_take(r, s->code, "reset", &id, &none);

    if (e == ERR_GONE)
        return refuse(r, "code", "code_over");
    if (e || (e = account_by_id(r, id, &a)))
        return e;
    if (!password_is_fine(r, s->password, a.mail, a.name, a.totp_on))
        return ERR_INPUT;
    if ((e = password_hash(r, s->password, &phc)) || (e = account_set_password(r, id, phc)) ||
        (e = account_activate(r, id)) || (e = mail_token_drop(r, id, "confirm")) ||
        (e = session_close_all(r, id, false)) ||
        (e = throttle_clear(r, TH_ACCOUNT, a.mail)) || (e = letter_warn(r, &a, "password_changed")) ||
        (e = account_set_device(r, id)))
        return e;
    audit_note(r, (struct audit){ .action = A_PASSWORD, .subject = id, .detail = "reset" });
    device_remember(r, id); /* who reads the mailbox gets in, whatever others are trying (SECURITY 25) */
    return go(r, "/login/?said=reset");
}
