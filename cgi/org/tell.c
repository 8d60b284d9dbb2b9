/* Letters that no move sends: to the department whose promise is over, to people whose roles change. No SQL. */
#include "org.h"
#include "base/clock.h"
#include "base/setting.h"
#include "flow/outbox.h"

static const char *link_to(struct req *r, const char *path)
{
    return arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN), path);
}

enum err tell_verifiers(struct req *r, const struct registration *x, const char *name)
{
    struct rows q;
    enum err e = verifiers_of(r, x, &q);

    while (!e && db_next(&q))
        e = outbox_put(r, &(struct letter){ .account = db_u(&q, 0), .lang = db_s(&q, 2), .name = name,
                       .holes = (const struct hole[]){ { "name", db_s(&q, 1) }, { "number", x->c.number },
                                { "org", x->name }, { "link", link_to(r, org_at(r, "/org/review", x->c.id)) },
                                { NULL, NULL } } });
    return e ? e : db_end(&q);
}

enum err tell_person(struct req *r, uint64_t account, const char *name, const struct place *p, unsigned role,
                     const char *path, const char *text)
{
    const struct lang *l;
    const char *lang;
    enum err e = account_lang(r, account, &lang);

    if (e)
        return e;
    l = lang_find(lang);
    return outbox_put(r, &(struct letter){ .account = account, .lang = lang, .name = name, .text = text,
                      .holes = (const struct hole[]){ { "org", p->name },
                               { "role", role_text(r, l ? l : r->lang, role) },
                               { "successor", p->successor_name ? p->successor_name : "" },
                               { "link", link_to(r, path) }, { NULL, NULL } } });
}

/* To an address or phone, not to an account: whether there is one is nobody's business but its owner's. */
enum err tell_invited(struct req *r, const struct place *p, const struct grant_row *x, const char *reach,
                      const char *lang, const char *code)
{
    bool phone = reach_is_phone(reach);
    const struct lang *l = lang_find(lang);

    if (!l)
        l = r->lang;
    return outbox_put(r, &(struct letter){ .address = phone ? NULL : reach, .phone = phone ? reach : NULL,
                      .lang = l->code, .name = "org_invite", .secret = true,
                      .holes = (const struct hole[]){ { "org", p->name }, { "role", role_text(r, l, x->role) },
                               { "due", lang_deadline(r->arena, l, x->ends_at) },
                               { "link", link_to(r, arena_fmt(r->arena, "/org/join?code=%s", code)) },
                               { NULL, NULL } } });
}

/* Whoever may be the second person, but for the one who asked. */
enum err tell_second(struct req *r, const struct place *p, const struct grant_row *x)
{
    unsigned here, any;
    struct grant g;
    struct rows q;
    enum err e = grant_facts(r, p, x->role, x->account, &g);

    if (e)
        return e;
    grant_wanted(&g, &here, &any);
    e = people_with(r, p->id, here, any, &q);
    while (!e && db_next(&q))
        if (db_u(&q, 0) != x->asked_by && db_u(&q, 0) != x->account)
            e = tell_person(r, db_u(&q, 0), "people_second", p, x->role,
                            db_u(&q, 3) ? place_at(r, "/org/people", p) : "/org/waiting", NULL);
    return e ? e : db_end(&q);
}
