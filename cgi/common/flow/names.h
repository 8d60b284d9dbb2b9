/* Names of the states and events of every flow, by number: [0] is "", NULL at the end. Here, and not in the programs,
 * because the copy of one's own data tells them of all programs. */
#ifndef QIAO_FLOW_NAMES_H
#define QIAO_FLOW_NAMES_H

#include <stdint.h>

extern const char *const apply_states[], *const apply_events[];
extern const char *const org_states[], *const org_events[];
extern const char *const trust_states[], *const trust_events[];
extern const char *const privacy_states[], *const privacy_events[];

/* NULL: no such flow, or none of that number; a case that has not begun has no state either. */
const char *flow_state_name(const char *flow, int64_t state);
const char *flow_event_name(const char *flow, int64_t event);

#endif
