/* Roles that wait for a second person, in all organisations, oldest first: for those whose voice counts beside an
 * organisation's own. What they may agree to is the rule's (auth/grant.h), asked again when they do. No SQL. */
#include "org.h"
#include "base/ident.h"
#include <string.h>

/* Departments are a coordinator's to look at; of the others what the rule gives a voice in. */
static bool in_reach(struct req *r, const struct place *p, const struct grant_options *o)
{
    return r->who->roles & R_SECURITY_ADMIN || strcmp(p->kind, "department") == 0 || o->voice;
}

static void show_row(struct req *r, const struct rows *q, const struct place *p, const struct grant_row *x,
                     const struct grant_options *o)
{
    const char *why = x->asked_by == who_acts(r->who) ? "T.people.wait.own" : x->account == who_acts(r->who)
                      ? "T.people.wait.yours" : "T.people.wait.others";
    struct node *row = out_item(r, "waiting.row"), *c = node_cell(row, p->name);

    if (p->id == r->who->org || r->who->roles & R_SECURITY_ADMIN || strcmp(p->kind, "department") == 0)
        node_s(c, "href", place_at(r, "/org/people", p));
    node_cell(row, role_text(r, r->lang, x->role));
    node_cell(row, x->account ? db_s(q, GRANT_RECEIVER) : phone_grouped(r->arena, grant_address(r, x)));
    node_cell(row, db_s(q, GRANT_ASKER));
    node_cell(row, lang_time(r->arena, r->lang, x->asked_at));
    node_cell(row, lang_deadline(r->arena, r->lang, x->ends_at));
    c = node_cell(row, lang_text(r->lang, x->taken_at == NONE ? "T.people.state.invited" : "T.people.wait.accepted"));
    node_s(c, "tag", x->taken_at == NONE ? "info" : "wait");
    c = node_cell(row, lang_text(r->lang, o->agree ? "T.people.agree" : why));
    if (o->agree)
        node_s(c, "href", arena_fmt(r->arena, "%s&grant=%llu", place_at(r, "/org/agree", p),
                                    (unsigned long long)x->id));
}

enum err waiting_load(struct req *r)
{
    static const char *const columns[] = { "org", "role", "person", "asked_by", "asked", "until", "state", "second_by",
                                           NULL };
    const struct after_query *query = r->query;
    uint64_t after = query->after == NONE ? 0 : (uint64_t)query->after;
    struct grant_row x = { .id = 0 };
    struct rows q;
    unsigned n = 0;
    enum err e;

    if ((e = audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .object = "org", .object_id = r->who->org,
                                          .detail = "waiting" })))
        return e;
    list_head(r, "waiting", "people.wait", columns);
    for (e = grants_waiting(r, after, &q); !e && n < PEOPLE_PAGE && db_next(&q); n++) {
        struct grant_options o;
        struct place p;

        grant_next(&q, &x);
        p = (struct place){ .id = x.org, .name = db_s(&q, GRANT_PLACE), .kind = db_s(&q, GRANT_PLACE + 1),
                            .leads = db_i(&q, GRANT_PLACE + 2) > 0, .closed_at = NONE };
        e = grant_ask(r, &p, &x, &o);
        if (!e && o.second && in_reach(r, &p, &o))
            show_row(r, &q, &p, &x, &o);
    }
    if (e)
        return e;
    if (n == PEOPLE_PAGE && db_next(&q))
        out_s(r, "waiting.older", arena_fmt(r->arena, "/org/waiting?after=%llu", (unsigned long long)x.id));
    if (after)
        out_s(r, "waiting.newer", "/org/waiting");
    return db_end(&q);
}

/* As find_place; and a coordinator agrees wherever the rule wants that voice, and sees no more of the place. */
enum err find_agree(struct req *r)
{
    const struct place_query *query = r->query;
    enum err e = find_place(r);
    struct grant_options o;
    struct grant_row x;

    if (e != ERR_GONE || !(r->who->roles & R_COORDINATOR) || query->org == NONE || query->grant == NONE)
        return e;
    if ((e = grant_get(r, (uint64_t)query->grant, (uint64_t)query->org, &x)) ||
        (e = grant_ask(r, found_place(r), &x, &o)))
        return e;
    return o.second && o.voice ? OK : ERR_GONE;
}
