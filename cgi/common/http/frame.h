/* Whether the head of a FastCGI request has come whole, for serve.c only. */
#ifndef QIAO_FRAME_H
#define QIAO_FRAME_H

#include <stddef.h>

enum frame { FRAME_PART, FRAME_WHOLE, FRAME_BAD };

/* Bytes of the largest head served: HTTP_HEAD_MAX and its records. */
enum { FRAME_MAX = 57344 };

/* Looks at the first n bytes of a connection: BEGIN_REQUEST, PARAMS of the same request, an empty
 * PARAMS. Whatever else a peer sends first is no request of nginx. libfcgi waits inside a half
 * record and aborts on lengths whose sum overflows (SECURITY 1 and 2); it gets neither. */
enum frame frame_look(const unsigned char *p, size_t n);

#endif
