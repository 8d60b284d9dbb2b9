/* The menus of every page. A reader sees the doors that open under the hat that is on, and no other. */
#include "app/parts.h"
#include <string.h>

enum { BAR = 1, OWN = 2 }; /* across the page; under the reader's name */

/* Roles are those of the routes, maybe of another program: menu_check holds them against the table of that one. */
static const struct door {
    const char *href, *text;
    unsigned role, where;
} doors[] = {
    { "/apply/", "T.nav.apply", R_ANYONE, BAR },
    { "/apply/mine", "T.nav.mine", R_APPLICANT, BAR | OWN },
    { "/apply/queue", "T.nav.queue", R_CENTRE, BAR },
    { "/apply/track", "T.nav.track", R_ANYONE, BAR },
    { "/org/desk", "T.nav.desk", R_DEPT_OFFICER | R_DEPT_LEADER | R_COORDINATOR, BAR },
    { "/admin/", "T.nav.admin", R_ADMINS, BAR },
    { "/login/me", "T.common.my_account", R_SIGNED_IN, OWN },
    { "/trust/", "T.common.trust", R_SIGNED_IN, OWN },
    { "/org/", "T.common.orgs", R_SIGNED_IN, OWN },
    { "/help", "T.nav.help", R_ANYONE, BAR },
};

static bool is_of(const char *href, const char *program)
{
    size_t n = strlen(program);

    return strncmp(href + 1, program, n) == 0 && href[1 + n] == '/';
}

/* Who acts for somebody is an applicant and nothing else where that counts, and oneself elsewhere. */
static bool opens(const struct who *w, const struct door *d)
{
    bool acts = w->acting && is_of(d->href, w->acting_in);

    if (d->role & R_ANYONE)
        return true;
    return w->id && !w->half && !w->stale && role_fits(d->role, acts ? R_APPLICANT : w->roles);
}

/* A page behind the front page of a program whose pages are all for the same people. */
static bool is_behind(const struct door *d, const char *path)
{
    size_t n = strlen(d->href);

    return !(d->role & R_ANYONE) && d->href[n - 1] == '/' && strncmp(path, d->href, n) == 0;
}

/* current: 1 this page, 2 one behind it. */
static void show_door(struct req *r, const char *list, const struct door *d)
{
    struct node *n = out_item(r, list);

    node_s(n, "href", d->href);
    node_s(n, "label", lang_text(r->lang, d->text));
    if (strcmp(r->http->path, d->href) == 0)
        node_i(n, "current", 1);
    else if (is_behind(d, r->http->path))
        node_i(n, "current", 2);
}

void menu_show(struct req *r)
{
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        if (!opens(r->who, &doors[i]))
            continue;
        if (doors[i].where & BAR)
            show_door(r, "nav", &doors[i]);
        if (doors[i].where & OWN)
            show_door(r, "own", &doors[i]);
    }
}

unsigned menu_check(const struct app *app, FILE *complaints)
{
    unsigned n = 0;

    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        const struct route *t = app->route;

        while (t && t->path && strcmp(t->path, doors[i].href))
            t++;
        if (t && t->path ? t->role == doors[i].role : !is_of(doors[i].href, app->name))
            continue;
        fprintf(complaints, "%s: the menu shows %s to others than the route lets in\n", app->name, doors[i].href);
        n++;
    }
    return n;
}
