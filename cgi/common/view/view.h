/* Templates: parsed once per page and language before the workers are forked. Only this folder
 * knows ClearSilver. Escaping is on for all output (SECURITY 18). */
#ifndef QIAO_VIEW_H
#define QIAO_VIEW_H

#include "base/req.h"
#include <stdio.h>

/* Loads catalogues (common, and each folder named) and parses the pages named, once per language.
 * Constant texts, "<?cs var:T.some.key ?>", become literals of the tree on the way.
 *   dir      templates folder
 *   folders  catalogue folders after "common", NULL at the end: { "apply", NULL }
 *   pages    template names, NULL at the end: { "apply/home", NULL }
 *   returns  false after saying what is wrong on the stream, with file and key
 */
bool view_open(const char *dir, const char *const *folders, const char *const *pages, FILE *complaints);
void view_close(void);

/* A fresh data set for the request; view_finish frees it. */
void view_begin(struct req *r);
void view_finish(struct req *r);
/* Renders a page in the reader's language.
 *   ret      valid until the next view_begin
 *   errors   ERR_BUG
 */
enum err view_render(struct req *r, const char *page, struct bytes *ret);

/* For --check: every language against English: unknown keys, lost {holes}, markup, missing keys.
 * `must_all` are key prefixes that must be complete in every language; others only in zh and en.
 *   returns  number of complaints written
 */
unsigned view_check(const char *const *must_all, FILE *complaints);

#endif
