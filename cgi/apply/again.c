/* How long and how often something may be taken back (DOMAIN 2.2). Guards say it before, effects within the move. */
#include "apply.h"
#include "base/clock.h"
#include "flow/calendar.h"

enum { LAPSED_DAYS = 30, DECLINED_WORKING_DAYS = 10 };

/* Until teaching of the intake begins. */
const char *may_return(const struct req *r, const void *c)
{
    const struct application *a = c;
    int64_t today = day_of(r->now);

    if (a->intake.starts <= today)
        return "cycle_over";
    return a->c.state == S_LAPSED && today - day_of(a->c.state_at) > LAPSED_DAYS ? "too_late" : NULL;
}

static enum err refuse(struct req *r, const char *fault)
{
    if (!r->faults)
        return ERR_CLASH;
    fault_add(r->faults, NULL, fault);
    return ERR_INPUT;
}

enum err only_once(struct req *r, const struct application *a, int event, int from)
{
    uint64_t made;
    enum err e = moves_made(r, a->c.id, event, from, &made);

    if (e)
        return e;
    return made > 1 ? refuse(r, "once") : OK; /* the log holds the move itself already */
}

enum err declined_lately(struct req *r, const struct application *a)
{
    const struct calendar *days;
    int64_t gone;
    enum err e = calendar_get(r, &days);

    if (e)
        return e;
    gone = calendar_between(days, day_of(a->c.state_at), day_of(r->now));
    return gone == NONE || gone > DECLINED_WORKING_DAYS ? refuse(r, "too_late") : OK;
}
