/* All SQL of the calendar of working days and of notices that wait to be confirmed. */
#include "pages.h"
#include "base/clock.h"
#include "data/db.h"
#include "data/tx.h"
#include <string.h>

static const struct sql list_days = { .text =
    "SELECT day, kind = 'worked', source, source_zh FROM calendar_day WHERE day BETWEEN ? AND ? ORDER BY day LIMIT 366" };
static const struct sql find_horizon = { .text = "SELECT COALESCE(MAX(YEAR(day)), 0) FROM calendar_day" };
static const struct sql drop_days = { .text = "DELETE FROM calendar_day WHERE day BETWEEN ? AND ?" };
static const struct sql add_day = { .text = "INSERT INTO calendar_day (day, kind, source) VALUES (?, ?, ?)" };
static const struct sql add_draft = { .text =
    "REPLACE INTO calendar_draft (year, days, source, made_by, created_at) VALUES (?, ?, ?, ?, ?)" };
static const struct sql find_draft = { .text =
    "SELECT id, year, days, source, made_by, created_at FROM calendar_draft WHERE id = ?" };
static const struct sql find_draft_year = { .text = "SELECT id FROM calendar_draft WHERE year = ?" };
static const struct sql take_draft = { .text = "DELETE FROM calendar_draft WHERE id = ?" };

const struct sql *const days_sql[] = { &list_days, &find_horizon, &drop_days, &add_day, &add_draft,
                                       &find_draft, &find_draft_year, &take_draft, NULL };

static struct arg edge(struct req *r, int year, bool last)
{
    int64_t day = NONE;

    if (!day_from(year, last ? 12 : 1, last ? 31 : 1, &day))
        day = NONE;
    return arg_day(r, day);
}

enum err year_get(struct req *r, int year, struct days *ret, const char **ret_source)
{
    const struct arg args[] = { edge(r, year, false), edge(r, year, true), arg_end() };
    struct rows q;
    enum err e = db_ask(r, &list_days, args, &q);

    *ret = (struct days){ .n = 0 };
    *ret_source = "";
    if (e)
        return e;
    while (ret->n < DAYS_MAX && db_next(&q)) {
        const char *chinese = db_s(&q, 3);

        ret->day[ret->n++] = (struct off_day){ db_day(&q, 0), db_i(&q, 1) == 1 };
        *ret_source = *chinese && strcmp(r->lang->code, "zh") == 0 ? chinese : db_s(&q, 2);
    }
    return db_end(&q);
}

enum err year_last(struct req *r, int *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_horizon, (const struct arg[]){ arg_end() }, &q);

    if (e)
        return e;
    *ret = (int)db_i(&q, 0);
    return db_end(&q);
}

enum err draft_put(struct req *r, const struct draft *d, uint64_t *ret_id)
{
    return db_do(r, &add_draft, (const struct arg[]){ arg_i(d->year), arg_s(d->days), arg_s(d->source),
                                                      arg_u(r->who->id), arg_time(r, r->now), arg_end() },
                 NULL, ret_id);
}

enum err draft_get(struct req *r, uint64_t id, struct draft *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_draft, (const struct arg[]){ arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct draft){ .id = db_u(&q, 0), .year = (int)db_i(&q, 1), .days = db_s(&q, 2), .source = db_s(&q, 3),
                           .made_by = db_u(&q, 4), .created_at = db_time(&q, 5) };
    return db_end(&q);
}

enum err draft_of(struct req *r, int year, uint64_t *ret_id)
{
    struct rows q;
    enum err e = db_one(r, &find_draft_year, (const struct arg[]){ arg_i(year), arg_end() }, &q);

    *ret_id = 0;
    if (e)
        return e == ERR_GONE ? OK : e;
    *ret_id = db_u(&q, 0);
    return db_end(&q);
}

enum err draft_take(struct req *r, uint64_t id)
{
    return db_do_one(r, &take_draft, (const struct arg[]){ arg_u(id), arg_end() });
}

enum err year_set(struct req *r, int year, int64_t from, const struct days *d, const char *source)
{
    int64_t first = 0;
    enum err e;

    if (!day_from(year, 1, 1, &first))
        return ERR_GONE;
    e = db_do(r, &drop_days, (const struct arg[]){ arg_day(r, from > first ? from : first), edge(r, year, true),
                                                   arg_end() }, NULL, NULL);
    for (size_t i = 0; !e && i < d->n; i++)
        if (d->day[i].day >= from)
            e = db_do_one(r, &add_day, (const struct arg[]){ arg_day(r, d->day[i].day),
                                                             arg_s(d->day[i].worked ? "worked" : "off"),
                                                             arg_s(source), arg_end() });
    return e;
}
