/* People: found by their exact address or number and never browsed; locked, suspended and given back. Whoever acts
 * never acts on himself. No case, no letter is seen here. */
#include "pages.h"
#include "auth/throttle.h"
#include "base/clock.h"
#include "base/setting.h"
#include "flow/outbox.h"
#include <stdlib.h>
#include <string.h>

/* What can be done to an account in which state; names of choices T.event.<name> and of letters T.letter.<letter>. */
static const struct act {
    const char *name, *from, *to, *letter;
    enum audit_action action;
    bool ends_sessions;
} acts[] = {
    { "lock", "active", "locked", "account_locked", A_LOCK, true },
    { "unlock", "locked", "active", "account_unlocked", A_UNLOCK, false },
    { "free", "active", "active", "account_unlocked", A_UNLOCK, false }, /* from counters alone */
    { "suspend", "active", "suspended", "account_suspended", A_SUSPEND, true },
    { "suspend", "locked", "suspended", "account_suspended", A_SUSPEND, true },
    { "resume", "suspended", "active", "account_resumed", A_RESUME, false },
};
enum { ACTS = sizeof acts / sizeof *acts };

const char *person_key(struct req *r, uint64_t id)
{
    return arena_fmt(r->arena, "%llu", (unsigned long long)id);
}

/* Counters of guessing at it, for browsers that are not known and for the second step. */
static enum err counters_of(struct req *r, const struct person *p, bool *ret_open)
{
    bool sign_in = true, second = true;
    enum err e = throttle_open(r, TH_ACCOUNT, throttle_account(r, p->id), &sign_in);

    if (!e)
        e = throttle_open(r, TH_SECOND, person_key(r, p->id), &second);
    *ret_open = sign_in && second;
    return e;
}

static enum err counters_clear(struct req *r, const struct person *p)
{
    enum err e = throttle_clear(r, TH_ACCOUNT, throttle_account(r, p->id));

    return e ? e : throttle_clear(r, TH_SECOND, person_key(r, p->id));
}

enum err person_tell(struct req *r, const struct person *p, const char *letter, const char *reason, const char *text)
{
    const struct lang *l = lang_find(p->lang);
    const char *key = arena_fmt(r->arena, "T.choice.person_reason.%s", reason ? reason : "");
    const char *why = reason ? lang_text(l ? l : r->lang, key) : "";
    const struct hole holes[] = { { "name", p->name }, { "reason", why ? why : "" },
                                  { "link", arena_fmt(r->arena, "%s/login/", setting_text(SET_ORIGIN)) },
                                  { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .account = p->id, .lang = p->lang, .name = letter, .text = text,
                                           .holes = holes, .flow = "" });
}

const char *person_place(struct req *r, const char *path, uint64_t id)
{
    return arena_fmt(r->arena, "%s?id=%llu", path, (unsigned long long)id);
}

enum err person_asked(struct req *r, struct person *ret)
{
    return person_get(r, (uint64_t)((const struct id_query *)r->query)->id, ret);
}

enum err people_load(struct req *r)
{
    form_show(r, &people_form, NULL);
    return OK;
}

/* Who asks for people that are not there is written down too. */
static enum err not_found(struct req *r)
{
    enum err e;

    audit_note(r, (struct audit){ .action = A_VIEW_PERSON, .refused = true });
    if ((e = audit_commit(r)))
        return e;
    fault_add(r->faults, "who", "account_none");
    return ERR_INPUT;
}

enum err people_done(struct req *r, const void *in)
{
    const char *who = ((const struct people_form *)in)->who;
    struct person p;
    uint64_t id = 0;
    enum err e;

    if (strspn(who, "0123456789") == strlen(who) && strlen(who) < 18)
        e = person_get(r, id = strtoull(who, NULL, 10), &p);
    else
        e = account_of_mail(r, who, &id);
    if (e == ERR_GONE)
        return not_found(r);
    return e ? e : go(r, person_place(r, "/admin/person", id));
}

static const char *second_text(struct req *r, const struct person *p)
{
    return text_of(r, "admin", p->asked_by ? "second_reset" : p->second ? "second_on" : p->must ? "second_must"
                                                                                               : "second_off");
}

static enum err show_roles(struct req *r, const struct person *p)
{
    struct buf b = { .arena = r->arena };
    struct rows q;
    enum err e = person_roles(r, p->id, &q);

    if (e)
        return e;
    buf_str(&b, "");
    while (db_next(&q)) {
        const char *name = role_name((unsigned)db_u(&q, 0));

        buf_fmt(&b, "%s%s (%s)", b.n ? "\n" : "", name ? text_of(r, "role", name) : "?", db_s(&q, 1));
    }
    fact_add(r, "roles", b.n ? b.p : text_of(r, "admin", "no_roles"));
    return db_end(&q);
}

/* "lost_phone in_person", as the audit keeps it, in words. */
static const char *details_text(struct req *r, const char *codes)
{
    static const char *const groups[] = { "person_reason", "proof" };
    struct buf b = { .arena = r->arena };

    buf_str(&b, "");
    for (size_t n; *codes; codes += n + (codes[n] == ' ')) {
        const char *code, *text = NULL;

        n = strcspn(codes, " ");
        code = arena_strn(r->arena, codes, n);
        for (size_t i = 0; i < sizeof groups / sizeof *groups && !text; i++)
            text = lang_text(r->lang, arena_fmt(r->arena, "T.choice.%s.%s", groups[i], code));
        buf_fmt(&b, "%s%s", b.n ? "; " : "", text ? text : code);
    }
    return b.p;
}

enum err person_show_history(struct req *r, const struct person *p)
{
    static const char *const columns[] = { "time", "act", "by", "details", NULL };
    struct node *list = list_add(r, "person", columns), *row;
    struct rows q;
    enum err e = person_history(r, p->id, &q);

    while (!e && db_next(&q)) {
        const char *act = text_of(r, "choice.audit", db_s(&q, 1));

        row = node_item(list, "row");
        node_cell(row, stamp(r, db_time(&q, 0)));
        node_cell(row, db_i(&q, 2) > 0 ? arena_fmt(r->arena, "%s: %s", act, text_of(r, "admin", "refused")) : act);
        node_cell(row, arena_fmt(r->arena, "%llu", (unsigned long long)db_u(&q, 3)));
        node_cell(row, details_text(r, db_s(&q, 4)));
    }
    return e ? e : db_end(&q);
}

static struct node *act_link(struct req *r, const char *href, const char *name)
{
    struct node *n = out_item(r, "acts");

    node_s(n, "href", href);
    node_s(n, "text", text_of(r, "event", name));
    return n;
}

static void show_acts(struct req *r, const struct person *p, bool open)
{
    if (p->id == who_acts(r->who))
        return;
    for (size_t i = 0; i < ACTS; i++)
        if (strcmp(acts[i].from, p->state) == 0 && (strcmp(acts[i].from, acts[i].to) || !open))
            node_i(act_link(r, arena_fmt(r->arena, "%s&act=%s", person_place(r, "/admin/act", p->id), acts[i].name),
                            acts[i].name), "reason", acts[i].ends_sessions);
    if (p->asked_by)
        act_link(r, person_place(r, "/admin/answer", p->id), "answer");
    else if (p->second)
        act_link(r, person_place(r, "/admin/reset", p->id), "reset");
    act_link(r, person_place(r, "/privacy/holds", p->id), "hold");
}

enum err person_load(struct req *r)
{
    struct person p;
    int64_t sessions;
    bool open;
    enum err e;

    if ((e = person_asked(r, &p)) || (e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .subject = p.id })) ||
        (e = person_sessions(r, p.id, &sessions)) || (e = counters_of(r, &p, &open)))
        return e;
    out_s(r, "crumb.href", "/admin/people");
    out_s(r, "crumb.text", text_of(r, "page", "admin_people.title"));
    fact_add(r, "account", person_key(r, p.id));
    fact_add(r, "name", p.name);
    fact_add(r, "mail", p.mail);
    fact_add(r, "state", text_of(r, "choice.account_state", p.state));
    fact_add(r, "second", second_text(r, &p));
    fact_add(r, "sessions", arena_fmt(r->arena, "%lld", (long long)sessions));
    fact_add(r, "counters", text_of(r, "admin", open ? "counters_open" : "counters_shut"));
    fact_add(r, "since", lang_time(r->arena, r->lang, p.created_at));
    if ((e = show_roles(r, &p)))
        return e;
    show_acts(r, &p, open);
    return person_show_history(r, &p);
}

/* What is asked for, if it is possible in the state the account is in.  errors  ERR_GONE */
static enum err act_asked(struct req *r, struct person *p, const struct act **ret)
{
    const char *name = ((const struct act_query *)r->query)->act;
    enum err e = person_asked(r, p);

    if (e)
        return e;
    for (size_t i = 0; i < ACTS; i++)
        if (strcmp(acts[i].name, name) == 0 && strcmp(acts[i].from, p->state) == 0) {
            *ret = &acts[i];
            return OK;
        }
    return ERR_GONE;
}

void person_show(struct req *r, const struct person *p)
{
    bool may = (r->who->roles & R_SECURITY_ADMIN) != 0;

    out_s(r, "crumb.href", may ? person_place(r, "/admin/person", p->id) : "/admin/resets");
    out_s(r, "crumb.text", may ? text_of(r, "page", "admin_person.title") : text_of(r, "page", "admin_resets.title"));
    fact_add(r, "account", person_key(r, p->id));
    fact_add(r, "mail", p->mail);
    fact_add(r, "second", second_text(r, p));
}

enum err act_load(struct req *r)
{
    const struct act *act;
    struct person p;
    enum err e = act_asked(r, &p, &act);

    if (e)
        return e;
    person_show(r, &p);
    fact_add(r, "state", text_of(r, "choice.account_state", p.state));
    out_s(r, "title", text_of(r, "event", act->name));
    form_show(r, &act_form, NULL);
    return OK;
}

enum err person_refuse_self(struct req *r)
{
    fault_add(r->faults, NULL, "not_oneself");
    return ERR_INPUT;
}

enum err act_done(struct req *r, const void *in)
{
    const struct act_form *f = in;
    const struct act *act;
    struct person p;
    enum err e = act_asked(r, &p, &act);

    if (e)
        return e == ERR_GONE ? ERR_CLASH : e;
    if (p.id == who_acts(r->who))
        return person_refuse_self(r);
    if (strcmp(act->from, act->to) && (e = person_set_state(r, p.id, act->from, act->to)))
        return e;
    if ((act->ends_sessions && (e = person_end_sessions(r, p.id))) ||
        (act->action == A_UNLOCK && (e = counters_clear(r, &p))) ||
        (e = person_tell(r, &p, act->letter, f->reason, f->text)))
        return e;
    audit_note(r, (struct audit){ .action = act->action, .subject = p.id, .object = "account", .object_id = p.id,
                                  .detail = f->reason });
    return go(r, arena_fmt(r->arena, "%s&said=done", person_place(r, "/admin/person", p.id)));
}
