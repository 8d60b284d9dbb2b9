/* Multipart bytes of strangers. First byte: how many bytes come at a time, and whether the first line
 * is the content type. Read in such pieces and read at once must give the same. */
#include "base/text.h"
#include "http/body.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct source {
    const uint8_t *p;
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

static void check(const struct params *p)
{
    if (p->n > PARTS_MAX)
        abort();
    for (size_t i = 0; i < p->n; i++) {
        const struct param *one = &p->list[i];
        if (strlen(one->name) > FORM_NAME_MAX || one->n > FORM_TEXT_MAX || strlen(one->value) != one->n)
            abort();
        if (one->upload && (strlen(one->upload->name) > FILE_NAME_MAX || strchr(one->upload->name, '/') ||
                            !text_is_utf8(one->upload->name, strlen(one->upload->name))))
            abort();
        if (one->upload && !one->upload->cut && lseek(one->upload->fd, 0, SEEK_END) != (off_t)one->upload->size)
            abort();
        if (one->upload && lseek(one->upload->fd, 0, SEEK_SET))
            abort();
    }
}

static bool files_are_equal(const struct upload *a, const struct upload *b)
{
    char left[4096], right[4096];
    ssize_t n, m;

    if (!a || !b)
        return a == b;
    do {
        n = read(a->fd, left, sizeof left);
        m = read(b->fd, right, sizeof right);
    } while (n == m && n > 0 && !memcmp(left, right, (size_t)n));
    return n == 0 && m == 0 && a->size == b->size && a->cut == b->cut && !strcmp(a->name, b->name);
}

static void compare(const struct params *a, const struct params *b)
{
    if (a->n != b->n)
        abort();
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->list[i].name, b->list[i].name) || strcmp(a->list[i].value, b->list[i].value) ||
            !files_are_equal(a->list[i].upload, b->list[i].upload))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    const char *type = "multipart/form-data; boundary=B";
    struct params p = { .n = 0 }, q = { .n = 0 };
    struct source pieces, whole;
    enum err e, f;

    if (!a)
        a = arena_open(64 << 20);
    if (!size)
        return 0;
    pieces = (struct source){ data + 1, size - 1, 0, (data[0] & 0x7fU) + 1 };
    if (data[0] & 0x80) {
        const uint8_t *line = memchr(pieces.p, '\n', pieces.n);
        size_t n = line ? (size_t)(line - pieces.p) : pieces.n;
        type = arena_strn(a, (const char *)pieces.p, n);
        pieces.p += line ? n + 1 : n;
        pieces.n -= line ? n + 1 : n;
    }
    whole = pieces;
    whole.step = SIZE_MAX;
    e = body_multipart(a, type, source_read, &pieces, "/tmp", &p);
    f = body_multipart(a, type, source_read, &whole, "/tmp", &q);
    if (!e != !f)
        abort();
    if (!e) {
        check(&p);
        compare(&p, &q);
    }
    body_close(&p);
    body_close(&q);
    arena_reset(a);
    return 0;
}
