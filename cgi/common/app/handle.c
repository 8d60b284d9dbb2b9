/* One request, from parameters to answer. The security steps stand here once (DESIGN 5). */
#include "app/parts.h"
#include "app/prefork.h"
#include "base/clock.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include "http/body.h"
#include "http/serve.h"
#include "view/view.h"
#include <string.h>
#include <time.h>

enum { LANG_COOKIE_S = 365 * DAY_S };

static const struct who nobody = { .name = "", .org_name = "", .mail = "", .lang = "", .actor_name = "",
                                   .for_name = "" };

/* ?lang= wins and is remembered; then the cookie, the account, the browser, the site (UX 7.1). */
static void choose_language(struct req *r)
{
    const struct param *asked = params_find(&r->http->query, "lang");
    const struct lang *l = asked ? lang_find(asked->value) : NULL;

    if (l && r->http->method != M_POST)
        reply_cookie(r, "lang", l->code, LANG_COOKIE_S);
    if (!l)
        l = lang_find(cookie_get(r, "lang"));
    if (!l)
        l = lang_find(r->who->lang);
    if (!l)
        l = lang_choose(r->http->language);
    if (!l)
        out_i(r, "choose", 1); /* nothing fits: the menu of languages stands open */
    if (!l)
        l = lang_find(setting_text(SET_LANG));
    r->lang = l ? l : lang_table();
}

/* ?view=large is remembered (UX U13). */
static void choose_view(struct req *r)
{
    const struct param *p = params_find(&r->http->query, "view");

    if (p && (strcmp(p->value, "large") == 0 || strcmp(p->value, "normal") == 0))
        reply_cookie(r, "view", p->value, LANG_COOKIE_S);
}

static const struct route *route_of(const struct app *app, const char *path)
{
    for (const struct route *t = app->route; t->path; t++)
        if (strcmp(t->path, path) == 0)
            return t;
    return NULL;
}

static enum err may_enter(struct req *r)
{
    const struct route *t = r->route;

    if (t->role & R_ANYONE)
        return OK;
    if (!r->who->id)
        return ERR_LOGIN;
    if (r->who->half && !t->half)
        return ERR_LOGIN;
    if (r->who->stale && !t->half && !t->stale)
        return ERR_LOGIN;
    if (t->fresh && !session_is_fresh(r))
        return ERR_LOGIN;
    if (r->who->looking && r->who->id != r->who->actor && r->http->method == M_POST)
        return ERR_ROLE;
    return role_fits(t->role, r->who->roles) ? OK : ERR_ROLE;
}

/* The address' own parameters, checked like a form; a wrong one is a thing that does not exist. */
static enum err read_query(struct req *r)
{
    void *record = NULL;
    enum err e;

    if (!r->route->query)
        return OK;
    e = form_read(r, r->route->query, &r->http->query, &record);
    r->query = record;
    r->faults = NULL;
    return e;
}

static enum err show_page(struct req *r, int status)
{
    enum err e;

    if (r->route->load) {
        if ((e = r->route->load(r)))
            return e;
    } else if (r->route->form) {
        form_show(r, r->route->form, NULL);
    }
    return reply_get_place(r) ? OK : answer_page(r, status);
}

/* Whoever acts or looks for somebody sees that person's data: written down before the page is shown. */
static enum err note_view(struct req *r)
{
    if (r->who->id == r->who->actor || r->route->role & R_ANYONE)
        return OK;
    return audit_now(r, (struct audit){ .action = A_VIEW_PERSON, .detail = r->route->path });
}

static enum err get(struct req *r)
{
    enum err e;

    if ((r->route->find && (e = r->route->find(r))) || (e = note_view(r)) || (r->route->form && (e = kept_show(r))))
        return e;
    return show_page(r, 200);
}

/* With faults the page is shown again: 422, or 403 when the form itself was not ours or too old. */
static enum err post(struct req *r)
{
    enum err e = command_run(r);
    bool strange;

    if (!e)
        kept_end(r);
    if (e != ERR_INPUT || !r->faults || !r->faults->n)
        return e;
    strange = r->faults->n == 1 && strcmp(r->faults->list[0].name, "token") == 0;
    reply_clear(r);
    return show_page(r, strange ? 403 : 422);
}

static const char *slashed(struct req *r, const char *path)
{
    return arena_fmt(r->arena, "%s/", path);
}

static enum err answer(struct req *r)
{
    enum err e;

    if ((e = session_find(r))) {
        choose_language(r);
        return e;
    }
    choose_language(r);
    choose_view(r);
    r->route = route_of(r->app, r->http->path);
    if (!r->route && route_of(r->app, slashed(r, r->http->path)))
        return go(r, slashed(r, r->http->path));
    if (!r->route)
        return ERR_GONE;
    if (!r->route->inner && (r->http->method == M_OTHER || (r->http->method == M_POST && !r->route->form)))
        return ERR_METHOD;
    e = may_enter(r);
    if (e == ERR_LOGIN && r->http->method == M_POST && !r->who->half)
        kept_save(r, r->who->id ? who_acts(r->who) : r->who->expired);
    if (e || (e = read_query(r)))
        return e;
    return r->http->method == M_POST && !r->route->inner ? post(r) : get(r);
}

static int64_t ms_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool database_answers(struct req *r)
{
    static const struct sql ping = { .text = "SELECT 1" };
    struct rows q;

    return db_one(r, &ping, (const struct arg[]){ arg_end() }, &q) == OK && db_end(&q) == OK;
}

/* Machines ask here, on loopback only: is the process there, does the database answer; and qiao-admin, over the socket
 * alone: the numbers of the keys that are known. */
static bool answer_health(struct req *r)
{
    bool ready = true;
    const char *text;

    if (strcmp(r->http->path, "/readyz") == 0)
        ready = database_answers(r);
    else if (strcmp(r->http->path, "/healthz") && strcmp(r->http->path, "/keyz"))
        return false;
    text = strcmp(r->http->path, "/keyz") == 0 ? arena_fmt(r->arena, "%s\n", seal_key_ids(r->arena))
           : ready ? "ok\n" : "no database\n";
    reply_status(r, ready ? 200 : 503);
    reply_body(r, "text/plain", (struct bytes){ (const unsigned char *)text, strlen(text) });
    return true;
}

void handle_request(struct fcgi *c, char *const *envp, void *worker)
{
    struct worker *w = worker;
    struct http http = { .fcgi = c };
    struct req req = { .arena = w->arena, .now = clock_now(), .who = &nobody, .http = &http, .db = w->db,
                       .app = w->app, .token = token_make, .lang = lang_table(),
                       .acted_in = w->app->acted_in ? w->app->name : NULL };
    struct req *r = &req;
    unsigned before = db_count(w->db);
    int64_t start = ms_now();
    enum err e;

    prefork_busy(true);
    view_begin(r);
    e = http_read(r, envp);
    if (e)
        choose_language(r);
    else if (!answer_health(r))
        e = answer(r);
    if (db_in_tx(r))
        db_rollback(r);
    if (e == ERR_ROLE && r->who->id && r->route) /* ASVS 16.3.2 */
        audit_now(r, (struct audit){ .action = A_DENIED, .refused = true, .detail = r->route->path });
    if (e)
        answer_error(r, e);
    reply_send(r);
    log_line(r, "route=%s method=%d status=%d ms=%lld sql=%u who=%llu", r->route ? r->route->path : "-",
             (int)http.method, reply_get_status(r), (long long)(ms_now() - start), db_count(w->db) - before,
             (unsigned long long)r->who->id);
    body_close(&http.body);
    view_finish(r);
    arena_reset(w->arena);
    prefork_busy(false);
}
