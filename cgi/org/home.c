/* The front page of org: the reader's organisations, registrations under way, and roles that wait for an answer. */
#include "org.h"

static const char *roles_text(struct req *r, unsigned roles)
{
    struct buf b = { .arena = r->arena };

    buf_str(&b, "");
    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1)
        if (roles & bit)
            buf_fmt(&b, "%s%s", b.n ? ", " : "", role_text(r, r->lang, bit));
    return b.p;
}

static enum err show_places(struct req *r)
{
    struct rows q;
    enum err e = places_of(r, who_acts(r->who), &q);

    while (!e && db_next(&q)) {
        struct node *n = out_item(r, "places");
        bool on = db_u(&q, 0) == r->who->org;

        node_s(n, "kind", lang_text(r->lang, arena_fmt(r->arena, "T.choice.org_kind.%s", db_s(&q, 1))));
        node_s(n, "name", db_s(&q, 2));
        node_s(n, "roles", roles_text(r, (unsigned)db_u(&q, 3)));
        node_i(n, "on", on);
        if (on && db_u(&q, 3) & R_PEOPLE)
            node_s(n, "people", "/org/people");
        if (on && db_u(&q, 3) & R_DESK)
            node_s(n, "desk", "/org/desk");
    }
    return e ? e : db_end(&q);
}

static enum err show_registrations(struct req *r)
{
    struct rows q;
    enum err e = registrations_of(r, who_acts(r->who), &q);

    while (!e && db_next(&q)) {
        struct node *n = out_item(r, "regs");
        const char *state = org_states[db_i(&q, 3)];

        node_s(n, "number", db_s(&q, 1));
        node_s(n, "name", db_s(&q, 2));
        node_s(n, "state", state);
        node_s(n, "state_text", lang_text(r->lang, arena_fmt(r->arena, "T.org.state.%s", state)));
        node_s(n, "href", org_at(r, "/org/case", db_u(&q, 0)));
        if (!db_null(&q, 5))
            node_s(n, "due", lang_deadline(r->arena, r->lang, db_time(&q, 5)));
    }
    return e ? e : db_end(&q);
}

static enum err show_offers(struct req *r)
{
    struct rows q;
    enum err e = grants_to(r, who_acts(r->who), &q);

    while (!e && db_next(&q)) {
        struct node *n = out_item(r, "offers");

        node_s(n, "name", db_s(&q, 2));
        node_s(n, "role", role_text(r, r->lang, (unsigned)db_u(&q, 3)));
        node_s(n, "due", lang_deadline(r->arena, r->lang, db_time(&q, 4)));
        node_s(n, "href", arena_fmt(r->arena, "/org/join?grant=%llu", (unsigned long long)db_u(&q, 0)));
    }
    return e ? e : db_end(&q);
}

enum err front_load(struct req *r)
{
    enum err e;

    out_i(r, "oversees", (r->who->roles & R_OVERSEE) != 0);
    if ((e = show_places(r)) || (e = show_registrations(r)))
        return e;
    return show_offers(r);
}
