/* Names of the data set and of templates, each kept once: drawing compares addresses instead of letters. They come from
 * our own code and templates, never from input, so the table stops growing by itself. */
#include "view/inside.h"
#include <string.h>

enum { SLOTS = 1024, NAMES_MAX_BYTES = 8 << 20 };

static struct name *slots[SLOTS];

/* FNV-1a; names are ours, nobody can choose ones that collide. */
static uint32_t hash_more(uint32_t h, char c)
{
    return (h ^ (unsigned char)c) * 16777619u;
}

static uint32_t hash_of(const char *s, size_t n)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < n; i++)
        h = hash_more(h, s[i]);
    return h;
}

static struct name *look(const char *s, size_t n, uint32_t hash)
{
    for (struct name *x = slots[hash % SLOTS]; x; x = x->next)
        if (x->hash == hash && x->n == n && memcmp(x->s, s, n) == 0)
            return x;
    return NULL;
}

static struct name *add(const char *s, size_t n, uint32_t hash)
{
    static struct arena *arena; /* of the process */
    struct name *x;

    if (!arena)
        arena = arena_open(NAMES_MAX_BYTES);
    x = arena_new(arena, 1, sizeof *x);
    *x = (struct name){ .s = arena_strn(arena, s, n), .n = n, .hash = hash, .next = slots[hash % SLOTS] };
    slots[hash % SLOTS] = x;
    return x;
}

const struct name *name_find(const char *s, size_t n)
{
    return look(s, n, hash_of(s, n));
}

struct name *name_of(const char *s, size_t n)
{
    uint32_t hash = hash_of(s, n);
    struct name *x = look(s, n, hash);

    return x ? x : add(s, n, hash);
}

const struct name *name_step(const char **path)
{
    const char *s = *path, *from = s;
    uint32_t hash = hash_of(s, 0);
    struct name *x;

    for (; *s && *s != '.'; s++)
        hash = hash_more(hash, *s);
    *path = s;
    x = look(from, (size_t)(s - from), hash);
    return x ? x : add(from, (size_t)(s - from), hash);
}
