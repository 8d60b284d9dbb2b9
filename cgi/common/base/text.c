/* Reading UTF-8 strictly and making typed text fit to keep. What kind of writing a text is: script.c.
 * Must not change what a person sees: only what cannot be seen, or has one meaning, is unified. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

/* Length of the sequence at s, 0 if it is not UTF-8 (RFC 3629); n bytes are there. */
static size_t sequence(const unsigned char *s, size_t n, uint32_t *ret)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t length = *s < 0x80 ? 1 : *s < 0xc2 ? 0 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : *s < 0xf5 ? 4 : 0;
    uint32_t c = length > 1 ? *s & (0x7fu >> length) : *s;

    if (!length || length > n)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3f);
    }
    if (c < least[length] || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
        return 0;
    *ret = c;
    return length;
}

bool text_is_utf8(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    uint32_t c;

    for (size_t i = 0, step; i < n; i += step)
        if (!p[i] || !(step = sequence(p + i, n - i, &c)))
            return false;
    return true;
}

uint32_t text_next(const char **s)
{
    const unsigned char *p = (const unsigned char *)*s;
    size_t n = strnlen(*s, 4);
    uint32_t c;

    if (!n)
        return 0;
    if (!(n = sequence(p, n, &c))) {
        n = 1;
        c = 0xfffd;
    }
    *s += n;
    return c;
}

size_t text_length(const char *s)
{
    size_t n = 0;

    while (text_next(&s))
        n++;
    return n;
}

void text_put(struct buf *b, uint32_t c)
{
    unsigned char s[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        s[i] = (unsigned char)(0x80 | (c & 0x3f));
    s[0] = (unsigned char)(n == 1 ? c : (0xf00u >> n & 0xff) | c);
    buf_add(b, s, n);
}

static bool text_is_ascii(const char *s)
{
    for (; *s; s++)
        if (*s & 0x80)
            return false;
    return true;
}

static int put_point(void *to, ucs4_t c)
{
    text_put(to, c);
    return 0;
}

/* The library keeps one composed character at most, so memory follows the text. */
static const char *normal(struct arena *a, const char *s, uninorm_t form)
{
    struct buf to = { .arena = a };
    struct uninorm_filter *filter;
    uint32_t c;

    buf_add(&to, "", 0);
    if (text_is_ascii(s)) {
        buf_str(&to, s);
        return to.p;
    }
    if (!(filter = uninorm_filter_create(form, put_point, &to)))
        abort(); /* no memory, as in the arena */
    while ((c = text_next(&s)))
        if (uninorm_filter_write(filter, c))
            abort();
    if (uninorm_filter_free(filter))
        abort();
    return to.p;
}

const char *text_nfkc(struct arena *a, const char *s)
{
    return normal(a, s, UNINORM_NFKC);
}

bool text_is_invisible(uint32_t c)
{
    return c >= 0xad && uc_is_property_default_ignorable_code_point(c);
}

/* Zero-width space, non-joiner, joiner and word joiner belong to the spelling of some languages. */
static bool stays(uint32_t c)
{
    return c == 0x200b || c == 0x200c || c == 0x200d || c == 0x2060;
}

static bool is_format(uint32_t c)
{
    return text_is_invisible(c) && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cf);
}

/* Without invisible formatting; line ends are LF, all other blanks a space. NULL: control characters. */
static const char *without_hidden(struct arena *a, const char *s, bool lines)
{
    struct buf to = { .arena = a };
    uint32_t c;

    buf_add(&to, "", 0);
    while ((c = text_next(&s))) {
        if (lines && c == '\r') {
            s += *s == '\n';
            c = '\n';
        }
        if (c == 0x2028 || c == 0x2029)
            c = lines ? '\n' : ' ';
        if (c == '\t' || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Zs))
            c = ' ';
        if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc) && !(lines && c == '\n'))
            return NULL;
        if (!is_format(c) || stays(c))
            text_put(&to, c);
    }
    return to.p;
}

static bool is_hyphen(uint32_t c)
{
    return c == 0x2212 || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Pd);
}

/* Digits of every script: the ones we meet are Lao, Thai, Khmer, Burmese, Shan and New Tai Lue. */
static uint32_t point_fold(uint32_t c, unsigned flags)
{
    int digit = (flags & TEXT_FOLD) && c > 0x7f ? uc_decimal_value(c) : -1;

    if (digit >= 0)
        return (uint32_t)('0' + digit);
    if ((flags & TEXT_UPPER) && c >= 'a' && c <= 'z')
        return c - 32;
    if ((flags & TEXT_LOWER) && c >= 'A' && c <= 'Z')
        return c + 32;
    return c;
}

/* Case, digits, and for numbers of documents no blanks; runs of blanks of a single line become one. */
static const char *folded(struct arena *a, const char *s, unsigned flags)
{
    struct buf to = { .arena = a };
    uint32_t c;

    buf_add(&to, "", 0);
    while ((c = text_next(&s))) {
        if ((flags & TEXT_BARE) && (c == ' ' || c == '\n' || is_hyphen(c) || text_is_invisible(c)))
            continue;
        if (c == ' ' && !(flags & TEXT_LINES) && to.n && to.p[to.n - 1] == ' ')
            continue;
        text_put(&to, point_fold(c, flags));
    }
    return to.p;
}

/* Outer white space gone; "" if nothing is left to see. */
static const char *trimmed(struct arena *a, const char *s)
{
    size_t n;
    bool seen = false;
    uint32_t c;

    s += strspn(s, " \n");
    for (n = strlen(s); n && (s[n - 1] == ' ' || s[n - 1] == '\n');)
        n--;
    for (const char *p = s; !seen && (c = text_next(&p));)
        seen = c != ' ' && c != '\n' && !text_is_invisible(c);
    return arena_strn(a, s, seen ? n : 0);
}

const char *text_clean(struct arena *a, const char *s, size_t n, unsigned flags)
{
    uninorm_t form = flags & TEXT_FOLD ? UNINORM_NFKC : UNINORM_NFC;
    const char *to;

    if (!text_is_utf8(s, n) || !(to = without_hidden(a, arena_strn(a, s, n), flags & TEXT_LINES)))
        return NULL;
    /* Twice, because folding can put letter and mark side by side that were not before. */
    to = normal(a, folded(a, normal(a, to, form), flags), form);
    return trimmed(a, to);
}
