/* SQL of the pages about one's own account: organisations to work for, and what happened. */
#include "login.h"
#include "data/db.h"

extern const struct sql list_hats, list_events;
const struct sql list_hats = { .text =
    "SELECT o.id, o.name, BIT_OR(g.role) FROM account_role g JOIN org o ON o.id = g.org AND o.closed_at IS NULL "
    "WHERE g.account = ? GROUP BY o.id ORDER BY o.id LIMIT 50" };
const struct sql list_events = { .text =
    "SELECT at, action, refused, address, detail FROM login_event WHERE account = ? ORDER BY id DESC LIMIT 50" };

enum err hat_list(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_hats, (const struct arg[]){ arg_u(account), arg_end() }, ret);
}

enum err event_list(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_events, (const struct arg[]){ arg_u(account), arg_end() }, ret);
}
