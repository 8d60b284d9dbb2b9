/* Working days of China, from table calendar_day (the State Council's yearly notice, DOMAIN 1.4).
 * Beyond the loaded years nothing is computed: the command is refused with ERR_HORIZON. */
#ifndef QIAO_CALENDAR_H
#define QIAO_CALENDAR_H

#include "base/req.h"

/* Loaded once per process and year; pure after that. off/worked: exceptions to Monday-Friday. */
struct calendar {
    int64_t first, last;          /* horizon, day numbers */
    const int64_t *off, *worked;  /* sorted, each ended by NONE */
};
bool calendar_is_working(const struct calendar *c, int64_t day);
/* The n-th working day after `day` (the day itself never counts); NONE past the horizon. */
int64_t calendar_add(const struct calendar *c, int64_t day, int64_t n);
/* Working days after `from` up to and including `to`; negative when to is earlier; NONE past the horizon. */
int64_t calendar_between(const struct calendar *c, int64_t from, int64_t to);
/* Loads the table; kept until the process ends, read again after a day.
 *   errors  ERR_HORIZON: it has no rows of this year */
enum err calendar_get(struct req *r, const struct calendar **ret);
/* The first year without rows. */
int calendar_missing(struct req *r);

#endif
