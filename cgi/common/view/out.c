/* The data set of an answer. Values are copied; nothing here is escaped, drawing does that. */
#include "view/out.h"
#include "view/inside.h"
#include <stdlib.h>
#include <string.h>

struct number {
    char s[24];
};

/* By hand: every row and cell of a list gets its number as a name. */
static struct number number_text(int64_t value)
{
    struct number n = { "" };
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char digits[24], *p = digits + sizeof digits;

    if (value == NONE)
        return n;
    do
        *--p = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        *--p = '-';
    memcpy(n.s, p, (size_t)(digits + sizeof digits - p));
    return n;
}

static struct node *child_find(const struct node *n, const struct name *name)
{
    for (struct node *c = n->child; c; c = c->next)
        if (c->name == name)
            return c;
    return NULL;
}

/* Children keep the order they came in. */
static struct node *child_add(struct node *n, const struct name *name, int item)
{
    struct node *c = arena_new(n->of->arena, 1, sizeof *c);

    c->of = n->of;
    c->name = name;
    c->item = item;
    if (n->last)
        n->last->next = c;
    else
        n->child = c;
    n->last = c;
    return c;
}

struct node *node_named(struct node *n, const struct name *name)
{
    struct node *c = child_find(n, name);

    return c ? c : child_add(n, name, -1);
}

static struct node *node_at(struct node *n, const char *path)
{
    for (;; path++) {
        n = node_named(n, name_step(&path));
        if (!*path)
            return n;
    }
}

const struct node *node_look(const struct node *n, const char *path)
{
    for (; n && *path; path += *path == '.') {
        size_t length = strcspn(path, ".");
        const struct name *name = name_find(path, length);

        n = name ? child_find(n, name) : NULL;
        path += length;
    }
    return n;
}

void node_copy(const struct node *from, HDF *to)
{
    for (const struct node *c = from->child; c; c = c->next) {
        HDF *h = NULL;

        hdf_must(hdf_get_node(to, c->name->s, &h));
        if (c->value)
            hdf_must(hdf_set_value(h, NULL, c->value));
        node_copy(c, h);
    }
}

static void value_set(struct node *n, const char *value)
{
    n->value = value && *value ? arena_str(n->of->arena, value) : "";
}

void out_s(struct req *r, const char *path, const char *value)
{
    value_set(node_at(&r->out->root, path), value);
}

void out_i(struct req *r, const char *path, int64_t value)
{
    out_s(r, path, number_text(value).s);
}

struct node *out_node(struct req *r, const char *path)
{
    return node_at(&r->out->root, path);
}

struct node *out_item(struct req *r, const char *list)
{
    return node_item(&r->out->root, list);
}

/* Lists are short, and their numbers the same on every page. */
static const struct name *name_of_item(int i)
{
    static const struct name *kept[64];
    struct number text;

    if (i < 64 && kept[i])
        return kept[i];
    text = number_text(i);
    if (i >= 64)
        return name_of(text.s, strlen(text.s));
    return kept[i] = name_of(text.s, strlen(text.s));
}

struct node *node_item(struct node *n, const char *list)
{
    struct node *all = node_at(n, list), *last = all->last;
    int i = !last ? 0 : last->item >= 0 ? last->item + 1 : (int)strtol(last->name->s, NULL, 10) + 1;

    return child_add(all, name_of_item(i), i);
}

struct node *node_child(struct node *n, const char *name)
{
    return node_at(n, name);
}

void node_s(struct node *n, const char *name, const char *value)
{
    value_set(node_at(n, name), value);
}

void node_i(struct node *n, const char *name, int64_t value)
{
    node_s(n, name, number_text(value).s);
}

struct node *node_cell(struct node *row, const char *text)
{
    struct node *n = node_item(row, "cell");

    node_s(n, "text", text);
    return n;
}
