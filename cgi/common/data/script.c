/* A file of SQL taken apart into statements. Pure but for reading the file; runs nothing. */
#include "data/migrate.h"
#include <stdio.h>
#include <string.h>

enum { SCRIPT_MAX = 1 << 20 };

const char *script_read(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "r");
    char *text;
    size_t n;

    if (!f)
        return NULL;
    text = arena_new(a, SCRIPT_MAX + 1, 1);
    n = fread(text, 1, SCRIPT_MAX + 1, f);
    fclose(f);
    return n > SCRIPT_MAX ? NULL : text;
}

/* After the quote that ends the text begun at s: '' and \' are part of it, `` too. */
static const char *quoted_end(const char *s)
{
    char quote = *s++;

    for (; *s; s++) {
        if (*s == '\\' && quote != '`' && s[1])
            s++;
        else if (*s == quote && s[1] == quote)
            s++;
        else if (*s == quote)
            return s + 1;
    }
    return s;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* After a comment that begins at s; s itself if none does. "--" needs a blank after it. */
static const char *comment_end(const char *s)
{
    const char *end;

    if (*s == '#' || (s[0] == '-' && s[1] == '-' && (is_blank(s[2]) || !s[2]))) {
        end = strchr(s, '\n');
        return end ? end : s + strlen(s);
    }
    if (s[0] == '/' && s[1] == '*') {
        end = strstr(s + 2, "*/");
        return end ? end + 2 : s + strlen(s);
    }
    return s;
}

const char *script_next(struct arena *a, const char **at)
{
    struct buf b = { .arena = a };
    const char *s = *at, *end;

    while (*s && (*s != ';' || b.n == 0)) {
        end = comment_end(s);
        if (end != s) {
            s = end; /* a blank or a line end follows, or the blank below stands for it */
            if (b.n)
                buf_str(&b, " ");
        } else if (*s == '\'' || *s == '"' || *s == '`') {
            end = quoted_end(s);
            buf_add(&b, s, (size_t)(end - s));
            s = end;
        } else {
            if (b.n || (!is_blank(*s) && *s != ';'))
                buf_add(&b, s, 1);
            s++;
        }
    }
    *at = *s ? s + 1 : s;
    while (b.n && is_blank(b.p[b.n - 1]))
        b.p[--b.n] = '\0';
    return b.n ? b.p : NULL;
}
