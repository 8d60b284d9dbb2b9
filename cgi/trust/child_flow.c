/* The state machine of a guardian's question, as rows. Nothing else changes a state. */
#include "child.h"
#include "base/clock.h"
#include "base/setting.h"
#include "flow/outbox.h"
#include "form/form.h"

#define BIT(s) (1u << (s))

static const struct child_case *of(const void *c)
{
    return c;
}

/* Officers may have children of their own: others decide on those; nobody on what has been deleted. */
static const char *is_owner(const struct req *r, const void *c)
{
    return of(c)->c.owner == r->who->id ? NULL : "not_yours";
}

static const char *is_not_owner(const struct req *r, const void *c)
{
    return of(c)->c.owner == r->who->id ? "own_child" : *of(c)->child ? NULL : "erased_child";
}

/* The 18th birthday; who is born on 29 February has it on 1 March (base/clock.h). */
static int64_t grown_on(int64_t birth)
{
    int64_t day = day_add_months(birth, AGE_ADULT * 12);

    return age_at(birth, day) < AGE_ADULT ? day + 1 : day;
}

/* The child has an account that nobody signs in with, and the guardian acts in it until the child is of age. */
static enum err open_account(struct req *r, const void *c)
{
    const struct child_case *x = of(c);
    const struct child *told;
    struct ward w;
    uint64_t account, deed;
    int64_t ends;
    void *record;
    enum err e = form_get(r, &child_fix_form, x->c.id, "centre", x->c.scope, &record);

    if (e)
        return e;
    told = record;
    ends = day_end(grown_on(told->birth) - 1);
    if (ends <= r->now) {
        fault_add(r->faults, NULL, "child_grown");
        return ERR_INPUT;
    }
    w = (struct ward){ .name = told->child, .lang = told->speaks, .relation = told->relation, .number = "",
                       .birth = told->birth };
    if ((e = ward_open(r, &w, "guardian", &account)) || (e = child_became(r, x->c.id, account)))
        return e;
    return ward_begin(r, &(struct deed){ .subject = account, .agent = x->c.owner, .kind = "guardian", .ends = ends },
                      &deed);
}

/* The same child has an account: who asks joins it, once its guardian has agreed, or at once if nobody acts as one. A
 * school that opened it is told, not asked: the centre has seen who the guardian is. */
static bool may_join(const struct twin *t)
{
    return t->account && !t->taken && !t->theirs;
}

static const char *twin_has_guardian(const struct req *r, const void *c)
{
    const char *fault = is_not_owner(r, c);

    return fault ? fault : may_join(&of(c)->twin) && of(c)->twin.guardian ? NULL : "no_twin";
}

static const char *twin_has_none(const struct req *r, const void *c)
{
    const char *fault = is_not_owner(r, c);

    return fault ? fault : may_join(&of(c)->twin) && !of(c)->twin.guardian ? NULL : "no_twin";
}

static const char *is_first(const struct req *r, const void *c)
{
    return of(c)->first && of(c)->first == r->who->id ? NULL : "not_yours";
}

static enum err ask_first(struct req *r, const void *c)
{
    const struct child_case *x = of(c);
    const char *link = arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN), child_at(r, "second", x->c.id));
    struct person to;
    enum err e;

    if ((e = child_became(r, x->c.id, x->twin.account)) || (e = person_get(r, x->twin.guardian, &to)))
        return e == ERR_GONE ? OK : e; /* the clock brings it back */
    return outbox_put(r, &(struct letter){ .account = to.id, .lang = to.lang, .name = "child_second", .flow = "",
                      .holes = (const struct hole[]){ { "name", to.name }, { "guardian", x->guardian },
                               { "child", x->child }, { "link", link }, { NULL, NULL } } });
}

/* The school's people, who see the account among their pupils. */
static enum err tell_school(struct req *r, const struct child_case *x, uint64_t account)
{
    const char *link = arena_fmt(r->arena, "%s/trust/pupils", setting_text(SET_ORIGIN));
    struct rows q;
    enum err e = ward_carers(r, account, R_SCHOOL, &q);

    while (!e && db_next(&q))
        e = outbox_put(r, &(struct letter){ .account = db_u(&q, 0), .lang = db_s(&q, 2), .name = "desk_child_joined",
                       .flow = "", .holes = (const struct hole[]){ { "name", db_s(&q, 1) }, { "guardian", x->guardian },
                                { "child", x->child }, { "link", link }, { NULL, NULL } } });
    return e ? e : db_end(&q);
}

static enum err join(struct req *r, const struct child_case *x, uint64_t account)
{
    int64_t ends = day_end(grown_on(x->birth) - 1);
    uint64_t deed;
    enum err e;

    if (ends <= r->now) {
        fault_add(r->faults, NULL, "child_grown");
        return ERR_INPUT;
    }
    if ((e = child_became(r, x->c.id, account)) || (e = ward_from_centre(r, account)) ||
        (e = tell_school(r, x, account)))
        return e;
    return ward_begin(r, &(struct deed){ .subject = account, .agent = x->c.owner, .kind = "guardian", .ends = ends },
                      &deed);
}

static enum err join_now(struct req *r, const void *c) { return join(r, c, of(c)->twin.account); }
static enum err join_agreed(struct req *r, const void *c) { return join(r, c, of(c)->account); }
static enum err forget_twin(struct req *r, const void *c) { return child_became(r, of(c)->c.id, 0); }

static enum err remind(struct req *r, const void *c)
{
    const char *link = arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN),
                                 child_at(r, "child_review", of(c)->c.id));
    struct rows q;
    enum err e = child_officers(r, of(c)->c.scope, &q);

    while (!e && db_next(&q))
        e = outbox_put(r, &(struct letter){ .account = db_u(&q, 0), .lang = db_s(&q, 2), .name = "desk_child_due",
                       .flow = "", .holes = (const struct hole[]){ { "name", db_s(&q, 1) },
                                { "number", of(c)->c.number }, { "link", link }, { NULL, NULL } } });
    return e ? e : db_end(&q);
}

static const struct step steps[] = {
    { STATE_NONE, CHILD_ASK, CHILD_ASKED, R_SIGNED_IN, is_owner, NULL, 0, false, "child_received" },
    { CHILD_ASKED, CHILD_ACCEPT, CHILD_ACCEPTED, R_CENTRE, is_not_owner, open_account, 0, false, "child_accepted" },
    { CHILD_ASKED, CHILD_JOIN, CHILD_JOINING, R_CENTRE, twin_has_guardian, ask_first, 0, false, "child_joining" },
    { CHILD_ASKED, CHILD_JOIN, CHILD_ACCEPTED, R_CENTRE, twin_has_none, join_now, 0, false, "child_accepted" },
    { CHILD_JOINING, CHILD_AGREE, CHILD_ACCEPTED, R_SIGNED_IN, is_first, join_agreed, 0, false, "child_accepted" },
    { CHILD_JOINING, CHILD_DENY, CHILD_REFUSED, R_SIGNED_IN, is_first, forget_twin, 0, true, "child_refused" },
    { CHILD_JOINING, CHILD_LAPSE, CHILD_ASKED, R_CLOCK, NULL, forget_twin, 0, false, NULL },
    { CHILD_JOINING, CHILD_WITHDRAW, CHILD_WITHDRAWN, R_SIGNED_IN, is_owner, forget_twin, 0, false, NULL },
    { CHILD_ASKED, CHILD_RETURN, CHILD_RETURNED, R_CENTRE, is_not_owner, NULL, 0, false, "child_returned" },
    { CHILD_RETURNED, CHILD_CORRECT, CHILD_ASKED, R_SIGNED_IN, is_owner, NULL, 0, false, "child_received" },
    { CHILD_ASKED, CHILD_REFUSE, CHILD_REFUSED, R_CENTRE, is_not_owner, NULL, 0, true, "child_refused" },
    { CHILD_REFUSED, CHILD_RESTORE, CHILD_ASKED, R_CENTRE, is_not_owner, NULL, 0, true, "child_restored" },
    { CHILD_LAPSED, CHILD_RESTORE, CHILD_ASKED, R_CENTRE, is_not_owner, NULL, 0, true, "child_restored" },
    { CHILD_ASKED, CHILD_WITHDRAW, CHILD_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { CHILD_RETURNED, CHILD_WITHDRAW, CHILD_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { CHILD_RETURNED, CHILD_LAPSE, CHILD_LAPSED, R_CLOCK, NULL, NULL, 0, false, "child_lapsed" },
    { CHILD_ASKED, CHILD_REMIND, CHILD_ASKED, R_CLOCK, NULL, remind, 0, false, NULL },
    { .who = 0 }
};

/* The promise stands still while a guardian has something to correct, or to answer. */
static const struct term terms[] = {
    { CHILD_REMIND, BIT(CHILD_ASKED), BIT(CHILD_RETURNED) | BIT(CHILD_JOINING), .due = NULL },
    { CHILD_LAPSE, BIT(CHILD_RETURNED) | BIT(CHILD_JOINING), 0, .due = NULL },
    { .event = 0 }
};

static enum err load(struct req *r, uint64_t id, void **ret)
{
    struct child_case *x = arena_new(r->arena, 1, sizeof *x);

    *ret = x;
    return child_any(r, id, x);
}

const struct flow child_flow = {
    .name = "trust", .table = "trust_child", .state = trust_states, .event = trust_events,
    .final = BIT(CHILD_ACCEPTED) | BIT(CHILD_WITHDRAWN), .step = steps, .term = terms, .load = load,
    .holes = child_holes,
};
