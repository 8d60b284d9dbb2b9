/* Formatting of the usual kind, for arena.c only: everybody else calls arena_fmt or buf_fmt. */
#ifndef QIAO_FORMAT_H
#define QIAO_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* As vsnprintf for %s %d %u %ld %lu %lld %llu %zu without flags.
 *   ap       used up: give a copy
 *   returns  bytes without the NUL; -1 if something else is in the format or there is no room, and then what was
 *            written is of no use
 */
int format_quick(char *to, size_t room, const char *format, va_list ap);

#endif
