/* What stands before the bytes of a part: boundary, names. Pure.
 * A file name is for display only and must never become a path. */
#include "http/part.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

/* One parameter "; name=value" or "; name="value"" of a header line. */
struct piece {
    struct bytes name, value;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Quoted text up to its closing mark. Browsers write a quotation mark inside as %22, other clients
 * as \", and a backslash before anything else is a plain one (a path of an old browser). */
static const char *quoted_read(struct arena *a, const char *s, const char *end, struct bytes *ret)
{
    char *p = arena_new(a, (size_t)(end - s) + 1, 1);
    size_t n = 0;

    for (; s < end && *s != '"'; s++) {
        if (*s == '\\' && end - s > 1 && s[1] == '"')
            s++;
        p[n++] = *s;
    }
    if (s == end)
        return NULL;
    *ret = (struct bytes){ (const unsigned char *)p, n };
    return s + 1;
}

/* Moves s over the next parameter; *ret_end at the end of the line.
 *   returns  NULL if there is none where one must be */
static const char *piece_read(struct arena *a, const char *s, const char *end, struct piece *ret)
{
    const char *from;

    while (s < end && is_blank(*s))
        s++;
    if (s == end || *s++ != ';')
        return NULL;
    while (s < end && is_blank(*s))
        s++;
    for (from = s; s < end && *s != '=' && *s != ';' && !is_blank(*s);)
        s++;
    ret->name = (struct bytes){ (const unsigned char *)from, (size_t)(s - from) };
    ret->value = (struct bytes){ NULL, 0 };
    if (s == from || s == end || *s++ != '=')
        return NULL;
    if (s < end && *s == '"')
        return quoted_read(a, s + 1, end, &ret->value);
    for (from = s; s < end && *s != ';' && !is_blank(*s);)
        s++;
    ret->value = (struct bytes){ (const unsigned char *)from, (size_t)(s - from) };
    return s;
}

static bool is_word(struct bytes b, const char *word)
{
    return b.n == strlen(word) && !strncasecmp((const char *)b.p, word, b.n);
}

static const char *end_trim(const char *s, const char *end)
{
    while (end > s && is_blank(end[-1]))
        end--;
    return end;
}

enum err part_boundary(struct arena *a, const char *type, const char **ret)
{
    static const char signs[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=? ";
    const char *s = strchr(type, ';'), *end, *found = NULL;
    struct piece one;

    if (!s)
        return ERR_BROKEN;
    end = end_trim(s, s + strlen(s));
    while (s < end) {
        s = piece_read(a, s, end, &one);
        if (!s)
            return ERR_BROKEN;
        if (!is_word(one.name, "boundary"))
            continue;
        if (found || !one.value.n || one.value.n > BOUNDARY_MAX ||
            one.value.p[one.value.n - 1] == ' ')
            return ERR_BROKEN;
        found = arena_strn(a, (const char *)one.value.p, one.value.n);
        if (strspn(found, signs) != one.value.n)
            return ERR_BROKEN;
    }
    if (!found)
        return ERR_BROKEN;
    *ret = found;
    return OK;
}

static enum err disposition_read(struct arena *a, const char *s, const char *end, struct part *p)
{
    struct piece one;

    if (end - s < 9 || strncasecmp(s, "form-data", 9))
        return ERR_BROKEN;
    for (s += 9; s < end;) {
        const char **place;
        s = piece_read(a, s, end, &one);
        if (!s)
            return ERR_BROKEN;
        if (is_word(one.name, "name"))
            place = &p->name;
        else if (is_word(one.name, "filename"))
            place = &p->file;
        else
            continue; /* filename* too: RFC 7578 4.2 forbids it here */
        if (*place)
            return ERR_BROKEN;
        if (place == &p->name && one.value.n > FORM_NAME_MAX)
            return ERR_LARGE;
        *place = arena_strn(a, (const char *)one.value.p, one.value.n);
    }
    return p->name ? OK : ERR_BROKEN;
}

enum err part_line(struct arena *a, const char *line, size_t n, struct part *p)
{
    const char *colon = memchr(line, ':', n), *end = end_trim(line, line + n), *s;

    if (!colon || colon == line || is_blank(*line) || memchr(line, 0, n))
        return ERR_BROKEN; /* a folded line too: RFC 7230 ended them */
    if (!is_word((struct bytes){ (const unsigned char *)line, (size_t)(colon - line) },
                 "Content-Disposition"))
        return OK;
    if (p->name)
        return ERR_BROKEN;
    for (s = colon + 1; s < end && is_blank(*s);)
        s++;
    return disposition_read(a, s, end, p);
}

/* Control characters and signs that turn the direction of text: "cod.gpj" shown as "jpg.doc". */
static bool is_unfit(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

const char *part_file_name(struct arena *a, const char *name)
{
    const char *last = name, *next;
    size_t n = 0;
    char *made;

    for (const char *s = name; *s; s++)
        if (*s == '/' || *s == '\\')
            last = s + 1;
    if (!text_is_utf8(last, strlen(last)))
        return "";
    made = arena_new(a, strlen(last) + 1, 1);
    for (const char *s = last; *s; s = next) {
        uint32_t c;
        size_t width;
        next = s;
        c = text_next(&next);
        width = (size_t)(next - s);
        if (is_unfit(c))
            continue;
        if (n + width > FILE_NAME_MAX)
            break;
        memcpy(made + n, s, width);
        n += width;
    }
    return made;
}
