/* --check: what the tables promise, against the database, the templates and the catalogues. */
#include "app/parts.h"
#include "auth/consent.h"
#include "auth/throttle.h"
#include "base/text.h"
#include "data/db.h"
#include "document/document.h"
#include "view/view.h"
#include <string.h>

extern const struct sql *const command_sql[];

static unsigned check_sql(struct req *r, const struct sql *const *list, FILE *to)
{
    unsigned n = 0;

    for (; list && *list; list++) {
        const char *wrong = db_check(r, *list);

        if (wrong) {
            fprintf(to, "%s: %s\n  in: %s\n", r->app->name, wrong, (*list)->text);
            n++;
        }
    }
    return n;
}

static unsigned check_route(struct req *r, const struct route *t, FILE *to)
{
    bool bad_role = t->role == 0, bad_done = (t->form != NULL) != (t->done != NULL);
    bool bad_view = !t->view && !t->form && !t->load;
    const char *title;
    char *page = arena_str(r->arena, t->path + 1);
    unsigned n = 0;

    if (bad_role || bad_done || bad_view) {
        fprintf(to, "%s: route %s needs %s\n", r->app->name, t->path,
                bad_role ? "a role (R_ANYONE if it is public)" : bad_done ? "form and done together" : "a view");
        n++;
    }
    if (t->view && !*t->view)
        return n;
    for (char *p = page; *p; p++)
        if (*p == '/')
            *p = p[1] ? '_' : '\0';
    title = arena_fmt(r->arena, "T.page.%s.title", *page ? page : "home");
    if (!lang_text(r->lang, title)) {
        fprintf(to, "%s: route %s has no text %s\n", r->app->name, t->path, title);
        n++;
    }
    return n;
}

/* Characters of an SMS once it is filled in; a code has six digits, minutes two, an address of ours about so many. */
static size_t sms_length(struct req *r, const char *text)
{
    static const struct hole holes[] = {
        { "code", "123456" }, { "minutes", "10" },
        { "link", "https://qiao.example.test/login/undo?code=aaaaaaaaaaaaaaaaaaaaaa" }, { NULL, NULL }
    };

    return text_length(lang_fill(r->arena, text, holes));
}

/* 70 characters fit into one message, 67 into each part of a longer one; 160 and 153 if all are of the basic alphabet
 * (3GPP TS 23.038; our texts keep to ASCII there). Two parts are allowed for an address. */
static unsigned check_sms_text(struct req *r, const struct lang *l, const char *name, FILE *to)
{
    const char *key = arena_fmt(r->arena, "T.letter.%s.sms", name), *text = lang_text(l, key);
    bool plain = true, two = text && strstr(text, "{link}");
    size_t n, most;

    for (const char *c = text; c && *c; c++)
        plain = plain && !(*c & 0x80);
    most = plain ? (two ? 2 * 153 : 160) : (two ? 2 * 67 : 70);
    n = text ? sms_length(r, text) : 0;
    if (text && n <= most)
        return 0;
    if (!text)
        fprintf(to, "%s: letter %s goes to phones and has no text %s\n", r->app->name, name, key);
    else
        fprintf(to, "%s: %s: %s has %zu characters, %zu fit\n", r->app->name, l->code, key, n, most);
    return 1;
}

static unsigned check_sms(struct req *r, FILE *to)
{
    unsigned n = 0;

    for (const struct lang *l = lang_table(); l->code; l++) {
        n += check_sms_text(r, l, "notice", to);
        for (const char *const *name = r->app->sms; name && *name; name++)
            n += check_sms_text(r, l, *name, to);
    }
    return n;
}

bool app_has_files(const struct app *app)
{
    for (const struct form *const *f = app->form; f && *f; f++)
        for (const struct field *d = (*f)->field; d->name; d++)
            if (d->kind == K_FILE)
                return true;
    return false;
}

unsigned check_all(struct req *r, FILE *complaints)
{
    const struct app *app = r->app;
    unsigned n = 0;

    r->lang = lang_find("en");
    n += check_sql(r, app->sql, complaints);
    for (const struct sql *const *const *more = app->more_sql; more && *more; more++)
        n += check_sql(r, *more, complaints);
    n += check_sql(r, session_sql, complaints);
    if (app->password_slots)
        n += check_sql(r, session_open_sql, complaints) + check_sql(r, throttle_sql, complaints);
    n += check_sql(r, command_sql, complaints);
    n += check_sql(r, kept_sql, complaints);
    n += check_sql(r, audit_sql, complaints);
    n += check_sql(r, sweep_sql, complaints);
    if (app->consents)
        n += check_sql(r, consent_sql, complaints);
    n += check_sql(r, form_sql, complaints);
    if (app->flow)
        n += check_sql(r, flow_sql, complaints);
    if (app_has_files(app))
        n += check_sql(r, document_sql, complaints);
    for (const struct route *t = app->route; t && t->path; t++)
        n += check_route(r, t, complaints);
    for (const struct form *const *f = app->form; f && *f; f++)
        n += form_check(r, *f, complaints);
    for (const struct flow *const *f = app->flow; f && *f; f++)
        n += flow_check(r, *f, complaints);
    n += menu_check(app, complaints);
    n += check_sms(r, complaints);
    return n + view_check(app->must_all, complaints);
}
