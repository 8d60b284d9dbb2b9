/* How much memory and disk the files of a body take, however many and however large: never whole in memory here
 * either. */
#include "http/body.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD(more) "Content-Disposition: form-data; " more "\r\n\r\n"
#define B "--BOUND\r\n"
#define E "\r\n--BOUND\r\n"

/* `files` files, each of `each` bytes, then a field. */
struct photos {
    size_t files, each, at;
    const char *words;
};

static long photos_read(void *ctx, char *to, size_t n)
{
    static const char head[] = B HEAD("name=\"f\"; filename=\"x\""), next[] = E HEAD("name=\"f\"; filename=\"x\""),
                      last[] = E HEAD("name=\"a\"") "1\r\n--BOUND--\r\n";
    struct photos *s = ctx;

    if (!s->words) {
        s->words = head;
        s->at = 0;
    }
    if (*s->words) {
        size_t left = strlen(s->words);
        n = n < left ? n : left;
        memcpy(to, s->words, n);
        s->words += n;
        return (long)n;
    }
    if (!s->files)
        return 0;
    n = n < s->each - s->at ? n : s->each - s->at;
    memset(to, '\r', n);
    s->at += n;
    if (s->at == s->each) {
        s->words = --s->files ? next : last;
        s->at = 0;
    }
    return (long)n;
}

/* Whatever a body holds, it takes so much memory and so much of the disk; what is said of its files is true. */
static void bounds(void **state)
{
    static const struct {
        size_t files, each;
        enum err e;
        size_t kept; /* of all files together */
    } bodies[] = {
        { 1, 14 << 20, OK, UPLOAD_MAX },
        { 1, MULTIPART_MAX - 1000, OK, UPLOAD_MAX },
        { 1, MULTIPART_MAX, ERR_LARGE, 0 },
        { 2, UPLOAD_MAX, OK, UPLOADS_MAX },
        { 3, 6 << 20, OK, UPLOADS_MAX },
        { 3, 10 << 20, OK, UPLOADS_MAX },
        { 23, 1 << 20, OK, UPLOADS_MAX },
        { 23, 2 << 20, ERR_LARGE, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct photos s = { .files = bodies[i].files, .each = bodies[i].each };
        struct arena *small = arena_open(256 << 10);
        struct params p = { .n = 0 };
        size_t kept = 0;

        assert_int_equal(body_multipart(small, "multipart/form-data; boundary=BOUND", photos_read, &s, "/tmp", &p), bodies[i].e);
        for (size_t k = 0; k + 1 < p.n; k++) {
            struct stat file;
            assert_int_equal(fstat(p.list[k].upload->fd, &file), 0);
            assert_int_equal(p.list[k].upload->size, bodies[i].each);
            assert_int_equal(p.list[k].upload->cut, (size_t)file.st_size != bodies[i].each);
            kept += (size_t)file.st_size;
        }
        assert_int_equal(kept, bodies[i].kept);
        if (!bodies[i].e)
            assert_string_equal(p.list[p.n - 1].value, "1");
        body_close(&p);
        arena_close(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(bounds) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
