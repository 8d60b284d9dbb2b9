/* A template as ClearSilver is given it: without the author's indentation and line feeds, and only if every text it
 * names exists, or the start stops (PERFORMANCE 11.3). Lines keep their numbers. No files, no parsing here. */
#include "view/inside.h"
#include <ctype.h>
#include <string.h>

struct cleaning {
    struct buf to;
    HDF *texts;
    const char *file;
    FILE *complaints;
    unsigned *faults;
    int line;
};

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

/* Length of a key like T.page.home.title at s; 0 if there is none. */
static size_t key_length(const char *s)
{
    size_t n = 2;

    if (s[0] != 'T' || s[1] != '.')
        return 0;
    while (is_name(s[n]))
        n++;
    return n > 2 ? n : 0;
}

static const char *skip_blanks(const char *s, const char *end)
{
    while (s < end && isspace((unsigned char)*s))
        s++;
    return s;
}

/* The key of a command that shows one constant text and nothing else; NULL for any other.
 *   body, end  between "<?cs" and "?>"
 */
static const char *constant_key(struct arena *a, const char *body, const char *end)
{
    const char *s = skip_blanks(body, end);
    size_t n;

    if (end - s < 4 || memcmp(s, "var:", 4))
        return NULL;
    s = skip_blanks(s + 4, end);
    n = key_length(s);
    return n && skip_blanks(s + n, end) == end ? arena_strn(a, s, n) : NULL;
}

static void complain(struct cleaning *in, const char *key)
{
    if (in->complaints)
        fprintf(in->complaints, "%s:%d: %s: no such text\n", in->file, in->line, key);
    ++*in->faults;
}

/* A key before "[" is only the beginning of one; conditions may ask for what is not there. */
static void check_keys(struct cleaning *in, const char *body, const char *end)
{
    const char *s = skip_blanks(body, end);

    if (strncmp(s, "if:", 3) == 0 || strncmp(s, "elif:", 5) == 0 || *s == '#')
        return;
    for (bool quoted = false; s < end; s++) {
        size_t n = quoted || is_name(s[-1]) ? 0 : key_length(s);
        const char *key;

        if (*s == '"')
            quoted = !quoted;
        if (n == 0)
            continue;
        key = arena_strn(in->to.arena, s, n);
        if (s[n] != '[' && !hdf_get_obj(in->texts, key))
            complain(in, key);
        s += n - 1;
    }
}

/* Commands that put something into the page: a line feed after them is text. */
static bool shows(const char *body, const char *end)
{
    const char *s = skip_blanks(body, end);

    return strncmp(s, "var:", 4) == 0 || strncmp(s, "call:", 5) == 0;
}

/* A command as it stands. The line feed after one that shows nothing goes inside it, where it is not sent.
 *   returns  where the source goes on
 */
static const char *add_kept(struct cleaning *in, const char *open, const char *body, const char *end)
{
    bool alone = end[2] == '\n' && !shows(body, end);

    buf_add(&in->to, open, (size_t)(end - open));
    buf_str(&in->to, alone ? "\n?>" : "?>");
    return end + (alone ? 3 : 2);
}

static const char *add_command(struct cleaning *in, const char *open)
{
    const char *body = open + 4, *end = strstr(body, "?>"), *next;
    const char *key = constant_key(in->to.arena, body, end);

    if (key && !hdf_get_value(in->texts, key, NULL))
        complain(in, key); /* a group is no text */
    else
        check_keys(in, body, end);
    next = add_kept(in, open, body, end);
    for (const char *p = open; p < next; p++)
        in->line += *p == '\n';
    return next + (next[-1] == '\n' ? strspn(next, " \t") : 0);
}

const char *source_clean(struct arena *a, const char *source, HDF *texts, const char *file, FILE *complaints,
                         unsigned *faults)
{
    struct cleaning in = { .to = { .arena = a }, .texts = texts, .file = file, .complaints = complaints,
                           .faults = faults, .line = 1 };

    buf_str(&in.to, "");
    while (*source) {
        size_t plain = strcspn(source, "<\n");

        buf_add(&in.to, source, plain);
        source += plain;
        if (strncmp(source, "<?cs", 4) == 0 && strstr(source, "?>")) {
            source = add_command(&in, source);
        } else if (*source) {
            buf_add(&in.to, source, 1);
            if (*source++ == '\n') {
                in.line++;
                source += strspn(source, " \t"); /* indentation is for the author */
            }
        }
    }
    return in.to.p;
}
