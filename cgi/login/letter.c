/* Letters about accounts; links are built from the configured origin only (SECURITY 8). */
#include "login.h"
#include "base/setting.h"
#include "flow/outbox.h"

const char *const login_sms[] = { "confirm", "already", "reset", "password_changed", NULL };

enum err letter_send(struct req *r, const struct account *a, const char *name, const char *path, const char *code)
{
    const char *link = arena_fmt(r->arena, "%s%s%s", setting_text(SET_ORIGIN), path, code ? code : "");
    const struct hole holes[] = { { "link", link }, { "name", a->name }, { "site", setting_text(SET_SITE) },
                                  { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .account = a->id, .lang = a->lang, .name = name, .holes = holes,
                                           .flow = "", .secret = code != NULL });
}
