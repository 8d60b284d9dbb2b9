/* A program with two pages and no data: six bytes, and 20 KB drawn by the real frame and list. It measures what a
 * request costs between accept and answer; qiao's own pages come and go, this one stays. Never installed.
 *   page                   serves /bench/hello and /bench/page
 *   page --render N LANG   draws the page N times, for callgrind; what was drawn last goes to standard output
 *   page --langs           prints the languages, lines "code TAB tag TAB name", for the twin */
#include "app/app.h"
#include "view/view.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS = 20, COLUMNS = 9, OPTIONS = 8, DOORS = 40 };

void render_once(struct req *r, const char *view, struct bytes *ret);

static enum err hello_load(struct req *r)
{
    static const unsigned char text[] = "hello\n";

    reply_body(r, "text/plain; charset=utf-8", (struct bytes){ text, 6 });
    return OK;
}

/* The same every time, with all that must be escaped somewhere in it. */
static void show_cell(struct req *r, struct node *row, int i, int column)
{
    static const char *const words[] = { "Vilayphone & sons", "勐腊县人民政府", "ສະຫວັນນະເຂດ", "\"quoted\" <b>", "O'Brien",
                                         "plain words of a usual length", "2026-09-01" };
    struct node *n = node_item(row, "cell");

    node_s(n, "text", arena_fmt(r->arena, "%s %d", words[(i + column) % 7], 1000 + i * COLUMNS + column));
    if (column == 0)
        node_s(n, "href", arena_fmt(r->arena, "/bench/page?id=%d&from=list", i));
    else if (column == 2)
        node_s(n, "lang", "lo");
    else if (column == 8)
        node_s(n, "tag", i % 3 ? "ok" : "wait");
}

static void show_list(struct req *r)
{
    out_s(r, "table.caption", lang_text(r->lang, "T.bench.caption"));
    for (int c = 0; c < COLUMNS; c++) {
        struct node *n = out_item(r, "table.head");

        node_s(n, "label", lang_text(r->lang, arena_fmt(r->arena, "T.bench.column_%d", c)));
        if (c == 6)
            node_i(n, "num", 1);
    }
    for (int i = 0; i < ROWS; i++) {
        struct node *row = out_item(r, "table.row");

        for (int c = 0; c < COLUMNS; c++)
            show_cell(r, row, i, c);
    }
    out_s(r, "table.older", "/bench/page?after=1180&state=open");
}

static enum err page_load(struct req *r)
{
    for (int i = 0; i < DOORS; i++) {
        struct node *n = out_item(r, "doors");

        node_s(n, "href", arena_fmt(r->arena, "/bench/page?door=%d", i));
        node_s(n, "text", lang_text(r->lang, arena_fmt(r->arena, "T.bench.door_%d", i % 10)));
    }
    for (int i = 0; i < OPTIONS; i++) {
        struct node *n = out_item(r, "options");

        node_i(n, "code", i);
        node_s(n, "label", lang_text(r->lang, arena_fmt(r->arena, "T.bench.option_%d", i)));
    }
    show_list(r);
    return OK;
}

static const struct route routes[] = {
    { .path = "/bench/hello", .role = R_ANYONE, .load = hello_load, .view = "" },
    { .path = "/bench/page", .role = R_ANYONE, .load = page_load, .view = "bench/page" },
    { .path = NULL }
};

/* Nothing but the drawing, so that callgrind can count it alone. */
__attribute__((noinline)) void render_once(struct req *r, const char *view, struct bytes *ret)
{
    page_load(r);
    if (view_render(r, view, ret))
        fatal("%s was not drawn", view);
}

static int render(const struct app *app, int times, const char *lang)
{
    struct req *r = app_tool("bench", app);
    struct bytes page = { NULL, 0 };

    for (int i = 0; i < times; i++) {
        view_finish(r);
        arena_reset(r->arena);
        view_begin(r);
        r->lang = lang_find(lang) ? lang_find(lang) : lang_table();
        out_s(r, "page", "bench_page");
        out_s(r, "here", "/bench/page?");
        render_once(r, "bench/page", &page);
    }
    return fwrite(page.p, 1, page.n, stdout) == page.n ? 0 : 1;
}

static int print_langs(void)
{
    for (const struct lang *l = lang_table(); l->code; l++)
        printf("%s\t%s\t%s\n", l->code, l->tag, l->name);
    return 0;
}

int main(int argc, char **argv)
{
    const struct app app = { .name = "bench", .route = routes };

    if (argc == 4 && strcmp(argv[1], "--render") == 0)
        return render(&app, (int)strtol(argv[2], NULL, 10), argv[3]);
    if (argc == 2 && strcmp(argv[1], "--langs") == 0)
        return print_langs();
    return app_main(argc, argv, &app);
}
