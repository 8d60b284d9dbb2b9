/* The directives nearly all of our formats have, by hand: printf's machinery costs ten times as much, and a page has
 * hundreds of such texts (make bench). Whatever else a format holds is left to vsnprintf. */
#include "base/format.h"
#include <stdbool.h>
#include <string.h>

/* Where the text goes; what is left of the room includes the NUL. */
struct text {
    char *to;
    size_t left;
};

static bool put(struct text *t, const char *s, size_t n)
{
    if (n >= t->left)
        return false;
    memcpy(t->to, s, n);
    t->to += n;
    t->left -= n;
    return true;
}

static bool put_number(struct text *t, unsigned long long value, bool minus)
{
    char digits[24], *p = digits + sizeof digits;

    do
        *--p = (char)('0' + value % 10);
    while (value /= 10);
    if (minus)
        *--p = '-';
    return put(t, p, (size_t)(digits + sizeof digits - p));
}

static bool put_signed(struct text *t, long long value)
{
    return put_number(t, value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value, value < 0);
}

static bool put_text(struct text *t, const char *s)
{
    return s && put(t, s, strlen(s));
}

int format_quick(char *to, size_t room, const char *format, va_list ap)
{
    struct text t = { to, room };
    bool good = room > 0;

    for (const char *f = format; good;) {
        const char *hole = strchr(f, '%');
        int longs = 0;

        if (!hole) {
            good = put(&t, f, strlen(f));
            break;
        }
        good = put(&t, f, (size_t)(hole - f));
        for (f = hole + 1; *f == 'l' && longs < 2; f++)
            longs++;
        if (*f == 's' && !longs)
            good = good && put_text(&t, va_arg(ap, const char *));
        else if (*f == 'd')
            good = good && put_signed(&t, longs == 2 ? va_arg(ap, long long)
                                          : longs    ? va_arg(ap, long)
                                                     : va_arg(ap, int));
        else if (*f == 'u')
            good = good && put_number(&t, longs == 2 ? va_arg(ap, unsigned long long)
                                          : longs    ? va_arg(ap, unsigned long)
                                                     : va_arg(ap, unsigned), false);
        else if (*f == 'z' && f[1] == 'u' && !longs)
            good = good && put_number(&t, va_arg(ap, size_t), false), f++;
        else
            return -1;
        f++;
    }
    if (!good)
        return -1;
    *t.to = '\0';
    return (int)(t.to - to);
}
