/* Cookies: one rule for their names, both ways.
 * Over https the name begins with __Host-, so that no other host can plant one (SECURITY 28); over
 * http, which QIAO_ORIGIN allows to this machine only, browsers refuse that prefix. */
#include "base/log.h"
#include "base/setting.h"
#include "http/reply.h"

#include <string.h>

static bool is_secure(void)
{
    return !strncmp(setting_text(SET_ORIGIN), "https://", 8);
}

static const char *full_name(const struct req *r, const char *name)
{
    return is_secure() ? arena_fmt(r->arena, "__Host-%s", name) : name;
}

const char *cookie_get(const struct req *r, const char *name)
{
    const char *full = full_name(r, name), *s = r->http->cookie_text, *found = NULL;
    size_t full_n = strlen(full), found_n = 0;

    while (s && *s) {
        size_t n;
        s += strspn(s, " \t;");
        n = strcspn(s, ";");
        if (n > full_n && s[full_n] == '=' && !memcmp(s, full, full_n)) {
            const char *value = s + full_n + 1;
            size_t value_n = n - full_n - 1;
            while (value_n && (value[value_n - 1] == ' ' || value[value_n - 1] == '\t'))
                value_n--;
            if (found && (found_n != value_n || memcmp(found, value, value_n)))
                return "";
            found = value;
            found_n = value_n;
        }
        s += n;
    }
    return found ? arena_strn(r->arena, found, found_n) : "";
}

/* cookie-octet of RFC 6265 4.1.1. */
static bool value_is_plain(const char *s)
{
    for (; *s; s++)
        if (*s <= 0x20 || *s == 0x7f || strchr("\",;\\", *s))
            return false;
    return true;
}

static bool name_is_plain(const char *s)
{
    return *s && !s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")];
}

void reply_cookie(struct req *r, const char *name, const char *value, int64_t age_s)
{
    const char *full = full_name(r, name);
    struct buf b = { .arena = r->arena };

    if (!name_is_plain(name) || !value_is_plain(value)) {
        fail(r, ERR_BUG, "cookie left out");
        return;
    }
    buf_fmt(&b, "%s=%s; Path=/; HttpOnly; SameSite=Lax", full, value);
    if (is_secure())
        buf_str(&b, "; Secure");
    if (age_s)
        buf_fmt(&b, "; Max-Age=%lld", age_s < 0 ? 0LL : (long long)age_s);
    /* Equal up to the = : a cookie set twice is sent once, with the later value. */
    reply_add(r, "Set-Cookie", b.p, strlen(full) + 1);
}
