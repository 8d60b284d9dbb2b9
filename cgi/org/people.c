/* The people of one organisation: who they are, what they may do, what waits for a second person, and what was done.
 * Roles are given and taken here; the rule is auth/grant.h. No SQL, no HTML. */
#include "org.h"
#include "base/ident.h"
#include <string.h>

static const struct place_query *query(const struct req *r)
{
    return r->query;
}

static const char *roles_text(struct req *r, unsigned roles)
{
    struct buf b = { .arena = r->arena };

    buf_str(&b, "");
    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1)
        if (roles & bit)
            buf_fmt(&b, "%s%s", b.n ? ", " : "", role_text(r, r->lang, bit));
    return b.p;
}

static enum err show_people(struct req *r, const struct place *p)
{
    static const char *const columns[] = { "name", "mail", "roles", "second", NULL };
    uint64_t after = query(r)->after == NONE ? 0 : (uint64_t)query(r)->after, last = 0;
    struct rows q;
    unsigned n = 0;
    enum err e = people_of(r, p->id, after, &q);

    list_head(r, "staff", "people", columns);
    for (; !e && n < PEOPLE_PAGE && db_next(&q); n++) {
        struct node *row = out_item(r, "staff.row"), *c;

        c = node_cell(row, *db_s(&q, 1) ? db_s(&q, 1) : db_s(&q, 2));
        node_s(c, "href", arena_fmt(r->arena, "%s&person=%llu", place_at(r, "/org/person", p),
                                    (unsigned long long)db_u(&q, 0)));
        node_cell(row, db_s(&q, 2));
        node_cell(row, roles_text(r, (unsigned)db_u(&q, 5)));
        c = node_cell(row, lang_text(r->lang, db_i(&q, 4) > 0 ? "T.common.yes" : "T.common.no"));
        if (db_i(&q, 4) <= 0 && db_u(&q, 5) & R_STAFF)
            node_s(c, "tag", "wait");
        last = db_u(&q, 0);
    }
    if (!e && n == PEOPLE_PAGE && db_next(&q))
        out_s(r, "staff.older", arena_fmt(r->arena, "%s&after=%llu", place_at(r, "/org/people", p),
                                          (unsigned long long)last));
    if (after)
        out_s(r, "staff.newer", place_at(r, "/org/people", p));
    return e ? e : db_end(&q);
}

/* What a row of org_grant is, from its times. */
static const char *state_of(const struct grant_row *x, int64_t now)
{
    if (x->given_at != NONE)
        return x->closed_at == NONE ? "given" : "taken";
    if (x->closed_at != NONE)
        return "closed";
    if (x->ends_at != NONE && x->ends_at <= now)
        return "over";
    return x->taken_at == NONE ? "invited" : "second";
}

static enum err show_open(struct req *r, const struct place *p)
{
    struct rows q;
    enum err e = grants_of(r, p->id, true, &q);

    while (!e && db_next(&q)) {
        struct node *n = out_item(r, "open");
        struct grant_row x;
        struct grant_options o;

        grant_next(&q, &x);
        node_s(n, "who", x.account ? db_s(&q, GRANT_RECEIVER)
                                   : phone_grouped(r->arena, grant_address(r, &x)));
        node_s(n, "role", role_text(r, r->lang, x.role));
        node_s(n, "by", db_s(&q, GRANT_ASKER));
        node_s(n, "state", lang_text(r->lang, arena_fmt(r->arena, "T.people.state.%s", state_of(&x, r->now))));
        node_s(n, "until", lang_deadline(r->arena, r->lang, x.ends_at));
        if ((e = grant_ask(r, p, &x, &o)))
            break;
        if (o.recall)
            node_s(n, "recall", arena_fmt(r->arena, "%s&grant=%llu", place_at(r, "/org/recall", p),
                                          (unsigned long long)x.id));
        if (o.agree)
            node_s(n, "agree", arena_fmt(r->arena, "%s&grant=%llu", place_at(r, "/org/agree", p),
                                         (unsigned long long)x.id));
    }
    return e ? e : db_end(&q);
}

static int64_t last_time(const struct grant_row *x)
{
    return x->closed_at != NONE ? x->closed_at : x->given_at != NONE ? x->given_at : x->ends_at;
}

static enum err show_past(struct req *r, const struct place *p)
{
    struct rows q;
    enum err e = grants_of(r, p->id, false, &q);

    while (!e && db_next(&q)) {
        struct node *n = out_item(r, "past");
        struct grant_row x;

        grant_next(&q, &x);
        node_s(n, "when", lang_time(r->arena, r->lang, last_time(&x)));
        node_s(n, "who", x.account ? db_s(&q, GRANT_RECEIVER) : "");
        node_s(n, "role", role_text(r, r->lang, x.role));
        node_s(n, "by", db_s(&q, GRANT_ASKER));
        node_s(n, "second", db_s(&q, GRANT_SECOND));
        node_s(n, "state", lang_text(r->lang, arena_fmt(r->arena, "T.people.state.%s", state_of(&x, r->now))));
    }
    return e ? e : db_end(&q);
}

/* Links for the roles this reader may begin to give here: to one person, or by invitation (receiver 0). */
static enum err show_roles_to_give(struct req *r, const struct place *p, uint64_t receiver)
{
    unsigned roles = p->closed_at == NONE ? grant_roles(org_kind_find(p->kind), p->leads) : 0;
    struct grant g;
    enum err e = OK;

    for (unsigned bit = 1; !e && bit & R_SIGNED_IN; bit <<= 1) {
        struct node *n;

        if (!(roles & bit) || (e = grant_facts(r, p, bit, receiver, &g)))
            continue;
        g.asked = true;
        if (grant_fault(&g))
            continue;
        n = out_item(r, "give");
        node_s(n, "text", role_text(r, r->lang, bit));
        node_s(n, "href", receiver ? arena_fmt(r->arena, "%s&person=%llu&role=%s", place_at(r, "/org/give", p),
                                               (unsigned long long)receiver, role_name(bit))
                                   : arena_fmt(r->arena, "%s&role=%s", place_at(r, "/org/invite", p), role_name(bit)));
    }
    return e;
}

enum err people_load(struct req *r)
{
    const struct place *p = found_place(r);
    enum err e;

    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .object = "org", .object_id = p->id,
                                          .detail = "people" })))
        return e;
    show_place(r, p);
    if (r->who->roles & R_OVERSEE && p->id != r->who->org)
        out_s(r, p->closed_at == NONE ? "close_href" : "reopen_href",
              place_at(r, p->closed_at == NONE ? "/org/close" : "/org/reopen", p));
    if ((e = show_people(r, p)) || (e = show_open(r, p)) || (e = show_roles_to_give(r, p, 0)))
        return e;
    return show_past(r, p);
}

/* One of the organisation's people, or ERR_GONE. */
static enum err person(struct req *r, const struct place *p, unsigned *ret_roles)
{
    struct rows q;
    enum err e;

    if (query(r)->person == NONE)
        return ERR_GONE;
    if ((e = person_get(r, p->id, (uint64_t)query(r)->person, &q)))
        return e;
    out_s(r, "person.name", *db_s(&q, 1) ? db_s(&q, 1) : db_s(&q, 2));
    out_s(r, "person.mail", db_s(&q, 2));
    out_s(r, "person.state", lang_text(r->lang, arena_fmt(r->arena, "T.people.account.%s", db_s(&q, 3))));
    out_i(r, "person.second", db_i(&q, 4) > 0);
    *ret_roles = (unsigned)db_u(&q, 5);
    return db_end(&q);
}

enum err person_load(struct req *r)
{
    const struct place *p = found_place(r);
    unsigned roles;
    enum err e;

    if ((e = person(r, p, &roles)))
        return e;
    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .subject = (uint64_t)query(r)->person,
                                          .object = "org", .object_id = p->id })))
        return e;
    show_place(r, p);
    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1) {
        struct node *n;

        if (!(roles & bit))
            continue;
        n = out_item(r, "held");
        node_s(n, "text", role_text(r, r->lang, bit));
        node_s(n, "href", arena_fmt(r->arena, "%s&person=%llu&role=%s", place_at(r, "/org/take", p),
                                    (unsigned long long)query(r)->person, role_name(bit)));
    }
    return show_roles_to_give(r, p, (uint64_t)query(r)->person);
}

static enum err show_act(struct req *r, const char *text)
{
    const struct place *p = found_place(r);
    unsigned role = role_find(query(r)->role), roles;
    enum err e;

    if (!role)
        return ERR_GONE;
    if ((e = person(r, p, &roles)))
        return e;
    show_place(r, p);
    out_s(r, "sentence", lang_fill(r->arena, lang_text(r->lang, text),
                                   (const struct hole[]){ { "role", role_text(r, r->lang, role) }, { NULL, NULL } }));
    form_show(r, r->route->form, NULL);
    return OK;
}

enum err give_load(struct req *r) { return show_act(r, "T.people.give_this"); }
enum err take_load(struct req *r) { return show_act(r, "T.people.take_this"); }

static enum err back_to_person(struct req *r, const struct place *p, const char *said)
{
    return go(r, arena_fmt(r->arena, "%s&person=%llu&said=%s", place_at(r, "/org/person", p),
                           (unsigned long long)query(r)->person, said));
}

enum err give_done(struct req *r, const void *in)
{
    const struct place *p = found_place(r);
    struct grant_row x = { .org = p->id, .asked_by = who_acts(r->who), .role = role_find(query(r)->role),
                           .asked_at = r->now, .ends_at = grant_ends(r), .taken_at = r->now, .second_at = NONE,
                           .given_at = NONE, .closed_at = NONE };
    unsigned roles;
    bool given;
    enum err e;

    (void)in;
    if (!x.role || p->closed_at != NONE)
        return ERR_GONE;
    if ((e = place_lock(r, p->id)) || (e = person(r, p, &roles)))
        return e;
    x.account = (uint64_t)query(r)->person;
    if ((e = grant_add(r, &x, NULL, NULL)) || (e = grant_settle(r, p, &x, &given)))
        return e;
    if (given)
        e = tell_person(r, x.account, "org_role_given", p, x.role, "/login/hat", NULL);
    else
        e = tell_second(r, p, &x);
    audit_note(r, (struct audit){ .action = A_ROLE_ASK, .subject = x.account, .object = "org", .object_id = p->id,
                                  .detail = role_name(x.role) });
    return e ? e : back_to_person(r, p, given ? "role_given" : "role_asked");
}

enum err take_done(struct req *r, const void *in)
{
    const struct place *p = found_place(r);
    unsigned role = role_find(query(r)->role), roles;
    uint64_t account = (uint64_t)query(r)->person;
    const char *fault;
    struct grant g;
    enum err e;

    (void)in;
    if (!role)
        return ERR_GONE;
    if ((e = place_lock(r, p->id)) || (e = person(r, p, &roles)) || (e = grant_facts(r, p, role, account, &g)))
        return e;
    if ((fault = grant_drop_fault(&g)))
        return grant_refuse(r, fault);
    if ((e = role_drop(r, account, p->id, role)) || (e = grant_ended(r, p->id, account, role)) ||
        (e = tell_person(r, account, "org_role_taken", p, role, "/org/", NULL)))
        return e;
    audit_note(r, (struct audit){ .action = A_ROLE_DROP, .subject = account, .object = "org", .object_id = p->id,
                                  .detail = role_name(role) });
    if (account == who_acts(r->who))
        return go(r, "/org/?said=role_taken");
    return roles == role ? go(r, arena_fmt(r->arena, "%s&said=role_taken", place_at(r, "/org/people", p)))
                         : back_to_person(r, p, "role_taken");
}
