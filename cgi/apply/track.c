/* Looking up an application without signing in: number and birth date, then a page for ten minutes. */
#include "apply.h"
#include "crypt/crypt.h"
#include <stdlib.h>
#include <string.h>

enum { TICKET_S = 600 };

/* id.end.code: the address of the result holds neither number nor birth date. */
static const char *code_of(struct req *r, const char *id_end)
{
    struct digest d = hmac_of("track", id_end, strlen(id_end));

    return base64url_of(r->arena, d.b, sizeof d.b);
}

static bool ticket_opens(struct req *r, const char *ticket, uint64_t *ret_id)
{
    const char *end = strchr(ticket, '.');
    const char *code = end ? strchr(end + 1, '.') : NULL;
    const char *right;

    if (!code)
        return false;
    right = code_of(r, arena_strn(r->arena, ticket, (size_t)(code - ticket)));
    if (strlen(right) != strlen(code + 1) || !secret_equal(right, code + 1, strlen(right)))
        return false;
    *ret_id = strtoull(ticket, NULL, 10);
    return strtoll(end + 1, NULL, 10) > r->now;
}

enum err track_load(struct req *r)
{
    const struct ticket_query *q = r->query;
    struct application a;
    uint64_t id;
    enum err e;

    form_show(r, &track_form, NULL);
    out_s(r, "form.track.action", "/apply/track");
    if (!q->ticket || !*q->ticket || !ticket_opens(r, q->ticket, &id))
        return OK;
    if ((e = application_any(r, id, &a)))
        return e;
    show_application(r, &a);
    out_s(r, "app.name", ""); /* number, stage and dates are enough here */
    out_i(r, "known", 1);
    return OK;
}

enum err track_done(struct req *r, const void *in)
{
    const struct track *t = in;
    uint64_t id;
    const char *id_end;
    enum err e = number_is_right(t->number) ? application_by_number(r, t->number, t->birth, &id) : ERR_GONE;

    if (e == ERR_GONE) {
        fault_add(r->faults, NULL, "unknown_application");
        return ERR_INPUT;
    }
    if (e)
        return e;
    id_end = arena_fmt(r->arena, "%llu.%lld", (unsigned long long)id, (long long)(r->now + TICKET_S));
    return go(r, arena_fmt(r->arena, "/apply/track?ticket=%s.%s", id_end, code_of(r, id_end)));
}
