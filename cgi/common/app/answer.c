/* Pages: the reader's name and language into every data set; errors to status and text. */
#include "app/parts.h"
#include "base/setting.h"
#include "flow/calendar.h"
#include "view/view.h"
#include <string.h>

/* One row per failure. log says who is to blame in the log line; the reader sees T.error_page.<status>. */
static const int statuses[ERR__MAX] = {
    [OK] = 200,        [ERR_INPUT] = 422, [ERR_BROKEN] = 400, [ERR_LOGIN] = 303, [ERR_ROLE] = 403,
    [ERR_GONE] = 404,  [ERR_METHOD] = 405, [ERR_CLASH] = 409, [ERR_LARGE] = 413, [ERR_LIMIT] = 429,
    [ERR_TWICE] = 409, [ERR_AGAIN] = 503, [ERR_BUSY] = 503,   [ERR_HORIZON] = 503, [ERR_BUG] = 500,
};

enum { KEPT_COOKIE_S = 3600 };

/* "/apply/person" is page apply_person; "/" is home; "/apply/" is apply. */
static const char *page_of(struct req *r)
{
    char *name = arena_str(r->arena, r->route ? r->route->path + 1 : "error");
    size_t n = strlen(name);

    if (n && name[n - 1] == '/')
        name[n - 1] = '\0';
    for (char *p = name; *p; p++)
        if (*p == '/')
            *p = '_';
    return *name ? name : "home";
}

/* This address with everything but lang, for the language links. */
static const char *here(struct req *r)
{
    struct buf b = { .arena = r->arena };

    buf_str(&b, r->http->path);
    buf_str(&b, "?");
    for (size_t i = 0; i < r->http->query.n; i++)
        if (strcmp(r->http->query.list[i].name, "lang") && strcmp(r->http->query.list[i].name, "view") &&
            strcmp(r->http->query.list[i].name, "said"))
            buf_fmt(&b, "%s=%s&", url_encode(r->arena, r->http->query.list[i].name),
                    url_encode(r->arena, r->http->query.list[i].value));
    return b.p;
}

/* What was just done, after a redirect: ?said= names one of our own sentences, never free text. */
static void show_said(struct req *r)
{
    const struct param *p = params_find(&r->http->query, "said");
    const char *text = NULL;

    if (p && p->n && strspn(p->value, "abcdefghijklmnopqrstuvwxyz_") == p->n)
        text = lang_text(r->lang, arena_fmt(r->arena, "T.said.%s", p->value));
    if (!text)
        return;
    out_s(r, "banner.kind", "ok");
    out_s(r, "banner.text", text);
}

static bool is_large(struct req *r)
{
    const struct param *p = params_find(&r->http->query, "view");

    return strcmp(p ? p->value : cookie_get(r, "view"), "large") == 0;
}

/* For whom is acted, on every page, with the way to end it (trust). */
static void show_acting(struct req *r)
{
    if (!r->who->acting || !*r->who->for_name)
        return;
    out_s(r, "acting.name", r->who->for_name);
    out_s(r, "acting.until", lang_deadline(r->arena, r->lang, r->who->acting_ends));
    out_i(r, "acting.looking", r->who->looking);
    out_i(r, "acting.here", r->who->id != r->who->actor);
    out_s(r, "acting.token", token_make(r, "act_end"));
}

static void show_frame(struct req *r)
{
    out_s(r, "page", page_of(r));
    out_s(r, "here", here(r));
    out_s(r, "path", r->http->path);
    out_s(r, "site", setting_text(SET_SITE));
    if (setting_int(SET_DEMO))
        out_i(r, "demo", 1);
    if (is_large(r))
        out_i(r, "large", 1);
    if (r->who->id) {
        out_i(r, "who.id", (int64_t)r->who->id);
        out_s(r, "who.name", r->who->id != r->who->actor ? r->who->actor_name : *r->who->name ? r->who->name
                                                                                               : r->who->mail);
        out_s(r, "who.org", r->who->org_name);
        out_i(r, "who.hats", r->who->hats || r->who->org); /* a hat whose last role was taken can be taken off */
        out_s(r, "out_token", token_make(r, "out"));
    }
    show_acting(r);
    menu_show(r);
    show_said(r);
}

static enum err render(struct req *r, const char *view, int status)
{
    struct bytes body;
    enum err e;

    show_frame(r);
    if ((e = view_render(r, view, &body)))
        return e;
    reply_status(r, status);
    reply_body(r, "text/html; charset=utf-8", body);
    return OK;
}

enum err answer_page(struct req *r, int status)
{
    const char *view = r->route->view;

    if (r->route->form)
        out_s(r, "main_form", r->route->form->name);
    if (!view && r->route->form)
        view = "common/form_page";
    return view && *view ? render(r, view, status) : OK;
}

static void answer_plain(struct req *r, int status)
{
    const char *text = arena_fmt(r->arena, "%d %s\n", status, r->id);

    reply_status(r, status);
    reply_body(r, "text/plain; charset=utf-8", (struct bytes){ (const unsigned char *)text, strlen(text) });
}

/* To the sign-in page, and back afterwards; a post comes back to its form. */
static void answer_login(struct req *r)
{
    bool stale = r->who->stale && !(r->route && r->route->stale);
    bool half = r->who->half && !(r->route && r->route->half);
    const char *to = half ? "/login/second" : stale ? "/login/password"
                     : r->who->id ? "/login/again" : "/login/";
    const char *back = *r->http->query_text ? arena_fmt(r->arena, "%s?%s", r->http->path, r->http->query_text)
                                            : r->http->path;

    if (r->kept)
        reply_cookie(r, "kept", r->kept, KEPT_COOKIE_S);
    go(r, arena_fmt(r->arena, "%s?next=%s", to, url_encode(r->arena, back)));
}

static const char *allowed(const struct route *route)
{
    return route && route->form ? "GET, HEAD, POST" : "GET, HEAD";
}

/* Not busy for a moment, but until somebody loads the year: a page of its own says which. */
static void show_horizon(struct req *r)
{
    const struct hole holes[] = { { "year", arena_fmt(r->arena, "%d", calendar_missing(r)) }, { NULL, NULL } };
    const char *text = lang_text(r->lang, "T.error_page.calendar.text");

    out_s(r, "error_status", "calendar");
    out_s(r, "error_text", lang_fill(r->arena, text, holes));
}

void answer_error(struct req *r, enum err e)
{
    int status = statuses[e];

    reply_clear(r);
    if (e == ERR_LOGIN && r->who) {
        answer_login(r);
        return;
    }
    if (e == ERR_METHOD)
        reply_header(r, "Allow", allowed(r->route));
    if (status == 503)
        reply_header(r, "Retry-After", e == ERR_HORIZON ? "86400" : "5");
    view_finish(r);
    view_begin(r);
    r->faults = NULL;
    r->route = NULL;
    out_i(r, "error_status", status);
    if (e == ERR_HORIZON && r->lang)
        show_horizon(r);
    if (!r->lang || !r->who || render(r, "common/error", status))
        answer_plain(r, status);
}
