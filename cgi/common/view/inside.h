/* What the files of this folder share and nobody outside sees: ClearSilver behind the public types. */
#ifndef QIAO_INSIDE_H
#define QIAO_INSIDE_H

#include "view/lang.h"
#include <ClearSilver.h>
#include <stdio.h>

enum { LANGS = 10 };

struct catalogue {
    HDF *hdf; /* English with the language over it, and what a page says about its language */
};
/* A place of the data set: everything of it lies in the request's arena. */
struct node {
    struct out *of;
    const char *name;  /* without dots */
    size_t n;          /* bytes of it */
    const char *value; /* NULL: nothing was set here */
    struct node *child, *last, *next;
};
struct out {
    struct arena *arena;
    struct node root;
};

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

/* A whole file as text of the arena; NULL if it cannot be read. */
const char *file_text(struct arena *a, const char *path);
/* Reads dir/folder/lang/code.hdf over what `to` holds. No such file is fine: English stands in.
 *   returns  false after saying what is wrong
 */
bool catalogue_read(HDF *to, const char *dir, const char *folder, const char *code, FILE *complaints);
/* Fills the catalogues of all languages; folders as in view_open. */
bool catalogues_open(const char *dir, const char *const *folders, FILE *complaints);
void catalogues_close(void);

/* The source of a template with its constant texts written in, escaped; line numbers stay.
 *   write       false: the texts are only checked and looked up later
 *   complaints  may be NULL
 *   faults      counts texts that do not exist; each is said on the stream with file and line
 */
const char *inline_texts(struct arena *a, const char *source, HDF *texts, bool write, const char *file,
                         FILE *complaints, unsigned *faults);

/* What view_open was given, for view_check. */
const char *view_dir(void);
const char *const *view_folders(void);

#endif
