/* --tables: routes and forms as JSON, so that the attack tests know every page the day it is written.
 * What only the web server asks for is no page. */
#include "app/parts.h"
#include "form/kind.h"

static void print_field(const struct field *d, bool last)
{
    printf("{\"name\":\"%s\",\"kind\":\"%s\",\"must\":%s,\"min\":%lld,\"max\":%lld,\"shown\":%s,\"choice\":[", d->name,
           kind_of(d)->name, d->must ? "true" : "false", (long long)field_min(d), (long long)field_max(d),
           d->flags & F_SHOWN ? "true" : "false");
    for (size_t i = 0; d->choice && d->choice[i]; i++)
        printf("%s\"%s\"", i ? "," : "", d->choice[i]);
    printf("]}%s", last ? "" : ",");
}

static void print_form(const char *key, const struct form *f)
{
    printf(",\"%s\":{\"name\":\"%s\",\"mark\":%s,\"fields\":[", key, f->name, f->mark ? "true" : "false");
    for (const struct field *d = f->field; d->name; d++)
        print_field(d, !d[1].name);
    printf("]}");
}

void print_tables(const struct app *app)
{
    printf("{\"name\":\"%s\",\"routes\":[", app->name);
    for (const struct route *t = app->route; t->path; t++) {
        if (t->inner)
            continue;
        printf("%s\n{\"path\":\"%s\",\"public\":%s,\"half\":%s,\"fresh\":%s,\"find\":%s,\"body_max\":%zu,\"roles\":[",
               t == app->route ? "" : ",", t->path, t->role & R_ANYONE ? "true" : "false", t->half ? "true" : "false",
               t->fresh ? "true" : "false", t->find ? "true" : "false", t->body_max);
        for (unsigned bit = 1, first = 1; bit & R_SIGNED_IN; bit <<= 1)
            if (t->role & bit) {
                printf("%s\"%s\"", first ? "" : ",", role_name(bit));
                first = 0;
            }
        printf("]");
        if (t->query)
            print_form("query", t->query);
        if (t->form)
            print_form("form", t->form);
        printf("}");
    }
    printf("\n]}\n");
}
