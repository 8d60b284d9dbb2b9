/* The device cookie of SECURITY 25: this browser has signed in to this account before. */
#include "auth/throttle.h"
#include "base/clock.h"
#include "crypt/crypt.h"
#include "http/http.h"
#include <stdlib.h>
#include <string.h>

enum { DEVICE_S = 90 * DAY_S, TICKET_S = 60 };

static const char *code_of(struct req *r, uint64_t account, const char *salt, const char *end)
{
    const char *s = arena_fmt(r->arena, "%llu|%s|%s", (unsigned long long)account, salt, end);
    struct digest d = hmac_of("device", s, strlen(s));

    return base64url_of(r->arena, d.b, sizeof d.b);
}

/* salt.end.code */
bool device_is_known(struct req *r, uint64_t account, const char **ret_key)
{
    char *salt = arena_str(r->arena, cookie_get(r, "dev"));
    char *end = strchr(salt, '.');
    char *code = end ? strchr(end + 1, '.') : NULL;
    const char *right;

    if (!code)
        return false;
    *end++ = '\0';
    *code++ = '\0';
    right = code_of(r, account, salt, end);
    if (strlen(right) != strlen(code) || !secret_equal(right, code, strlen(right)))
        return false;
    *ret_key = right;
    return strtoll(end, NULL, 10) > r->now;
}

void device_remember(struct req *r, uint64_t account)
{
    const char *salt = random_text(r->arena, 16);
    const char *end = arena_fmt(r->arena, "%lld", (long long)(r->now + DEVICE_S));

    reply_cookie(r, "dev", arena_fmt(r->arena, "%s.%s.%s", salt, end, code_of(r, account, salt, end)), DEVICE_S);
}

static const char *ticket_of(struct req *r, const char *account, const char *end)
{
    const char *s = arena_fmt(r->arena, "%s|%s", account, end);
    struct digest d = hmac_of("device-return", s, strlen(s));

    return arena_fmt(r->arena, "%s.%s.%s", account, end, base64url_of(r->arena, d.b, sizeof d.b));
}

/* account.end.code */
const char *device_ticket(struct req *r, uint64_t account)
{
    return ticket_of(r, arena_fmt(r->arena, "%llu", (unsigned long long)account),
                     arena_fmt(r->arena, "%lld", (long long)(r->now + TICKET_S)));
}

void device_return(struct req *r, const char *ticket)
{
    char *account = arena_str(r->arena, ticket), *end = strchr(account, '.');
    char *code = end ? strchr(end + 1, '.') : NULL;
    const char *right;

    if (!code || *cookie_get(r, "dev")) /* a stranger's ticket must not take the place of what is known */
        return;
    *end++ = '\0';
    *code = '\0';
    right = ticket_of(r, account, end);
    if (strlen(right) == strlen(ticket) && secret_equal(right, ticket, strlen(right)) &&
        strtoll(end, NULL, 10) > r->now)
        device_remember(r, strtoull(account, NULL, 10));
}
