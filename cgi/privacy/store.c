/* All SQL of privacy. Nothing is decided here. */
#include "privacy.h"
#include "base/clock.h"
#include "data/db.h"

static const struct sql list_now = { .text =
    "SELECT n.purpose, n.version, COALESCE(t.title, n.title), COALESCE(t.lang, n.lang) FROM notice n "
    "LEFT JOIN notice t ON t.purpose = n.purpose AND t.version = n.version AND t.lang = ? "
    "WHERE n.lang = 'en' AND n.version = (SELECT MAX(m.version) FROM notice m WHERE m.purpose = n.purpose AND "
    "m.lang = 'en' AND m.valid_from <= ?) ORDER BY FIELD(n.purpose, 'guardian'), n.purpose LIMIT 50" };
static const struct sql list_versions = { .text =
    "SELECT version, valid_from FROM notice WHERE purpose = ? AND lang = 'en' ORDER BY version DESC LIMIT 50" };

const struct sql *const privacy_sql[] = { &list_now, &list_versions, NULL };

enum err notices_now(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_now, (const struct arg[]){ arg_s(r->lang->code), arg_day(r, day_of(r->now)), arg_end() },
                  ret);
}

enum err notice_versions(struct req *r, const char *purpose, struct rows *ret)
{
    return db_ask(r, &list_versions, (const struct arg[]){ arg_s(purpose), arg_end() }, ret);
}
