/* Letters about accounts; links are built from the configured origin only (SECURITY 8). */
#include "login.h"
#include "base/setting.h"
#include "flow/outbox.h"
#include <string.h>

const char *const login_sms[] = { "confirm", "already", "reset", "password_changed", "reach", "reach_taken",
                                  "reach_changed", "new_device", "locked", "second_changed", NULL };

static const char *minutes(struct req *r, int64_t s)
{
    return arena_fmt(r->arena, "%lld", (long long)(s / 60));
}

enum err letter_to(struct req *r, const struct account *a, const char *reach, const char *name, const char *digits)
{
    const char *link = arena_fmt(r->arena, "%s/login/", setting_text(SET_ORIGIN));
    const struct hole holes[] = { { "link", link }, { "code", digits ? digits : "" }, { "name", a->name },
                                  { "minutes", minutes(r, CODE_S) }, { "site", setting_text(SET_SITE) },
                                  { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .account = a->id, .way = reach_is_phone(reach) ? WAY_SMS : WAY_MAIL,
                                           .lang = a->lang, .name = name, .holes = holes, .flow = "",
                                           .secret = digits != NULL });
}

enum err letter_new(struct req *r, const struct account *a, const char *reach, const char *name, const char *digits)
{
    bool phone = reach_is_phone(reach);
    const struct hole holes[] = { { "code", digits }, { "name", a->name }, { "minutes", minutes(r, CODE_S) },
                                  { "site", setting_text(SET_SITE) }, { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .address = phone ? NULL : reach, .phone = phone ? reach : NULL,
                                           .lang = r->lang->code, .name = name, .holes = holes, .flow = "",
                                           .secret = true });
}

enum err letter_undo(struct req *r, const struct account *a, const char *reach, const char *code)
{
    bool phone = reach_is_phone(reach);
    const char *link = arena_fmt(r->arena, "%s/login/undo?code=%s", setting_text(SET_ORIGIN), code);
    const struct hole holes[] = { { "link", link }, { "name", a->name }, { "site", setting_text(SET_SITE) },
                                  { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .address = phone ? NULL : reach, .phone = phone ? reach : NULL,
                                           .lang = a->lang, .name = "reach_changed", .holes = holes, .flow = "",
                                           .secret = true });
}

enum err letter_send(struct req *r, const struct account *a, const char *name, const char *path, const char *code,
                     int64_t life_s)
{
    const char *link = arena_fmt(r->arena, "%s%s%s", setting_text(SET_ORIGIN), path, code);
    const struct hole holes[] = { { "link", link }, { "name", a->name }, { "minutes", minutes(r, life_s) },
                                  { "site", setting_text(SET_SITE) }, { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .account = a->id, .lang = a->lang, .name = name, .holes = holes,
                                           .flow = "", .secret = true });
}

enum err letter_warn(struct req *r, const struct account *a, const char *name)
{
    const struct lang *own = lang_find(a->lang), *l = own ? own : r->lang;
    const char *link = arena_fmt(r->arena, "%s/login/events", setting_text(SET_ORIGIN));
    const char *browser = browser_name(r->arena, r->http->agent);
    const struct hole holes[] = { { "link", link }, { "name", a->name }, { "site", setting_text(SET_SITE) },
                                  { "time", lang_time(r->arena, l, r->now) },
                                  { "address", r->http->address },
                                  { "browser", browser ? browser : lang_text(l, "T.login.place_unknown") },
                                  { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .account = a->id, .lang = a->lang, .name = name, .holes = holes,
                                           .flow = "" });
}

/* Not to who registered only: that the address is theirs has not been shown yet. */
enum err letter_of_lock(struct req *r, const struct account *a, enum throttle kind, const char *key)
{
    struct throttled t;
    enum err e;

    if (!a->id || strcmp(a->state, "active"))
        return OK;
    if ((e = throttle_look(r, kind, key, &t)) || !t.just)
        return e;
    audit_note(r, (struct audit){ .action = A_LOCK, .subject = a->id, .detail = t.name });
    return letter_warn(r, a, "locked");
}
