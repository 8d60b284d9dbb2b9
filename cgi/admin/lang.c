/* lang: what translators still have to do. Reads the catalogues as the programs do. */
#include "admin.h"
#include "view/view.h"
#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDERS_MAX = 30 };

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool texts_open(struct req *r, const char *templates)
{
    const char *folder[FOLDERS_MAX + 1] = { NULL }, *const no_pages[] = { NULL };
    DIR *d = opendir(templates);
    struct dirent *entry;
    size_t n = 0;

    if (!d) {
        fprintf(stderr, "%s cannot be read\n", templates);
        return false;
    }
    while (n < FOLDERS_MAX && (entry = readdir(d)))
        if (*entry->d_name != '.' && strcmp(entry->d_name, "common") &&
            access(arena_fmt(r->arena, "%s/%s/lang/en.hdf", templates, entry->d_name), R_OK) == 0)
            folder[n++] = arena_str(r->arena, entry->d_name);
    closedir(d);
    qsort(folder, n, sizeof *folder, by_name);
    return view_open(templates, folder, no_pages, stderr);
}

int run_lang(struct req *r, const struct given *g)
{
    char *path = realpath(g->word[0] ? g->word[0] : "/usr/share/qiao/templates", arena_new(r->arena, PATH_MAX, 1));
    unsigned wrong;

    if (!path || !texts_open(r, path))
        return 1;
    wrong = view_check(NULL, stdout);
    view_close();
    printf("%u to do\n", wrong);
    return wrong ? 1 : 0;
}
