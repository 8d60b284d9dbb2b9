/* Forgotten passwords, and what a new one must be. Whether an address is known shows only in its mailbox or on its
 * phone. */
#include "login.h"
#include "base/setting.h"
#include "crypt/password.h"
#include <string.h>

enum { SECOND_MIN = 8, PASSWORD_MAX = 128, PHONE_TAIL = 8 };

/* Staff under the other rule must mix signs (SECURITY 24). */
static enum err judge_mix(struct req *r, const char *password, const struct account *a)
{
    unsigned roles = 0;
    enum err e;

    if (!setting_mlps() || !a->id)
        return OK;
    if ((e = account_roles(r, a->id, &roles)) || !(roles & R_STAFF) || password_is_mixed(r->arena, password))
        return e;
    return refuse_field(r, "password", "secret_mix");
}

enum err password_judge(struct req *r, const char *password, const struct account *a, bool second)
{
    size_t n = strlen(a->phone);
    /* A number is also known without its country. */
    const char *const context[] = { a->mail, a->phone, a->phone + (n > PHONE_TAIL ? n - PHONE_TAIL : 0), a->name,
                                    setting_text(SET_SITE), "qiao", NULL };
    int64_t min = second ? SECOND_MIN : setting_int(SET_PASSWORD_MIN);
    const char *fault = password_fault(r->arena, password, min, context);

    if (!fault)
        return judge_mix(r, password, a);
    fault_add_limit(r->faults, "password", arena_fmt(r->arena, "secret_%s", fault),
                    strcmp(fault, "long") == 0 ? PASSWORD_MAX : min);
    return ERR_INPUT;
}

enum err refuse_field(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

const char *account_key(struct req *r, const struct account *a, const char *reach)
{
    return a->id ? throttle_account(r, a->id) : reach;
}

static bool may_return(const struct account *a)
{
    return strcmp(a->state, "active") == 0 || strcmp(a->state, "registered") == 0;
}

/* By mail a link, to a phone digits for the page the reader is led to.
 *   a  id 0: nobody, or nothing may be sent; then all looks the same
 */
static enum err reset_send(struct req *r, const struct account *a, const char *reach, const char **ret_place)
{
    const char *code, *handle;
    enum err e;

    *ret_place = "/login/sent";
    if (reach_is_phone(reach)) {
        e = ask_make(r, &(struct ask){ .purpose = "reset", .account = a->id }, &handle, &code);
        *ret_place = arena_fmt(r->arena, "/login/reset?ask=%s", handle);
        return e || !a->id ? e : letter_to(r, a, reach, "reset", code);
    }
    if (!a->id)
        return OK;
    e = mail_token_make(r, a->id, "reset", NULL, &code);
    return e ? e : letter_send(r, a, "reset", "/login/reset?code=", code, CODE_S);
}

/* Counted apart from registrations: those of a stranger must not use up what the owner needs to come back in. */
enum err forgot_done(struct req *r, const void *in)
{
    static const struct account nobody;
    const struct forgot *f = in;
    struct account a = { .id = 0 };
    const char *place;
    bool address, network;
    enum err e;

    if ((e = throttle_use(r, TH_RESET, f->mail, &address)) ||
        (e = throttle_use(r, TH_MAIL_ADDRESS, throttle_network(r), &network)))
        return e;
    e = account_by_reach(r, f->mail, &a);
    if (e && e != ERR_GONE)
        return e;
    if ((e = reset_send(r, a.id && address && network && may_return(&a) ? &a : &nobody, f->mail, &place)))
        return e;
    audit_note(r, (struct audit){ .action = A_RESET_ASK, .refused = !address || !network, .subject = a.id,
                                  .detail = reach_is_phone(f->mail) ? "phone" : "mail" });
    return go(r, place);
}

enum err reset_load(struct req *r)
{
    const struct code_query *q = r->query;

    form_show(r, &reset_form, &(struct reset){ .code = q->code, .password = "" });
    return OK;
}

/* Whose code it is: of a letter, or digits for this page. */
static enum err reset_take(struct req *r, const char *code, uint64_t *ret_account)
{
    const char *handle = ((const struct code_query *)r->query)->ask;
    struct registration none;
    struct ask ask;
    enum err e;

    if (!*handle)
        return mail_token_take(r, code, "reset", ret_account, &none);
    e = ask_take(r, handle, code, "reset", &ask);
    *ret_account = ask.account;
    return e;
}

/* The new password, and everybody out who was in with the old one. */
static enum err reset_keep(struct req *r, const struct account *a, const char *password)
{
    const char *phc;
    enum err e;

    if ((e = password_hash(r, password, &phc)) || (e = account_set_password(r, a->id, phc)) ||
        (e = account_activate(r, a->id)) || (e = mail_token_drop(r, a->id, "confirm")) ||
        (e = mail_token_drop(r, a->id, "reset")) || (e = session_close_all(r, a->id, false)) ||
        (e = throttle_clear(r, TH_ACCOUNT, account_key(r, a, NULL))) ||
        (e = letter_warn(r, a, "password_changed")) || (e = account_set_device(r, a->id)))
        return e;
    audit_note(r, (struct audit){ .action = A_PASSWORD, .subject = a->id, .detail = "reset" });
    device_remember(r, a->id); /* who reads the mailbox gets in, whatever others are trying (SECURITY 25) */
    return OK;
}

enum err reset_done(struct req *r, const void *in)
{
    const struct reset *s = in;
    struct account a;
    uint64_t id;
    enum err e = reset_take(r, s->code, &id);

    if (e == ERR_GONE)
        return refuse_field(r, "code", "code_over");
    if (e == ERR_CLASH)
        return digits_wrong(r, A_PASSWORD, id);
    if (e || (e = account_by_id(r, id, &a)))
        return e;
    if (!may_return(&a))
        return refuse_field(r, "code", "code_over");
    if ((e = password_judge(r, s->password, &a, a.totp_on)))
        return e;
    e = reset_keep(r, &a, s->password);
    return e ? e : go(r, "/login/?said=reset");
}
