/* Urlencoded bytes of strangers: limits hold, no NUL gets through, and what was read, written again
 * and read again is the same. */
#include "http/body.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void again(struct arena *a, const struct params *p)
{
    struct buf b = { .arena = a };
    struct params q;

    for (size_t i = 0; i < p->n; i++)
        buf_fmt(&b, "%s%s=%s", i ? "&" : "", url_encode(a, p->list[i].name), url_encode(a, p->list[i].value));
    if (body_urlencoded(a, b.p, b.n, &q) || q.n != p->n)
        abort();
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->list[i].name, q.list[i].name) || strcmp(p->list[i].value, q.list[i].value))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    struct params p;
    char *copy = malloc(size ? size : 1); /* of exactly that size: a byte too far is seen */

    if (!a)
        a = arena_open(64 << 20);
    if (!copy)
        abort();
    memcpy(copy, data, size);
    if (!body_urlencoded(a, copy, size, &p)) {
        if (p.n > FORM_FIELDS_MAX)
            abort();
        for (size_t i = 0; i < p.n; i++)
            if (strlen(p.list[i].name) > FORM_NAME_MAX || p.list[i].n > FORM_TEXT_MAX ||
                strlen(p.list[i].value) != p.list[i].n || p.list[i].upload)
                abort();
        if (p.n)
            again(a, &p);
    }
    free(copy);
    arena_reset(a);
    return 0;
}
