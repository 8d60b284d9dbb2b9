/* Showing once more that it is you, before something sensitive (step-up), and the new password, which asks the same.
 * Who has a second factor shows that instead: /login/second. */
#include "login.h"
#include "crypt/password.h"
#include <string.h>

/* Counted apart from signing in, by the account, so that a stolen session is no way around those counters; whoever it
 * keeps waiting can sign in anew. */
static enum err count_wrong(struct req *r, const struct account *a)
{
    enum err e = throttle_count(r, TH_AGAIN, own_key(r));

    if (e || (e = letter_of_lock(r, a, TH_AGAIN, own_key(r))))
        return e;
    return throttle_count(r, TH_ADDRESS, throttle_network(r));
}

/* The password of the reader, typed again; what is wrong with it beside `field`. */
static enum err prove(struct req *r, const struct account *a, const char *field, const char *password)
{
    bool open, network, right = false;
    enum err e;

    if ((e = throttle_open(r, TH_AGAIN, own_key(r), &open)) ||
        (e = throttle_open(r, TH_ADDRESS, throttle_network(r), &network)))
        return e;
    if (!open || !network)
        return refuse_field(r, field, "code_wait");
    if ((e = password_verify(r, a->password, password, &right, NULL)))
        return e;
    if (right)
        return throttle_clear(r, TH_AGAIN, own_key(r));
    audit_note(r, (struct audit){ .action = A_STEP_UP, .refused = true });
    if ((e = count_wrong(r, a)) || (e = audit_commit(r)))
        return e;
    return refuse_field(r, field, "again_wrong");
}

enum err again_load(struct req *r)
{
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e)
        return e;
    if (a.totp_on)
        return go(r, with_next(r, "/login/second"));
    form_show(r, &again_form, NULL);
    return OK;
}

enum err again_done(struct req *r, const void *in)
{
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e)
        return e;
    if (a.totp_on)
        return go(r, with_next(r, "/login/second"));
    if ((e = prove(r, &a, "password", ((const struct again *)in)->password)))
        return e;
    audit_note(r, (struct audit){ .action = A_STEP_UP });
    if ((e = session_again(r)))
        return e;
    return go(r, *next_of(r) ? next_of(r) : "/login/me");
}

enum err change_load(struct req *r)
{
    if (r->who->stale) {
        out_s(r, "banner.kind", "bad");
        out_s(r, "banner.text", lang_text(r->lang, "T.login.password_stale"));
    } else {
        out_s(r, "up", "/login/me");
    }
    form_show(r, &change_form, NULL);
    return OK;
}

/* Everything that hung on the old one ends: sessions elsewhere, and a letter that would choose another one. */
static enum err put_password(struct req *r, const struct account *a, const char *password)
{
    const char *phc;
    enum err e;

    if ((e = password_hash(r, password, &phc)) || (e = account_set_password(r, a->id, phc)) ||
        (e = mail_token_drop(r, a->id, "reset")) || (e = session_close_all(r, a->id, true)) || (e = session_again(r)) ||
        (e = throttle_clear(r, TH_ACCOUNT, throttle_account(r, a->id))))
        return e;
    return letter_warn(r, a, "password_changed");
}

/* The present password is asked for although the session is fresh: a code of the second factor does not prove it
 * (ASVS 6.2.3). */
enum err change_done(struct req *r, const void *in)
{
    const struct change *c = in;
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a), judged;

    if (e)
        return e;
    judged = password_judge(r, c->password, &a, a.totp_on);
    if (!judged && strcmp(c->password, c->current) == 0)
        judged = refuse_field(r, "password", "password_same");
    if (judged && judged != ERR_INPUT)
        return judged;
    if ((e = prove(r, &a, "current", c->current)) || (e = judged))
        return e;
    if ((e = put_password(r, &a, c->password)))
        return e;
    audit_note(r, (struct audit){ .action = A_PASSWORD });
    return go(r, "/login/me?said=password");
}
