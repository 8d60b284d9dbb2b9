/* The State Council's yearly notice as lines of text, and what makes it wrong (DOMAIN 1.4). Pure. */
#ifndef QIAO_ADMIN_DAYS_RULES_H
#define QIAO_ADMIN_DAYS_RULES_H

#include "base/arena.h"
#include <stdbool.h>

/* Exceptions of one year to Monday-Friday, in their order. */
enum { DAYS_MAX = 366 };
struct off_day {
    int64_t day;
    bool worked; /* a weekend that is worked; else off */
};
struct days {
    size_t n;
    struct off_day day[DAYS_MAX];
};

/* A line is a day or a first and a last one, and a word: "2027-02-05, 2027-02-12, holiday", "2027/2/20 workday",
 * "2027年2月5日至2月12日" with its year twice. Empty lines, # and a first line without a digit are passed over.
 *   today     days before it are refused: deadlines were computed with them
 *   ret_line  number of the line that is wrong, from 1
 *   returns   name of the fault (T.error.<name>), NULL if it is right */
const char *days_read(const char *text, int year, int64_t today, struct days *ret, unsigned *ret_line);
/* The same again in one shape, a line a day: "2027-02-05 off". */
const char *days_text(struct arena *a, const struct days *d);
/* Where the day stands; NULL: it is as every week. */
const struct off_day *days_find(const struct days *d, int64_t day);
/* Working days of the year. */
int days_working(const struct days *d, int year);
/* All days of the year before today as they were, from today on as the notice says. */
void days_merge(const struct days *old, const struct days *notice, int64_t today, struct days *ret);

#endif
