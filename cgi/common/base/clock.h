/* Instants are UTC seconds; civil dates are day numbers (0 = 1970-01-01) in Asia/Shanghai,
 * which has been UTC+8 without summer time since 1992. */
#ifndef QIAO_CLOCK_H
#define QIAO_CLOCK_H

#include "base/arena.h"
#include <stdbool.h>

#define DAY_S 86400

/* Now; the setting QIAO_CLOCK_SHIFT_S moves it, for tests of deadlines. */
int64_t clock_now(void);

/* Day number of a calendar date; false if there is no such day or the year is outside 1900-2400. */
bool day_from(int64_t year, int64_t month, int64_t day, int64_t *ret);
void day_split(int64_t day, int *ret_year, int *ret_month, int *ret_day);
/* "2026-09-01" both ways; day_parse accepts exactly that form. */
bool day_parse(const char *s, int64_t *ret);
const char *day_text(struct arena *a, int64_t day);
/* 0 = Monday ... 6 = Sunday. */
int day_weekday(int64_t day);
/* Same day n months later; the last day of the month if there is none (DOMAIN 1.5). */
int64_t day_add_months(int64_t day, int64_t months);

/* Civil day of an instant, and the first second after that day: a deadline means its end. */
int64_t day_of(int64_t utc_s);
int64_t day_end(int64_t day);

/* Completed years at a day, comparing month and day, never days/365 (DOMAIN 1.5);
 * who is born on 29 February has the birthday on 1 March in common years. */
int64_t age_at(int64_t birth_day, int64_t day);
/* Younger than the first, a parent or guardian consents (PIPL 31); from the second on, nobody acts for somebody by
 * right any more (Civil Code 17, 18). Completed years. */
enum { AGE_OWN = 14, AGE_ADULT = 18 };

#endif
