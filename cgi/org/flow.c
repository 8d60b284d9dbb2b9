/* The state machine of a registration, as rows. Nothing else changes a state. */
#include "org.h"
#include "base/ident.h"

#define BIT(s) (1u << (s))

static const struct registration *of(const void *c)
{
    return c;
}

/* Two persons where the verifier's row says so, and for a code whose check sign is wrong (DOMAIN 1.1). */
static bool needs_two(const struct registration *x)
{
    return x->two || uscc_is_doubtful(x->uscc);
}

static const char *wants_check(const struct req *r, const void *c)
{
    (void)r;
    return needs_two(of(c)) ? NULL : "check_first";
}

static const char *wants_none(const struct req *r, const void *c)
{
    (void)r;
    return needs_two(of(c)) ? "check_first" : NULL;
}

/* Officers may have registrations of their own: others decide on those, and they themselves take them back. */
static const char *is_owner(const struct req *r, const void *c)
{
    return of(c)->c.owner == r->who->id ? NULL : "not_yours";
}

/* The organisation begins, and who asked becomes its administrator. */
static enum err found_place_of(struct req *r, const void *c)
{
    uint64_t org;
    enum err e = place_add(r, of(c), &org);

    if (e == ERR_TWICE)
        return grant_refuse(r, "uscc_taken");
    if (e || (e = registration_became(r, of(c)->c.id, org)))
        return e;
    return grant_founder(r, of(c), org);
}

static enum err remind(struct req *r, const void *c)
{
    return tell_verifiers(r, of(c), "desk_due");
}

static const struct step steps[] = {
    { STATE_NONE, ASK_ASK, ASK_ASKED, R_SIGNED_IN, is_owner, NULL, 0, false, "org_received" },
    { ASK_ASKED, ASK_CHECK, ASK_CHECKED, R_DESK, wants_check, NULL, 0, false, NULL },
    { ASK_ASKED, ASK_VERIFY, ASK_VERIFIED, R_DESK, wants_none, found_place_of, 0, false, "org_verified" },
    { ASK_CHECKED, ASK_VERIFY, ASK_VERIFIED, R_DESK, NULL, found_place_of, ASK_CHECK, false, "org_verified" },
    { ASK_ASKED, ASK_RETURN, ASK_RETURNED, R_DESK, NULL, NULL, 0, false, "org_returned" },
    { ASK_CHECKED, ASK_RETURN, ASK_RETURNED, R_DESK, NULL, NULL, 0, false, "org_returned" },
    { ASK_RETURNED, ASK_CORRECT, ASK_ASKED, R_SIGNED_IN, is_owner, NULL, 0, false, "org_received" },
    { ASK_ASKED, ASK_REFUSE, ASK_REFUSED, R_DESK, NULL, NULL, 0, true, "org_refused" },
    { ASK_CHECKED, ASK_REFUSE, ASK_REFUSED, R_DESK, NULL, NULL, 0, true, "org_refused" },
    { ASK_REFUSED, ASK_RESTORE, ASK_ASKED, R_DESK, NULL, NULL, 0, true, "org_restored" },
    { ASK_LAPSED, ASK_RESTORE, ASK_ASKED, R_DESK, NULL, NULL, 0, true, "org_restored" },
    { ASK_ASKED, ASK_WITHDRAW, ASK_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { ASK_CHECKED, ASK_WITHDRAW, ASK_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { ASK_RETURNED, ASK_WITHDRAW, ASK_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { ASK_RETURNED, ASK_LAPSE, ASK_LAPSED, R_CLOCK, NULL, NULL, 0, false, "org_lapsed" },
    { ASK_ASKED, ASK_REMIND, ASK_ASKED, R_CLOCK, NULL, remind, 0, false, NULL },
    { ASK_CHECKED, ASK_REMIND, ASK_CHECKED, R_CLOCK, NULL, remind, 0, false, NULL },
    { .who = 0 }
};

/* The promise stands still while the asker has something to correct. */
static const struct term terms[] = {
    { ASK_REMIND, BIT(ASK_ASKED) | BIT(ASK_CHECKED), BIT(ASK_RETURNED), .due = NULL },
    { ASK_LAPSE, BIT(ASK_RETURNED), 0, .due = NULL },
    { .event = 0 }
};

static enum err load(struct req *r, uint64_t id, void **ret)
{
    struct registration *x = arena_new(r->arena, 1, sizeof *x);

    *ret = x;
    return registration_any(r, id, x);
}

const struct flow org_flow = {
    .name = "org", .table = "org_case", .state = org_states, .event = org_events,
    .final = BIT(ASK_VERIFIED) | BIT(ASK_WITHDRAWN), .step = steps, .term = terms, .load = load, .holes = org_holes,
};
