/* Civil days by arithmetic on the Gregorian calendar, without the C library's time zones.
 * Must not read anything but the clock: every other function is pure. */
#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"

#include <stdlib.h>
#include <time.h>

enum {
    ZONE_S = 8 * 3600, /* Asia/Shanghai */
    YEAR_MIN = 1900,   /* nobody alive and no paper of ours is older (DOMAIN 1.1, rid) */
    YEAR_MAX = 2400,
    ERA_DAYS = 146097, /* 400 Gregorian years */
    EPOCH_DAYS = 719468, /* 0000-03-01 to 1970-01-01 */
};

int64_t clock_now(void)
{
    return (int64_t)time(NULL) + setting_int(SET_CLOCK_SHIFT_S);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static bool year_is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t month_days(int64_t year, int64_t month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return month == 2 && year_is_leap(year) ? 29 : days[month - 1];
}

/* Years counted from 1 March, so that the leap day is the last of its year; months 1 to 12. */
static int64_t day_count(int64_t year, int64_t month, int64_t day)
{
    int64_t y = year - (month <= 2), era = floor_div(y, 400), of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_DAYS;
}

bool day_from(int64_t year, int64_t month, int64_t day, int64_t *ret)
{
    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12)
        return false;
    if (day < 1 || day > month_days(year, month))
        return false;
    *ret = day_count(year, month, day);
    return true;
}

void day_split(int64_t day, int *ret_year, int *ret_month, int *ret_day)
{
    int64_t era, of_era, year, of_year, month;

    /* Years 1 to 9999, more than the database knows. Beyond is no date but a mistake of ours. */
    if (day < -719162 || day > 2932896) {
        log_line(NULL, "clock=no-date");
        abort();
    }
    day += EPOCH_DAYS;
    era = floor_div(day, ERA_DAYS);
    of_era = day - era * ERA_DAYS;
    year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    of_year = of_era - (365 * year + year / 4 - year / 100);
    month = (5 * of_year + 2) / 153;
    *ret_day = (int)(of_year - (153 * month + 2) / 5 + 1);
    *ret_month = (int)(month < 10 ? month + 3 : month - 9);
    *ret_year = (int)(year + era * 400 + (*ret_month <= 2));
}

/* n digits at s, -1 if something else stands there. */
static int64_t digits(const char *s, int n)
{
    int64_t value = 0;

    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

bool day_parse(const char *s, int64_t *ret)
{
    int64_t year, month, day;

    if ((year = digits(s, 4)) < 0 || s[4] != '-' || (month = digits(s + 5, 2)) < 0 || s[7] != '-' ||
        (day = digits(s + 8, 2)) < 0 || s[10])
        return false;
    return day_from(year, month, day, ret);
}

const char *day_text(struct arena *a, int64_t day)
{
    int y, m, d;

    if (day == NONE)
        return "";
    day_split(day, &y, &m, &d);
    return arena_fmt(a, "%04d-%02d-%02d", y, m, d);
}

int day_weekday(int64_t day)
{
    int64_t of_week = day % 7 + 3; /* day 0 was a Thursday */

    return (int)((of_week + 7) % 7);
}

int64_t day_add_months(int64_t day, int64_t months)
{
    int64_t year, month, last;
    int y, m, d;

    if (day == NONE)
        return NONE;
    day_split(day, &y, &m, &d);
    if (months < -120000 || months > 120000) {
        log_line(NULL, "clock=no-date");
        abort();
    }
    month = y * 12 + (m - 1) + months;
    year = floor_div(month, 12);
    month = month - year * 12 + 1;
    last = month_days(year, month);
    return day_count(year, month, d < last ? d : last);
}

int64_t day_of(int64_t utc_s)
{
    return utc_s == NONE ? NONE : floor_div(utc_s + ZONE_S, DAY_S);
}

int64_t day_end(int64_t day)
{
    return (day + 1) * DAY_S - ZONE_S;
}

int64_t age_at(int64_t birth_day, int64_t day)
{
    int y, m, d, by, bm, bd;

    if (birth_day == NONE || day == NONE)
        return NONE;
    day_split(birth_day, &by, &bm, &bd);
    day_split(day, &y, &m, &d);
    return y - by - (m < bm || (m == bm && d < bd));
}
