/* A posted form to a typed record; what is wrong becomes faults. No database, no page. */
#include "base/clock.h"
#include "base/log.h"
#include "form/kind.h"
#include <string.h>

static void *slot_of(const struct field *d, void *record)
{
    return (char *)record + d->at;
}

bool form_given(const struct form *f, const void *record, const char *field)
{
    for (const struct field *d = f->field; d->name; d++)
        if (strcmp(d->name, field) == 0)
            return !slot_is_empty(d, (const char *)record + d->at);
    return false;
}

void fault_add(struct faults *f, const char *field, const char *name)
{
    fault_add_limit(f, field, name, NONE);
}

void fault_add_limit(struct faults *f, const char *field, const char *name, int64_t limit)
{
    const struct field *d = NULL;

    if (field)
        for (d = f->form->field; d->name && strcmp(d->name, field); d++)
            ;
    for (size_t i = 0; field && i < f->n; i++)
        if (f->list[i].field == d)
            return;
    if (f->n == f->room) {
        struct fault *more = arena_new(f->arena, f->room ? f->room * 2 : 8, sizeof *more);

        if (f->n)
            memcpy(more, f->list, f->n * sizeof *more);
        f->list = more;
        f->room = f->room ? f->room * 2 : 8;
    }
    f->list[f->n++] = (struct fault){ d && d->name ? d : NULL, name, limit };
}

/* Is this parameter one of the table's? Dates are three. */
static bool is_known(const struct form *f, const char *name)
{
    if (strcmp(name, "token") == 0 || (f->mark && strcmp(name, "mark") == 0))
        return true;
    for (const struct field *d = f->field; d->name; d++) {
        size_t n = strlen(d->name);

        if ((d->flags & F_SHOWN) || strncmp(d->name, name, n))
            continue;
        if (d->kind == K_DATE ? name[n] == '-' && name[n + 1] && strchr("dmy", name[n + 1]) && !name[n + 2]
                              : !name[n])
            return true;
    }
    return false;
}

static void read_field(struct req *r, const struct field *d, const struct params *in, void *record, bool later)
{
    struct reading g = { r, d, in, day_of(r->now) };
    void *slot = slot_of(d, record);
    const char *fault;

    if (kind_of(d)->number)
        *(int64_t *)slot = NONE;
    else if (d->kind != K_FILE)
        *(const char **)slot = "";
    if (d->flags & F_SHOWN)
        return;
    fault = kind_of(d)->read(&g, slot);
    if (!fault && slot_is_empty(d, slot)) {
        if (d->must && !later)
            fault = d->kind == K_FILE ? "file_none" : "must";
    } else if (!fault && d->check) {
        fault = d->check(record, g.today);
    }
    if (fault)
        fault_add(r->faults, d->name, fault);
}

enum err form_read(struct req *r, const struct form *f, const struct params *in, void **ret)
{
    void *record = arena_new(r->arena, 1, f->size);
    struct faults *faults = arena_new(r->arena, 1, sizeof *faults);
    const struct param *mark = f->mark ? params_find(in, "mark") : NULL;
    bool later = mark && strcmp(mark->value, "later") == 0;

    *faults = (struct faults){ .form = f, .arena = r->arena, .typed = in, .later = later };
    r->faults = faults;
    if (!f->query)
        for (size_t i = 0; i < in->n; i++)
            if (!is_known(f, in->list[i].name))
                return fail(r, ERR_BROKEN, "form %s has no such field", f->name);
    for (const struct field *d = f->field; d->name; d++)
        read_field(r, d, in, record, later);
    if (f->mark && !later && (!mark || strcmp(mark->value, "done")))
        fault_add(faults, NULL, "mark");
    if (f->check && !later)
        f->check(faults, record, day_of(r->now));
    *ret = record;
    return faults->n ? (f->query ? ERR_GONE : ERR_INPUT) : OK;
}
