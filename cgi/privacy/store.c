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

static const struct sql list_consents = { .text =
    "SELECT c.purpose, c.version, c.given_at, c.withdrawn_at, c.given_by = c.account, COALESCE(t.title, n.title), "
    "COALESCE(t.lang, n.lang) FROM consent c "
    "JOIN notice n ON n.purpose = c.purpose AND n.version = c.version AND n.lang = 'en' "
    "LEFT JOIN notice t ON t.purpose = c.purpose AND t.version = c.version AND t.lang = ? "
    "WHERE c.account = ? ORDER BY c.withdrawn_at IS NOT NULL, c.id DESC LIMIT 100" };
static const struct sql find_version = { .text =
    "SELECT version FROM consent WHERE account = ? AND purpose = ? AND withdrawn_at IS NULL "
    "ORDER BY version DESC LIMIT 1" };
static const struct sql take_back = { .text =
    "UPDATE consent SET withdrawn_at = ? WHERE account = ? AND purpose = ? AND withdrawn_at IS NULL" };
/* As auth/audit.h audit_is_view. Roles as they were; of rows that kept none, as they are today. A case is named by its
 * number, a paper by that of its case; only what is the person's own is named. */
#define OF(kind) "IF(v.object LIKE '" kind ":%', CAST(SUBSTRING_INDEX(v.object, ':', -1) AS UNSIGNED), NULL)"
#define CASE(program, kind) "IF(f.program = '" program "', f.case_id, " OF(kind) ")"
static const struct sql list_views = { .text =
    "SELECT v.id, v.at, v.action, v.object, COALESCE(a.number, c.number, g.number, y.number, ''), "
    "COALESCE(o.name, ''), COALESCE(o.name_en, ''), "
    "COALESCE(v.roles & ~1, (SELECT BIT_OR(g.role) FROM account_role g WHERE g.account = v.actor AND g.org = v.org)), "
    "EXISTS (SELECT 1 FROM delegation d WHERE d.subject = v.subject AND d.agent = v.actor) FROM audit v "
    "LEFT JOIN org o ON o.id = v.org LEFT JOIN document f ON f.id = " OF("document") " AND f.owner = v.subject "
    "LEFT JOIN apply_application a ON a.id = " CASE("apply", "application") " AND a.owner = v.subject "
    "LEFT JOIN trust_child c ON c.id = " CASE("trust", "trust_child") " AND c.owner = v.subject "
    "LEFT JOIN org_case g ON g.id = " CASE("org", "org_case") " AND g.owner = v.subject "
    "LEFT JOIN privacy_case y ON y.id = " OF("privacy_case") " AND y.owner = v.subject "
    "WHERE v.subject = ? AND v.id < ? AND v.action LIKE 'view\\_%' AND v.action <> 'view_audit' AND NOT v.refused AND "
    "v.actor NOT IN (0, v.subject) ORDER BY v.id DESC LIMIT ?" };

const struct sql *const privacy_sql[] = { &list_now, &list_versions, &list_consents, &find_version, &take_back,
                                          &list_views, NULL };

enum err notices_now(struct req *r, struct rows *ret)
{
    return db_ask(r, &list_now, (const struct arg[]){ arg_s(r->lang->code), arg_day(r, day_of(r->now)), arg_end() },
                  ret);
}

enum err notice_versions(struct req *r, const char *purpose, struct rows *ret)
{
    return db_ask(r, &list_versions, (const struct arg[]){ arg_s(purpose), arg_end() }, ret);
}

enum err consents_of(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_consents, (const struct arg[]){ arg_s(r->lang->code), arg_u(account), arg_end() }, ret);
}

enum err consent_version(struct req *r, uint64_t account, const char *purpose, int64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_version, (const struct arg[]){ arg_u(account), arg_s(purpose), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_i(&q, 0);
    return db_end(&q);
}

enum err consent_back(struct req *r, uint64_t account, const char *purpose)
{
    uint64_t changed;
    enum err e = db_do(r, &take_back, (const struct arg[]){ arg_time(r, r->now), arg_u(account), arg_s(purpose),
                       arg_end() }, &changed, NULL);

    return e ? e : changed ? OK : ERR_GONE;
}

enum err views_of(struct req *r, uint64_t account, uint64_t before, unsigned most, struct rows *ret)
{
    return db_ask(r, &list_views, (const struct arg[]){ arg_u(account), arg_u(before), arg_u(most), arg_end() }, ret);
}
