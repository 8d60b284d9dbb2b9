/* A form or a summary into the data set. Templates draw it; here are no tags. */
#include "base/clock.h"
#include "base/text.h"
#include "form/kind.h"
#include "view/country.h"
#include "view/lang.h"
#include "view/out.h"
#include <string.h>

static const void *slot_of(const struct field *d, const void *record)
{
    return (const char *)record + d->at;
}

static void show_option(struct req *r, struct node *n, const struct field *d, const char *code, bool selected)
{
    struct node *o = node_item(n, "options");

    node_s(o, "code", code);
    node_s(o, "label", d->kind == K_YESNO ? lang_text(r->lang, strcmp(code, "yes") ? "T.common.no" : "T.common.yes")
                                          : choice_text(r, d, code));
    if (selected)
        node_i(o, "selected", 1);
}

static bool among(const struct params *typed, const char *name, const char *code)
{
    for (size_t i = 0; i < typed->n; i++)
        if (strcmp(typed->list[i].name, name) == 0 && strcmp(typed->list[i].value, code) == 0)
            return true;
    return false;
}

/* Options with the chosen ones marked; typed wins over the record. */
static void show_options(struct req *r, struct node *n, const struct field *d, const void *slot,
                         const struct params *typed)
{
    static const char *const yesno[] = { "yes", "no", NULL };
    const char *const *codes = d->kind == K_COUNTRY ? country_codes() : d->kind == K_YESNO ? yesno : d->choice;
    size_t count = 0;

    for (size_t i = 0; codes[i]; i++, count++) {
        bool on = false;

        if (typed)
            on = among(typed, d->name, codes[i]);
        else if (slot && !slot_is_empty(d, slot) && d->kind == K_CHOICES)
            on = *(const int64_t *)slot & ((int64_t)1 << i);
        else if (slot && !slot_is_empty(d, slot) && d->kind == K_YESNO)
            on = *(const int64_t *)slot == (i == 0);
        else if (slot && !slot_is_empty(d, slot))
            on = strcmp(*(const char *const *)slot, codes[i]) == 0;
        show_option(r, n, d, codes[i], on);
    }
    node_i(n, "fold", count > 8);
}

/* What was typed may be no text; a page must be, whatever is wrong in it. */
static const char *legible(struct req *r, const char *s, size_t n)
{
    struct buf b = { .arena = r->arena };
    uint32_t c;

    if (text_is_utf8(s, n))
        return s;
    buf_str(&b, "");
    while ((c = text_next(&s)))
        text_put(&b, c);
    return b.p;
}

static const char *typed_value(struct req *r, const struct params *typed, const char *name, const char *suffix)
{
    const struct param *p = params_find(typed, arena_fmt(r->arena, "%s%s", name, suffix));

    return p && !p->upload ? legible(r, p->value, p->n) : "";
}

static void show_date(struct req *r, struct node *n, const struct field *d, const void *slot,
                      const struct params *typed)
{
    int y, m, day;

    if (typed) {
        node_s(n, "day", typed_value(r, typed, d->name, "-d"));
        node_s(n, "month", typed_value(r, typed, d->name, "-m"));
        node_s(n, "year", typed_value(r, typed, d->name, "-y"));
    } else if (slot && !slot_is_empty(d, slot)) {
        day_split(*(const int64_t *)slot, &y, &m, &day);
        node_i(n, "day", day);
        node_i(n, "month", m);
        node_i(n, "year", y);
    }
}

static const char *plain_value(struct req *r, const struct field *d, const void *slot)
{
    int64_t v;

    if (!kind_of(d)->number)
        return *(const char *const *)slot;
    v = *(const int64_t *)slot;
    if (d->kind == K_MONEY)
        return arena_fmt(r->arena, v % 100 ? "%lld.%02lld" : "%lld", (long long)(v / 100), (long long)(v % 100));
    return arena_fmt(r->arena, "%lld", (long long)v);
}

static void show_value(struct req *r, struct node *n, const struct field *d, const void *slot,
                       const struct params *typed)
{
    switch (d->kind) {
    case K_SECRET:
    case K_FILE:
        return; /* never sent back */
    case K_COUNTRY:
    case K_CHOICE:
    case K_CHOICES:
    case K_YESNO:
        show_options(r, n, d, slot, typed);
        return;
    case K_DATE:
        show_date(r, n, d, slot, typed);
        return;
    case K_AGREE: /* never ticked beforehand, and not for another version than was seen */
        if (typed)
            node_s(n, "typed", typed_value(r, typed, d->name, ""));
        return;
    case K_TICK:
        if (typed ? *typed_value(r, typed, d->name, "") : slot && *(const int64_t *)slot == 1)
            node_i(n, "value", 1);
        return;
    default:
        if (typed && !(d->flags & F_SHOWN))
            node_s(n, "value", typed_value(r, typed, d->name, ""));
        else if (slot && !slot_is_empty(d, slot))
            node_s(n, "value", plain_value(r, d, slot));
    }
}

/* {min}, {max} and {label} of a fault, in the unit of the kind. */
static void fill_holes(struct req *r, const struct form *f, const struct fault *x, struct hole *holes)
{
    const struct field *d = x->field;
    const char *label = lang_text(r->lang, arena_fmt(r->arena, "T.form.%s.%s.label", f->name, d->name));
    int64_t min = x->limit == NONE ? field_min(d) : x->limit, max = x->limit == NONE ? field_max(d) : x->limit;

    holes[0] = (struct hole){ "min", arena_fmt(r->arena, "%lld", (long long)min) };
    holes[1] = (struct hole){ "max", arena_fmt(r->arena, "%lld", (long long)max) };
    holes[2] = (struct hole){ "label", label ? label : "" };
    if (d->kind == K_FILE)
        holes[1].value = arena_fmt(r->arena, "%lld MB", (long long)(max / 1048576));
    if (d->kind == K_DATE) {
        holes[0].value = lang_day(r->arena, r->lang, x->limit == NONE ? day_of(r->now) + d->min : x->limit);
        holes[1].value = lang_day(r->arena, r->lang, x->limit == NONE ? day_of(r->now) + d->max : x->limit);
    }
    if (d->kind == K_MONEY) {
        holes[0].value = lang_money(r->arena, r->lang, min);
        holes[1].value = lang_money(r->arena, r->lang, max);
    }
}

/* "T.form.person.name_primary.error.must" if there is one, else "T.error.must", holes filled. */
static const char *fault_text(struct req *r, const struct form *f, const struct fault *x)
{
    struct hole holes[4] = { { NULL, NULL } };
    const char *t = NULL;

    if (x->field) {
        t = lang_text(r->lang, arena_fmt(r->arena, "T.form.%s.%s.error.%s", f->name, x->field->name, x->name));
        fill_holes(r, f, x, holes);
    }
    if (!t)
        t = lang_text(r->lang, arena_fmt(r->arena, "T.error.%s", x->name));
    return t ? lang_fill(r->arena, t, holes) : x->name;
}

static const char *field_fault(struct req *r, const struct form *f, const struct field *d)
{
    if (!r->faults || r->faults->form != f)
        return NULL;
    for (size_t i = 0; i < r->faults->n; i++)
        if (r->faults->list[i].field == d)
            return fault_text(r, f, &r->faults->list[i]);
    return NULL;
}

/* What the script needs to say before a file travels what would be said after it (read_file). */
static void show_file(struct req *r, const struct form *f, struct node *n, const struct field *d)
{
    node_s(n, "accept", "image/jpeg,image/png,application/pdf");
    node_i(n, "max", field_max(d));
    node_s(n, "large", fault_text(r, f, &(struct fault){ .field = d, .name = "file_size", .limit = NONE }));
}

static void show_field(struct req *r, const struct form *f, struct node *list, const struct field *d,
                       const void *record, const struct params *typed)
{
    const struct kind_row *k = kind_of(d);
    struct node *n = node_item(list, "field");
    const char *error = field_fault(r, f, d);

    node_s(n, "name", d->name);
    node_s(n, "form", f->name);
    node_s(n, "kind", d->flags & F_SHOWN ? "shown" : k->name);
    node_i(n, "must", d->must || d->flags & F_ASKED);
    if (!k->number && d->kind != K_FILE) {
        node_i(n, "min", field_min(d));
        node_i(n, "max", field_max(d));
    }
    if (d->kind == K_FILE)
        show_file(r, f, n, d);
    node_s(n, "fill", d->fill ? d->fill : "off");
    if (k->inputmode)
        node_s(n, "inputmode", k->inputmode);
    if (error)
        node_s(n, "error", error);
    show_value(r, n, d, record ? slot_of(d, record) : NULL, typed);
}

static void show_faults(struct req *r, const struct form *f, struct node *n)
{
    if (!r->faults || r->faults->form != f || r->faults->n == 0)
        return;
    node_i(n, "faulty", (int64_t)r->faults->n);
    out_i(r, "faulty", 1);
    for (size_t i = 0; i < r->faults->n; i++) {
        struct node *x = node_item(n, "fault");
        const struct field *d = r->faults->list[i].field;
        const char *text = fault_text(r, f, &r->faults->list[i]);
        bool mark = !d && strcmp(r->faults->list[i].name, "mark") == 0;

        node_s(x, "field", mark ? "mark" : !d ? "" : d->kind == K_DATE ? arena_fmt(r->arena, "%s-d", d->name)
                                                                       : d->name);
        node_s(x, "text", text);
        if (mark)
            node_s(n, "mark_error", text);
    }
}

/* This address as it was asked for; bytes that do not belong into one are percent-encoded. */
static const char *here(struct req *r)
{
    struct buf b = { .arena = r->arena };

    buf_str(&b, r->http->path);
    if (*r->http->query_text)
        buf_str(&b, "?");
    for (const char *s = r->http->query_text; *s; s++) {
        if (*s > 0x20 && *s < 0x7f)
            buf_add(&b, s, 1);
        else
            buf_fmt(&b, "%%%02X", (unsigned)(unsigned char)*s);
    }
    return b.p;
}

void form_show(struct req *r, const struct form *f, const void *record)
{
    const struct params *typed = r->faults && r->faults->form == f && (r->faults->n || r->faults->kept)
                                     ? r->faults->typed : NULL;
    struct node *n = out_node(r, arena_fmt(r->arena, "form.%s", f->name));
    bool files = false;

    node_s(n, "name", f->name);
    if (r->http)
        node_s(n, "action", here(r));
    if (r->token && !f->query)
        node_s(n, "token", r->token(r, f->name));
    show_faults(r, f, n);
    for (const struct field *d = f->field; d->name; d++) {
        files = files || d->kind == K_FILE;
        show_field(r, f, n, d, record, typed);
    }
    if (files)
        node_s(n, "enctype", "multipart/form-data");
    if (f->mark) {
        node_i(n, "mark", 1);
        if (typed)
            node_s(n, "marked", typed_value(r, typed, "mark", ""));
    }
}

void form_put(struct req *r, const struct form *f, const char *field, const char *name, const char *value)
{
    int i = 0;

    while (f->field[i].name && strcmp(f->field[i].name, field))
        i++;
    out_s(r, arena_fmt(r->arena, "form.%s.field.%d.%s", f->name, i, name), value);
}

void form_ask(struct req *r, const struct form *f, const char *field, bool asked, bool must)
{
    if (!asked)
        form_put(r, f, field, "kind", "none");
    else if (must)
        form_put(r, f, field, "must", "1");
}

void form_summary(struct req *r, const struct form *f, const void *record, const char *at)
{
    for (const struct field *d = f->field; d->name; d++) {
        const void *slot = slot_of(d, record);
        struct node *n;

        if (d->kind == K_HIDDEN || d->kind == K_SECRET || d->kind == K_FILE)
            continue;
        n = out_item(r, at);
        node_s(n, "name", d->name);
        node_s(n, "form", f->name);
        if (slot_is_empty(d, slot))
            node_i(n, "empty", 1);
        else
            node_s(n, "text", kind_of(d)->text(r, f, d, slot));
    }
}
