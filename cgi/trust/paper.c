/* The code on paper: made for somebody whose account is managed, shown once to be printed, typed in with the birth date
 * by whoever wants to have the account. Only its message code is kept; what is shown comes from a cookie that lives ten
 * minutes. 80 bits cannot be guessed, so what is counted are birth dates tried with one code. No SQL, no HTML. */
#include "trust.h"
#include "auth/throttle.h"
#include "base/clock.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "http/http.h"
#include <string.h>

enum { SEED = 32 };

static const char *code_of(struct req *r, const unsigned char *seed)
{
    struct digest d = hmac_of("paper", seed, SEED);

    return base32_of(r->arena, d.b, CODE_SIGNS * 5 / 8);
}

/* In groups of four, as it is read from paper. */
static const char *in_groups(struct req *r, const char *code)
{
    struct buf b = { .arena = r->arena };

    for (size_t i = 0; code[i]; i++)
        buf_fmt(&b, "%s%c", i && i % 4 == 0 ? "-" : "", code[i]);
    return b.p;
}

static bool is_young(const struct req *r, const struct ward *w)
{
    return age_at(w->birth, day_of(r->now)) < AGE_OWN;
}

/* The sheet is in the language of its person. */
static void show_sheet(struct req *r, const struct ward *w)
{
    const struct lang *l = lang_find(w->lang);
    unsigned char seed[SEED];
    const char *code;
    const struct hole holes[] = { { "link", arena_fmt(r->arena, "%s/trust/take", setting_text(SET_ORIGIN)) },
        { "name", w->name },
        { "until", w->code_ends == NONE ? "" : lang_deadline(r->arena, l ? l : r->lang, w->code_ends) },
        { NULL, NULL } };

    if (base64url_read(seed, sizeof seed, cookie_get(r, "paper")) != sizeof seed)
        return;
    code = code_of(r, seed);
    if (!ward_code_is(w, code))
        return;
    if (!l)
        l = r->lang;
    out_s(r, "sheet.code", in_groups(r, code));
    out_s(r, "sheet.lang", l->tag);
    out_s(r, "sheet.title", lang_fill(r->arena, lang_text(l, "T.trust.sheet.title"), holes));
    out_s(r, "sheet.how", lang_fill(r->arena, lang_text(l, "T.trust.sheet.how"), holes));
    out_s(r, "sheet.care", lang_fill(r->arena, lang_text(l, "T.trust.sheet.care"), holes));
}

enum err paper_load(struct req *r)
{
    const struct ward *w = r->found;

    show_ward(r, w);
    out_s(r, "back", w->org ? "/trust/pupils" : "/trust/");
    out_i(r, "young", is_young(r, w));
    show_sheet(r, w);
    if (!is_young(r, w))
        form_show(r, &paper_form, NULL);
    return OK;
}

static enum err refuse(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

enum err paper_done(struct req *r, const void *in)
{
    const struct ward *w = r->found;
    unsigned char seed[SEED];
    enum err e;

    (void)in;
    if (is_young(r, w))
        return refuse(r, NULL, "paper_young");
    random_bytes(seed, sizeof seed);
    if ((e = ward_code_make(r, w->account, code_of(r, seed))))
        return e;
    reply_cookie(r, "paper", base64url_of(r->arena, seed, sizeof seed), PAPER_SHOWN_S);
    audit_note(r, (struct audit){ .action = A_WARD_CODE, .subject = w->account });
    return go(r, arena_fmt(r->arena, "/trust/paper?id=%llu", (unsigned long long)w->account));
}

enum err take_load(struct req *r)
{
    form_show(r, &take_form, NULL);
    return OK;
}

/* The counters must stay although it is refused. What was wrong is nobody's to know: code, date, or too many tries. */
static enum err take_wrong(struct req *r, const struct take *t, uint64_t subject)
{
    enum err e;

    if ((e = throttle_count(r, TH_TAKE, throttle_network(r))) || (e = throttle_count(r, TH_TAKE_CODE, t->code)))
        return e;
    audit_note(r, (struct audit){ .action = A_WARD_TAKE, .refused = true, .subject = subject });
    return (e = audit_commit(r)) ? e : refuse(r, NULL, "take_wrong");
}

/* Login goes on from here: it alone may give an account an address and a password. */
enum err take_done(struct req *r, const void *in)
{
    const struct take *t = in;
    unsigned char ticket[SEED];
    bool network, code;
    struct ward w = { .account = 0 };
    enum err e;

    if ((e = throttle_open(r, TH_TAKE, throttle_network(r), &network)) ||
        (e = throttle_open(r, TH_TAKE_CODE, t->code, &code)))
        return e;
    e = ward_by_code(r, t->code, &w);
    if (e && e != ERR_GONE)
        return e;
    if (e || !network || !code || w.birth != t->birth || is_young(r, &w))
        return take_wrong(r, t, w.account);
    random_bytes(ticket, sizeof ticket);
    if ((e = ward_ticket(r, w.account, (struct bytes){ ticket, sizeof ticket }, t->keep == 1)))
        return e;
    reply_cookie(r, "take", base64url_of(r->arena, ticket, sizeof ticket), TICKET_S);
    audit_note(r, (struct audit){ .action = A_WARD_TAKE, .subject = w.account, .detail = "code" });
    return go(r, "/login/take");
}
