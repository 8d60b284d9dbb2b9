/* Settings from a file, as systemd reads them for the programs: a command given by hand must not need them typed anew.
 * What is in the environment already stays. Judges no value; base/setting.c does. */
#include "admin.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096, GIVEN_MAX = 100 };

/* Variables QIAO_* that were there before: they stay, while of two lines of the file the later one counts. */
struct given_before {
    const char *entry[GIVEN_MAX];
    size_t n;
};

static bool is_given(const struct given_before *b, const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < b->n; i++)
        if (strncmp(b->entry[i], name, len) == 0 && b->entry[i][len] == '=')
            return true;
    return false;
}

static char *trim(char *s)
{
    size_t n;

    s += strspn(s, " \t\r\n");
    for (n = strlen(s); n > 0 && strchr(" \t\r\n", s[n - 1]); n--)
        s[n - 1] = '\0';
    return s;
}

/* A whole value in quotation marks loses them. */
static char *unquote(char *s)
{
    size_t n = strlen(s);

    if (n < 2 || (*s != '"' && *s != '\'') || s[n - 1] != *s)
        return s;
    s[n - 1] = '\0';
    return s + 1;
}

/* NULL if the line is right. */
static const char *line_read(char *line, const struct given_before *b)
{
    char *name = trim(line), *equals = strchr(name, '=');

    if (!*name || *name == '#' || *name == ';')
        return NULL;
    if (name[strlen(name) - 1] == '\\')
        return "goes on in the next line, which only systemd understands";
    if (!equals || equals == name)
        return "is not NAME=value";
    *equals = '\0';
    name = trim(name);
    if (strncmp(name, "QIAO_", 5) == 0 && !is_given(b, name))
        setenv(name, unquote(trim(equals + 1)), 1);
    return NULL;
}

bool env_read(const char *path, bool must, FILE *complaints)
{
    FILE *f = fopen(path, "re");
    char line[LINE_MAX_BYTES];
    struct given_before b = { .n = 0 };
    const char *fault = NULL;
    unsigned n = 0;

    for (char **e = environ; e && *e && b.n < GIVEN_MAX; e++)
        if (strncmp(*e, "QIAO_", 5) == 0)
            b.entry[b.n++] = *e;
    if (!f && errno == ENOENT && !must)
        return true;
    if (!f) {
        fprintf(complaints, "%s: %s\n", path, strerror(errno));
        return false;
    }
    while (!fault && fgets(line, sizeof line, f)) {
        n++;
        fault = strchr(line, '\n') || feof(f) ? line_read(line, &b) : "is too long";
    }
    if (fault)
        fprintf(complaints, "%s: line %u %s\n", path, n, fault);
    else if (ferror(f))
        fprintf(complaints, "%s: %s\n", path, strerror(errno));
    fault = ferror(f) ? "cannot be read" : fault;
    fclose(f);
    return !fault;
}
