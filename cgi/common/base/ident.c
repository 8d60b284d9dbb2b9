/* Check signs, places and days of identity numbers. Nothing here knows where a number came from. */
#include "base/ident.h"
#include "base/clock.h"
#include "base/req.h"
#include <string.h>

enum { MILLION = 1000000, BORN = 6 };

static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* GB 32100-2015: powers of 3 modulo 31. */
static char uscc_sign(const char *s)
{
    static const int weight[USCC_LENGTH - 1] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28 };
    int sum = 0;

    for (int i = 0; i < USCC_LENGTH - 1; i++)
        sum += (int)(strchr(signs, s[i]) - signs) * weight[i];
    return signs[(31 - sum % 31) % 31];
}

const char *uscc_fault(const char *s)
{
    if (strlen(s) != USCC_LENGTH)
        return "uscc_length";
    if (strspn(s, signs) != USCC_LENGTH)
        return "uscc_sign";
    return s[USCC_LENGTH - 1] == uscc_sign(s) ? NULL : "uscc_check";
}

bool uscc_is_doubtful(const char *s)
{
    const char *fault = uscc_fault(s);

    return fault && strcmp(fault, "uscc_check") == 0;
}

/* Provinces of GB/T 2260 by their first two digits, residence permits (81 to 83), foreigners' cards (9 and more). */
static bool place_is(const char *s)
{
    static const char *const second[] = { "",      "12345", "123", "1234567", "123456",
                                          "01234", "12345", "1",   "123",     "0123456789" };

    return strchr(second[*s - '0'], s[1]) != NULL;
}

/* GB 11643: 2^17 .. 2^1 modulo 11. */
static char rid_sign(const char *s)
{
    static const int weight[RID_LENGTH - 1] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;

    for (int i = 0; i < RID_LENGTH - 1; i++)
        sum += (s[i] - '0') * weight[i];
    return "10X98765432"[sum % 11];
}

static bool are_digits(const char *s, size_t n)
{
    return strspn(s, "0123456789") >= n;
}

const char *rid_fault(const char *s, int64_t today)
{
    int64_t birth;

    if (strlen(s) == RID_OLD_LENGTH && are_digits(s, RID_OLD_LENGTH))
        return "rid_old";
    if (strlen(s) != RID_LENGTH)
        return "rid_length";
    if (!are_digits(s, RID_LENGTH - 1) || !strchr("0123456789X", s[RID_LENGTH - 1]))
        return "rid_sign";
    if (!place_is(s))
        return "rid_place";
    birth = rid_birth(s);
    if (birth == NONE || birth > today)
        return "rid_date";
    return s[RID_LENGTH - 1] == rid_sign(s) ? NULL : "rid_check";
}

static int64_t two(const char *s)
{
    return (s[0] - '0') * 10 + (s[1] - '0');
}

int64_t rid_birth(const char *s)
{
    int64_t day;

    s += BORN;
    return day_from(two(s) * 100 + two(s + 2), two(s + 4), two(s + 6), &day) ? day : NONE;
}

bool rid_is_male(const char *s)
{
    return (s[RID_LENGTH - 2] - '0') % 2;
}

bool rid_from_15(const char *s, char to[RID_LENGTH + 1])
{
    char rid[RID_LENGTH + 1] = { 0 };

    if (strlen(s) != RID_OLD_LENGTH || !are_digits(s, RID_OLD_LENGTH))
        return false;
    memcpy(rid, s, BORN);
    memcpy(rid + BORN, "19", 2);
    memcpy(rid + BORN + 2, s + BORN, RID_OLD_LENGTH - BORN);
    rid[RID_LENGTH - 1] = rid_sign(rid);
    if (strcmp(s + RID_OLD_LENGTH - 3, "996") >= 0 || rid_fault(rid, INT64_MAX))
        return false;
    memcpy(to, rid, sizeof rid);
    return true;
}

/* Both keep the product small by taking whole units out first. */
static int64_t scaled(int64_t n, int64_t by, int64_t unit)
{
    return n / unit * by + (n % unit * by + unit / 2) / unit;
}

int luhn_digit(const char *digits)
{
    size_t n = strlen(digits);
    int sum = 0;

    for (size_t i = 0; i < n; i++) {
        int d = digits[n - 1 - i] - '0';

        if (i % 2 == 0)
            d = d * 2 > 9 ? d * 2 - 9 : d * 2;
        sum += d;
    }
    return (10 - sum % 10) % 10;
}

/* Digits of the country: one in zones 1 and 7, two in these, else three (ITU-T E.164, list of 2016). */
static size_t country_digits(const char *digits)
{
    static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 "
                              "63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
    const char first[] = { digits[0], digits[1], ' ', '\0' };

    return digits[0] == '1' || digits[0] == '7' ? 1 : strstr(two, first) ? 2 : 3;
}

const char *phone_grouped(struct arena *a, const char *s)
{
    size_t n = strlen(s), country, group;
    struct buf b = { .arena = a };

    if (s[0] != '+' || n < 8 || n > 16 || strspn(s + 1, "0123456789") != n - 1)
        return s;
    country = country_digits(s + 1);
    buf_add(&b, s, country + 1);
    n -= country + 1;
    group = n % 4 == 1 ? 3 : 4;
    for (const char *p = s + country + 1; n;) {
        size_t k = n % group ? n % group : group;

        buf_add(&b, " ", 1);
        buf_add(&b, p, k);
        p += k;
        n -= k;
    }
    return b.p;
}

int64_t mu_of_area(int64_t area)
{
    return area < 0 ? NONE : scaled(area, 15, 10000);
}

int64_t part_of(int64_t amount, int64_t ppm)
{
    return amount < 0 || ppm < 0 || ppm > MILLION ? NONE : scaled(amount, ppm, MILLION);
}
