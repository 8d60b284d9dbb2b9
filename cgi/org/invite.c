/* Invitations by letter or SMS, the second person of a grant, and the answer of whoever was invited. */
#include "org.h"
#include "auth/throttle.h"
#include "base/ident.h"
#include "crypt/crypt.h"
#include <string.h>

static const struct place_query *query(const struct req *r)
{
    return r->query;
}

enum err invite_load(struct req *r)
{
    const struct place *p = found_place(r);
    unsigned role = role_find(query(r)->role);

    if (!role || p->closed_at != NONE)
        return ERR_GONE;
    show_place(r, p);
    out_s(r, "role", role_text(r, r->lang, role));
    form_show(r, &invite_form, &(struct invite){ .mail = "", .lang = r->lang->code });
    return OK;
}

/* The answer is the same whether there is an account or not; whoever has one reads its letter in its own language. */
enum err invite_done(struct req *r, const void *in)
{
    const struct place *p = found_place(r);
    const struct invite *i = in;
    struct grant_row x = { .org = p->id, .asked_by = who_acts(r->who), .role = role_find(query(r)->role),
                           .asked_at = r->now, .ends_at = grant_ends(r), .taken_at = NONE,
                           .second_at = NONE, .given_at = NONE, .closed_at = NONE };
    const char *code = random_text(r->arena, reach_is_phone(i->mail) ? 16 : 32), *lang = i->lang, *own, *fault;
    uint64_t account;
    struct grant g;
    bool open, open_to;
    enum err e;

    if (!x.role || p->closed_at != NONE)
        return ERR_GONE;
    if ((e = grant_facts(r, p, x.role, 0, &g)))
        return e;
    g.asked = true;
    if ((fault = grant_fault(&g)))
        return grant_refuse(r, fault);
    if ((e = throttle_use(r, TH_INVITE, arena_fmt(r->arena, "%llu", (unsigned long long)p->id), &open)) ||
        (e = throttle_use(r, TH_INVITED, i->mail, &open_to)))
        return e;
    if (!open || !open_to)
        return grant_refuse(r, "invite_often");
    e = account_with(r, i->mail, &account, &own);
    if (!e)
        lang = own;
    if (e && e != ERR_GONE)
        return e;
    if ((e = grant_add(r, &x, i->mail, code)) || (e = tell_invited(r, p, &x, i->mail, lang, code)) ||
        (!grant_is_alone(&g) && (e = tell_second(r, p, &x))))
        return e;
    audit_note(r, (struct audit){ .action = A_INVITE, .object = "org", .object_id = p->id,
                                  .detail = role_name(x.role) });
    return go(r, arena_fmt(r->arena, "%s&said=invited", place_at(r, "/org/people", p)));
}

/* One that still waits, of this organisation. */
static enum err open_grant(struct req *r, struct grant_row *x)
{
    const struct place *p = found_place(r);
    enum err e;

    if (query(r)->grant == NONE)
        return ERR_GONE;
    if ((e = grant_get(r, (uint64_t)query(r)->grant, p->id, x)))
        return e;
    return p->closed_at != NONE || x->given_at != NONE || x->closed_at != NONE || x->ends_at <= r->now ? ERR_GONE : OK;
}

/* Whoever is asked whether the person is the right one must see who it is. */
static enum err show_grant(struct req *r)
{
    const char *by, *who;
    struct grant_row x;
    enum err e = open_grant(r, &x);

    if (e)
        return e;
    if ((e = account_name(r, x.asked_by, &by)) || (x.account && (e = account_name(r, x.account, &who))))
        return e;
    if (x.account && (e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .subject = x.account, .object = "org",
                                                       .object_id = x.org, .detail = "grant" })))
        return e;
    if (!x.account)
        who = phone_grouped(r->arena, grant_address(r, &x));
    show_place(r, found_place(r));
    if (x.org != r->who->org && r->who->roles & R_OVERSEE)
        out_s(r, "back_href", "/org/waiting");
    out_s(r, "sentence", lang_fill(r->arena, lang_text(r->lang, "T.people.grant_this"),
                                   (const struct hole[]){ { "role", role_text(r, r->lang, x.role) },
                                                          { "who", who },
                                                          { "by", by }, { NULL, NULL } }));
    form_show(r, r->route->form, NULL);
    return OK;
}

enum err recall_load(struct req *r) { return show_grant(r); }
enum err agree_load(struct req *r) { return show_grant(r); }

/* By whoever asked for it, or might have: others of the organisation manage other roles. */
static enum err end_grant_by(struct req *r, const struct place *p, const struct grant_row *x)
{
    struct grant g;
    enum err e = grant_facts(r, p, x->role, 0, &g);

    if (e)
        return e;
    return x->asked_by == g.giver || grant_has_voice(&g) ? grant_close(r, x) : grant_refuse(r, "grant_giver");
}

static enum err back_to_people(struct req *r, const char *said)
{
    return go(r, arena_fmt(r->arena, "%s&said=%s", place_at(r, "/org/people", found_place(r)), said));
}

enum err recall_done(struct req *r, const void *in)
{
    struct grant_row x;
    enum err e;

    (void)in;
    if ((e = place_lock(r, found_place(r)->id)) || (e = open_grant(r, &x)) ||
        (e = end_grant_by(r, found_place(r), &x)))
        return e;
    audit_note(r, (struct audit){ .action = A_INVITE, .refused = true, .subject = x.account, .object = "org",
                                  .object_id = x.org, .detail = "recalled" });
    return back_to_people(r, "recalled");
}

/* The rule with this reader as the second person; what both hold is asked again when the role comes into force. */
static enum err agree(struct req *r, const struct place *p, struct grant_row *x)
{
    const char *fault;
    struct grant g;
    bool given;
    enum err e;

    if ((e = grant_facts(r, p, x->role, x->account, &g)))
        return e;
    g.second = g.giver;
    g.second_here = g.giver_here;
    g.second_any = g.giver_any;
    if ((e = roles_of(r, x->asked_by, p->id, &g.giver_here, &g.giver_any)))
        return e;
    g.giver = x->asked_by;
    if ((fault = grant_fault(&g)))
        return grant_refuse(r, fault);
    if ((e = grant_second(r, x)))
        return e;
    x->second_by = g.second;
    if ((e = grant_settle(r, p, x, &given)))
        return e;
    return given ? tell_person(r, x->account, "org_role_given", p, x->role, "/login/hat", NULL) : OK;
}

enum err agree_done(struct req *r, const void *in)
{
    const struct place *p = found_place(r);
    bool yes = strcmp(((const struct answer *)in)->answer, "yes") == 0;
    struct grant_row x;
    enum err e;

    if ((e = place_lock(r, p->id)) || (e = open_grant(r, &x)))
        return e;
    if ((e = yes ? agree(r, p, &x) : end_grant_by(r, p, &x)))
        return e;
    audit_note(r, (struct audit){ .action = A_ROLE_ASK, .refused = !yes, .subject = x.account, .object = "org",
                                  .object_id = p->id, .detail = arena_fmt(r->arena, "second %s", role_name(x.role)) });
    if (p->id != r->who->org && r->who->roles & R_OVERSEE)
        return go(r, arena_fmt(r->arena, "/org/waiting?said=%s", yes ? "agreed" : "recalled"));
    return back_to_people(r, yes ? "agreed" : "recalled");
}

/* By the code of the letter, or by number where the account itself was invited. */
static enum err invitation(struct req *r, struct grant_row *x, struct place *p)
{
    const struct join_query *q = r->query;
    struct rows rows;
    enum err e = ERR_GONE;

    if (*q->code) {
        e = grant_by_code(r, q->code, x);
    } else if (q->grant != NONE && r->who->id) {
        if ((e = grants_to(r, who_acts(r->who), &rows)))
            return e;
        for (e = ERR_GONE; e && db_next(&rows);)
            if (db_u(&rows, 0) == (uint64_t)q->grant)
                e = grant_get(r, (uint64_t)q->grant, db_u(&rows, 1), x);
    }
    if (e || (e = place_get(r, x->org, p)))
        return e;
    return x->taken_at != NONE || x->closed_at != NONE || x->ends_at <= r->now || p->closed_at != NONE ? ERR_GONE : OK;
}

/* Is it the reader's? An invitation belongs to the address or phone it was sent to, whoever has the letter. */
static enum err is_theirs(struct req *r, const struct grant_row *x, bool *ret)
{
    uint64_t account = x->account;
    const char *lang;
    enum err e = account || !r->who->id ? OK : account_with(r, grant_address(r, x), &account, &lang);

    *ret = !e && r->who->id && account == who_acts(r->who);
    return e == ERR_GONE ? OK : e;
}

/* "k…@example.test", "+856…01": enough to know one's own address by, and no more for whoever found the letter. */
static const char *masked(struct req *r, const char *address)
{
    const char *at = strchr(address, '@');
    size_t n = strlen(address);

    if (reach_is_phone(address) && n > 8)
        return arena_fmt(r->arena, "%.4s…%s", address, address + n - 2);
    return at ? arena_fmt(r->arena, "%.1s…%s", address, at) : "";
}

enum err join_load(struct req *r)
{
    struct grant_row x = { .id = 0 };
    struct place p = { .id = 0 };
    const char *address, *here;
    bool theirs, phone;
    enum err e = invitation(r, &x, &p);

    if (e && e != ERR_GONE)
        return e;
    out_i(r, "over", e == ERR_GONE);
    out_i(r, "signed_in", r->who->id != 0);
    form_show(r, &join_form, NULL);
    if (e)
        return OK;
    if ((e = is_theirs(r, &x, &theirs)))
        return e;
    address = grant_address(r, &x);
    phone = reach_is_phone(address);
    show_place(r, &p);
    out_s(r, "role", role_text(r, r->lang, x.role));
    out_s(r, "join_text", lang_fill(r->arena, lang_text(r->lang, "T.org.join_text"),
                                    (const struct hole[]){ { "org", p.name }, { "role", role_text(r, r->lang, x.role) },
                                                           { NULL, NULL } }));
    out_s(r, "join_until", lang_fill(r->arena, lang_text(r->lang, "T.org.join_until"),
                                     (const struct hole[]){ { "due", lang_deadline(r->arena, r->lang, x.ends_at) },
                                                            { NULL, NULL } }));
    out_s(r, "join_sign_in", lang_fill(r->arena, lang_text(r->lang, phone ? "T.org.join_sign_in_phone"
                                                                           : "T.org.join_sign_in"),
                                       (const struct hole[]){ { "mail", masked(r, address) }, { NULL, NULL } }));
    out_s(r, "join_new", lang_text(r->lang, phone ? "T.org.join_new_phone" : "T.org.join_new"));
    here = url_encode(r->arena, arena_fmt(r->arena, "/org/join?code=%s",
                      url_encode(r->arena, ((const struct join_query *)r->query)->code)));
    out_s(r, "sign_in", arena_fmt(r->arena, "/login/?next=%s", here));
    out_s(r, "register", arena_fmt(r->arena, "/login/new?next=%s", here));
    out_i(r, "second", (x.role & R_STAFF) != 0);
    out_i(r, "theirs", theirs);
    return OK;
}

static enum err take(struct req *r, const struct place *p, struct grant_row *x)
{
    const char *fault;
    struct grant g;
    bool given;
    enum err e;

    x->account = who_acts(r->who);
    if ((e = grant_facts(r, p, x->role, x->account, &g)) ||
        (e = roles_of(r, x->asked_by, p->id, &g.giver_here, &g.giver_any)))
        return e;
    g.giver = x->asked_by;
    g.asked = true;
    if ((fault = grant_fault(&g)))
        return grant_refuse(r, fault);
    if ((e = grant_take(r, x, x->account)))
        return e;
    x->taken_at = r->now;
    if ((e = grant_settle(r, p, x, &given)))
        return e;
    return go(r, given ? "/org/?said=joined" : "/org/?said=join_waits");
}

enum err join_done(struct req *r, const void *in)
{
    bool yes = strcmp(((const struct answer *)in)->answer, "yes") == 0;
    struct grant_row x;
    struct place p;
    bool theirs;
    enum err e;

    if (!r->who->id)
        return ERR_LOGIN;
    e = invitation(r, &x, &p);
    if (e == ERR_GONE)
        return grant_refuse(r, "join_over");
    if (e || (e = place_lock(r, p.id)) || (e = is_theirs(r, &x, &theirs)))
        return e;
    if (!theirs)
        return grant_refuse(r, "join_other");
    audit_note(r, (struct audit){ .action = A_INVITE_TAKEN, .refused = !yes, .object = "org", .object_id = p.id,
                                  .detail = role_name(x.role) });
    if (yes)
        return take(r, &p, &x);
    e = grant_close(r, &x);
    return e ? e : go(r, "/org/?said=declined");
}
