/* What the files of this folder share and nobody outside sees: ClearSilver behind the public types. */
#ifndef QIAO_INSIDE_H
#define QIAO_INSIDE_H

#include "view/lang.h"
#include <ClearSilver.h>
#include <stdbool.h>
#include <stdio.h>

enum { LANGS = 10 };

struct catalogue {
    HDF *hdf; /* English with the language over it, and what a page says about its language */
};

/* A name without dots, the only one of its kind. */
struct name {
    const char *s;
    size_t n;
    uint32_t hash;
    bool local; /* some template has a local of this name */
    struct name *next;
};
struct name *name_of(const char *s, size_t n);
/* The first name of a dotted path, which is moved behind it: to a dot or the end. */
const struct name *name_step(const char **path);
/* NULL: nothing is called so. For what may come from input. */
const struct name *name_find(const char *s, size_t n);

/* A place of the data set: everything of it lies in the request's arena. */
struct node {
    struct out *of;
    const struct name *name;
    const char *value; /* NULL: nothing was set here */
    struct node *child, *last, *next;
    int item;          /* number of one of a list; -1: not made by node_item */
};
struct out {
    struct arena *arena;
    struct node root;
};

/* The child of that name, made if there is none. */
struct node *node_named(struct node *n, const struct name *name);
/* What stands at a dotted path, or NULL. */
const struct node *node_look(const struct node *n, const char *path);
/* The children of a place, as ClearSilver wants them. */
void node_copy(const struct node *from, HDF *to);

/* A data set that escapes: without Config in it ClearSilver renders raw (PERFORMANCE 2). */
HDF *hdf_escaping(void);
/* Memory is the only thing these calls can lack; then the process ends. */
void hdf_must(NEOERR *e);
/* Words of an error, which is used up. */
const char *nerr_words(struct arena *a, NEOERR *e);

/* url_validate() of templates: an address as it may stand in an attribute; "#" for one that leads astray. */
NEOERR *address_escape(const char *s, char **ret);

/* A whole file as text of the arena; NULL if it cannot be read. */
const char *file_text(struct arena *a, const char *path);
/* Reads dir/folder/lang/code.hdf over what `to` holds. No such file is fine: English stands in.
 *   returns  false after saying what is wrong
 */
bool catalogue_read(HDF *to, const char *dir, const char *folder, const char *code, FILE *complaints);
/* Fills the catalogues of all languages; folders as in view_open. */
bool catalogues_open(const char *dir, const char *const *folders, FILE *complaints);
void catalogues_close(void);

/* The source of a template as it is parsed; line numbers stay.
 *   texts       English: what exists there exists in every language
 *   complaints  may be NULL
 *   faults      counts texts that do not exist; each is said on the stream with file and line
 */
const char *source_clean(struct arena *a, const char *source, HDF *texts, const char *file, FILE *complaints,
                         unsigned *faults);

/* What view_open was given, for view_check. */
const char *view_dir(void);
const char *const *view_folders(void);

#endif
