/* multipart/form-data, each case delivered in pieces of every small size. */
#include "http/body.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TYPE "multipart/form-data; boundary=BOUND"
#define HEAD(more) "Content-Disposition: form-data; " more "\r\n\r\n"
#define B "--BOUND\r\n"
#define E "\r\n--BOUND\r\n"
#define END "\r\n--BOUND--\r\n"

static struct arena *arena;

struct source {
    const char *p;
    size_t n, at, step;
};

static long source_read(void *ctx, char *to, size_t n)
{
    struct source *s = ctx;

    n = n < s->n - s->at ? n : s->n - s->at;
    n = n < s->step ? n : s->step;
    memcpy(to, s->p + s->at, n);
    s->at += n;
    return (long)n;
}

static enum err read_with(const char *type, const char *p, size_t n, size_t step, struct params *ret)
{
    struct source s = { p, n, 0, step };

    return body_multipart(arena, type, source_read, &s, "/tmp", ret);
}

static const char *file_text(const struct upload *u)
{
    char *p = arena_new(arena, u->size + 1, 1);

    assert_int_equal(read(u->fd, p, u->size + 1), u->size);
    return p;
}

/* "name=value" or "name@file name@content", joined by |. */
static const char *shown(const struct params *list)
{
    struct buf b = { .arena = arena };

    buf_str(&b, "");
    for (size_t i = 0; i < list->n; i++) {
        const struct param *p = &list->list[i];
        buf_fmt(&b, "%s%s", i ? "|" : "", p->name);
        if (p->upload)
            buf_fmt(&b, "@%s@%s", p->upload->name, file_text(p->upload));
        else
            buf_fmt(&b, "=%s", p->value);
        assert_true(p->upload ? p->n == 0 : p->n == strlen(p->value));
    }
    return b.p;
}

static size_t open_files(void)
{
    DIR *d = opendir("/proc/self/fd");
    size_t n = 0;

    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static const struct {
    const char *name, *text;
    enum err e;
    const char *want;
} cases[] = {
    { "one field", B HEAD("name=\"a\"") "1" END, OK, "a=1" },
    { "empty field", B HEAD("name=\"a\"") END, OK, "a=" },
    { "fields in order, doubled", B HEAD("name=\"b\"") "2" E HEAD("name=\"a\"") "1" E HEAD("name=\"b\"") "3" END, OK,
      "b=2|a=1|b=3" },
    { "no parts", "--BOUND--\r\n", OK, "" },
    { "white space stays", B HEAD("name=\"a\"") "  x \r\n " END, OK, "a=  x \r\n " },
    { "preamble and epilogue", "ignore me\r\n--BOUN\r\n" B HEAD("name=\"a\"") "1" END "and me", OK, "a=1" },
    { "blanks after the boundary", "--BOUND \t\r\n" HEAD("name=\"a\"") "1" END, OK, "a=1" },
    { "no line end after the last", B HEAD("name=\"a\"") "1\r\n--BOUND--", OK, "a=1" },
    { "file", B HEAD("name=\"f\"; filename=\"x.pdf\"") "data" END, OK, "f@x.pdf@data" },
    { "file of lines", B HEAD("name=\"f\"; filename=\"x\"") "\n\r\n\n--\r\n--BOUN\r\n\r" END, OK,
      "f@x@\n\r\n\n--\r\n--BOUN\r\n\r" },
    { "file that ends in CR", B HEAD("name=\"f\"; filename=\"x\"") "a\r" END, OK, "f@x@a\r" },
    { "empty file input", B HEAD("name=\"f\"; filename=\"\"") END, OK, "f=" },
    { "named empty file", B HEAD("name=\"f\"; filename=\"x\"") END, OK, "f@x@" },
    { "nameless file", B HEAD("name=\"f\"; filename=\"\"") "d" END, OK, "f@@d" },
    { "path of an old browser", B HEAD("name=\"f\"; filename=\"C:\\\\dir\\\\a b.jpg\"") "d" END, OK, "f@a b.jpg@d" },
    { "path upwards", B HEAD("name=\"f\"; filename=\"../../etc/passwd\"") "d" END, OK, "f@passwd@d" },
    { "only a path", B HEAD("name=\"f\"; filename=\"a/\"") "d" END, OK, "f@@d" },
    { "turned name", B HEAD("name=\"f\"; filename=\"a\xe2\x80\xae"
                            "gpj.\x01\x7f"
                            "exe\"") "d" END,
      OK, "f@agpj.exe@d" },
    { "name not utf-8", B HEAD("name=\"f\"; filename=\"a\xff\"") "d" END, OK, "f@@d" },
    { "Chinese name", B HEAD("name=\"f\"; filename=\"\xe6\x8a\xa4\xe7\x85\xa7.jpg\"") "d" END, OK,
      "f@\xe6\x8a\xa4\xe7\x85\xa7.jpg@d" },
    { "quoted mark", B HEAD("name=\"f\"; filename=\"a\\\"b\"") "d" END, OK, "f@a\"b@d" },
    { "bare names", B HEAD("name=a; filename=b") "d" END, OK, "a@b@d" },
    { "other headers", B "Content-Type: image/png\r\nX: y\r\n" HEAD("name=\"a\"") "1" END, OK, "a=1" },
    { "header case", B "content-DISPOSITION:form-data;NAME=\"a\"\r\n\r\n1" END, OK, "a=1" },
    { "filename* says nothing", B HEAD("name=\"a\"; filename*=UTF-8''x") "1" END, OK, "a=1" },

    { "empty", "", ERR_BROKEN, NULL },
    { "no boundary at all", "name=a", ERR_BROKEN, NULL },
    { "cut in the head", B "Content-Dispo", ERR_BROKEN, NULL },
    { "cut after the head", B HEAD("name=\"a\""), ERR_BROKEN, NULL },
    { "cut in the value", B HEAD("name=\"a\"") "1", ERR_BROKEN, NULL },
    { "cut in the file", B HEAD("name=\"f\"; filename=\"x\"") "1\r\n--BOUN", ERR_BROKEN, NULL },
    { "cut after the boundary", B HEAD("name=\"a\"") "1" E, ERR_BROKEN, NULL },
    { "longer boundary", B HEAD("name=\"a\"") "1\r\n--BOUNDX\r\n", ERR_BROKEN, NULL },
    { "half an end", B HEAD("name=\"a\"") "1\r\n--BOUND-\r\n", ERR_BROKEN, NULL },
    { "line feed only", "--BOUND\nContent-Disposition: form-data; name=\"a\"\n\n1\n--BOUND--\n", ERR_BROKEN, NULL },
    { "no disposition", B "\r\n1" END, ERR_BROKEN, NULL },
    { "another disposition", B "Content-Disposition: attachment; name=\"a\"\r\n\r\n1" END, ERR_BROKEN, NULL },
    { "two dispositions", B "Content-Disposition: form-data; name=\"a\"\r\n" HEAD("name=\"b\"") "1" END, ERR_BROKEN,
      NULL },
    { "no name", B HEAD("filename=\"x\"") "1" END, ERR_BROKEN, NULL },
    { "two names", B HEAD("name=\"a\"; name=\"b\"") "1" END, ERR_BROKEN, NULL },
    { "two file names", B HEAD("name=\"a\"; filename=\"b\"; filename=\"c\"") "1" END, ERR_BROKEN, NULL },
    { "open quote", B HEAD("name=\"a") "1" END, ERR_BROKEN, NULL },
    { "folded line", B "Content-Disposition: form-data;\r\n name=\"a\"\r\n\r\n1" END, ERR_BROKEN, NULL },
    { "line without a colon", B "Content-Disposition\r\n\r\n1" END, ERR_BROKEN, NULL },
    { "bad second part frees the first", B HEAD("name=\"f\"; filename=\"x\"") "data" E "\r\n1" END, ERR_BROKEN, NULL },
};

static void parts(void **state)
{
    size_t before = open_files();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i].text);
        for (size_t step = 1; step <= n + 1; step++) {
            struct params p = { .n = 0 };
            enum err e = read_with(TYPE, cases[i].text, n, step, &p);
            if (e != cases[i].e)
                fail_msg("%s, step %zu: error %d, not %d", cases[i].name, step, (int)e, (int)cases[i].e);
            if (!e && strcmp(shown(&p), cases[i].want))
                fail_msg("%s, step %zu: %s", cases[i].name, step, shown(&p));
            body_close(&p);
            arena_reset(arena);
        }
    }
    assert_int_equal(open_files(), before);
}

static void nul_is_refused_in_text_only(void **state)
{
    static const char text[] = B HEAD("name=\"a\"") "1\0002" END;
    static const char file[] = B HEAD("name=\"f\"; filename=\"x\"") "1\0002" END;
    struct params p;

    (void)state;
    assert_int_equal(read_with(TYPE, text, sizeof text - 1, 100, &p), ERR_BROKEN);
    assert_int_equal(read_with(TYPE, file, sizeof file - 1, 100, &p), OK);
    assert_int_equal(p.list[0].upload->size, 3);
    body_close(&p);
}

static void boundaries(void **state)
{
    static const struct {
        const char *type;
        enum err e;
    } types[] = {
        { "multipart/form-data; boundary=BOUND", OK },
        { "multipart/form-data;boundary=\"BOUND\"", OK },
        { "multipart/form-data; charset=x; BOUNDARY=BOUND ", OK },
        { "multipart/form-data", ERR_BROKEN },
        { "multipart/form-data;", ERR_BROKEN },
        { "multipart/form-data; boundary=", ERR_BROKEN },
        { "multipart/form-data; boundary=\"\"", ERR_BROKEN },
        { "multipart/form-data; boundary=\"BOUND", ERR_BROKEN },
        { "multipart/form-data; boundary=BOUND; boundary=BOUND", ERR_BROKEN },
        { "multipart/form-data; boundary=\"BOUND \"", ERR_BROKEN },
        { "multipart/form-data; boundary=B<D", ERR_BROKEN },
        { "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789X",
          ERR_BROKEN },
    };
    const char *text = B HEAD("name=\"a\"") "1" END;
    struct params p;

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (read_with(types[i].type, text, strlen(text), 50, &p) != types[i].e)
            fail_msg("%s", types[i].type);
}

/* `n` times c between two texts. */
static enum err long_body(const char *before, char c, size_t n, const char *after, struct params *ret)
{
    struct arena *own = arena_open(64 << 20);
    size_t head = strlen(before), tail = strlen(after);
    char *p = arena_new(own, head + n + tail, 1);
    enum err e;

    memcpy(p, before, head);
    memset(p + head, c, n);
    memcpy(p + head + n, after, tail);
    e = read_with(TYPE, p, head + n + tail, 8000, ret);
    arena_close(own);
    return e;
}

static void limits(void **state)
{
    const char *field = B HEAD("name=\"a\""), *file = B HEAD("name=\"f\"; filename=\"x\"");
    size_t before = open_files();
    struct buf b = { .arena = arena };
    struct params p;

    (void)state;
    assert_int_equal(long_body(field, 'x', FORM_TEXT_MAX, END, &p), OK);
    assert_int_equal(p.list[0].n, FORM_TEXT_MAX);
    assert_int_equal(long_body(field, 'x', FORM_TEXT_MAX + 1, END, &p), ERR_LARGE);
    assert_int_equal(long_body(file, '\n', UPLOAD_MAX, END, &p), OK);
    assert_int_equal(p.list[0].upload->size, UPLOAD_MAX);
    assert_int_equal(lseek(p.list[0].upload->fd, 0, SEEK_CUR), 0);
    body_close(&p);
    assert_int_equal(p.list[0].upload->fd, -1);
    assert_false(p.list[0].upload->cut);
    /* Too large for a field, small enough for a body: told by its size, cut off at what is kept. */
    assert_int_equal(long_body(file, '\n', UPLOAD_MAX + 70000, END, &p), OK);
    assert_int_equal(p.list[0].upload->size, UPLOAD_MAX + 70000);
    assert_true(p.list[0].upload->cut);
    assert_int_equal(lseek(p.list[0].upload->fd, 0, SEEK_END), UPLOAD_MAX);
    body_close(&p);
    assert_int_equal(long_body(file, '\n', MULTIPART_MAX, END, &p), ERR_LARGE);
    assert_int_equal(long_body("", 'p', MULTIPART_MAX, "\r\n" B HEAD("name=\"a\"") "1" END, &p), ERR_LARGE);
    assert_int_equal(long_body(B "X: ", 'h', 1021, "\r\n" HEAD("name=\"a\"") "1" END, &p), OK);
    assert_int_equal(long_body(B "X: ", 'h', 1022, "\r\n" HEAD("name=\"a\"") "1" END, &p), ERR_LARGE);
    assert_int_equal(long_body(B "Content-Disposition: form-data; name=\"", 'n', 64, "\"\r\n\r\n1" END, &p), OK);
    assert_int_equal(long_body(B "Content-Disposition: form-data; name=\"", 'n', 65, "\"\r\n\r\n1" END, &p),
                     ERR_LARGE);
    assert_int_equal(long_body(B, ':', 0, "X: 1\r\nX: 2\r\nX: 3\r\nX: 4\r\nX: 5\r\nX: 6\r\nX: 7\r\n" HEAD("name=a") END, &p),
                     OK);
    assert_int_equal(long_body(B, ':', 0, "X: 1\r\nX: 2\r\nX: 3\r\nX: 4\r\nX: 5\r\nX: 6\r\nX: 7\r\nX: 8\r\n"
                               HEAD("name=a") END, &p), ERR_LARGE);
    for (int i = 0; i < PARTS_MAX; i++)
        buf_str(&b, i ? E HEAD("name=a") : B HEAD("name=a"));
    assert_int_equal(long_body(b.p, 'x', 1, END, &p), OK);
    assert_int_equal(p.n, PARTS_MAX);
    buf_str(&b, E HEAD("name=a"));
    assert_int_equal(long_body(b.p, 'x', 1, END, &p), ERR_LARGE);
    assert_int_equal(open_files(), before);
}

static void long_file_name(void **state)
{
    struct params p;

    (void)state;
    /* 200 times three bytes: cut at 255, between characters. */
    char name[700] = B "Content-Disposition: form-data; name=\"f\"; filename=\"";
    for (int i = 0; i < 200; i++)
        strncat(name, "\xe6\x8a\xa4", sizeof name - strlen(name) - 1);
    strncat(name, "\"\r\n\r\n", sizeof name - strlen(name) - 1);
    assert_int_equal(long_body(name, 'd', 1, END, &p), OK);
    assert_int_equal(strlen(p.list[0].upload->name), FILE_NAME_MAX);
    body_close(&p);
}

static void no_spool(void **state)
{
    const char *text = B HEAD("name=\"f\"; filename=\"x\"") "1" END;
    struct source s = { text, strlen(text), 0, 100 };
    struct params p;

    (void)state;
    assert_int_equal(body_multipart(arena, TYPE, source_read, &s, "/nowhere/at/all", &p), ERR_BUSY);
}

static long source_broken(void *ctx, char *to, size_t n)
{
    long got = source_read(ctx, to, n);

    return got ? got : -1;
}

static void peer_breaks_off(void **state)
{
    const char *text = B HEAD("name=\"f\"; filename=\"x\"") "1";
    struct source s = { text, strlen(text), 0, 100 };
    size_t before = open_files();
    struct params p;

    (void)state;
    assert_int_equal(body_multipart(arena, TYPE, source_broken, &s, "/tmp", &p), ERR_BROKEN);
    assert_int_equal(open_files(), before);
}

static int start(void **state)
{
    (void)state;
    arena = arena_open(64 << 20);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts),  cmocka_unit_test(nul_is_refused_in_text_only), cmocka_unit_test(boundaries),
        cmocka_unit_test(limits), cmocka_unit_test(long_file_name),              cmocka_unit_test(no_spool),
        cmocka_unit_test(peer_breaks_off),
    };

    return cmocka_run_group_tests_name("multipart", tests, start, finish);
}
