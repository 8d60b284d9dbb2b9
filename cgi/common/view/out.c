/* The data set of an answer. Values are copied; nothing here is escaped, the templates do that. */
#include "view/out.h"
#include "base/log.h"
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

static HDF *hdf_of(struct node *n)
{
    return (HDF *)n;
}

static struct node *node_at(HDF *from, const char *name)
{
    HDF *found = NULL;

    hdf_must(hdf_get_node(from, name, &found));
    return (struct node *)found;
}

void out_s(struct req *r, const char *path, const char *value)
{
    hdf_must(hdf_set_value(r->out->hdf, path, value ? value : ""));
}

void out_i(struct req *r, const char *path, int64_t value)
{
    out_s(r, path, number_text(value).s);
}

struct node *out_node(struct req *r, const char *path)
{
    return node_at(r->out->hdf, path);
}

struct node *out_item(struct req *r, const char *list)
{
    return node_item((struct node *)r->out->hdf, list);
}

struct node *node_item(struct node *n, const char *list)
{
    HDF *all = hdf_of(node_at(hdf_of(n), list));
    long next = all->child ? strtol(hdf_obj_name(all->last_child), NULL, 10) + 1 : 0;

    return node_at(all, number_text(next).s);
}

struct node *node_child(struct node *n, const char *name)
{
    return node_at(hdf_of(n), name);
}

void node_s(struct node *n, const char *name, const char *value)
{
    hdf_must(hdf_set_value(hdf_of(n), name, value ? value : ""));
}

void node_i(struct node *n, const char *name, int64_t value)
{
    node_s(n, name, number_text(value).s);
}
