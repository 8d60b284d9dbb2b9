/* What an expression of a template says: places, texts, numbers and truths, by ClearSilver's own rules. */
#include "view/value.h"
#include <stdlib.h>
#include <string.h>

static const char *value_at(struct place p)
{
    return p.node ? p.node->value : p.text ? hdf_obj_value(p.text) : NULL;
}

static inline const struct node *node_below(const struct node *n, const struct name *name)
{
    for (const struct node *c = n->child; c; c = c->next)
        if (c->name == name)
            return c;
    return NULL;
}

/* Below p, by the steps from this one on. */
static struct place walk(struct place p, const struct expr *e, int step)
{
    const struct node *n = p.node;

    for (; p.text && step < e->steps; step++)
        p.text = hdf_get_obj(p.text, e->step[step]->s);
    for (; n && step < e->steps; step++)
        n = node_below(n, e->step[step]);
    p.node = n;
    return p;
}

static inline const struct local *local_named(const struct drawing *d, const struct name *name)
{
    if (name->local)
        for (const struct local *l = d->locals; l; l = l->next)
            if (l->name == name)
                return l;
    return NULL;
}

const struct local *local_of(const struct drawing *d, const struct expr *e)
{
    while (e->kind == X_BELOW)
        e = e->a;
    return e->kind == X_PATH ? local_named(d, e->step[0]) : NULL;
}

static bool is_foreign(const struct expr *e)
{
    while (e->kind == X_BELOW)
        e = e->a;
    return e->kind != X_PATH || e->foreign;
}


const char *string_of(struct drawing *d, struct value v)
{
    return v.is_number ? arena_fmt(d->arena, "%ld", v.n) : v.s;
}

/* What stands in brackets or behind a dot: as a name, if one is called so. */
struct key {
    const char *s; /* never NULL */
    const struct name *name;
};

static struct key key_of(struct drawing *d, const struct expr *e)
{
    struct key k = { .s = NULL };
    struct place p;

    if (e->kind == X_NAME) {
        p = place_of(d, e->a);
        if (p.node)
            return (struct key){ p.node->name->s, p.node->name };
    }
    k.s = string_of(d, value_of(d, e));
    if (!k.s)
        k.s = "";
    k.name = name_find(k.s, strlen(k.s));
    return k;
}

static struct place below(struct place p, struct key k)
{
    if (p.text)
        return (struct place){ .text = hdf_get_obj(p.text, k.s) };
    if (!p.node || strchr(k.s, '.'))
        return (struct place){ .node = node_look(p.node, k.s) };
    return (struct place){ .node = k.name ? node_below(p.node, k.name) : NULL };
}

/* The place an expression names, below a local or below `root`. */
static struct place place_under(struct drawing *d, const struct expr *e, const struct local *l, struct place root)
{
    struct key k;

    if (e->kind == X_PATH)
        return walk(l ? l->at : root, e, l ? 1 : 0);
    if (e->kind == X_CONST)
        return (struct place){ .text = d->constants->node[e->ref] };
    k = key_of(d, e->b);
    return *k.s ? below(place_under(d, e->a, l, root), k) : (struct place){ .node = NULL };
}

struct place place_of(struct drawing *d, const struct expr *e)
{
    const struct local *l = local_of(d, e);
    struct place p = { .node = NULL };
    struct key k;

    if (e->kind != X_BELOW) {
        if (!l || !l->text)
            p = place_under(d, e, l, d->data);
        return is_there(p) || l || !is_foreign(e) ? p : place_under(d, e, NULL, d->texts);
    }
    k = key_of(d, e->b);
    if (!*k.s)
        return d->data; /* as ClearSilver has it: no name is the name of everything */
    if (!l || !l->text)
        p = below(place_under(d, e->a, l, d->data), k);
    return is_there(p) || l || !is_foreign(e) ? p : below(place_under(d, e->a, NULL, d->texts), k);
}

/* The most frequent question, so it is written out: a value of the data set by its path. */
const char *path_text(struct drawing *d, const struct expr *e)
{
    const struct local *l = local_named(d, e->step[0]);
    const struct node *n = l ? l->at.node : d->data.node;
    const char *s = NULL;

    if (l && l->text)
        return l->text;
    if (l && l->at.text)
        return value_at(walk(l->at, e, 1));
    for (int i = l ? 1 : 0; n && i < e->steps; i++)
        n = node_below(n, e->step[i]);
    if (n)
        s = n->value;
    return s || l || !e->foreign ? s : value_at(walk(d->texts, e, 0));
}

static const char *text_of(struct drawing *d, const struct expr *e)
{
    const struct local *l;
    const char *s;

    if (e->kind == X_PATH)
        return path_text(d, e);
    l = local_of(d, e);
    if (l && l->text)
        return l->text;
    s = value_at(place_under(d, e, l, d->data));
    return s || l || !is_foreign(e) ? s : value_at(place_under(d, e, NULL, d->texts));
}

/* ClearSilver reads what is looked up as a decimal number and what is written as C does. */
static long number_of(struct value v)
{
    return v.is_number ? v.n : !v.s ? 0 : strtol(v.s, NULL, v.is_text ? 0 : 10);
}

/* Nothing, "" and any number that is zero are false. */
static bool truth_of_text(const char *s)
{
    char *end;
    long n;

    if (!s || !*s)
        return false;
    if ((unsigned char)*s > '0')
        return true; /* no zero begins so */
    n = strtol(s, &end, 0);
    return *end || n != 0;
}

static bool truth_of(struct value v)
{
    return v.is_number ? v.n != 0 : truth_of_text(v.s);
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

    return (struct value){ .s = p.node ? p.node->name->s : p.text ? hdf_obj_name(p.text) : "", .is_text = true };
}

struct value value_of(struct drawing *d, const struct expr *e)
{
    const struct local *l;

    switch (e->kind) {
    case X_TEXT: return (struct value){ .s = e->text, .is_text = true };
    case X_NUMBER: return number(e->n);
    case X_CONST: return (struct value){ .s = hdf_obj_value(d->constants->node[e->ref]) };
    case X_PATH:
    case X_BELOW: {
        struct value v = { .s = text_of(d, e) };

        return e->counts ? number(number_of(v)) : v;
    }
    case X_NOT:
    case X_AND:
    case X_OR: return number(is_true(d, e));
    case X_EXISTS: return number(!is_name(e->a) || text_of(d, e->a) != NULL);
    case X_NUM: return number(number_of(value_of(d, e->a)));
    case X_ADD: return added(d, value_of(d, e->a), value_of(d, e->b));
    case X_NAME: return name_value(d, e);
    case X_FIRST:
        l = local_of(d, e->a);
        return number(l && e->a->steps == 1 && l->first);
    case X_URL: return value_of(d, e->a);
    default: return compared(e->kind, value_of(d, e->a), value_of(d, e->b));
    }
}

bool is_true(struct drawing *d, const struct expr *e)
{
    if (e->kind == X_PATH && !e->counts)
        return truth_of_text(path_text(d, e));
    if (e->kind == X_OR)
        return is_true(d, e->a) || is_true(d, e->b);
    if (e->kind == X_AND)
        return is_true(d, e->a) && is_true(d, e->b);
    if (e->kind == X_NOT)
        return !is_true(d, e->a);
    return truth_of(value_of(d, e));
}
