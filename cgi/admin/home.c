/* The front page of /admin, the doors of the hat that is on; and what stands on every page: tables, summary lists. No
 * SQL, no HTML. */
#include "pages.h"
#include "base/clock.h"
#include <string.h>

enum { EAST_S = 8 * 3600 };

const char *text_of(struct req *r, const char *group, const char *name)
{
    const char *t = lang_text(r->lang, arena_fmt(r->arena, "T.%s.%s", group, name));

    return t ? t : name;
}

/* Columns of numbers stand right, with figures of one width (UX 3.2). */
static bool is_number(const char *column)
{
    static const char *const numbers[] = { "records", "tries", "fired", "running", "standing", "due", NULL };
    const char *const *n = numbers;

    while (*n && strcmp(*n, column))
        n++;
    return *n != NULL;
}

struct node *list_add(struct req *r, const char *name, const char *const *columns)
{
    struct node *n = out_item(r, "lists");

    node_s(n, "caption", text_of(r, "list", arena_fmt(r->arena, "%s.caption", name)));
    node_s(n, "empty", text_of(r, "list", arena_fmt(r->arena, "%s.empty", name)));
    for (; *columns; columns++) {
        struct node *head = node_item(n, "head");

        node_s(head, "label", text_of(r, "column", *columns));
        if (is_number(*columns))
            node_i(head, "num", 1);
    }
    return n;
}

struct node *cell_number(struct req *r, struct node *row, int64_t number)
{
    return node_cell(row, arena_fmt(r->arena, "%lld", (long long)number));
}

struct node *fact_add(struct req *r, const char *name, const char *text)
{
    struct node *n = out_item(r, "facts");

    node_s(n, "label", text_of(r, "fact", name));
    node_s(n, "text", text);
    return n;
}

const char *stamp(struct req *r, int64_t utc_s)
{
    int64_t s = utc_s + EAST_S;

    if (utc_s == NONE)
        return "";
    return arena_fmt(r->arena, "%s %02d:%02d:%02d", day_text(r->arena, day_of(utc_s)), (int)(s / 3600 % 24),
                     (int)(s / 60 % 60), (int)(s % 60));
}

const char *span(struct req *r, int64_t seconds)
{
    static const struct unit {
        int64_t seconds;
        const char *name;
    } units[] = { { DAY_S, "days" }, { 3600, "hours" }, { 60, "minutes" }, { 1, "seconds" } };
    const struct unit *u = units;
    int64_t s = seconds < 0 ? -seconds : seconds;
    struct hole holes[2] = { { "n", NULL }, { NULL, NULL } };

    while (u->seconds > 1 && s < 2 * u->seconds)
        u++;
    holes[0].value = arena_fmt(r->arena, "%lld", (long long)(s / u->seconds));
    return lang_fill(r->arena, text_of(r, "span", u->name), holes);
}

/* Texts T.page.admin_<name>.title and T.door.<name>. href: a page of another program; NULL: /admin/<name>. */
static const struct door {
    const char *name;
    unsigned role;
    const char *href;
} doors[] = {
    { "jobs", R_SYS_ADMIN, NULL },
    { "mail", R_SYS_ADMIN, NULL },
    { "days", R_SYS_ADMIN, NULL },
    { "settings", R_SYS_ADMIN, NULL },
    { "people", R_SECURITY_ADMIN, NULL },
    { "orgs", R_SECURITY_ADMIN, "/org/all" },
    { "roles", R_SECURITY_ADMIN, "/org/waiting" },
    { "resets", R_SECURITY_ADMIN | R_COORDINATOR, NULL },
    { "requests", R_SECURITY_ADMIN, "/privacy/desk" },
    { "audit", R_AUDITOR, NULL },
    { "chains", R_AUDITOR, NULL },
};

enum err home_load(struct req *r)
{
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        struct node *n;

        if (!(doors[i].role & r->who->roles))
            continue;
        n = out_item(r, "doors");
        node_s(n, "href", doors[i].href ? doors[i].href : arena_fmt(r->arena, "/admin/%s", doors[i].name));
        node_s(n, "text", text_of(r, "page", arena_fmt(r->arena, "admin_%s.title", doors[i].name)));
        node_s(n, "hint", text_of(r, "door", doors[i].name));
    }
    return OK;
}
