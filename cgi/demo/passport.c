/* Passports of demo people: the two lines of ICAO 9303 with check digits that pass. */
#include "demo.h"
#include "base/clock.h"
#include <string.h>

static int value_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
}

static char digit_of(const char *s, size_t n)
{
    static const int weights[] = { 7, 3, 1 };
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += value_of(s[i]) * weights[i % 3];
    return (char)('0' + sum % 10);
}

/* Puts text at a place of a line; everything but letters and digits is '<'. */
static size_t put(char *line, size_t at, const char *s)
{
    for (; *s && at < 44; s++)
        line[at++] = (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') ? *s : '<';
    return at;
}

static void put_date(struct req *r, char *line, size_t at, int64_t day)
{
    int y, m, d;

    day_split(day, &y, &m, &d);
    put(line, at, arena_fmt(r->arena, "%02d%02d%02d", y % 100, m, d));
    line[at + 6] = digit_of(line + at, 6);
}

struct passport passport_make(struct req *r, struct dice *d, const struct name *n, const char *sex, int64_t birth,
                              int64_t expires)
{
    char *a = arena_new(r->arena, 45, 1), *b = arena_new(r->arena, 45, 1), all[40];
    const char *number = arena_fmt(r->arena, "%cZ%06llu", *n->country, (unsigned long long)dice_roll(d, 1000000));
    size_t at;

    memset(a, '<', 44);
    memset(b, '<', 44);
    put(a, 0, "P");
    put(a, 2, n->country);
    at = put(a, 5, n->primary);
    if (n->secondary && at + 2 < 44)
        put(a, at + 2, n->secondary);
    put(b, 0, number);
    b[9] = digit_of(b, 9);
    put(b, 10, n->country);
    put_date(r, b, 13, birth);
    b[20] = *sex == 'f' ? 'F' : 'M';
    put_date(r, b, 21, expires);
    b[42] = '0';
    memcpy(all, b, 10);
    memcpy(all + 10, b + 13, 7);
    memcpy(all + 17, b + 21, 22);
    b[43] = digit_of(all, 39);
    return (struct passport){ number, a, b };
}
