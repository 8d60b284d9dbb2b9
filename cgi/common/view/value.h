/* Values of expressions, for draw.c and value.c only. */
#ifndef QIAO_VALUE_H
#define QIAO_VALUE_H

#include "view/drawing.h"

/* A place of the data set or of the texts; neither: it is not there. */
struct place {
    const struct node *node;
    HDF *text;
};

/* What a name stands for inside each, with and a macro; a macro sees the locals of its caller too. */
struct local {
    const struct name *name;
    struct place at;
    const char *text; /* not NULL: a value and no place */
    bool first;
    const struct local *next;
};

struct drawing {
    struct arena *arena;
    struct place data, texts;
    const struct constants *constants;
    struct out *out;
    const struct local *locals;
    STRING *to;
};

struct value {
    const char *s; /* NULL: there is none */
    long n;
    bool is_number, is_text; /* text: written in the template or made, not looked up */
};

static inline bool is_there(struct place p)
{
    return p.node || p.text;
}

/* The local an expression begins with, if it is one. */
const struct local *local_of(const struct drawing *d, const struct expr *e);
/* The place it names; neither node nor text: there is none. */
struct place place_of(struct drawing *d, const struct expr *e);
/* Value at a path (X_PATH), NULL if there is none: the most frequent question, so it has its own way. */
const char *path_text(struct drawing *d, const struct expr *e);
struct value value_of(struct drawing *d, const struct expr *e);
/* Nothing, "" and any number that is zero are false. */
bool is_true(struct drawing *d, const struct expr *e);
/* As text; a number is written out in the request's arena. NULL: there is none. */
const char *string_of(struct drawing *d, struct value v);

#endif
