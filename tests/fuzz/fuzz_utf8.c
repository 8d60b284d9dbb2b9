/* Text of strangers; the first byte chooses the flags. Strict UTF-8 is what it says, code points are
 * counted and written back alike, and cleaning ends in clean text that needs no more of it. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The table of RFC 3629 section 4, spelled out once more and differently. */
static bool is_utf8(const uint8_t *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t c = s[i], low = 0x80;
        size_t more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
        if (!c || (c >= 0x80 && c < 0xc2) || c > 0xf4 || i + more >= n)
            return false;
        c &= more == 0 ? 0x7f : more == 1 ? 0x1f : more == 2 ? 0x0f : 0x07;
        for (size_t k = 1; k <= more; k++) {
            if ((s[i + k] & 0xc0) != 0x80)
                return false;
            c = c << 6 | (s[i + k] & 0x3f);
        }
        low = more == 1 ? 0x80 : more == 2 ? 0x800 : more == 3 ? 0x10000 : 0;
        if (c < low || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
            return false;
        i += more + 1;
    }
    return true;
}

static void walk(struct arena *a, const char *text)
{
    struct buf b = { .arena = a };
    const char *s = text;
    size_t count = 0;
    uint32_t c;

    buf_str(&b, "");
    while ((c = text_next(&s))) {
        text_put(&b, c);
        count++;
    }
    if (*s || count != text_length(text) || strcmp(b.p, text))
        abort();
}

static void clean(struct arena *a, const char *text, unsigned flags)
{
    const char *once = text_clean(a, text, strlen(text), flags), *twice;

    if (!once)
        return;
    if (!text_is_utf8(once, strlen(once)))
        abort();
    for (const char *s = once; *s; s++)
        if (((unsigned char)*s < 0x20 && !(*s == '\n' && (flags & TEXT_LINES))) || *s == 0x7f)
            abort();
    twice = text_clean(a, once, strlen(once), flags);
    if (!twice || strcmp(once, twice))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    const char *text, *key;
    unsigned flags;

    if (!a)
        a = arena_open(64 << 20);
    if (!size)
        return 0;
    flags = data[0] & 31U;
    if (flags & TEXT_UPPER)
        flags &= ~(unsigned)TEXT_LOWER; /* nobody asks for both */
    if (text_is_utf8((const char *)data + 1, size - 1) != is_utf8(data + 1, size - 1))
        abort();
    text = arena_strn(a, (const char *)data + 1, size - 1);
    if (text_is_utf8(text, strlen(text))) {
        walk(a, text);
        clean(a, text, flags);
        key = text_key(a, text);
        if (key && !text_is_utf8(key, strlen(key)))
            abort();
        (void)text_has_letter(text);
        (void)text_is_zawgyi(text);
        if (text_words(text) > text_length(text))
            abort();
    } else if (text_clean(a, text, strlen(text), flags)) {
        abort();
    }
    arena_reset(a);
    return 0;
}
