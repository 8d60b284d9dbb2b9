/* A template made ready to be drawn, for the files of this folder only. ClearSilver parses and checks; drawing with it
 * costs a string per look-up and per call, five times what this does (make bench). compile.c makes, draw.c draws. */
#ifndef QIAO_DRAWING_H
#define QIAO_DRAWING_H

#include "view/inside.h"
#include <stdbool.h>

enum expr_kind {
    X_TEXT,   /* text */
    X_NUMBER, /* n */
    X_PATH,   /* step: a local and what is below it, or a name of the data set, or of the texts */
    X_CONST,  /* ref: a constant text, known by its number */
    X_BELOW,  /* a, and below it the name b says */
    X_NOT, X_EXISTS, X_NUM, X_AND, X_OR, X_EQ, X_NE, X_LT, X_LE, X_GT, X_GE, X_ADD,
    X_NAME, X_FIRST, X_URL,
};

struct expr {
    enum expr_kind kind;
    bool counts;  /* "#a.b": read as a number */
    bool foreign; /* a path that may begin among the texts */
    short steps;
    union {       /* as the kind says */
        const char *text;
        long n;
        size_t ref;
        const struct name **step;
        struct expr *a;
    };
    struct expr *b, *next; /* next: of arguments */
};

/* Names something, instead of computing it. */
static inline bool is_name(const struct expr *e)
{
    return e->kind == X_PATH || e->kind == X_CONST || e->kind == X_BELOW;
}

enum piece_kind { P_TEXT, P_CONST, P_VAR, P_IF, P_EACH, P_WITH, P_CALL, P_SET };

struct macro;
struct piece {
    enum piece_kind kind;
    union {
        struct bytes text;
        size_t ref;
        struct {
            struct expr *e;   /* value, condition, list; first argument of a call; path to be set, and ->b to what */
            const struct name *name; /* local of each and with */
        };
    };
    union {
        struct piece *yes;    /* branch, body */
        struct macro *macro;
    };
    struct piece *no, *next;
};

struct macro {
    const CS_MACRO *of;
    struct piece *body;
    const struct name **arg;
    int args;
    bool strange;
    struct macro *next;
};

/* The constant texts of all pages in one language, by their numbers. */
struct constants {
    HDF *texts;
    HDF **node;
    struct bytes *escaped;
};

struct compiler {
    struct arena *arena, *scratch;
    HDF *texts;                /* English: what exists there exists in every language */
    struct macro *macros;
    const struct name **refs;  /* paths of the constant texts */
    size_t ref_n, ref_room;
    bool strange;              /* something was met that only ClearSilver draws */
};

/* Macros that all pages share; their tree must live as long as pages are made. */
void compile_macros(struct compiler *c, const CSPARSE *tree);
/* Pieces of a parsed page, whose tree is not needed any more.
 *   returns  false: it holds something that only ClearSilver draws
 */
bool compile_page(struct compiler *c, const CSPARSE *tree, struct piece **ret);

/* The constant texts met so far, of this language. */
struct constants *compile_constants(const struct compiler *c, HDF *texts);

/* The same bytes as cs_render, appended. */
void draw_page(const struct piece *p, struct out *data, const struct constants *c, STRING *to);
/* For tests: the same page by ClearSilver itself, and whether it is drawn without. */
enum err view_render_plain(struct req *r, const char *page, struct bytes *ret);
bool view_is_ready(const char *page);
/* string_append for pieces of a few bytes. */
void draw_text(STRING *to, const char *s, size_t n);

#endif
