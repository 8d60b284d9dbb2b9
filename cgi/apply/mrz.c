/* The machine-readable lines of a TD3 passport (ICAO Doc 9303 part 4): check digits, and a comparison
 * with what was typed. Names are compared by prefix, because 39 places cut long ones. Pure. */
#include "apply.h"
#include "base/clock.h"
#include "base/text.h"
#include <string.h>

static int value_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
}

/* Weights 7-3-1, modulo 10 (part 3, 4.9). */
static int sum_of(const char *s, size_t n, size_t *at)
{
    static const int weights[] = { 7, 3, 1 };
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += value_of(s[i]) * weights[(*at)++ % 3];
    return sum;
}

static bool digit_fits(const char *s, size_t n, char check)
{
    size_t at = 0;

    return check == '0' + sum_of(s, n, &at) % 10;
}

/* Two digits of a year: births in the past, expiries after 2000 (DOMAIN 1.1). */
static bool date_of(const char *s, bool birth, int64_t today, int64_t *ret)
{
    int64_t y, m, d;

    if (strspn(s, "0123456789") < 6)
        return false;
    y = (s[0] - '0') * 10 + s[1] - '0';
    m = (s[2] - '0') * 10 + s[3] - '0';
    d = (s[4] - '0') * 10 + s[5] - '0';
    if (!day_from(2000 + y, m, d, ret) || (birth && *ret > today))
        return birth && day_from(1900 + y, m, d, ret);
    return true;
}

static bool is_optional_digit(const char *personal, char check)
{
    return strspn(personal, "<") >= 14 && check == '<';
}

const char *mrz_fault(const char *line1, const char *line2)
{
    size_t at = 0;
    int sum;
    int64_t day;

    if (strlen(line1) != 44 || strlen(line2) != 44)
        return "mrz_length";
    if (line1[0] != 'P')
        return "mrz_kind";
    if (!digit_fits(line2, 9, line2[9]))
        return "mrz_number";
    if (!digit_fits(line2 + 13, 6, line2[19]) || !date_of(line2 + 13, true, INT64_MAX, &day))
        return "mrz_birth";
    if (!digit_fits(line2 + 21, 6, line2[27]) || !date_of(line2 + 21, false, 0, &day))
        return "mrz_expiry";
    if (!digit_fits(line2 + 28, 14, line2[42]) && !is_optional_digit(line2 + 28, line2[42]))
        return "mrz_personal";
    sum = sum_of(line2, 10, &at);
    sum += sum_of(line2 + 13, 7, &at);
    sum += sum_of(line2 + 21, 22, &at);
    return line2[43] == '0' + sum % 10 ? NULL : "mrz_composite";
}

/* A typed name as the passport writes it: ASCII letters in capitals, everything else one '<'. */
static size_t mrz_name(char *to, size_t room, const char *s)
{
    size_t n = 0;

    for (; *s && n + 1 < room; s++) {
        char c = *s;

        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c >= 'A' && c <= 'Z')
            to[n++] = c;
        else if (n && to[n - 1] != '<')
            to[n++] = '<';
    }
    while (n && to[n - 1] == '<')
        n--;
    to[n] = '\0';
    return n;
}

/* The whole name field, cut to its 39 places, must begin with what was typed, or the other way about. */
static bool name_fits(const struct person *p, const char *field)
{
    char want[256], have[40];
    size_t n = mrz_name(want, 120, p->name_primary);
    size_t m = 39;

    if (*p->name_secondary) {
        memcpy(want + n, "<<", 2);
        n += 2 + mrz_name(want + n + 2, 120, p->name_secondary);
    }
    memcpy(have, field, 39);
    while (m && have[m - 1] == '<')
        m--;
    return n == m ? memcmp(want, have, m) == 0 : n > m && m == 39 && memcmp(want, have, m) == 0;
}

static bool is_ascii(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s > 127)
            return false;
    return true;
}

unsigned mrz_compare(const struct person *p, int64_t today)
{
    char number[10];
    size_t n = 9;
    int64_t day;
    unsigned w = 0;

    if (!*p->mrz1 || !*p->mrz2)
        return 0;
    memcpy(number, p->mrz2, 9);
    while (n && number[n - 1] == '<')
        n--;
    number[n] = '\0';
    if (!is_ascii(p->name_primary) || !is_ascii(p->name_secondary) || !name_fits(p, p->mrz1 + 5))
        w |= MRZ_NAME;
    if (strcmp(number, p->passport_no))
        w |= MRZ_NUMBER;
    if (!date_of(p->mrz2 + 13, true, today, &day) || day != p->birth)
        w |= MRZ_BIRTH;
    if (!date_of(p->mrz2 + 21, false, today, &day) || day != p->passport_expires)
        w |= MRZ_EXPIRY;
    if (strncmp(p->mrz2 + 10, p->nationality, 3))
        w |= MRZ_STATE;
    if (p->mrz2[20] != (*p->sex == 'f' ? 'F' : *p->sex == 'm' ? 'M' : '<'))
        w |= MRZ_SEX;
    return w;
}
