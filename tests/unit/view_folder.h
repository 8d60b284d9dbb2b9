/* For tests of templates: a templates folder of their own for each test, and short words for looking at pages. */
#ifndef QIAO_VIEW_FOLDER_H
#define QIAO_VIEW_FOLDER_H

#include "view/lang.h"
#include "view/out.h"
#include "view/view.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOSTILE "\"><svg onload=alert(1)>'&{{<?cs var:x ?>"

static struct arena *arena;
static char *folder;          /* its own templates folder for each test */

static inline void put(const char *name, const char *text)
{
    FILE *f = fopen(arena_fmt(arena, "%s/%s", folder, name), "w");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static inline void link_to(const char *name)
{
    char *here = realpath(arena_fmt(arena, "templates/%s", name), NULL);

    assert_non_null(here);
    assert_int_equal(symlink(here, arena_fmt(arena, "%s/%s", folder, name)), 0);
    free(here);
}

static inline int begin(void **state)
{
    char name[] = "/tmp/test_view_XXXXXX";

    (void)state;
    arena = arena_open(16 << 20);
    folder = mkdtemp(name) ? arena_str(arena, name) : NULL;
    if (!folder)
        return -1;
    mkdir(arena_fmt(arena, "%s/p", folder), 0700);
    mkdir(arena_fmt(arena, "%s/p/lang", folder), 0700);
    link_to("common");
    link_to("static");
    put("p/lang/en.hdf", "T.p.hello = Hello & <welcome>\nT.p.count = {n} of {m}\nT.kind.a = Kind A\n");
    put("p/lang/zh.hdf", "T.p.hello = 你好\nT.p.count = {m} 之 {n}\nT.kind.a = 甲类\n");
    return 0;
}

static inline int remove_one(const char *path, const struct stat *s, int kind, struct FTW *at)
{
    (void)s, (void)kind, (void)at;
    return remove(path);
}

static inline int finish(void **state)
{
    (void)state;
    view_close();
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    arena_close(arena);
    return 0;
}

static inline struct req request(const char *lang)
{
    struct req r = { .arena = arena, .lang = lang_find(lang), .id = "0123456789abcdef" };

    view_begin(&r);
    return r;
}

static inline const char *shown(struct req *r, const char *page)
{
    struct bytes b = { NULL, 0 };

    assert_int_equal(view_render(r, page, &b), OK);
    return arena_strn(arena, (const char *)b.p, b.n);
}

static inline void expect_in(const char *whole, const char *part)
{
    if (!strstr(whole, part))
        fail_msg("\"%s\" is not in: %s", part, whole);
}

static inline void expect_not_in(const char *whole, const char *part)
{
    if (strstr(whole, part))
        fail_msg("\"%s\" is in: %s", part, whole);
}

#endif
