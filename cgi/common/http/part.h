/* Head of one part of a multipart form, for multipart.c only. */
#ifndef QIAO_PART_H
#define QIAO_PART_H

#include "http/http.h"

/* Limits of SECURITY 5 and RFC 2046 5.1.1. */
enum { PART_LINES_MAX = 8, PART_LINE_MAX = 1024, BOUNDARY_MAX = 70 };

struct part {
    const char *name, *file; /* NULL: not said */
};

/* The boundary of a Content-Type.
 *   errors  ERR_BROKEN: none, two, too long, or signs RFC 2046 does not allow
 */
enum err part_boundary(struct arena *a, const char *type, const char **ret);

/* Takes one header line (without CR LF); lines other than Content-Disposition say nothing to us.
 *   errors  ERR_BROKEN, ERR_LARGE (the name of the field)
 */
enum err part_line(struct arena *a, const char *line, size_t n, struct part *p);

/* A file name for display: last component, no control or direction signs, "" if not UTF-8. */
const char *part_file_name(struct arena *a, const char *name);

#endif
