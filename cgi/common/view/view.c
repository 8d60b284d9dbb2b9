/* Templates: parsed by ClearSilver at start and made ready to be drawn, into one buffer of the worker. A page is made
 * ready once for all languages; what many pages draw with (frame, forms, lists) once for all pages. */
#include "view/view.h"
#include "base/log.h"
#include "view/drawing.h"
#include "view/out.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOAD_MAX = 4 << 20, KEPT_MAX = 16 << 20, BUFFER_MAX = 1 << 20 };

struct page {
    const char *name, *file; /* "apply/home", "apply/home.cs" */
    struct piece *ready;
    CSPARSE *tree;           /* where it could not be made ready: ClearSilver draws */
};

static struct {
    struct arena *arena;
    const char *dir;
    const char *const *folders;
    HDF *base;               /* the trees keep pointers into it */
    CSPARSE *macros;
    struct compiler compiler;
    struct constants *constants[LANGS];
    struct page *page;
    size_t pages;
    STRING answer;           /* the rendered page, kept to be used again */
} view;

/* Files that only define macros. A page includes what it uses; it finds them here, parsed already. */
static const char *const shared[] = { "common/frame.cs", "common/form.cs", "common/list.cs", "common/steps.cs",
                                      "common/summary.cs", NULL };

struct loading {
    bool macros; /* the shared files themselves are being read */
    FILE *complaints;
    unsigned faults;
};

/* FNV-1a: tells texts apart that differ by accident, not by malice. */
static uint64_t hash_more(uint64_t h, const char *text)
{
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h;
}

static bool is_shared(const char *name)
{
    for (const char *const *s = shared; *s; s++)
        if (strcmp(*s, name) == 0)
            return true;
    return false;
}

/* What is parsed under that name; NULL if there is no such file. */
static const char *source_of(struct arena *a, struct loading *l, const char *name, FILE *complaints)
{
    const char *text = file_text(a, arena_fmt(a, "%s/%s", view.dir, name));

    if (!text)
        return NULL;
    if (!l->macros && is_shared(name))
        return "";
    return source_clean(a, text, lang_find("en")->texts->hdf, name, complaints, &l->faults);
}

/* Called by ClearSilver for the page and each include; it owns and frees what it gets. */
static NEOERR *load(void *ctx, HDF *hdf, const char *name, char **ret)
{
    struct loading *l = ctx;
    struct arena *a;
    const char *text;

    (void)hdf;
    if (*name == '/' || strstr(name, ".."))
        return nerr_raise(NERR_PARSE, "%s: only names inside the templates folder are included", name);
    a = arena_open(LOAD_MAX);
    text = source_of(a, l, name, l->complaints);
    *ret = text ? strdup(text) : NULL;
    arena_close(a);
    /* a parse error, because ClearSilver forgives an include that is not found */
    return *ret ? STATUS_OK : nerr_raise(NERR_PARSE, "%s: cannot be read", name);
}

static CSPARSE *tree_open(struct loading *l)
{
    CSPARSE *tree = NULL;

    hdf_must(cs_init(&tree, view.base));
    hdf_must(cs_register_esc_strfunc(tree, "url_validate", address_escape));
    cs_register_fileload(tree, l, load);
    return tree;
}

/* A page's own macros stand before the shared ones, which are not its to free. */
static void tree_close(CSPARSE **tree)
{
    if (!*tree)
        return;
    for (CS_MACRO **m = &(*tree)->macros; view.macros && *tree != view.macros && *m; m = &(*m)->next)
        if (*m == view.macros->macros) {
            *m = NULL;
            break;
        }
    cs_destroy(tree);
}

/* ClearSilver names the place of an error as "[-E- p/home.cs:offset]" of what it was given: says the line. */
static const char *words_with_line(struct arena *a, struct loading *l, const char *words)
{
    static const char mark[] = "[-E- ";
    const char *at = strstr(words, mark), *close = at ? strchr(at, ']') : NULL, *colon = close;
    const char *name, *text;
    unsigned long offset, line = 1;

    while (colon && colon > at && *colon != ':')
        colon--;
    if (!colon || colon == at)
        return words;
    name = arena_strn(a, at + strlen(mark), (size_t)(colon - at) - strlen(mark));
    offset = strtoul(colon + 1, NULL, 10);
    text = source_of(a, l, name, NULL);
    for (; text && *text && offset > 0; offset--)
        line += *text++ == '\n';
    return arena_fmt(a, "%s:%lu:%s", name, line, close + 1);
}

static bool tree_parse(CSPARSE *tree, struct loading *l, const char *name)
{
    unsigned before = l->faults;
    NEOERR *e = cs_parse_file(tree, name);
    bool good = !e && l->faults == before;

    if (e) {
        struct arena *a = arena_open(LOAD_MAX);

        fprintf(l->complaints, "%s: %s\n", name, words_with_line(a, l, nerr_words(a, e)));
        arena_close(a);
    }
    return good;
}

static bool parse_macros(FILE *complaints)
{
    struct loading l = { .macros = true, .complaints = complaints };
    struct arena *a = arena_open(1 << 16);
    bool good = true;

    view.macros = tree_open(&l);
    for (const char *const *s = shared; *s; s++)
        if (access(arena_fmt(a, "%s/%s", view.dir, *s), R_OK) == 0)
            good = tree_parse(view.macros, &l, *s) && good;
    view.macros->fileload_ctx = NULL;
    arena_close(a);
    return good;
}

/* To be closed in any case.
 *   ret_good  false after what is wrong was said
 */
static CSPARSE *page_parse(const struct page *p, FILE *complaints, bool *ret_good)
{
    struct loading l = { .complaints = complaints };
    CSPARSE *tree = tree_open(&l);

    tree->macros = view.macros->macros;
    *ret_good = tree_parse(tree, &l, p->file);
    tree->fileload_ctx = NULL;
    return tree;
}

static bool page_make(struct page *p, FILE *complaints)
{
    bool good;
    CSPARSE *tree = page_parse(p, complaints, &good);

    if (good && !compile_page(&view.compiler, tree, &p->ready))
        p->tree = tree;
    else
        tree_close(&tree);
    return good;
}

/* Trees are ten times as large as what is made of them. */
static bool make_pages(FILE *complaints)
{
    bool good = parse_macros(complaints), kept = false;

    view.compiler = (struct compiler){ .arena = view.arena, .texts = lang_find("en")->texts->hdf };
    if (good)
        compile_macros(&view.compiler, view.macros);
    for (struct page *p = view.page; p < view.page + view.pages; p++) {
        good = page_make(p, complaints) && good;
        kept = kept || p->tree;
    }
    for (const struct lang *l = lang_table(); l->code; l++)
        view.constants[l - lang_table()] = compile_constants(&view.compiler, l->texts->hdf);
    if (!kept)
        tree_close(&view.macros);
    return good;
}

static NEOERR *append(void *ctx, char *s)
{
    draw_text(ctx, s, strlen(s));
    return STATUS_OK;
}

/* Renders a probe: a library without escaping must never serve a page (SECURITY 18). */
static bool escaping_works(FILE *complaints)
{
    static const char wanted[] = "&lt;b&gt; &quot;&amp;&#39; <a href=\"#\">";
    struct loading l = { .complaints = complaints };
    CSPARSE *tree = tree_open(&l);
    HDF *data = hdf_escaping();
    STRING got;
    bool good;

    char *text = strdup("<?cs var:text ?> <a href=\"<?cs var:url_validate(url) ?>\">");

    if (!text)
        fatal("no memory");
    string_init(&got);
    hdf_must(cs_parse_string(tree, text, strlen(text)));
    hdf_must(hdf_set_value(data, "text", "<b> \"&'"));
    hdf_must(hdf_set_value(data, "url", "JavaScript:alert(1)"));
    tree->hdf = data;
    hdf_must(cs_render(tree, &got, append));
    good = got.buf && strcmp(got.buf, wanted) == 0;
    if (!good)
        fprintf(complaints, "values are not escaped: %s\n", got.buf ? got.buf : "");
    string_clear(&got);
    tree_close(&tree);
    hdf_destroy(&data);
    return good;
}

/* Versions of a file differ in its address, so that browsers may keep each for ever. */
static void tell_version(const char *key, const char *file)
{
    struct arena *a = arena_open(LOAD_MAX);
    const char *text = file_text(a, arena_fmt(a, "%s/static/%s", view.dir, file));
    uint64_t h = hash_more(14695981039346656037u, text ? text : "");

    for (const struct lang *l = lang_table(); l->code; l++)
        hdf_must(hdf_set_value(l->texts->hdf, key, arena_fmt(a, "%012" PRIx64, h & 0xffffffffffffu)));
    arena_close(a);
}

static const char *const *names_kept(const char *const *names)
{
    size_t n = 0;
    const char **kept;

    while (names && names[n])
        n++;
    kept = arena_new(view.arena, n + 1, sizeof *kept);
    for (size_t i = 0; i < n; i++)
        kept[i] = arena_str(view.arena, names[i]);
    return kept;
}

bool view_open(const char *dir, const char *const *folders, const char *const *pages, FILE *complaints)
{
    view.arena = arena_open(KEPT_MAX);
    view.dir = arena_str(view.arena, dir);
    view.folders = names_kept(folders);
    view.base = hdf_escaping();
    string_init(&view.answer);
    pages = names_kept(pages);
    while (pages[view.pages])
        view.pages++;
    view.page = arena_new(view.arena, view.pages + 1, sizeof *view.page);
    for (size_t i = 0; i < view.pages; i++) {
        view.page[i].name = pages[i];
        view.page[i].file = arena_fmt(view.arena, "%s.cs", pages[i]);
    }
    if (!escaping_works(complaints) || !catalogues_open(view.dir, view.folders, complaints))
        return false;
    tell_version("static.css", "qiao.css");
    tell_version("static.js", "app.js");
    return view.pages == 0 || make_pages(complaints);
}

void view_close(void)
{
    for (struct page *p = view.page; p < view.page + view.pages; p++)
        tree_close(&p->tree);
    tree_close(&view.macros);
    catalogues_close();
    hdf_destroy(&view.base);
    string_clear(&view.answer);
    arena_close(view.arena);
    memset(&view, 0, sizeof view);
}

const char *view_dir(void)
{
    return view.dir;
}

const char *const *view_folders(void)
{
    return view.folders;
}

/* Forgets the last answer: nothing of one reader stays for the next. */
static void forget_answer(void)
{
    if (view.answer.max > BUFFER_MAX)
        string_clear(&view.answer);
    else if (view.answer.buf)
        memset(view.answer.buf, 0, (size_t)view.answer.len);
    view.answer.len = 0;
}

void view_begin(struct req *r)
{
    forget_answer();
    r->out = arena_new(r->arena, 1, sizeof *r->out);
    *r->out = (struct out){ .arena = r->arena, .root = { .of = r->out, .name = name_of("", 0) } };
}

void view_finish(struct req *r)
{
    r->out = NULL;
}

static const struct page *page_find(const char *name)
{
    for (size_t i = 0; i < view.pages; i++)
        if (strcmp(view.page[i].name, name) == 0)
            return &view.page[i];
    return NULL;
}

static NEOERR *render_tree(struct req *r, CSPARSE *tree)
{
    HDF *data = hdf_escaping();
    NEOERR *e;

    node_copy(&r->out->root, data);
    tree->hdf = data;
    tree->global_hdf = r->lang->texts->hdf;
    e = cs_render(tree, &view.answer, append);
    tree->hdf = view.base;
    hdf_destroy(&data);
    return e;
}

static enum err answer_of(struct req *r, const char *page, NEOERR *e, struct bytes *ret)
{
    if (e)
        return fail(r, ERR_BUG, "template %s: %s", page, nerr_words(r->arena, e));
    *ret = (struct bytes){ (const unsigned char *)(view.answer.buf ? view.answer.buf : ""), (size_t)view.answer.len };
    return OK;
}

enum err view_render(struct req *r, const char *page, struct bytes *ret)
{
    const struct page *p = page_find(page);

    if (!p)
        return fail(r, ERR_BUG, "template %s was not loaded", page);
    out_s(r, "request_id", r->id);
    forget_answer();
    if (p->tree)
        return answer_of(r, page, render_tree(r, p->tree), ret);
    draw_page(p->ready, r->out, view.constants[r->lang - lang_table()], &view.answer);
    return answer_of(r, page, STATUS_OK, ret);
}

enum err view_render_plain(struct req *r, const char *page, struct bytes *ret)
{
    bool good = view.macros || parse_macros(stderr);
    CSPARSE *tree = page_parse(page_find(page), stderr, &good);
    enum err e;

    forget_answer();
    e = answer_of(r, page, render_tree(r, tree), ret);
    tree_close(&tree);
    return e;
}

bool view_is_ready(const char *page)
{
    const struct page *p = page_find(page);

    return p && !p->tree;
}
