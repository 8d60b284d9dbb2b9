/* The front page, the plain pages, and the reader's own details. */
#include "login.h"
#include "base/ident.h"
#include "base/setting.h"
#include <string.h>

/* These pages need nothing from the database; the frame and the texts are all. */
enum err home_load(struct req *r)
{
    out_i(r, "signed_in", r->who->id != 0);
    return OK;
}

enum err help_load(struct req *r)
{
    out_s(r, "phone", setting_text(SET_PHONE));
    return home_load(r);
}

enum err sent_load(struct req *r)
{
    out_s(r, "in", with_next(r, "/login/"));
    return OK;
}

/* Whoever comes from signing out is known again, and the address says no more about it. */
enum err front_load(struct req *r)
{
    const struct front_query *q = r->query;

    if (!*q->known)
        return home_load(r);
    device_return(r, q->known);
    return go(r, "/?said=out");
}

/* The first address of ours in a text, without the origin; "" if there is none. */
static const char *path_in(struct req *r, const char *text)
{
    static const char inside[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/?=&%";
    const char *origin = setting_text(SET_ORIGIN), *at = strstr(text, origin);

    if (!at || at[strlen(origin)] != '/')
        return "";
    at += strlen(origin);
    return arena_strn(r->arena, at, strspn(at, inside));
}

/* Anybody may read it: there is nothing in it but what a demonstration has sent; elsewhere there is no such page. */
enum err sink_load(struct req *r)
{
    struct shown list[SHOWN_MAX];
    size_t n = 0;
    enum err e;

    if (!setting_int(SET_DEMO))
        return ERR_GONE;
    if ((e = sink_list(r, list, &n)))
        return e;
    for (size_t i = 0; i < n; i++) {
        struct node *item = out_item(r, "sent");
        const struct lang *l = lang_find(list[i].lang);

        node_s(item, "way", lang_text(r->lang, arena_fmt(r->arena, "T.login.sink_%s", list[i].way)));
        node_s(item, "tag", l ? l->tag : "en");
        node_s(item, "receiver", list[i].receiver);
        node_s(item, "subject", list[i].subject);
        node_s(item, "body", list[i].body);
        node_s(item, "link", path_in(r, list[i].body));
        node_s(item, "at", lang_time(r->arena, r->lang, list[i].at));
    }
    return OK;
}

enum err me_load(struct req *r)
{
    const char *codes;
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e || (e = codes_left(r, &codes)))
        return e;
    if (codes)
        out_s(r, "codes", codes);
    form_show(r, &me_form, &(struct me){ .name = r->who->name });
    out_s(r, "mail", a.mail);
    out_s(r, "phone", phone_grouped(r->arena, a.phone));
    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1)
        if (r->who->roles & bit)
            node_s(out_item(r, "roles"), "text",
                   lang_text(r->lang, arena_fmt(r->arena, "T.role.%s", role_name(bit))));
    return OK;
}

enum err me_done(struct req *r, const void *in)
{
    enum err e = account_set_name(r, r->who->id, ((const struct me *)in)->name, r->lang->code);

    return e ? e : go(r, "/login/me?said=saved");
}
