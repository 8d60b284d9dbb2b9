/* Draws the pieces compile.c made: the same bytes as ClearSilver's own cs_render, without a copy of each name and value
 * on the way. Every value is escaped here and nowhere else. */
#include "view/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* What neos_html_escape writes for a sign; CR is dropped. NULL: as it is. NUL ends the text. */
static const char *const escapes[256] = { ['\0'] = "", ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;",
                                          ['"'] = "&quot;", ['\''] = "&#39;", ['\r'] = "" };

static void draw_escaped(STRING *to, const char *s)
{
    for (;; s++) {
        const char *from = s, *escape;

        while (!(escape = escapes[(unsigned char)*s]))
            s++;
        draw_text(to, from, (size_t)(s - from));
        if (!*s)
            return;
        draw_text(to, escape, strlen(escape));
    }
}

/* Browsers drop spaces before an address, and tabs and ends of lines inside it, before they read it: "java\rscript:" is
 * a script, "/\t/x" another server. ClearSilver looks at the bytes as they stand, and drops CR after it looked. */
static bool is_read_otherwise(const char *s)
{
    if (*s == ' ')
        return true;
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7f)
            return true;
    return false;
}

/* What ClearSilver does not know and may be a link all the same, each in the one way it is written here: an app of the
 * reader's device opens it, and in a browser it does nothing. */
static const char *const known_links[] = { "otpauth://totp/qiao:", NULL };

/* "//" and "/\" begin the name of another server. */
NEOERR *address_escape(const char *s, char **ret)
{
    if (is_read_otherwise(s) || (*s == '/' && (s[1] == '/' || s[1] == '\\')))
        return neos_html_escape("#", 1, ret);
    for (const char *const *k = known_links; *k; k++)
        if (strncmp(s, *k, strlen(*k)) == 0)
            return neos_html_escape(s, (int)strlen(s), ret);
    return neos_url_validate(s, ret);
}

/* An address of ours needs no look at its scheme. */
static void draw_address(STRING *to, const char *s)
{
    char *escaped = NULL;

    if (*s == '/' && s[1] != '/' && s[1] != '\\' && !is_read_otherwise(s)) {
        draw_escaped(to, s);
        return;
    }
    hdf_must(address_escape(s, &escaped));
    draw_text(to, escaped, strlen(escaped));
    free(escaped);
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

static void draw_chain(struct drawing *d, const struct piece *p);

static void draw_var(struct drawing *d, const struct expr *e)
{
    struct value v;
    char digits[24];

    if (e->kind == X_PATH && !e->counts) { /* nearly always */
        const char *s = path_text(d, e);

        if (s)
            draw_escaped(d->to, s);
        return;
    }
    v = value_of(d, e);
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

static void draw_bytes(struct drawing *d, struct bytes b)
{
    draw_text(d->to, (const char *)b.p, b.n);
}

static void set(struct drawing *d, const struct expr *path)
{
    struct node *n = &d->out->root;

    for (int i = 0; i < path->steps; i++)
        n = node_named(n, path->step[i]);
    n->value = path->b->text;
}

static void draw_chain(struct drawing *d, const struct piece *p)
{
    for (; p; p = p->next)
        switch (p->kind) {
        case P_CONST: draw_bytes(d, d->constants->escaped[p->ref]); break;
        case P_TEXT: draw_bytes(d, p->text); break;
        case P_VAR: draw_var(d, p->e); break;
        case P_IF: draw_chain(d, is_true(d, p->e) ? p->yes : p->no); break;
        case P_EACH: draw_each(d, p); break;
        case P_WITH: draw_with(d, p); break;
        case P_CALL: draw_call(d, p); break;
        case P_SET: set(d, p->e); break;
        }
}

void draw_page(const struct piece *p, struct out *data, const struct constants *c, STRING *to)
{
    struct drawing d = { .arena = data->arena, .data = { .node = &data->root }, .texts = { .text = c->texts },
                         .constants = c, .out = data, .to = to };

    draw_chain(&d, p);
}
