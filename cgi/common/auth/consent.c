/* Notices and consents: reading, asking, giving. Taking back is a page of privacy. */
#include "auth/consent.h"
#include "auth/audit.h"
#include "auth/role.h"
#include "base/clock.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "http/http.h"
#include "view/lang.h"
#include <string.h>

/* English is there of each version (test_schema). */
#define IN_FORCE(purpose)                                                                                       \
    "(SELECT MAX(m.version) FROM notice m WHERE m.purpose = " purpose " AND m.lang = 'en' AND m.valid_from <= ?)"

static const struct sql find_notice = { .text =
    "SELECT version, lang, title, body, valid_from FROM notice WHERE purpose = ? AND version = ? AND "
    "lang IN (?, 'en') ORDER BY lang = ? DESC LIMIT 1" };
static const struct sql find_current = { .text =
    "SELECT version, lang, title, body, valid_from FROM notice WHERE purpose = ? AND version = " IN_FORCE("?") " AND "
    "lang IN (?, 'en') ORDER BY lang = ? DESC LIMIT 1" };
static const struct sql list_given = { .text =
    "SELECT c.purpose FROM consent c WHERE c.account = ? AND c.withdrawn_at IS NULL AND c.version = "
    IN_FORCE("c.purpose") };
static const struct sql find_kind = { .text =
    "SELECT d.kind = 'guardian' OR (d.managed AND p.state = 'managed') FROM delegation d JOIN account p "
    "ON p.id = d.subject WHERE d.id = ? AND d.subject = ? AND d.agent = ? AND d.state = 'active' AND d.kind <> 'support' "
    "AND d.ends_at > ?" };
static const struct sql add_consent = { .text =
    "INSERT INTO consent (account, purpose, version, lang, given_at, given_by, address_hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)" };
const struct sql *const consent_sql[] = { &find_notice, &find_current, &list_given, &find_kind, &add_consent, NULL };

enum err notice_get(struct req *r, const char *purpose, int64_t version, struct notice *ret)
{
    struct arg lang = arg_s(r->lang->code);
    struct rows q;
    enum err e;

    if (version == NONE)
        e = db_one(r, &find_current, (const struct arg[]){ arg_s(purpose), arg_s(purpose), arg_day(r, day_of(r->now)),
                   lang, lang, arg_end() }, &q);
    else
        e = db_one(r, &find_notice, (const struct arg[]){ arg_s(purpose), arg_i(version), lang, lang, arg_end() }, &q);
    if (e)
        return e;
    *ret = (struct notice){ .purpose = purpose, .version = db_i(&q, 0), .lang = db_s(&q, 1), .title = db_s(&q, 2),
                            .body = db_s(&q, 3), .valid_from = db_day(&q, 4) };
    return db_end(&q);
}

enum err consents_given(struct req *r, uint64_t account, const char *const *purpose, uint32_t *ret_bits)
{
    struct rows q;
    enum err e = db_ask(r, &list_given, (const struct arg[]){ arg_u(account), arg_day(r, day_of(r->now)), arg_end() },
                        &q);

    *ret_bits = 0;
    if (e)
        return e;
    while (db_next(&q))
        for (unsigned i = 0; purpose[i]; i++)
            if (strcmp(db_s(&q, 0), purpose[i]) == 0)
                *ret_bits |= 1u << i;
    return db_end(&q);
}

enum err consent_has(struct req *r, uint64_t account, const char *purpose, bool *ret)
{
    uint32_t bits;
    enum err e = consents_given(r, account, (const char *const[]){ purpose, NULL }, &bits);

    *ret = bits != 0;
    return e;
}

enum err consent_may(struct req *r, bool *ret)
{
    const struct who *w = r->who;
    struct rows q;
    enum err e;

    *ret = w->id != 0 && who_acts(w) == w->id;
    if (*ret || !w->acting)
        return OK;
    e = db_one(r, &find_kind, (const struct arg[]){ arg_u(w->acting), arg_u(w->id), arg_u(w->actor),
               arg_time(r, r->now), arg_end() }, &q);
    if (e)
        return e == ERR_GONE ? OK : e;
    *ret = db_i(&q, 0) > 0;
    return db_end(&q);
}

/* The address proves from where, if it is ever disputed; by itself it tells nothing. */
enum err consent_give(struct req *r, uint64_t account, const char *purpose, int64_t version)
{
    const char *address = r->http ? r->http->address : "";
    struct digest d = hmac_of("consent", address, strlen(address));
    uint64_t by = who_acts(r->who) ? who_acts(r->who) : account;
    enum err e = db_do(r, &add_consent,
                       (const struct arg[]){ arg_u(account), arg_s(purpose), arg_i(version), arg_s(r->lang->code),
                                             arg_time(r, r->now), arg_u(by), arg_b(d.b, 16), arg_end() },
                       NULL, NULL);

    if (e)
        return e == ERR_TWICE ? OK : e;
    audit_note(r, (struct audit){ .action = A_CONSENT, .subject = account,
                                  .detail = arena_fmt(r->arena, "%s %lld", purpose, (long long)version) });
    return OK;
}
