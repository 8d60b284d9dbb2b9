/* The front page of /admin: the doors of the hat that is on. */
#include "pages.h"

/* Texts T.page.admin_<name>.title and T.door.<name>. */
static const struct door {
    const char *name;
    unsigned role;
} doors[] = {
    { "audit", R_AUDITOR },
    { "chains", R_AUDITOR },
};

enum err home_load(struct req *r)
{
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        struct node *n;

        if (!(doors[i].role & r->who->roles))
            continue;
        n = out_item(r, "doors");
        node_s(n, "href", arena_fmt(r->arena, "/admin/%s", doors[i].name));
        node_s(n, "text", text_of(r, "page", arena_fmt(r->arena, "admin_%s.title", doors[i].name)));
        node_s(n, "hint", text_of(r, "door", doors[i].name));
    }
    return OK;
}
