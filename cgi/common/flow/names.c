/* Names of the states and events of every flow. Cases keep the numbers, people and other programs get the names: a row
 * may be added at the end, none may be renamed or moved. */
#include "flow/names.h"
#include <string.h>

const char *const apply_states[] = {
    "", "draft", "submitted", "in_review", "returned", "interview", "offered", "conditional", "admitted",
    "enrolled", "rejected", "declined", "offer_withdrawn", "not_met", "deferred", "no_show", "withdrawn",
    "lapsed", "not_sent", NULL
};
const char *const apply_events[] = {
    "", "create", "submit", "accept_for_review", "return", "resubmit", "lapse", "schedule_interview",
    "cancel_interview", "offer", "reject", "stale", "accept", "decline", "decline_by_timer", "withdraw_offer",
    "confirm_conditions", "conditions_not_met", "undo_not_met", "defer", "reinstate", "register", "no_show",
    "withdraw", "restore", "close_draft", "remind_check", "file_jw202", "record_permit", "remind_permit",
    "permit_over", "remind_deferred", NULL
};

const char *const org_states[] = { "", "asked", "checked", "returned", "verified", "refused", "withdrawn", "lapsed",
                                   NULL };
const char *const org_events[] = { "", "ask", "check", "verify", "return", "correct", "refuse", "restore", "withdraw",
                                   "lapse", "remind", NULL };

const char *const trust_states[] = { "", "asked", "returned", "accepted", "refused", "withdrawn", "lapsed",
                                     "joining", NULL };
const char *const trust_events[] = { "", "ask", "accept", "return", "correct", "refuse", "restore", "withdraw",
                                     "lapse", "remind", "join", "agree", "deny", NULL };

const char *const privacy_states[] = { "", "asked", "agreed", "held", "done", "refused", "withdrawn", NULL };
const char *const privacy_events[] = { "", "ask", "agree", "correct", "erase", "hold", "resume", "refuse", "restore",
                                       "withdraw", "remind", "overtake", NULL };

static const struct {
    const char *flow;
    const char *const *state, *const *event;
} flows[] = {
    { "apply", apply_states, apply_events },
    { "org", org_states, org_events },
    { "trust", trust_states, trust_events },
    { "privacy", privacy_states, privacy_events },
};

static const char *name_at(const char *const *names, int64_t number)
{
    for (int64_t i = 0; names[i]; i++)
        if (i == number)
            return *names[i] ? names[i] : NULL;
    return NULL;
}

const char *flow_state_name(const char *flow, int64_t state)
{
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
        if (strcmp(flows[i].flow, flow) == 0)
            return name_at(flows[i].state, state);
    return NULL;
}

const char *flow_event_name(const char *flow, int64_t event)
{
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
        if (strcmp(flows[i].flow, flow) == 0)
            return name_at(flows[i].event, event);
    return NULL;
}
