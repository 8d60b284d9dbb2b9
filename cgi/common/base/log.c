/* One event, one line, one write: lines of several processes never mix.
 * Must not allocate, and must not let a value start a line of its own. */
#include "base/log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* PIPE_BUF of Linux is 4096: a write up to that size is never split. */
enum { LINE_BYTES = 4096, TEXT_BYTES = 3072 };

struct line {
    char p[LINE_BYTES];
    size_t n;
    bool cut;
};

static char program_name[32] = "qiao";

static const char *const err_names[] = {
    [OK] = "OK", [ERR_INPUT] = "INPUT", [ERR_BROKEN] = "BROKEN", [ERR_LOGIN] = "LOGIN",
    [ERR_ROLE] = "ROLE", [ERR_GONE] = "GONE", [ERR_METHOD] = "METHOD", [ERR_CLASH] = "CLASH",
    [ERR_LARGE] = "LARGE", [ERR_LIMIT] = "LIMIT", [ERR_TWICE] = "TWICE", [ERR_AGAIN] = "AGAIN",
    [ERR_BUSY] = "BUSY", [ERR_HORIZON] = "HORIZON", [ERR_BUG] = "BUG",
};
_Static_assert(sizeof err_names / sizeof *err_names == ERR__MAX, "a name for each error");

void log_name(const char *program)
{
    snprintf(program_name, sizeof program_name, "%s", program);
}

/* A line that grows too long is cut; what end() adds always has room. */
static void put(struct line *l, const char *s, size_t n)
{
    if (l->cut || n > LINE_BYTES - 4 - l->n) {
        l->cut = true;
        return;
    }
    memcpy(l->p + l->n, s, n);
    l->n += n;
}

/* Length of the printable character at s; 0 if its first byte must be escaped: control characters
 * (C1 too, which terminals obey), line and paragraph separator, bytes that are not UTF-8. */
static size_t printable(const unsigned char *s)
{
    size_t n = s[0] < 0x80 ? 1 : s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : s[0] >= 0xe0 && s[0] < 0xf0 ? 3 : 2;

    if (n == 1)
        return s[0] >= 0x20 && s[0] != 0x7f && s[0] != '\\';
    if (s[0] < 0xc2 || s[0] > 0xf4 || (s[0] == 0xc2 && s[1] < 0xa0))
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0xa8 || s[2] == 0xa9) ? 0 : n;
}

/*   quote  a quotation mark is escaped too */
static void put_escaped(struct line *l, const char *text, bool quote)
{
    const unsigned char *s = (const unsigned char *)text;
    char code[8];

    while (*s) {
        size_t n = printable(s);
        if (n && !(quote && *s == '"')) {
            put(l, (const char *)s, n);
            s += n;
            continue;
        }
        if (*s == '\n' || *s == '\r' || *s == '\t' || *s == '\\' || *s == '"')
            n = (size_t)snprintf(code, sizeof code, "\\%c",
                                 *s == '\n' ? 'n' : *s == '\r' ? 'r' : *s == '\t' ? 't' : *s);
        else
            n = (size_t)snprintf(code, sizeof code, "\\x%02x", *s);
        put(l, code, n);
        s++;
    }
}

static void begin(struct line *l, const struct req *r)
{
    l->n = 0;
    l->cut = false;
    put(l, "id=", 3);
    put_escaped(l, r && r->id[0] ? r->id : "-", false);
    put(l, " prog=", 6);
    put_escaped(l, program_name, false);
    put(l, " ", 1);
}

static void end(struct line *l, bool quoted)
{
    if (l->cut)
        l->p[l->n++] = '~';
    if (quoted)
        l->p[l->n++] = '"';
    l->p[l->n++] = '\n';
    for (size_t done = 0; done < l->n;) {
        ssize_t n = write(STDERR_FILENO, l->p + done, l->n - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; /* nobody is left to be told */
        done += (size_t)n;
    }
}

__attribute__((format(printf, 3, 0))) static void put_text(struct line *l, bool quote, const char *format,
                                                           va_list ap)
{
    char text[TEXT_BYTES];

    if (vsnprintf(text, sizeof text, format, ap) < 0)
        snprintf(text, sizeof text, "?");
    put_escaped(l, text, quote);
}

void log_line(const struct req *r, const char *format, ...)
{
    int kept = errno;
    struct line l;
    va_list ap;

    begin(&l, r);
    va_start(ap, format);
    put_text(&l, false, format, ap);
    va_end(ap);
    end(&l, false);
    errno = kept;
}

enum err fail_at(const struct req *r, enum err e, const char *file, int line, const char *format, ...)
{
    const char *name = (unsigned)e < ERR__MAX ? err_names[e] : "?", *slash = strrchr(file, '/');
    int kept = errno;
    char where[128];
    struct line l;
    va_list ap;
    int n;

    begin(&l, r);
    n = snprintf(where, sizeof where, "err=%s at=%.80s:%d text=\"", name, slash ? slash + 1 : file, line);
    put(&l, where, (size_t)n);
    va_start(ap, format);
    put_text(&l, true, format, ap);
    va_end(ap);
    end(&l, true);
    errno = kept;
    return e;
}

void fatal(const char *format, ...)
{
    struct line l;
    va_list ap;

    begin(&l, NULL);
    put(&l, "fatal=\"", 7);
    va_start(ap, format);
    put_text(&l, true, format, ap);
    va_end(ap);
    end(&l, true);
    exit(1);
}
