/* Working days. Weekends are not enough in China: days off are moved, and weekends are worked in exchange
 * (DOMAIN 1.4). What is not loaded is not guessed. */
#include "flow/calendar.h"
#include "base/clock.h"
#include "base/log.h"
#include "flow/parts.h"
#include <string.h>

enum { DAYS_MAX = 4000, KEEP_S = DAY_S };

const struct sql calendar_all = { .text = "SELECT day, kind = 'off' FROM calendar_day ORDER BY day LIMIT 4000" };

static bool is_listed(const int64_t *list, int64_t day)
{
    while (*list != NONE && *list < day)
        list++;
    return *list == day;
}

bool calendar_is_working(const struct calendar *c, int64_t day)
{
    if (day_weekday(day) >= 5)
        return is_listed(c->worked, day);
    return !is_listed(c->off, day);
}

int64_t calendar_add(const struct calendar *c, int64_t day, int64_t n)
{
    if (n < 0 || day + 1 < c->first || day > c->last)
        return NONE;
    while (n > 0) {
        if (++day > c->last)
            return NONE;
        n -= calendar_is_working(c, day);
    }
    return day;
}

int64_t calendar_between(const struct calendar *c, int64_t from, int64_t to)
{
    int64_t low = from < to ? from : to, high = from < to ? to : from, n = 0;

    if (low + 1 < c->first || high > c->last)
        return NONE;
    for (int64_t day = low + 1; day <= high; day++)
        n += calendar_is_working(c, day);
    return to < from ? -n : n;
}

static int year_of(int64_t day)
{
    int y, m, d;

    day_split(day, &y, &m, &d);
    return y;
}

/* The years around this one that have rows, without a gap. */
static bool set_horizon(struct calendar *c, const int64_t *days, size_t n, int year)
{
    int first = year, last = year - 1;

    for (size_t i = n; i-- > 0;)
        if (year_of(days[i]) == first - 1)
            first--;
    for (size_t i = 0; i < n; i++)
        if (year_of(days[i]) == last + 1)
            last++;
    return last >= year && day_from(first, 1, 1, &c->first) && day_from(last, 12, 31, &c->last);
}

static enum err load(struct req *r, struct arena *a, struct calendar *c)
{
    int64_t *off = arena_new(a, DAYS_MAX + 1, sizeof *off), *worked = arena_new(a, DAYS_MAX + 1, sizeof *worked);
    int64_t *days = arena_new(r->arena, DAYS_MAX, sizeof *days);
    size_t n = 0, offs = 0, works = 0;
    int year = year_of(day_of(r->now));
    struct rows q;
    enum err e;

    if ((e = db_ask(r, &calendar_all, (const struct arg[]){ arg_end() }, &q)))
        return e;
    while (n < DAYS_MAX && db_next(&q)) {
        days[n] = db_day(&q, 0);
        if (db_i(&q, 1) == 1)
            off[offs++] = days[n++];
        else
            worked[works++] = days[n++];
    }
    off[offs] = worked[works] = NONE;
    c->off = off;
    c->worked = worked;
    if ((e = db_end(&q)))
        return e;
    return set_horizon(c, days, n, year) ? OK : ERR_HORIZON;
}

/* ERR_HORIZON is not said yet. */
static enum err get(struct req *r, const struct calendar **ret)
{
    static struct arena *arenas[2]; /* the one before stays whole while its reader's request lasts */
    static struct calendar kept[2];
    static int64_t read_at = NONE;
    static int now;
    int next = !now;
    enum err e;

    if (read_at == NONE || r->now >= read_at + KEEP_S || r->now < read_at) {
        if (!arenas[next])
            arenas[next] = arena_open(1 << 20);
        arena_reset(arenas[next]);
        if ((e = load(r, arenas[next], &kept[next])))
            return e;
        now = next;
        read_at = r->now;
    }
    *ret = &kept[now];
    return OK;
}

enum err calendar_get(struct req *r, const struct calendar **ret)
{
    enum err e = get(r, ret);

    return e == ERR_HORIZON ? fail(r, e, "calendar_day has no rows of %d", year_of(day_of(r->now))) : e;
}

int calendar_missing(struct req *r)
{
    const struct calendar *c;

    return get(r, &c) ? year_of(day_of(r->now)) : year_of(c->last + 1);
}
