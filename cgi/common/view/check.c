/* Each language against English, file by file, for --check and the translators. Reads the files anew:
 * what serves pages has English mixed in already. */
#include "view/inside.h"
#include "view/view.h"
#include <string.h>

struct checking {
    struct arena *arena;
    const char *folder, *code;
    const char *const *must_all;
    FILE *complaints;
    unsigned count;
};

static void complain(struct checking *c, const char *key, const char *what)
{
    fprintf(c->complaints, "%s/lang/%s.hdf: %s: %s\n", c->folder, c->code, key, what);
    c->count++;
}

static bool begins_with(const char *key, const char *prefix)
{
    return strncmp(key, prefix, strlen(prefix)) == 0;
}

static bool is_wanted(const struct checking *c, const char *key)
{
    if (strcmp(c->code, "zh") == 0)
        return true;
    for (const char *const *p = c->must_all; p && *p; p++)
        if (begins_with(key, *p))
            return true;
    return false;
}

/* Next "{name}" at or after s, its length with braces in *ret_n; NULL if there is none. */
static const char *next_hole(const char *s, size_t *ret_n)
{
    for (s = strchr(s, '{'); s; s = strchr(s + 1, '{')) {
        size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz_");

        if (n && s[1 + n] == '}') {
            *ret_n = n + 2;
            return s;
        }
    }
    return NULL;
}

static void compare_holes(struct checking *c, const char *key, const char *from, const char *in, const char *what)
{
    size_t n = 0;

    for (const char *h = next_hole(from, &n); h; h = next_hole(h + n, &n)) {
        const char *hole = arena_strn(c->arena, h, n);

        if (!strstr(in, hole))
            complain(c, key, arena_fmt(c->arena, "%s %s", what, hole));
    }
}

static const char *key_of(struct arena *a, const char *prefix, HDF *n)
{
    return *prefix ? arena_fmt(a, "%s.%s", prefix, hdf_obj_name(n)) : hdf_obj_name(n);
}

/* What English has: is it here, whole, and plain? */
static void check_known(struct checking *c, HDF *en, HDF *own, const char *prefix)
{
    for (HDF *n = hdf_obj_child(en); n; n = hdf_obj_next(n)) {
        const char *key = key_of(c->arena, prefix, n);
        const char *text = hdf_get_value(own, key, NULL), *english = hdf_obj_value(n);

        if (english && !text && is_wanted(c, key))
            complain(c, key, "is missing");
        if (english && text && !begins_with(key, "T.format.")) { /* each language orders its own holes there */
            compare_holes(c, key, english, text, "lost");
            compare_holes(c, key, text, english, "has no");
        }
        check_known(c, n, own, key);
    }
}

static void check_own(struct checking *c, HDF *own, HDF *en, const char *prefix)
{
    for (HDF *n = hdf_obj_child(own); n; n = hdf_obj_next(n)) {
        const char *key = key_of(c->arena, prefix, n), *text = hdf_obj_value(n);

        if (text && !hdf_get_value(en, key, NULL))
            complain(c, key, "is not in en.hdf");
        if (text && strchr(text, '<'))
            complain(c, key, "holds markup");
        check_own(c, n, en, key);
    }
}

static void check_folder(struct checking *c, const char *folder)
{
    HDF *en = NULL, *own = NULL;

    c->folder = folder;
    hdf_must(hdf_init(&en));
    c->code = "en";
    if (!catalogue_read(en, view_dir(), folder, "en", c->complaints))
        c->count++;
    check_own(c, en, en, "");
    for (const struct lang *l = lang_table(); l->code; l++) {
        if (strcmp(l->code, "en") == 0)
            continue;
        c->code = l->code;
        hdf_must(hdf_init(&own));
        if (!catalogue_read(own, view_dir(), folder, l->code, c->complaints))
            c->count++;
        check_known(c, en, own, "");
        check_own(c, own, en, "");
        hdf_destroy(&own);
    }
    hdf_destroy(&en);
}

unsigned view_check(const char *const *must_all, FILE *complaints)
{
    struct checking c = { .arena = arena_open(64 << 20), .must_all = must_all, .complaints = complaints };

    check_folder(&c, "common");
    for (const char *const *f = view_folders(); f && *f; f++)
        check_folder(&c, *f);
    arena_close(c.arena);
    return c.count;
}
