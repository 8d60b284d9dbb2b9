/* SQL of programmes, intakes and what they ask for: read only. */
#include "apply.h"
#include "base/clock.h"
#include "data/db.h"

enum { AHEAD = 180 };

#define INTAKE                                                                                                  \
    "SELECT i.id, i.programme, p.centre, i.opens, i.closes, i.starts, i.capacity, i.reserved, i.taken, p.months, " \
    "p.age_min, p.hsk_min, p.asean_only, p.code, p.kind, COALESCE(t.name, u.name), COALESCE(t.summary, u.summary), " \
    "COALESCE(t.lang, u.lang) "                                                                                 \
    "FROM apply_intake i JOIN apply_programme p ON p.id = i.programme "                                          \
    "JOIN apply_programme_text u ON u.programme = p.id AND u.lang = 'en' "                                       \
    "LEFT JOIN apply_programme_text t ON t.programme = p.id AND t.lang = ? WHERE p.active AND "

/* Those of the year after are not told yet. */
const struct sql list_intakes = { .text = INTAKE "i.closes >= ? AND i.opens <= ? ORDER BY i.starts, p.code LIMIT 50" };
const struct sql find_intake = { .text = INTAKE "i.id = ?" };
const struct sql list_requirements = { .text =
    "SELECT kind, must FROM apply_requirement WHERE (programme IS NULL OR programme = ?) AND (NOT minors OR ?) AND "
    "valid_from <= ? AND COALESCE(valid_to, ?) >= ? ORDER BY must DESC, id LIMIT 50" };
const struct sql find_asean = { .text = "SELECT COUNT(*) FROM asean_member WHERE code = ? AND valid_from <= ?" };

void intake_next(struct rows *q, struct intake *ret)
{
    *ret = (struct intake){
        .id = db_u(q, 0), .programme = db_u(q, 1), .centre = db_u(q, 2), .opens = db_day(q, 3),
        .closes = db_day(q, 4), .starts = db_day(q, 5), .capacity = db_i(q, 6), .reserved = db_i(q, 7),
        .taken = db_i(q, 8), .months = db_i(q, 9), .age_min = db_i(q, 10), .hsk_min = db_i(q, 11),
        .asean_only = db_i(q, 12) > 0, .code = db_s(q, 13), .kind = db_s(q, 14), .name = db_s(q, 15),
        .summary = db_s(q, 16), .lang = db_s(q, 17),
    };
}

enum err intakes_open(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_intakes, (const struct arg[]){ arg_s(r->lang->code), arg_day(r, day_of(r->now)),
                  arg_day(r, day_of(r->now) + AHEAD), arg_end() }, ret);
}

enum err intake_get(struct req *r, uint64_t id, struct intake *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_intake, (const struct arg[]){ arg_s(r->lang->code), arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    intake_next(&q, ret);
    return db_end(&q);
}

enum err requirements_of(struct req *r, uint64_t programme, bool minor, struct rows *ret)
{
    struct arg today = arg_day(r, day_of(r->now));

    return db_ask(r, &list_requirements, (const struct arg[]){ arg_u(programme), arg_i(minor), today, today, today,
                  arg_end() }, ret);
}

enum err asean_is(struct req *r, const char *country, bool *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_asean, (const struct arg[]){ arg_s(country), arg_day(r, day_of(r->now)),
                        arg_end() }, &q);

    if (e)
        return e;
    *ret = db_i(&q, 0) > 0;
    return db_end(&q);
}
