/* Dates as text and as numbers: both ways give the same, neighbours differ by one, ages and months
 * agree with the calendar. */
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_day(struct arena *a, int64_t day)
{
    int64_t back, next;
    int y, m, d;

    day_split(day, &y, &m, &d);
    if (!day_from(y, m, d, &back) || back != day || !day_parse(day_text(a, day), &back) || back != day)
        abort();
    if (day_from(y, m, d + 1, &next) ? next != day + 1 : day_from(y, m, 31, &next) && d != 31)
        abort();
    if (day_weekday(day + 1) != (day_weekday(day) + 1) % 7 || day_weekday(day) != day_weekday(day - 7))
        abort();
    if (day_of(day_end(day) - 1) != day || day_of(day_end(day)) != day + 1)
        abort();
}

static void check_months(int64_t day, int64_t months)
{
    int64_t to = day_add_months(day, months);
    int y, m, d, y2, m2, d2;

    day_split(day, &y, &m, &d);
    day_split(to, &y2, &m2, &d2);
    if ((y2 * 12 + m2) - (y * 12 + m) != months || d2 > d || (d2 < d && d2 < 28))
        abort();
}

static void check_age(int64_t birth, int64_t day)
{
    int64_t age = age_at(birth, day);

    if (day < birth || age < 0)
        return;
    /* That birthday has come, the next one has not; from 29 February the day after counts. */
    if (day_add_months(birth, 12 * age) > day || day_add_months(birth, 12 * (age + 1)) + 1 < day)
        abort();
    if (age_at(birth, day + 1) < age)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    int64_t n[4] = { 0 }, first, last, day;
    const char *text;

    if (!a)
        a = arena_open(1 << 20);
    text = arena_strn(a, (const char *)data, size);
    if (day_parse(text, &day)) {
        if (strcmp(day_text(a, day), text))
            abort();
        check_day(a, day);
    }
    memcpy(n, data, size < sizeof n ? size : sizeof n);
    if (day_from(n[0], n[1], n[2], &day))
        check_day(a, day);
    if (!day_from(1900, 1, 1, &first) || !day_from(2400, 12, 31, &last))
        abort();
    day = first + (int64_t)((uint64_t)n[0] % (uint64_t)(last - first + 1));
    check_day(a, day);
    check_months(day, n[1] % 1200);
    check_age(day, first + (int64_t)((uint64_t)n[2] % (uint64_t)(last - first)));
    arena_reset(a);
    return 0;
}
