/* SQL of the demo: organisations, accounts and programmes; cases are made by the rules of apply. */
#include "demo.h"
#include "base/clock.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

static const struct sql count_accounts = { .text =
    "SELECT COALESCE(SUM(NOT demo), 0), COALESCE(SUM(demo), 0) FROM account" };
static const struct sql add_org = { .text =
    "INSERT INTO org (kind, name, name_en, uscc, demo, created_at) VALUES (?, ?, ?, ?, TRUE, ?)" };
static const struct sql find_org = { .text =
    "SELECT id FROM org WHERE kind = 'department' AND name = ? ORDER BY id LIMIT 1" };
static const struct sql add_account = { .text =
    "INSERT INTO account (mail, phone_find, name, lang, state, demo, created_at) "
    "VALUES (?, ?, ?, ?, 'active', TRUE, ?)" };
static const struct sql set_phone = { .text = "UPDATE account SET phone = ? WHERE id = ?" };
static const struct sql set_secrets = { .text =
    "UPDATE account SET password = ?, password_at = ?, totp = ?, totp_on = ? WHERE id = ?" };
static const struct sql add_role = { .text =
    "INSERT INTO account_role (account, org, role, created_at) VALUES (?, ?, ?, ?)" };
static const struct sql add_ward_account = { .text =
    "INSERT INTO account (name, lang, state, demo, created_at) VALUES (?, ?, 'managed', TRUE, ?)" };
static const struct sql add_ward = { .text =
    "INSERT INTO ward (account, org, relation, number, birth, find, signed_by, opened_by, opened_at) "
    "VALUES (?, ?, ?, ?, ?, ?, 'guardian', ?, ?)" };
static const struct sql add_deed = { .text =
    "INSERT INTO delegation (subject, agent, org, kind, scope, state, days, managed, begins_at, ends_at, created_at) "
    "VALUES (?, ?, ?, ?, 'apply', 'active', ?, TRUE, ?, ?, ?)" };
static const struct sql add_code = { .text =
    "INSERT INTO ward_code (account, hash, made_by, made_at, ends_at) VALUES (?, ?, ?, ?, ?)" };
static const struct sql begin_question = { .text =
    "UPDATE trust_child SET number = ?, lang = 'lo', state_at = ?, created_at = ?, demo = TRUE, "
    "centre = (SELECT MIN(o.id) FROM org o WHERE o.kind = 'centre') WHERE id = ?" };
static const struct sql begin_wish = { .text =
    "UPDATE privacy_case SET number = ?, lang = 'lo', state_at = ?, created_at = ?, demo = TRUE, asked_by = owner "
    "WHERE id = ?" };
static const struct sql add_programme = { .text =
    "INSERT INTO apply_programme (centre, code, kind, months, age_min, hsk_min, demo) VALUES (?, ?, ?, ?, ?, ?, TRUE)" };
static const struct sql add_text = { .text =
    "INSERT INTO apply_programme_text (programme, lang, name, summary) VALUES (?, ?, ?, ?)" };
static const struct sql add_intake = { .text =
    "INSERT INTO apply_intake (programme, opens, closes, starts, capacity, demo) VALUES (?, ?, ?, ?, ?, TRUE)" };
static const struct sql find_totp = { .text = "SELECT id, totp FROM account WHERE mail = ? AND demo" };
/* Children before parents; everything that hangs on a demo account or programme. */
static const struct sql wipes[] = {
    { "DELETE t FROM flow_timer t JOIN org_case c ON c.id = t.case_id AND t.flow = 'org' WHERE c.demo" },
    { "DELETE l FROM flow_log l JOIN org_case c ON c.id = l.case_id AND l.flow = 'org' WHERE c.demo" },
    { "DELETE t FROM flow_timer t JOIN apply_application a ON a.id = t.case_id AND t.flow = 'apply' WHERE a.demo" },
    { "DELETE l FROM flow_log l JOIN apply_application a ON a.id = l.case_id AND l.flow = 'apply' WHERE a.demo" },
    { "DELETE o FROM outbox o JOIN account a ON a.id = o.account WHERE a.demo" },
    { "DELETE e FROM apply_education e JOIN apply_application a ON a.id = e.application WHERE a.demo" },
    { "DELETE d FROM document d JOIN account a ON a.id = d.owner WHERE a.demo" },
    { "DELETE FROM org_case WHERE demo" },
    { "DELETE t FROM flow_timer t JOIN trust_child c ON c.id = t.case_id AND t.flow = 'trust' WHERE c.demo" },
    { "DELETE l FROM flow_log l JOIN trust_child c ON c.id = l.case_id AND l.flow = 'trust' WHERE c.demo" },
    { "DELETE FROM trust_child WHERE demo" },
    { "DELETE t FROM flow_timer t JOIN privacy_case c ON c.id = t.case_id AND t.flow = 'privacy' WHERE c.demo" },
    { "DELETE l FROM flow_log l JOIN privacy_case c ON c.id = l.case_id AND l.flow = 'privacy' WHERE c.demo" },
    { "DELETE FROM privacy_case WHERE demo" },
    { "DELETE h FROM person_hold h JOIN account a ON a.id = h.account WHERE a.demo" },
    { "DELETE c FROM ward_code c JOIN account a ON a.id = c.account WHERE a.demo" },
    { "DELETE w FROM ward w JOIN account a ON a.id = w.account WHERE a.demo" },
    { "DELETE g FROM org_grant g JOIN account a ON a.id IN (g.account, g.asked_by) WHERE a.demo" },
    { "DELETE g FROM org_grant g JOIN org o ON o.id = g.org WHERE o.demo" },
    { "DELETE FROM apply_application WHERE demo" },
    { "DELETE FROM apply_intake WHERE demo" },
    { "DELETE t FROM apply_programme_text t JOIN apply_programme p ON p.id = t.programme WHERE p.demo" },
    { "DELETE FROM apply_programme WHERE demo" },
    { "DELETE s FROM session s JOIN account a ON a.id = s.account WHERE a.demo" },
    { "DELETE d FROM delegation d JOIN account a ON a.id IN (d.subject, d.agent) WHERE a.demo" },
    { "DELETE k FROM kept_form k JOIN account a ON a.id = k.account WHERE a.demo" },
    { "DELETE c FROM consent c JOIN account a ON a.id = c.account WHERE a.demo" },
    { "DELETE c FROM account_code c JOIN account a ON a.id = c.account WHERE a.demo" },
    { "DELETE c FROM account_token c JOIN account a ON a.id = c.account WHERE a.demo" },
    { "DELETE c FROM account_ask c JOIN account a ON a.id = c.account WHERE a.demo" },
    { "DELETE c FROM account_change c JOIN account a ON a.id = c.account WHERE a.demo" },
    { "DELETE FROM sink" },
    { "DELETE r FROM account_role r JOIN account a ON a.id = r.account WHERE a.demo" },
    { "DELETE FROM account WHERE demo" },
    { "DELETE FROM org WHERE demo" },
};

const struct sql *const demo_sql[] = { &count_accounts, &add_org, &find_org, &add_account, &set_phone, &set_secrets,
                                       &add_role, &add_programme, &add_text, &add_intake, &find_totp,
                                       &add_ward_account, &add_ward, &add_deed, &add_code, &begin_question, &begin_wish,
                                       NULL };

enum err real_accounts(struct req *r, uint64_t *ret_real, uint64_t *ret_demo)
{
    struct rows q;
    enum err e = db_one(r, &count_accounts, (const struct arg[]){ arg_end() }, &q);

    if (e)
        return e;
    *ret_real = db_u(&q, 0);
    *ret_demo = db_u(&q, 1);
    return db_end(&q);
}

enum err org_add(struct req *r, const char *kind, const char *name, const char *name_en, const char *uscc,
                 uint64_t *ret_id)
{
    return db_do(r, &add_org, (const struct arg[]){ arg_s(kind), arg_s(name), arg_s(name_en), arg_s(uscc),
                 arg_time(r, r->now), arg_end() }, NULL, ret_id);
}

enum err org_named(struct req *r, const char *name, uint64_t *ret_id)
{
    struct rows q;
    enum err e = db_one(r, &find_org, (const struct arg[]){ arg_s(name), arg_end() }, &q);

    if (e)
        return e;
    *ret_id = db_u(&q, 0);
    return db_end(&q);
}

static const char *context_of(struct req *r, const char *column, uint64_t id)
{
    return arena_fmt(r->arena, "account|%s|%llu|%llu", column, (unsigned long long)id, (unsigned long long)id);
}

enum err role_give(struct req *r, uint64_t account, uint64_t org, unsigned roles)
{
    enum err e = OK;

    for (unsigned bit = 1; !e && bit & R_SIGNED_IN; bit <<= 1)
        if (roles & bit)
            e = db_do(r, &add_role, (const struct arg[]){ arg_u(account), arg_u(org), arg_u(bit), arg_time(r, r->now),
                      arg_end() }, NULL, NULL);
    return e;
}

static enum err phone_put(struct req *r, uint64_t id, const char *phone)
{
    struct bytes s = seal(r->arena, context_of(r, "phone", id),
                          (struct bytes){ (const unsigned char *)phone, strlen(phone) });

    return db_do_one(r, &set_phone, (const struct arg[]){ arg_b(s.p, s.n), arg_u(id), arg_end() });
}

/* Staff have a second factor whose key follows from the address, so that --code can tell the digits. */
enum err account_make(struct req *r, const struct person_account *p, const char *phc, uint64_t *ret_id)
{
    struct digest key = hmac_of("demo-totp", p->mail, strlen(p->mail));
    bool phone = reach_is_phone(p->mail);
    struct bytes find = blind_index(r->arena, "account", "phone", p->mail), password, totp;
    uint64_t id;
    enum err e = db_do(r, &add_account, (const struct arg[]){ phone ? arg_null() : arg_s(p->mail),
                       phone ? arg_b(find.p, find.n) : arg_null(), arg_s(p->name), arg_s(p->lang),
                       arg_time(r, r->now), arg_end() }, NULL, &id);

    if (e || (phone && (e = phone_put(r, id, p->mail))))
        return e;
    password = seal(r->arena, context_of(r, "password", id), (struct bytes){ (const unsigned char *)phc, strlen(phc) });
    totp = seal(r->arena, context_of(r, "totp", id), (struct bytes){ key.b, 20 });
    e = db_do_one(r, &set_secrets, (const struct arg[]){ arg_b(password.p, password.n), arg_time(r, r->now),
                  p->roles ? arg_b(totp.p, totp.n) : arg_null(), arg_i(p->roles != 0), arg_u(id), arg_end() });
    *ret_id = id;
    return e ? e : role_give(r, id, p->org, p->roles);
}

static enum err code_make(struct req *r, const struct ward_account *w, uint64_t id, int64_t ends)
{
    struct digest d = hmac_of("ward_code", w->code, strlen(w->code));

    return db_do_one(r, &add_code, (const struct arg[]){ arg_u(id), arg_b(d.b, sizeof d.b), arg_u(w->agent),
                     arg_time(r, r->now), arg_time(r, ends), arg_end() });
}

/* As cgi/trust/ward_store.c keeps it. */
enum err ward_make(struct req *r, const struct ward_account *w, const char *kind, int64_t ends)
{
    struct arg now = arg_time(r, r->now), org = w->org ? arg_u(w->org) : arg_null();
    const char *day = day_text(r->arena, w->birth);
    struct bytes find = blind_index(r->arena, "ward", "find", arena_fmt(r->arena, "%s|%s",
                                    text_key(r->arena, w->name), day)), birth;
    uint64_t id;
    enum err e = db_do(r, &add_ward_account, (const struct arg[]){ arg_s(w->name), arg_s(w->lang), now, arg_end() },
                       NULL, &id);

    if (e)
        return e;
    birth = seal(r->arena, arena_fmt(r->arena, "ward|birth|%llu|%llu", (unsigned long long)id, (unsigned long long)id),
                 (struct bytes){ (const unsigned char *)day, strlen(day) });
    if ((e = db_do_one(r, &add_ward, (const struct arg[]){ arg_u(id), org, arg_s(w->relation), arg_opt(w->number),
                       arg_b(birth.p, birth.n), arg_b(find.p, find.n), arg_u(w->agent), now, arg_end() })))
        return e;
    e = db_do(r, &add_deed, (const struct arg[]){ arg_u(id), arg_u(w->agent), org, arg_s(kind),
              arg_i((ends - r->now) / DAY_S), now, arg_time(r, ends), now, arg_end() }, NULL, NULL);
    return e || !w->code ? e : code_make(r, w, id, ends);
}

enum err waiting_begin(struct req *r, const char *flow, uint64_t id, const char *number)
{
    struct arg now = arg_time(r, r->now);

    return db_do_one(r, strcmp(flow, "trust") == 0 ? &begin_question : &begin_wish,
                     (const struct arg[]){ arg_s(number), now, now, arg_u(id), arg_end() });
}

enum err programme_add(struct req *r, uint64_t centre, const char *code, const char *kind, int months, int age, int hsk,
                       uint64_t *ret_id)
{
    return db_do(r, &add_programme, (const struct arg[]){ arg_u(centre), arg_s(code), arg_s(kind), arg_i(months),
                 arg_i(age), arg_i(hsk), arg_end() }, NULL, ret_id);
}

enum err programme_text(struct req *r, uint64_t programme, const char *lang, const char *name, const char *summary)
{
    return db_do(r, &add_text, (const struct arg[]){ arg_u(programme), arg_s(lang), arg_s(name), arg_s(summary),
                 arg_end() }, NULL, NULL);
}

enum err intake_add(struct req *r, uint64_t programme, int64_t opens, int64_t closes, int64_t starts, int capacity,
                    uint64_t *ret_id)
{
    return db_do(r, &add_intake, (const struct arg[]){ arg_u(programme), arg_day(r, opens), arg_day(r, closes),
                 arg_day(r, starts), arg_i(capacity), arg_end() }, NULL, ret_id);
}

enum err demo_wipe(struct req *r)
{
    enum err e = OK;

    for (size_t i = 0; i < sizeof wipes / sizeof *wipes && !e; i++)
        e = db_do(r, &wipes[i], (const struct arg[]){ arg_end() }, NULL, NULL);
    return e;
}

enum err totp_of(struct req *r, const char *mail, struct bytes *ret_key)
{
    struct rows q;
    enum err e = db_one(r, &find_totp, (const struct arg[]){ arg_s(mail), arg_end() }, &q), e2;

    if (e)
        return e;
    e = db_null(&q, 1) ? ERR_GONE : unseal(r, context_of(r, "totp", db_u(&q, 0)), db_b(&q, 1), ret_key);
    e2 = db_end(&q);
    return e ? e : e2;
}
