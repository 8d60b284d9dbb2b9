/* Parsed templates to pieces, the same for all languages. Constant texts get numbers; names are split once. What is not
 * known here (set, loop, escape and their like) is left to ClearSilver: it never guesses. */
#include "view/drawing.h"
#include "base/log.h"
#include <stdlib.h>
#include <string.h>

enum { SCRATCH_MAX = 4 << 20 };

/* Numbers of ClearSilver's commands, as a probe tells them: they are not in its header. */
enum { C_TEXT, C_VAR, C_IF, C_ELIF, C_EACH, C_WITH, C_DEF, C_CALL, C_SET, C__MAX };
static int commands[C__MAX];

/* What each, with and macros call something. */
static const struct name *local_name(const char *s)
{
    struct name *n = name_of(s, strlen(s));

    n->local = true;
    return n;
}

static struct expr *expr_new(struct compiler *c, enum expr_kind kind)
{
    struct expr *e = arena_new(c->arena, 1, sizeof *e);

    e->kind = kind;
    return e;
}

static struct expr *strange(struct compiler *c)
{
    c->strange = true;
    return expr_new(c, X_NUMBER);
}

static size_t constant_ref(struct compiler *c, const char *path)
{
    const struct name *n = name_of(path, strlen(path)), **more;

    for (size_t i = 0; i < c->ref_n; i++)
        if (c->refs[i] == n)
            return i;
    if (c->ref_n == c->ref_room) {
        more = arena_new(c->arena, c->ref_room = c->ref_room ? 2 * c->ref_room : 256, sizeof *more);
        if (c->ref_n)
            memcpy(more, c->refs, c->ref_n * sizeof *more);
        c->refs = more;
    }
    c->refs[c->ref_n] = n;
    return c->ref_n++;
}

/* "T.common.skip" is a constant of each language; no program puts a T of its own into the data set. */
static struct expr *path_expr(struct compiler *c, const char *path, bool counts)
{
    struct expr *e = expr_new(c, X_PATH);
    const char *s = path;

    if (!counts && strncmp(path, "T.", 2) == 0 && hdf_get_obj(c->texts, path)) {
        e->kind = X_CONST;
        e->ref = constant_ref(c, path);
        return e;
    }
    e->counts = counts;
    e->steps = 1;
    for (; *s; s++)
        if (*s == '.')
            e->steps++;
    e->step = arena_new(c->arena, (size_t)e->steps, sizeof *e->step);
    for (int i = 0; i < e->steps; i++, path += *path == '.') {
        size_t n = strcspn(path, ".");

        e->step[i] = name_of(path, n);
        path += n;
    }
    e->foreign = hdf_get_obj(c->texts, e->step[0]->s) != NULL;
    return e;
}

static struct expr *expr_of(struct compiler *c, const CSARG *a);

static struct expr *below_expr(struct compiler *c, const CSARG *a)
{
    struct expr *e = expr_new(c, X_BELOW);
    bool dot = a->op_type == CS_OP_DOT;

    e->a = expr_of(c, a->expr1);
    e->a->counts = false;
    if (dot && (a->expr2->op_type & CS_TYPES) && a->expr2->s) {
        e->b = expr_new(c, X_TEXT);
        e->b->text = name_of(a->expr2->s, strlen(a->expr2->s))->s;
    } else {
        e->b = expr_of(c, a->expr2);
    }
    return is_name(e->a) ? e : strange(c);
}

static struct expr *function_expr(struct compiler *c, const CSARG *a)
{
    static const struct {
        const char *name;
        enum expr_kind kind;
    } known[] = { { "name", X_NAME }, { "first", X_FIRST }, { "url_validate", X_URL } };
    struct expr *e;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (a->function && a->expr1 && !a->expr1->next && strcmp(known[i].name, a->function->name) == 0) {
            e = expr_new(c, known[i].kind);
            e->a = expr_of(c, a->expr1);
            return known[i].kind == X_URL || e->a->kind == X_PATH ? e : strange(c);
        }
    return strange(c);
}

static struct expr *operator_expr(struct compiler *c, const CSARG *a)
{
    static const struct {
        CSTOKEN_TYPE op;
        enum expr_kind kind;
    } known[] = { { CS_OP_NOT, X_NOT }, { CS_OP_EXISTS, X_EXISTS }, { CS_OP_NUM, X_NUM }, { CS_OP_AND, X_AND },
                  { CS_OP_OR, X_OR }, { CS_OP_EQUAL, X_EQ }, { CS_OP_NEQUAL, X_NE }, { CS_OP_LT, X_LT },
                  { CS_OP_LTE, X_LE }, { CS_OP_GT, X_GT }, { CS_OP_GTE, X_GE }, { CS_OP_ADD, X_ADD } };
    struct expr *e;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (a->op_type == known[i].op && a->expr1) {
            e = expr_new(c, known[i].kind);
            e->a = expr_of(c, a->expr1);
            e->b = known[i].kind >= X_AND && a->expr2 ? expr_of(c, a->expr2) : NULL;
            if ((known[i].kind >= X_AND) != (e->b != NULL) || e->a->kind == X_URL || (e->b && e->b->kind == X_URL))
                return strange(c);
            return e;
        }
    return strange(c);
}

static struct expr *expr_of(struct compiler *c, const CSARG *a)
{
    struct expr *e;

    switch ((unsigned)a->op_type) {
    case CS_TYPE_STRING:
        e = expr_new(c, X_TEXT);
        e->text = arena_str(c->arena, a->s ? a->s : "");
        return e;
    case CS_TYPE_NUM:
        e = expr_new(c, X_NUMBER);
        e->n = a->n;
        return e;
    case CS_TYPE_VAR:
    case CS_TYPE_VAR_NUM:
        return a->s && *a->s ? path_expr(c, a->s, a->op_type == CS_TYPE_VAR_NUM) : strange(c);
    case CS_OP_LPAREN:
        return a->expr1 ? expr_of(c, a->expr1) : strange(c);
    case CS_OP_LBRACKET:
    case CS_OP_DOT:
        return a->expr1 && a->expr2 ? below_expr(c, a) : strange(c);
    case CS_TYPE_FUNCTION:
        return function_expr(c, a);
    default:
        return operator_expr(c, a);
    }
}

/* Where pieces of a chain go; text is collected until something else comes. */
struct chain {
    struct piece **at;
    struct buf text;
};

static struct piece *piece_link(struct compiler *c, struct chain *to, enum piece_kind kind)
{
    struct piece *p = arena_new(c->arena, 1, sizeof *p);

    p->kind = kind;
    *to->at = p;
    to->at = &p->next;
    return p;
}

static void text_end(struct compiler *c, struct chain *to)
{
    if (to->text.n) {
        const char *s = arena_strn(c->arena, to->text.p, to->text.n);

        piece_link(c, to, P_TEXT)->text = (struct bytes){ (const unsigned char *)s, to->text.n };
    }
    to->text.n = 0;
}

static struct piece *piece_add(struct compiler *c, struct chain *to, enum piece_kind kind)
{
    text_end(c, to);
    return piece_link(c, to, kind);
}

static struct piece *pieces_of(struct compiler *c, const CSTREE *n);

static struct macro *macro_of(struct compiler *c, const CS_MACRO *of)
{
    struct macro *m;
    int i = 0;

    for (m = c->macros; m; m = m->next)
        if (m->of == of) {
            c->strange = c->strange || m->strange;
            return m;
        }
    m = arena_new(c->arena, 1, sizeof *m);
    *m = (struct macro){ .of = of, .args = of->n_args, .next = c->macros };
    m->arg = arena_new(c->arena, (size_t)of->n_args + 1, sizeof *m->arg);
    for (const CSARG *a = of->args; a && i < m->args; a = a->next)
        m->arg[i++] = local_name(a->s);
    c->macros = m; /* before its body: it may call itself */
    m->body = pieces_of(c, of->tree->case_0);
    m->strange = c->strange;
    return m;
}

static void add_var(struct compiler *c, struct chain *to, const CSTREE *n)
{
    struct expr *e = expr_of(c, &n->arg1);

    if (e->kind == X_CONST)
        piece_add(c, to, P_CONST)->ref = e->ref;
    else
        piece_add(c, to, P_VAR)->e = e;
}

static void add_call(struct compiler *c, struct chain *to, const CSTREE *n)
{
    struct piece *p = piece_add(c, to, P_CALL);
    struct expr **at = &p->e;

    p->macro = macro_of(c, n->arg1.macro);
    for (const CSARG *a = n->vargs; a; a = a->next) {
        *at = expr_of(c, a);
        at = &(*at)->next;
    }
}

static void add_block(struct compiler *c, struct chain *to, const CSTREE *n, enum piece_kind kind)
{
    struct piece *p = piece_add(c, to, kind);

    p->e = expr_of(c, kind == P_IF ? &n->arg1 : &n->arg2);
    if (kind != P_IF) {
        p->name = local_name(n->arg1.s);
        if (strcmp(p->name->s, "T") == 0 || !is_name(p->e) || p->e->counts)
            c->strange = true;
    }
    p->yes = pieces_of(c, n->case_0);
    p->no = kind == P_IF ? pieces_of(c, n->case_1) : NULL;
}

/* A text written into the data set. Below a local it might go into the texts of all readers: ClearSilver's business. */
static void add_set(struct compiler *c, struct chain *to, const CSTREE *n)
{
    struct expr *path = expr_of(c, &n->arg1), *value = expr_of(c, &n->arg2);

    if (path->kind != X_PATH || path->counts || path->step[0]->local || value->kind != X_TEXT) {
        strange(c);
        return;
    }
    path->b = value;
    piece_add(c, to, P_SET)->e = path;
}

static struct piece *pieces_of(struct compiler *c, const CSTREE *n)
{
    struct piece *first = NULL;
    struct chain to = { &first, { .arena = c->scratch } };

    for (; n && !c->strange; n = n->next) {
        bool html = n->escape == NEOS_ESCAPE_UNDEF || n->escape == NEOS_ESCAPE_HTML;

        if (n->cmd == commands[C_TEXT])
            buf_str(&to.text, n->arg1.s ? n->arg1.s : "");
        else if (n->cmd == commands[C_VAR] && html)
            add_var(c, &to, n);
        else if (n->cmd == commands[C_CALL] && html)
            add_call(c, &to, n);
        else if (n->cmd == commands[C_IF] || n->cmd == commands[C_ELIF])
            add_block(c, &to, n, P_IF);
        else if (n->cmd == commands[C_EACH])
            add_block(c, &to, n, P_EACH);
        else if (n->cmd == commands[C_WITH])
            add_block(c, &to, n, P_WITH);
        else if (n->cmd == commands[C_SET])
            add_set(c, &to, n);
        else if (n->cmd != commands[C_DEF])
            c->strange = true;
    }
    text_end(c, &to);
    return first;
}

/* The numbers of the commands, from a page that has each of them. */
static bool commands_learn(struct compiler *c)
{
    static const char probe[] = "<?cs def:m(x) ?>x<?cs /def ?>text<?cs var:a ?><?cs if:a ?>x<?cs elif:b ?>y<?cs /if ?>"
                                "<?cs each:i = l ?>x<?cs /each ?><?cs with:w = a ?>x<?cs /with ?><?cs call:m(a) ?><?cs set:s = \"1\" ?>";
    static const int order[] = { C_DEF, C_VAR, C_IF, C_EACH, C_WITH, C_CALL, C_SET };
    CSPARSE *tree = NULL;
    char *text = strdup(probe);
    size_t found = 0;

    if (!text)
        fatal("no memory");
    hdf_must(cs_init(&tree, c->texts));
    hdf_must(cs_parse_string(tree, text, strlen(text)));
    commands[C_TEXT] = tree->tree->next ? tree->tree->cmd : -1;
    for (const CSTREE *n = tree->tree; n; n = n->next) {
        if (n->cmd == commands[C_TEXT] || found == sizeof order / sizeof *order)
            continue;
        commands[order[found]] = n->cmd;
        if (order[found++] == C_IF)
            commands[C_ELIF] = n->case_1 ? n->case_1->cmd : -1;
    }
    cs_destroy(&tree);
    return found == sizeof order / sizeof *order;
}

void compile_macros(struct compiler *c, const CSPARSE *tree)
{
    if (!commands[C_CALL] && !commands_learn(c))
        fatal("ClearSilver's commands are not what they were");
    c->scratch = arena_open(SCRATCH_MAX);
    for (const CS_MACRO *m = tree->macros; m; m = m->next) {
        c->strange = false;
        macro_of(c, m);
    }
    arena_close(c->scratch);
}

bool compile_page(struct compiler *c, const CSPARSE *tree, struct piece **ret)
{
    struct macro *shared = c->macros;

    c->strange = false;
    c->scratch = arena_open(SCRATCH_MAX);
    *ret = pieces_of(c, tree->tree);
    arena_close(c->scratch);
    c->macros = shared; /* the page's own macros go with its tree */
    return !c->strange;
}

/* Escaped once for all; most have nothing to escape and stay where they are. */
static struct bytes constant_escaped(struct arena *a, const char *s)
{
    char *escaped = NULL;

    if (!s)
        s = "";
    if (strpbrk(s, "&<>\"'\r")) {
        hdf_must(neos_html_escape(s, (int)strlen(s), &escaped));
        s = arena_str(a, escaped);
        free(escaped);
    }
    return (struct bytes){ (const unsigned char *)s, strlen(s) };
}

struct constants *compile_constants(const struct compiler *c, HDF *texts)
{
    struct constants *k = arena_new(c->arena, 1, sizeof *k);

    k->texts = texts;
    k->node = arena_new(c->arena, c->ref_n + 1, sizeof(HDF *));
    k->escaped = arena_new(c->arena, c->ref_n + 1, sizeof *k->escaped);
    for (size_t i = 0; i < c->ref_n; i++) {
        k->node[i] = hdf_get_obj(texts, c->refs[i]->s);
        k->escaped[i] = constant_escaped(c->arena, k->node[i] ? hdf_obj_value(k->node[i]) : NULL);
    }
    return k;
}
