/* Texts from files: English first, the language over it, one read-only data set per language. */
#include "base/log.h"
#include "view/inside.h"
#include <string.h>

/* A text that could be a template would run as one; a link ("key : other") would point anywhere. */
static bool texts_are_plain(HDF *node, const char *path, FILE *complaints)
{
    bool good = true;

    for (HDF *n = hdf_obj_child(node); n; n = hdf_obj_next(n)) {
        const char *value = hdf_obj_value(n);

        if (n->link || (value && strstr(value, "<?cs"))) {
            fprintf(complaints, "%s: %s: %s\n", path, hdf_obj_name(n),
                    n->link ? "a colon where = belongs" : "a text must not hold <?cs");
            good = false;
        } else if (!texts_are_plain(n, path, complaints)) {
            good = false;
        }
    }
    return good;
}

bool catalogue_read(HDF *to, const char *dir, const char *folder, const char *code, FILE *complaints)
{
    struct arena *a = arena_open(8 << 20);
    const char *path = arena_fmt(a, "%s/%s/lang/%s.hdf", dir, folder, code);
    const char *text = file_text(a, path);
    bool good = true;
    NEOERR *e;

    if (text && (e = hdf_read_string(to, text))) {
        fprintf(complaints, "%s: %s\n", path, nerr_words(a, e));
        good = false;
    }
    good = good && texts_are_plain(to, path, complaints);
    arena_close(a);
    return good;
}

static bool read_all(HDF *to, const char *dir, const char *const *folders, const char *code, FILE *complaints)
{
    bool good = catalogue_read(to, dir, "common", code, complaints);

    for (; folders && *folders; folders++)
        good = catalogue_read(to, dir, *folders, code, complaints) && good;
    return good;
}

/* What every page says about its language, kept beside the texts: it never changes. */
static void tell_langs(HDF *to, const struct lang *current)
{
    const struct lang *table = lang_table();
    char name[32];

    hdf_must(hdf_set_value(to, "lang", current->tag));
    hdf_must(hdf_set_value(to, "lang_code", current->code));
    hdf_must(hdf_set_value(to, "lang_name", current->name));
    for (int i = 0; table[i].code; i++) {
        HDF *n = NULL;

        snprintf(name, sizeof name, "langs.%d", i);
        hdf_must(hdf_get_node(to, name, &n));
        hdf_must(hdf_set_value(n, "code", table[i].code));
        hdf_must(hdf_set_value(n, "tag", table[i].tag));
        hdf_must(hdf_set_value(n, "name", table[i].name));
        if (&table[i] == current)
            hdf_must(hdf_set_value(n, "current", "1"));
    }
}

bool catalogues_open(const char *dir, const char *const *folders, FILE *complaints)
{
    bool good = true;

    for (const struct lang *l = lang_table(); l->code && good; l++) {
        hdf_must(hdf_init(&l->texts->hdf));
        good = read_all(l->texts->hdf, dir, folders, "en", complaints);
        if (good && strcmp(l->code, "en"))
            good = read_all(l->texts->hdf, dir, folders, l->code, complaints);
        tell_langs(l->texts->hdf, l);
    }
    if (good && !hdf_get_obj(lang_find("en")->texts->hdf, "T")) {
        fprintf(complaints, "%s: no texts found\n", dir);
        good = false;
    }
    return good;
}

void catalogues_close(void)
{
    for (const struct lang *l = lang_table(); l->code; l++)
        hdf_destroy(&l->texts->hdf);
}

const char *file_text(struct arena *a, const char *path)
{
    struct buf b = { .arena = a };
    char piece[4096];
    FILE *f = fopen(path, "r");
    size_t n;
    bool whole;

    if (!f)
        return NULL;
    buf_str(&b, "");
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&b, piece, n);
    whole = !ferror(f);
    fclose(f);
    return whole ? b.p : NULL;
}

HDF *hdf_escaping(void)
{
    HDF *h = NULL;

    hdf_must(hdf_init(&h));
    hdf_must(hdf_set_value(h, "Config.VarEscapeMode", "html"));
    return h;
}

void hdf_must(NEOERR *e)
{
    struct arena *a;

    if (!e)
        return;
    a = arena_open(1 << 16);
    fatal("data set: %s", nerr_words(a, e));
}

const char *nerr_words(struct arena *a, NEOERR *e)
{
    STRING s;
    const char *words;

    string_init(&s);
    nerr_error_string(e, &s);
    words = arena_str(a, s.buf ? s.buf : "");
    string_clear(&s);
    nerr_ignore(&e);
    return words;
}
