/* Registration and confirmation. Whether an address is known shows only in its mailbox. */
#include "login.h"
#include "base/setting.h"
#include "crypt/password.h"
#include "data/tx.h"
#include <string.h>

/* Faults of a new password, beside its field. */
static bool password_is_fine(struct req *r, const char *password, const char *mail, const char *name)
{
    const char *const context[] = { mail, name, setting_text(SET_SITE), "qiao", NULL };
    const char *fault = password_fault(r->arena, password, setting_int(SET_PASSWORD_MIN), context);

    if (fault)
        fault_add_limit(r->faults, "password", arena_fmt(r->arena, "secret_%s", fault),
                        strcmp(fault, "long") == 0 ? 128 : setting_int(SET_PASSWORD_MIN));
    return !fault;
}

static enum err send_code(struct req *r, struct account *a, const char *phc)
{
    const char *code;
    enum err e;

    if ((e = account_set_password(r, a->id, phc)) || (e = mail_token_make(r, a->id, "confirm", &code)))
        return e;
    return letter_send(r, a, "confirm", "/login/confirm?code=", code);
}

enum err new_done(struct req *r, const void *in)
{
    const struct newcomer *n = in;
    struct account a = { .id = 0 };
    const char *phc;
    bool network, address;
    enum err e;

    if (!password_is_fine(r, n->password, n->mail, n->name))
        return ERR_INPUT;
    if ((e = throttle_use(r, TH_NEW_ADDRESS, throttle_network(r), &network)) ||
        (e = throttle_use(r, TH_MAIL, n->mail, &address)))
        return e;
    if (!network)
        return ERR_LIMIT;
    if ((e = password_hash(r, n->password, &phc)))
        return e;
    e = account_by_mail(r, n->mail, &a);
    if (e == ERR_GONE)
        if (!(e = account_add(r, n->mail, n->name, r->lang->code, &a.id)))
            e = account_by_id(r, a.id, &a);
    if (e)
        return e;
    if (!address)
        return go(r, "/login/sent");
    if (strcmp(a.state, "registered"))
        e = letter_send(r, &a, "already", "/login/", NULL);
    else if (!(e = account_set_name(r, a.id, n->name, r->lang->code))) {
        a.name = n->name;
        a.lang = r->lang->code;
        e = send_code(r, &a, phc);
    }
    return e ? e : go(r, "/login/sent");
}

enum err confirm_load(struct req *r)
{
    const struct code_query *q = r->query;

    form_show(r, &confirm_form, &(struct confirm){ .code = q->code });
    return OK;
}

enum err confirm_done(struct req *r, const void *in)
{
    const struct confirm *c = in;
    uint64_t id;
    enum err e = mail_token_take(r, c->code, "confirm", &id);

    if (e == ERR_GONE) {
        fault_add(r->faults, "code", "code_over");
        return ERR_INPUT;
    }
    if (e || (e = account_activate(r, id)))
        return e;
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
        if ((e = mail_token_make(r, a.id, "reset", &code)) ||
            (e = letter_send(r, &a, "reset", "/login/reset?code=", code)))
            return e;
    }
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
    struct account a;
    const char *phc;
    uint64_t id;
    enum err e = mail_token_take(r, s->code, "reset", &id);

    if (e == ERR_GONE) {
        fault_add(r->faults, "code", "code_over");
        return ERR_INPUT;
    }
    if (e || (e = account_by_id(r, id, &a)))
        return e;
    if (!password_is_fine(r, s->password, a.mail, a.name))
        return ERR_INPUT;
    if ((e = password_hash(r, s->password, &phc)) || (e = account_set_password(r, id, phc)) ||
        (e = account_activate(r, id)) || (e = session_close_all(r, id, false)) ||
        (e = throttle_clear(r, TH_ACCOUNT, a.mail)) || (e = letter_send(r, &a, "password_changed", "/login/", NULL)))
        return e;
    device_remember(r, id); /* who reads the mailbox gets in, whatever others are trying (SECURITY 25) */
    return go(r, "/login/?said=reset");
}
