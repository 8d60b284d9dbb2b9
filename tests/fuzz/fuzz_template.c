/* Values of any bytes in a page: in text, in an attribute, as an address, in a form's fields. The page keeps the tags and
 * quotes it has with a harmless value, the text can be read back, and no address leads into a script. Run from the top
 * folder: the form is the one all programs use. */
#include "base/arena.h"
#include "view/lang.h"
#include "view/out.h"
#include "view/view.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA = 16 << 20, VALUE_MAX = 4096 };

static char folder[] = "/tmp/fuzz_template_XXXXXX";

static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *at)
{
    (void)s, (void)kind, (void)at;
    return remove(path);
}

static void remove_all(void) { nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS); }

static void put(const char *name, const char *text)
{
    char path[200];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "w");
    if (!f || fputs(text, f) < 0 || fclose(f))
        abort();
}

static void link_to(const char *name)
{
    char path[200], from[4096], to[4200];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!getcwd(from, sizeof from))
        abort();
    snprintf(to, sizeof to, "%s/templates/%s", from, name);
    if (symlink(to, path))
        abort();
}

static void open_templates(void)
{
    char path[200];

    if (!mkdtemp(folder) || atexit(remove_all))
        abort();
    snprintf(path, sizeof path, "%s/p", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/p/lang", folder);
    mkdir(path, 0700);
    link_to("common");
    link_to("static");
    put("p/lang/en.hdf", "T.form.sample {\n  a.label = A\n  b.label = B\n  c.label = C\n}\nT.p.title = P\n");
    put("p/x.cs", "<?cs include:\"common/form.cs\" ?><b><?cs var:v ?></b><i title=\"<?cs var:v ?>\"></i>"
                  "<a href=\"<?cs var:url_validate(v) ?>\"></a><?cs each:f = form.sample.field ?><?cs call:field(f) ?><?cs /each ?>");
    if (!view_open(folder, (const char *const[]){ "p", NULL }, (const char *const[]){ "p/x", NULL }, stderr))
        abort();
}

static void add_field(struct req *r, const char *kind, const char *name, const char *value)
{
    struct node *f = node_item(out_node(r, "form.sample"), "field");

    node_s(f, "form", "sample");
    node_s(f, "kind", kind);
    node_s(f, "name", name);
    node_s(f, "fill", "off");
    node_s(f, "value", value);
    node_s(f, "error", arena_fmt(r->arena, "e%s", value)); /* "" and "0" are no error */
}

static char *page_with(struct arena *a, const char *value)
{
    struct req r = { .arena = a, .lang = lang_find("en"), .id = "0123456789abcdef" };
    struct bytes b;
    char *page;

    view_begin(&r);
    out_s(&r, "v", value);
    add_field(&r, "text", "a", value);
    add_field(&r, "lines", "b", value);
    add_field(&r, "hidden", "c", value);
    if (view_render(&r, "p/x", &b))
        abort();
    page = arena_strn(a, (const char *)b.p, b.n);
    view_finish(&r);
    return page;
}

/* Tags and quotes of a page, in their order. */
static const char *skeleton(struct arena *a, const char *page)
{
    char *to = arena_str(a, page);
    size_t n = 0;

    for (const char *s = page; *s; s++)
        if (strchr("<>\"", *s))
            to[n++] = *s;
    to[n] = '\0';
    return to;
}

/* What a browser reads from the text between two places of the page. */
static const char *read_back(struct arena *a, const char *from, const char *until)
{
    static const struct { const char *name; char sign; } entities[] = {
        { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&#39;", '\'' },
    };
    const char *end = strstr(from, until);
    char *to = arena_str(a, from);
    size_t n = 0;

    if (!end)
        abort();
    for (const char *s = from; s < end; n++) {
        to[n] = *s;
        for (size_t i = 0; *s == '&' && i < sizeof entities / sizeof *entities; i++)
            if (strncmp(s, entities[i].name, strlen(entities[i].name)) == 0) {
                to[n] = entities[i].sign;
                s += strlen(entities[i].name) - 1;
                break;
            }
        s++;
    }
    to[n] = '\0';
    return to;
}

/* A scheme is what stands before a colon that comes before any of "/?#" (RFC 3986 section 3), after what a browser takes
 * away: tabs and ends of lines everywhere, control signs and spaces before (WHATWG URL, basic parser). One link leads to
 * an app of the device. */
static bool leads_astray(struct arena *a, const char *given)
{
    static const char *const good[] = { "http", "https", "mailto", "ftp" };
    char *address = arena_str(a, given);
    size_t n = 0;

    for (const char *s = given + strspn(given, "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24\25\26\27\30\31"
                                                "\32\33\34\35\36\37 "); *s; s++)
        if (!strchr("\t\n\r", *s))
            address[n++] = *s;
    address[n] = '\0';
    if (strncmp(address, "//", 2) == 0 || strncmp(address, "/\\", 2) == 0)
        return true;
    n = strcspn(address, ":/?#");
    if (address[n] != ':' || strncmp(address, "otpauth://totp/qiao:", strlen("otpauth://totp/qiao:")) == 0)
        return false;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (strlen(good[i]) == n && strncasecmp(address, good[i], n) == 0)
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a, *own;
    static const char *plain;
    char value[VALUE_MAX + 1];
    const char *page;
    char *shown;

    if (!a) {
        open_templates();
        a = arena_open(ARENA);
        own = arena_open(ARENA);
        plain = arena_str(own, skeleton(a, page_with(a, "x")));
    }
    if (size == 0 || size > VALUE_MAX || memchr(data, '\0', size))
        return 0;
    memcpy(value, data, size);
    value[size] = '\0';
    arena_reset(a);
    page = page_with(a, value);
    shown = arena_str(a, value);
    for (char *from = shown, *to = shown; (*to = *from) != '\0'; from++) /* CR is dropped */
        to += *from != '\r';
    if (strcmp(skeleton(a, page), plain) || strcmp(read_back(a, strstr(page, "<b>") + 3, "</b>"), shown) ||
        leads_astray(a, read_back(a, strstr(page, "<a href=\"") + 9, "\"")))
        abort();
    return 0;
}
