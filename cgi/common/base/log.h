/* One line per event on standard error, key=value, first the request id. No personal data. */
#ifndef QIAO_LOG_H
#define QIAO_LOG_H

#include "base/req.h"

/* Name shown on each line; set once at start. */
void log_name(const char *program);
void log_line(const struct req *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Errors are said here, once, where they are born; callers pass the code on.
 * r may be NULL outside a request. */
#define fail(r, e, ...) fail_at((r), (e), __FILE__, __LINE__, __VA_ARGS__)
enum err fail_at(const struct req *r, enum err e, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The process cannot go on: one line, then exit(1). */
void fatal(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
