/* Draws the pieces compile.c made: the same bytes as ClearSilver's own cs_render, without a copy of each name and value
 * on the way. Every value is escaped here and nowhere else. */
#include "view/drawing.h"
#include <stdlib.h>
#include <string.h>

/* A place of the data set or of the texts; neither: it is not there. */
struct place {
    const struct node *node;
    HDF *text;
};

/* What a name stands for inside each, with and a macro; a macro sees the locals of its caller too. */
struct local {
    const char *name;
    struct place at;
    const char *text; /* not NULL: a value and no place */
    bool first;
    const struct local *next;
};

struct drawing {
    struct arena *arena;
    struct place data, texts;
    const struct local *locals;
    STRING *to;
};

struct value {
    const char *s; /* NULL: there is none */
    long n;
    bool is_number, is_text; /* text: written in the template or made, not looked up */
};

void draw_text(STRING *to, const char *s, size_t n)
{
    if (n < (size_t)(to->max - to->len)) {
        memcpy(to->buf + to->len, s, n);
        to->len += (int)n;
        to->buf[to->len] = '\0';
    } else {
        hdf_must(string_appendn(to, s, (int)n));
    }
}

/* As neos_html_escape: five signs, and CR is dropped. */
static void draw_escaped(STRING *to, const char *s)
{
    for (;;) {
        size_t n = strcspn(s, "&<>\"'\r");

        draw_text(to, s, n);
        s += n;
        switch (*s++) {
        case '&': draw_text(to, "&amp;", 5); break;
        case '<': draw_text(to, "&lt;", 4); break;
        case '>': draw_text(to, "&gt;", 4); break;
        case '"': draw_text(to, "&quot;", 6); break;
        case '\'': draw_text(to, "&#39;", 5); break;
        case '\r': break;
        default: return;
        }
    }
}

/* An address of ours needs no look at its scheme. */
static void draw_address(STRING *to, const char *s)
{
    char *escaped = NULL;

    if (*s == '/') {
        draw_escaped(to, s);
        return;
    }
    hdf_must(neos_url_validate(s, &escaped));
    draw_text(to, escaped, strlen(escaped));
    free(escaped);
}

static bool is_there(struct place p)
{
    return p.node || p.text;
}

static const char *value_at(struct place p)
{
    return p.node ? p.node->value : p.text ? hdf_obj_value(p.text) : NULL;
}

static struct place first_of(struct place p)
{
    if (p.text)
        return (struct place){ .text = hdf_obj_child(p.text) };
    return (struct place){ .node = p.node->child };
}

static struct place next_of(struct place p)
{
    if (p.text)
        return (struct place){ .text = hdf_obj_next(p.text) };
    return (struct place){ .node = p.node->next };
}

static struct place child_of(struct place p, const char *name, int n)
{
    if (p.text)
        return (struct place){ .text = hdf_get_obj(p.text, name) };
    for (const struct node *c = p.node ? p.node->child : NULL; c; c = c->next)
        if (c->n == (size_t)n && memcmp(c->name, name, (size_t)n) == 0)
            return (struct place){ .node = c };
    return (struct place){ .node = NULL };
}

static struct place below(struct place p, const char *path)
{
    if (p.text)
        return (struct place){ .text = hdf_get_obj(p.text, path) };
    return (struct place){ .node = node_look(p.node, path) };
}

static const struct local *local_of(const struct drawing *d, const struct expr *e)
{
    while (e->kind == X_BELOW)
        e = e->a;
    if (e->kind == X_PATH)
        for (const struct local *l = d->locals; l; l = l->next)
            if (l->name == e->step[0].name)
                return l;
    return NULL;
}

static struct value value_of(struct drawing *d, const struct expr *e);

static const char *string_of(struct drawing *d, struct value v)
{
    return v.is_number ? arena_fmt(d->arena, "%ld", v.n) : v.s;
}

static const char *name_below(struct drawing *d, const struct expr *e)
{
    const char *name = string_of(d, value_of(d, e->b));

    return name ? name : "";
}

/* The place an expression names, below a local or below `root`. */
static struct place place_under(struct drawing *d, const struct expr *e, const struct local *l, struct place root)
{
    struct place p = l ? l->at : root;
    const char *name;

    if (e->kind == X_NODE)
        return (struct place){ .text = e->node };
    if (e->kind == X_BELOW) {
        name = name_below(d, e);
        return *name ? below(place_under(d, e->a, l, root), name) : (struct place){ .node = NULL };
    }
    for (int i = l ? 1 : 0; i < e->steps && is_there(p); i++)
        p = child_of(p, e->step[i].name, e->step[i].n);
    return p;
}

static struct place place_of(struct drawing *d, const struct expr *e)
{
    const struct local *l = local_of(d, e);
    struct place p = { .node = NULL };

    if (e->kind == X_BELOW && !*name_below(d, e))
        return d->data; /* as ClearSilver has it: no name is the name of everything */
    if (!l || !l->text)
        p = place_under(d, e, l, d->data);
    return is_there(p) || l ? p : place_under(d, e, NULL, d->texts);
}

static const char *text_of(struct drawing *d, const struct expr *e)
{
    const struct local *l = local_of(d, e);
    const char *s;

    if (l && l->text)
        return l->text;
    s = value_at(place_under(d, e, l, d->data));
    return s || l ? s : value_at(place_under(d, e, NULL, d->texts));
}

/* ClearSilver reads what is looked up as a decimal number and what is written as C does. */
static long number_of(struct value v)
{
    return v.is_number ? v.n : !v.s ? 0 : strtol(v.s, NULL, v.is_text ? 0 : 10);
}

/* Nothing, "" and any number that is zero are false. */
static bool truth_of(struct value v)
{
    char *end;
    long n;

    if (v.is_number)
        return v.n != 0;
    if (!v.s || !*v.s)
        return false;
    if (*v.s > '9')
        return true; /* no number begins so */
    n = strtol(v.s, &end, 0);
    return *end || n != 0;
}

static struct value number(long n)
{
    return (struct value){ .n = n, .is_number = true };
}

static struct value compared(enum expr_kind kind, struct value a, struct value b)
{
    long x, y;

    if (kind <= X_NE && !a.is_number && !b.is_number) {
        bool same = !a.s || !b.s ? a.s == b.s : strcmp(a.s, b.s) == 0;

        return number(same == (kind == X_EQ));
    }
    x = number_of(a);
    y = number_of(b);
    switch (kind) {
    case X_EQ: return number(x == y);
    case X_NE: return number(x != y);
    case X_LT: return number(x < y);
    case X_LE: return number(x <= y);
    case X_GT: return number(x > y);
    default: return number(x >= y);
    }
}

static struct value added(struct drawing *d, struct value a, struct value b)
{
    if (a.is_number || b.is_number)
        return number(number_of(a) + number_of(b));
    return (struct value){ .s = !a.s ? b.s : !b.s ? a.s : arena_fmt(d->arena, "%s%s", a.s, b.s), .is_text = true };
}

static struct value name_value(struct drawing *d, const struct expr *e)
{
    struct place p = place_of(d, e->a);

    return (struct value){ .s = p.node ? p.node->name : p.text ? hdf_obj_name(p.text) : "", .is_text = true };
}

static struct value value_of(struct drawing *d, const struct expr *e)
{
    const struct local *l;

    switch (e->kind) {
    case X_TEXT: return (struct value){ .s = e->text, .is_text = true };
    case X_NUMBER: return number(e->n);
    case X_NODE: return (struct value){ .s = hdf_obj_value(e->node) };
    case X_PATH:
    case X_BELOW: {
        struct value v = { .s = text_of(d, e) };

        return e->counts ? number(number_of(v)) : v;
    }
    case X_NOT: return number(!truth_of(value_of(d, e->a)));
    case X_EXISTS: return number(!is_name(e->a) || text_of(d, e->a) != NULL);
    case X_NUM: return number(number_of(value_of(d, e->a)));
    case X_AND: return number(truth_of(value_of(d, e->a)) && truth_of(value_of(d, e->b)));
    case X_OR: return number(truth_of(value_of(d, e->a)) || truth_of(value_of(d, e->b)));
    case X_ADD: return added(d, value_of(d, e->a), value_of(d, e->b));
    case X_NAME: return name_value(d, e);
    case X_FIRST:
        l = local_of(d, e->a);
        return number(l && e->a->steps == 1 && l->first);
    case X_URL: return value_of(d, e->a);
    default: return compared(e->kind, value_of(d, e->a), value_of(d, e->b));
    }
}

static void draw_chain(struct drawing *d, const struct piece *p);

static void draw_var(struct drawing *d, const struct expr *e)
{
    struct value v = value_of(d, e);
    char digits[24];

    if (v.is_number)
        draw_text(d->to, digits, (size_t)snprintf(digits, sizeof digits, "%ld", v.n));
    else if (v.s && e->kind == X_URL)
        draw_address(d->to, v.s);
    else if (v.s)
        draw_escaped(d->to, v.s);
}

static void draw_each(struct drawing *d, const struct piece *p)
{
    struct place list = place_of(d, p->e);
    struct local l = { .name = p->name, .first = true, .next = d->locals };

    if (!is_there(list))
        return;
    d->locals = &l;
    for (l.at = first_of(list); is_there(l.at); l.at = next_of(l.at)) {
        draw_chain(d, p->yes);
        l.first = false;
    }
    d->locals = l.next;
}

static void draw_with(struct drawing *d, const struct piece *p)
{
    struct local l = { .name = p->name, .at = place_of(d, p->e), .next = d->locals };

    if (!is_there(l.at))
        return;
    d->locals = &l;
    draw_chain(d, p->yes);
    d->locals = l.next;
}

/* A name stays a name inside the macro; what is computed becomes a text. */
static void argument_bind(struct drawing *d, const struct expr *e, struct local *l)
{
    const struct local *from = local_of(d, e);

    if (from && from->text)
        l->text = from->text;
    else if (is_name(e))
        l->at = place_of(d, e);
    else
        l->text = string_of(d, value_of(d, e));
}

enum { ARGUMENTS_MAX = 8 };

static void draw_call(struct drawing *d, const struct piece *p)
{
    struct local l[ARGUMENTS_MAX] = { { .name = NULL } };
    const struct local *before = d->locals;
    const struct macro *m = p->macro;
    int n = 0;

    for (const struct expr *e = p->e; e && n < m->args && n < ARGUMENTS_MAX; e = e->next, n++) {
        l[n].name = m->arg[n];
        l[n].next = n ? &l[n - 1] : before;
        argument_bind(d, e, &l[n]);
    }
    if (n)
        d->locals = &l[n - 1];
    draw_chain(d, m->body);
    d->locals = before;
}

static void draw_chain(struct drawing *d, const struct piece *p)
{
    for (; p; p = p->next)
        switch (p->kind) {
        case P_TEXT: draw_text(d->to, (const char *)p->text.p, p->text.n); break;
        case P_VAR: draw_var(d, p->e); break;
        case P_IF: draw_chain(d, truth_of(value_of(d, p->e)) ? p->yes : p->no); break;
        case P_EACH: draw_each(d, p); break;
        case P_WITH: draw_with(d, p); break;
        case P_CALL: draw_call(d, p); break;
        }
}

void draw_page(const struct piece *p, struct out *data, HDF *texts, STRING *to)
{
    struct drawing d = { .arena = data->arena, .data = { .node = &data->root }, .texts = { .text = texts }, .to = to };

    draw_chain(&d, p);
}
