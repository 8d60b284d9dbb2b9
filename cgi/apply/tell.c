/* Letters that no move sends: to the centre, when a promise of its own is over, and reminders to applicants who have
 * something to correct. No SQL. */
#include "apply.h"
#include "base/clock.h"
#include "base/setting.h"
#include "data/tx.h"
#include "flow/outbox.h"

/* Two reminders before the time for corrections ends (DOMAIN 2.2): the first leaves the better part of a week. */
enum { FIRST_S = 6 * DAY_S, SECOND_S = 2 * DAY_S, HOLES = 20 };

/* They belong to no case, so that applicants never see them among their own. */
enum err centre_tell(struct req *r, const struct application *a, unsigned roles, const char *name)
{
    struct application theirs;
    struct req mine = *r;
    struct rows q;
    enum err e = officers_of(r, a->c.scope, roles, &q);

    while (!e && db_next(&q)) {
        const struct lang *l = lang_find(db_s(&q, 2));
        const char *link = arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN), at(r, "/apply/case", a->c.id));

        mine.lang = l ? l : r->lang;
        if ((e = application_any(&mine, a->c.id, &theirs))) /* the programme in the officer's language */
            break;
        e = outbox_put(r, &(struct letter){ .account = db_u(&q, 0), .lang = mine.lang->code, .name = name,
                       .holes = (const struct hole[]){ { "name", db_s(&q, 1) }, { "number", a->c.number },
                                { "programme", theirs.intake.name }, { "link", link }, { NULL, NULL } } });
    }
    return e ? e : db_end(&q);
}

enum err applicant_tell(struct req *r, const struct application *a, const char *name)
{
    const struct lang *l = lang_find(a->c.lang);
    struct hole holes[HOLES];

    apply_holes(r, l ? l : r->lang, a, holes, HOLES);
    return outbox_put(r, &(struct letter){ .account = a->c.owner, .lang = a->c.lang, .name = name, .holes = holes,
                      .flow = apply_flow.name, .case_id = a->c.id });
}

static enum err remind(struct req *r, uint64_t timer, uint64_t id)
{
    struct application a;
    enum err e;

    if ((e = db_begin(r)) || (e = reminder_take(r, timer, FIRST_S, SECOND_S)) || (e = application_any(r, id, &a)))
        return e;
    e = applicant_tell(r, &a, "apply_remind");
    return e ? e : db_commit(r);
}

/* One after the other, each in its own transaction; what another host has is left to it. */
enum err apply_sweep(struct req *r)
{
    struct rows q;
    enum err e = reminders_due(r, FIRST_S, SECOND_S, &q);

    while (!e && db_next(&q)) {
        e = remind(r, db_u(&q, 0), db_u(&q, 1));
        if (e)
            db_rollback(r);
        if (e == ERR_GONE || e == ERR_AGAIN)
            e = OK;
    }
    return e ? e : db_end(&q);
}
