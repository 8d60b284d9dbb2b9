/* All organisations, for those who oversee several; closing one in favour of a successor, and opening it again.
 * No SQL, no HTML. */
#include "org.h"
#include <string.h>

static const struct place_query *query(const struct req *r)
{
    return r->query;
}

static void show_kinds(struct req *r, const char *chosen)
{
    for (int i = 0; r->who->roles & R_SECURITY_ADMIN && org_kinds[i]; i++) {
        struct node *n = out_item(r, "filters");

        node_s(n, "href", arena_fmt(r->arena, "/org/all?kind=%s", org_kinds[i]));
        node_s(n, "text", lang_text(r->lang, arena_fmt(r->arena, "T.choice.org_kind.%s", org_kinds[i])));
        if (strcmp(org_kinds[i], chosen) == 0)
            node_i(n, "current", 1);
    }
}

/* A coordinator's are the departments. */
enum err all_load(struct req *r)
{
    static const char *const columns[] = { "org", "uscc", "closed", NULL };
    const struct kind_query *q = r->query;
    const char *kind = r->who->roles & R_SECURITY_ADMIN && *q->kind ? q->kind : "department";
    uint64_t after = q->after == NONE ? 0 : (uint64_t)q->after, last = 0;
    struct rows rows;
    unsigned n = 0;
    enum err e;

    list_head(r, "all", "people.all", columns);
    show_kinds(r, kind);
    if ((e = places_all(r, kind, after, &rows)))
        return e;
    for (; n < 50 && db_next(&rows); n++) {
        struct node *row = out_item(r, "all.row");

        last = db_u(&rows, 0);
        node_s(node_cell(row, db_s(&rows, 2)), "href", arena_fmt(r->arena, "/org/people?org=%llu",
                                                                 (unsigned long long)last));
        node_cell(row, db_s(&rows, 3));
        node_cell(row, db_null(&rows, 4) ? "" : lang_time(r->arena, r->lang, db_time(&rows, 4)));
    }
    if (n == 50 && db_next(&rows))
        out_s(r, "all.older", arena_fmt(r->arena, "/org/all?kind=%s&after=%llu", kind, (unsigned long long)last));
    if (after)
        out_s(r, "all.newer", arena_fmt(r->arena, "/org/all?kind=%s", kind));
    return db_end(&rows);
}

/* Departments end with a successor; of the others a security administrator may close any. */
static bool needs_successor(const struct place *p)
{
    return strcmp(p->kind, "department") == 0;
}

static enum err show_successors(struct req *r, const struct place *p)
{
    struct rows q;
    enum err e = places_all(r, p->kind, 0, &q);

    while (!e && db_next(&q)) {
        struct node *n;

        if (db_u(&q, 0) == p->id || !db_null(&q, 4))
            continue;
        n = out_item(r, "successors");
        node_s(n, "name", db_s(&q, 2));
        node_s(n, "href", arena_fmt(r->arena, "%s&into=%llu", place_at(r, "/org/close", p),
                                    (unsigned long long)db_u(&q, 0)));
    }
    return e ? e : db_end(&q);
}

/* The one named by ?into=: open, of the same kind, another. id 0: none is named. */
static enum err successor(struct req *r, const struct place *p, struct place *ret)
{
    enum err e;

    *ret = (struct place){ .id = 0 };
    if (query(r)->into == NONE)
        return OK;
    if ((e = place_get(r, (uint64_t)query(r)->into, ret)))
        return e;
    return ret->id == p->id || ret->closed_at != NONE || strcmp(ret->kind, p->kind) ? ERR_GONE : OK;
}

enum err close_load(struct req *r)
{
    const struct place *p = found_place(r);
    struct place to;
    enum err e;

    if (p->closed_at != NONE)
        return ERR_CLASH;
    if ((e = successor(r, p, &to)))
        return e;
    show_place(r, p);
    out_s(r, "into", to.id ? to.name : "");
    out_i(r, "ask", to.id || !needs_successor(p));
    form_show(r, &closing_form, NULL);
    return needs_successor(p) ? show_successors(r, p) : OK;
}

/* The act for each of an organisation's people, however many. */
static enum err everybody(struct req *r, uint64_t org, void *with,
                          enum err (*act)(struct req *r, void *with, uint64_t person, unsigned roles))
{
    uint64_t last = 0;
    unsigned n;
    enum err e;

    do {
        struct rows q;

        if ((e = people_of(r, org, last, &q)))
            return e;
        for (n = 0; !e && db_next(&q); n++) {
            last = db_u(&q, 0);
            e = act(r, with, last, (unsigned)db_u(&q, 5));
        }
        if (e || (e = db_end(&q)))
            return e;
    } while (n > PEOPLE_PAGE);
    return OK;
}

struct moving {
    struct place *from;
    const struct place *to;
    const char *text;
};

/* Each role by an invitation of its own: the successor's people and the person agree, or it ends here. */
static enum err invite_over(struct req *r, void *with, uint64_t person, unsigned roles)
{
    const struct moving *m = with;
    const struct place *to = m->to;
    enum err e = OK;

    for (unsigned bit = 1; !e && bit & R_SIGNED_IN; bit <<= 1) {
        struct grant_row x = { .org = to->id, .account = person, .asked_by = who_acts(r->who), .role = bit,
                               .asked_at = r->now, .ends_at = grant_ends(r), .taken_at = NONE, .second_at = NONE,
                               .given_at = NONE, .closed_at = NONE };
        struct grant g;

        if (!(roles & bit))
            continue;
        if ((e = grant_facts(r, to, bit, person, &g)))
            return e;
        g.asked = true;
        if (grant_fault(&g))
            continue; /* not this reader's to ask for: the successor's own people do */
        if ((e = grant_add(r, &x, NULL, NULL)) ||
            (e = tell_person(r, person, "org_moved", m->from, bit, "/org/", m->text)) || (e = tell_second(r, to, &x)))
            return e;
        audit_note(r, (struct audit){ .action = A_ROLE_ASK, .subject = person, .object = "org", .object_id = to->id,
                                      .detail = role_name(bit) });
    }
    return e;
}

/* Two that are closed at the same moment, each in favour of the other, wait for one another in the same order. */
static enum err lock_both(struct req *r, uint64_t a, uint64_t b)
{
    enum err e = b && b < a ? place_lock(r, b) : OK;

    if (e || (e = place_lock(r, a)))
        return e;
    return b > a ? place_lock(r, b) : OK;
}

static enum err close_fault(struct req *r, const struct place *p, const struct place *to)
{
    unsigned only;
    enum err e;

    if (!to->id && needs_successor(p))
        return grant_refuse(r, "successor");
    if (p->id == r->who->org)
        return grant_refuse(r, "close_own");
    if ((e = roles_only_here(r, p->id, &only)))
        return e;
    return only ? grant_refuse(r, "close_last") : OK;
}

enum err close_done(struct req *r, const void *in)
{
    struct place p = *found_place(r), to;
    enum err e;

    if (p.closed_at != NONE)
        return ERR_CLASH;
    if ((e = lock_both(r, p.id, query(r)->into == NONE ? 0 : (uint64_t)query(r)->into)) ||
        (e = successor(r, &p, &to)) || (e = close_fault(r, &p, &to)) || (e = place_close(r, &p, to.id)))
        return e;
    p.successor_name = to.id ? to.name : "";
    to.leads = to.leads || p.leads; /* since now */
    if (to.id && (e = everybody(r, p.id, &(struct moving){ &p, &to, ((const struct closing *)in)->text }, invite_over)))
        return e;
    audit_note(r, (struct audit){ .action = A_ORG_CHANGE, .object = "org", .object_id = p.id,
                                  .detail = arena_fmt(r->arena, "close %llu", (unsigned long long)to.id) });
    return go(r, arena_fmt(r->arena, "%s&said=org_closed", place_at(r, "/org/people", &p)));
}

enum err reopen_load(struct req *r)
{
    if (found_place(r)->closed_at == NONE)
        return ERR_CLASH;
    show_place(r, found_place(r));
    form_show(r, &reopen_form, NULL);
    return OK;
}

/* Of its roles those that do not go with what the person was given meanwhile, or that there are no more here. */
static enum err drop_apart(struct req *r, void *place, uint64_t person, unsigned roles)
{
    const struct place *p = place;
    enum err e = OK;

    for (unsigned bit = 1; !e && bit & R_SIGNED_IN; bit <<= 1) {
        struct grant g;

        if (!(roles & bit))
            continue;
        if ((e = grant_facts(r, p, bit, person, &g)))
            return e;
        if (grant_roles(g.kind, g.leads) & bit && !grant_is_apart(&g))
            continue;
        if ((e = role_drop(r, person, p->id, bit)) || (e = grant_ended(r, p->id, person, bit)) ||
            (e = tell_person(r, person, "org_role_taken", p, bit, "/org/", NULL)))
            return e;
        audit_note(r, (struct audit){ .action = A_ROLE_DROP, .subject = person, .object = "org", .object_id = p->id,
                                      .detail = role_name(bit) });
    }
    return e;
}

enum err reopen_done(struct req *r, const void *in)
{
    struct place back = *found_place(r), *p = &back;
    enum err e;

    (void)in;
    if ((e = place_lock(r, p->id)) || (e = place_reopen(r, p)) || (e = everybody(r, p->id, p, drop_apart)))
        return e;
    audit_note(r, (struct audit){ .action = A_ORG_CHANGE, .object = "org", .object_id = p->id, .detail = "reopen" });
    return go(r, arena_fmt(r->arena, "%s&said=org_reopened", place_at(r, "/org/people", p)));
}
