/* The door of locations that are not ours: nginx asks here who the reader is before it lets a request through
 * (auth_request, conf/nginx/qiao_door.conf). No page, and not reached from outside. */
#include "login.h"
#include <string.h>

static void number(struct req *r, const char *header, uint64_t n)
{
    reply_header(r, header, arena_fmt(r->arena, "%llu", (unsigned long long)n));
}

/* One of these names, parted by commas, is a role of the reader. A name nobody knows lets nobody in. */
static bool has_one_of(struct req *r, const char *names)
{
    char *rest = NULL;

    for (char *s = strtok_r(arena_str(r->arena, names), ", ", &rest); s; s = strtok_r(NULL, ", ", &rest))
        if (role_find(s) & r->who->roles)
            return true;
    return false;
}

static const char *names_of(struct req *r, unsigned roles)
{
    struct buf b = { .arena = r->arena };

    buf_str(&b, "");
    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1)
        if (roles & bit)
            buf_fmt(&b, "%s%s", b.n ? "," : "", role_name(bit));
    return b.p;
}

/* Where to sign in, and from there back to what was asked for; nginx cannot encode an address. One too long to lead
 * back is left out: three times as long, it would not fit into what nginx reads of a head. */
static enum err send_in(struct req *r)
{
    const char *page = r->who->half ? "/login/second" : r->who->stale ? "/login/password" : "/login/";
    const char *asked = r->http->asked;

    if (*asked && strlen(asked) <= NEXT_MAX)
        page = arena_fmt(r->arena, "%s?next=%s", page, url_encode(r->arena, asked));
    reply_status(r, 401);
    reply_header(r, "X-Qiao-Sign-In", page);
    return OK;
}

/* Names may be of any script; a header holds ASCII. */
enum err door_load(struct req *r)
{
    const char *role = ((const struct door_query *)r->query)->role;
    const struct who *w = r->who;

    if (!w->id || w->half || w->stale)
        return send_in(r);
    if (*role && !has_one_of(r, role)) {
        reply_status(r, 403);
        return OK;
    }
    reply_status(r, 204);
    number(r, "X-Qiao-Account", w->id);
    reply_header(r, "X-Qiao-Name", url_encode(r->arena, w->name));
    number(r, "X-Qiao-Org", w->org);
    reply_header(r, "X-Qiao-Roles", names_of(r, w->roles));
    return OK;
}
