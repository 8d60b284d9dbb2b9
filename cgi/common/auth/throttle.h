/* Against guessing and floods of letters: counters (SECURITY 25), and browsers that are known. */
#ifndef QIAO_THROTTLE_H
#define QIAO_THROTTLE_H

#include "base/req.h"

/* Kinds are rows of the table in throttle.c. */
enum throttle { TH_DEVICE, TH_ACCOUNT, TH_ADDRESS, TH_SECOND, TH_MAIL, TH_RESET, TH_MAIL_ADDRESS, TH_NEW_ADDRESS,
    TH_TRUST, TH_TRUST_MAIL, TH_AGAIN, TH_TOLD, TH_INVITE, TH_INVITED, TH_WARD,
    TH_TAKE, TH_TAKE_CODE };
enum err throttle_open(struct req *r, enum throttle kind, const char *key, bool *ret_open);
enum err throttle_count(struct req *r, enum throttle kind, const char *key);
/* Asks and counts: for what is counted whatever comes of it, as letters are. */
enum err throttle_use(struct req *r, enum throttle kind, const char *key, bool *ret_open);
/* How a counter stands, for the owner's eye. */
struct throttled {
    const char *name; /* as in T.throttle.<name> */
    bool closed;
    bool hard;        /* until a known browser or a recovery letter opens it; until is NONE */
    bool just;        /* the try counted last closed it for the first time */
    int64_t until;    /* UTC */
};
enum err throttle_look(struct req *r, enum throttle kind, const char *key, struct throttled *ret);
enum err throttle_clear(struct req *r, enum throttle kind, const char *key);
/* An account's key for TH_ACCOUNT: one, however it may be reached. */
const char *throttle_account(struct req *r, uint64_t account);
/* The address as a network: /24 or /64, because one person has many of those. */
const char *throttle_network(struct req *r);

/* device.c: a browser that this account signed in from before. */
bool device_is_known(struct req *r, uint64_t account, const char **ret_key);
void device_remember(struct req *r, uint64_t account);
/* For an address, where a cookie would not arrive: remembers the browser that brings it within a minute and knows no
 * other account. */
const char *device_ticket(struct req *r, uint64_t account);
void device_return(struct req *r, const char *ticket);

struct sql;
extern const struct sql *const throttle_sql[];

#endif
