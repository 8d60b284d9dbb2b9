/* Registration and confirmation. Whether an address is known shows only in its mailbox.
 *
 * Anybody may register anybody's address, before its owner or after, so nothing of a registration reaches an account
 * by itself: name and password wait with the code of its own letter, and the letter's page asks for the password once
 * more. Only who has the mailbox and knows that password is let through. Without the question the owner of two
 * letters could confirm the stranger's; with one password for the account a stranger could make the owner's letter
 * useless.
 *
 * A phone gets six digits. They are typed into the page that asked for them and are good there only (code.c): whoever
 * types them is who registered, so that the password is not asked for once more.
 *
 * Whoever confirms in the browser where the registration was typed is signed in by that. Elsewhere nobody is: a link
 * or digits that somebody else sent open no account of theirs (SECURITY 29, login CSRF). */
#include "login.h"
#include "auth/consent.h"
#include "base/clock.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "crypt/password.h"
#include <string.h>

static const char *digits_place(struct req *r, const char *handle)
{
    const char *place = with_next(r, "/login/code");

    return arena_fmt(r->arena, "%s%cask=%s", place, strchr(place, '?') ? '&' : '?', handle);
}

enum err registration_send(struct req *r, struct account a, const char *reach, const struct registration *of,
                           const char **ret_place)
{
    const char *code, *handle;
    enum err e;

    a.name = of->name;
    a.lang = r->lang->code;
    if (!reach_is_phone(reach)) {
        *ret_place = with_next(r, "/login/sent");
        e = mail_token_make(r, a.id, "confirm", of, &code);
        return e ? e : letter_send(r, &a, "confirm", "/login/confirm?code=", code, CONFIRM_S);
    }
    e = ask_make(r, &(struct ask){ .purpose = "confirm", .account = a.id, .of = *of }, &handle, &code);
    *ret_place = digits_place(r, handle);
    return e ? e : letter_to(r, &a, reach, "confirm", code);
}

/* As if something had been sent. */
static enum err send_nothing(struct req *r, const char *reach, const char **ret_place)
{
    const char *handle, *digits;
    enum err e;

    *ret_place = with_next(r, "/login/sent");
    if (!reach_is_phone(reach))
        return OK;
    e = ask_make(r, &(struct ask){ .purpose = "confirm" }, &handle, &digits);
    *ret_place = digits_place(r, handle);
    return e;
}

/* Where the answer leads is the same whether the address is known, new, or has had enough letters. */
static enum err answer(struct req *r, const struct account *a, const struct newcomer *n, const char *phc, bool may,
                       const char **ret_place)
{
    const struct registration of = { .name = n->name, .password = phc, .notice = n->agree,
                                     .browser = r->who->session, .next = next_of(r) };
    enum err e;

    if (may && strcmp(a->state, "registered") == 0)
        return registration_send(r, *a, n->mail, &of, ret_place);
    e = send_nothing(r, n->mail, ret_place);
    return e || !may ? e : letter_to(r, a, n->mail, "already", NULL);
}

static const char *with_minor(struct req *r, const char *place, int64_t birth)
{
    if (age_at(birth, day_of(r->now)) >= AGE_ADULT)
        return place;
    return arena_fmt(r->arena, "%s%csaid=minor", place, strchr(place, '?') ? '&' : '?');
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
    bool phone = reach_is_phone(n->mail);
    struct account a = { .name = n->name, .mail = phone ? "" : n->mail, .phone = phone ? n->mail : "" };
    const char *phc, *place;
    bool network, address;
    enum err e;

    if ((e = password_judge(r, n->password, &a, false)) ||
        (e = agree_check(r, "agree", "account", n->agree)) ||
        (e = throttle_use(r, TH_NEW_ADDRESS, throttle_network(r), &network)) ||
        (e = throttle_use(r, TH_MAIL, n->mail, &address)))
        return e;
    if (!network)
        return ERR_LIMIT;
    if ((e = password_hash(r, n->password, &phc)))
        return e;
    e = account_by_reach(r, n->mail, &a);
    /* The first password is kept for who signs in before the letter: the answer is a new letter (signin.c). */
    if (e == ERR_GONE)
        if (!(e = account_add(r, n->mail, n->name, r->lang->code, n->agree, &a.id)) &&
            !(e = account_set_password(r, a.id, phc)))
            e = account_by_id(r, a.id, &a);
    if (e || (e = answer(r, &a, n, phc, address, &place)))
        return e;
    audit_note(r, (struct audit){ .action = A_REGISTER, .refused = !address, .subject = a.id,
                                  .detail = phone ? "phone" : "mail" });
    return go(r, with_minor(r, place, n->birth));
}

enum err confirm_load(struct req *r)
{
    const struct code_query *q = r->query;

    form_show(r, &confirm_form, &(struct confirm){ .code = q->code, .password = "" });
    return OK;
}

enum err registration_keep(struct req *r, uint64_t account, const struct registration *of)
{
    enum err e;

    if ((e = account_set_name(r, account, of->name, r->lang->code)) ||
        (e = account_set_password(r, account, of->password)) || (e = account_activate(r, account)) ||
        (e = mail_token_drop(r, account, "confirm")) ||
        (of->notice != NONE && (e = consent_give(r, account, "account", of->notice))))
        return e;
    audit_note(r, (struct audit){ .action = A_CONFIRM, .subject = account });
    return OK;
}

static bool is_here(const struct req *r, const struct registration *of)
{
    return of->browser.n && of->browser.n == r->who->session.n &&
           secret_equal(of->browser.p, r->who->session.p, of->browser.n);
}

enum err registration_end(struct req *r, const struct account *a, const struct registration *of, const char *password)
{
    struct next_query *q = arena_new(r->arena, 1, sizeof *q);
    enum err e = registration_keep(r, a->id, of);
    const char *next;

    if (e)
        return e;
    if (of->next) { /* in the address otherwise */
        q->next = of->next;
        r->query = q;
    }
    if (is_here(r, of))
        return sign_in(r, a, NULL, password, false);
    next = next_of(r);
    return go(r, *next ? arena_fmt(r->arena, "/login/?said=confirmed&next=%s", url_encode(r->arena, next))
                       : "/login/?said=confirmed");
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
        return refuse_field(r, "code", "code_over");
    if (e || (e = account_by_id(r, id, &a)))
        return e;
    if (strcmp(a.state, "registered"))
        return refuse_field(r, "code", "code_over");
    if ((e = password_verify(r, of.password, c->password, &right, NULL)))
        return e;
    if (!right)
        return refuse_field(r, "password", "confirm_password"); /* the code stays good */
    return registration_end(r, &a, &of, c->password);
}
