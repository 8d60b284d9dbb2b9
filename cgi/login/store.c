/* All SQL of accounts. Nothing is decided here. */
#include "login.h"
#include "base/clock.h"
#include "base/log.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

#define ACCOUNT "SELECT id, mail, name, lang, state, password, totp, totp_on, totp_step, totp_at, notice, codes_at, " \
    "device_at, phone, codes_kept FROM account "

static const struct sql by_mail = { .text = ACCOUNT "WHERE mail = ?" };
static const struct sql by_phone = { .text = ACCOUNT "WHERE phone_find = ?" };
static const struct sql by_id = { .text = ACCOUNT "WHERE id = ?" };
static const struct sql add = { .text =
    "INSERT INTO account (mail, phone_find, name, lang, notice, state, created_at) "
    "VALUES (?, ?, ?, ?, ?, 'registered', ?)" };
static const struct sql set_phone = { .text = "UPDATE account SET phone = ? WHERE id = ?" };
static const struct sql set_name = { .text = "UPDATE account SET name = ?, lang = ? WHERE id = ?" };
static const struct sql set_password = { .text = "UPDATE account SET password = ?, password_at = ? WHERE id = ?" };
static const struct sql rehash = { .text = "UPDATE account SET password = ? WHERE id = ?" };
static const struct sql stale_password = { .text = "UPDATE account SET password_at = NULL WHERE id = ?" };
static const struct sql find_roles = { .text =
    "SELECT COALESCE(BIT_OR(g.role), 0) FROM account_role g JOIN org o ON o.id = g.org AND o.closed_at IS NULL "
    "WHERE g.account = ?" };
static const struct sql set_lang = { .text = "UPDATE account SET lang = ? WHERE id = ?" };
static const struct sql activate = { .text =
    "UPDATE account SET state = 'active' WHERE id = ? AND state IN ('registered', 'active')" };
static const struct sql set_totp = { .text =
    "UPDATE account SET totp = ?, totp_on = TRUE, totp_step = ?, totp_at = ? WHERE id = ? AND NOT totp_on" };
static const struct sql use_totp = { .text =
    "UPDATE account SET totp_step = ? WHERE id = ? AND totp_on AND totp_step < ?" };
static const struct sql add_code = { .text = "INSERT INTO account_code (account, hash) VALUES (?, ?)" };
static const struct sql use_code = { .text =
    "UPDATE account_code SET used_at = ? WHERE account = ? AND hash = ? AND used_at IS NULL" };
static const struct sql set_device = { .text = "UPDATE account SET device_at = ? WHERE id = ?" };
static const struct sql set_codes = { .text =
    "UPDATE account SET codes_at = ?, codes_kept = FALSE WHERE id = ? AND totp_on" };
static const struct sql keep_codes = { .text = "UPDATE account SET codes_kept = TRUE WHERE id = ?" };
static const struct sql end_codes = { .text =
    "UPDATE account_code SET used_at = ? WHERE account = ? AND used_at IS NULL" };
static const struct sql count_codes = { .text =
    "SELECT COUNT(*) FROM account_code WHERE account = ? AND used_at IS NULL" };
static const struct sql sweep_sessions = { .text = "DELETE FROM session WHERE ends_at < ? LIMIT 1000" };
static const struct sql sweep_keys = { .text = "DELETE FROM submit_key WHERE created_at < ? LIMIT 5000" };
static const struct sql list_hats = { .text =
    "SELECT o.id, o.name, BIT_OR(g.role) FROM account_role g JOIN org o ON o.id = g.org AND o.closed_at IS NULL "
    "WHERE g.account = ? GROUP BY o.id ORDER BY o.id LIMIT 50" };
static const struct sql list_events = { .text =
    "SELECT at, action, refused, address, detail FROM login_event WHERE account = ? ORDER BY id DESC LIMIT 50" };
static const struct sql sweep_tokens = { .text = "DELETE FROM account_token WHERE ends_at < ? LIMIT 1000" };
static const struct sql sweep_asks = { .text = "DELETE FROM account_ask WHERE ends_at < ? LIMIT 1000" };
static const struct sql sweep_changes = { .text = "DELETE FROM account_change WHERE ends_at < ? LIMIT 1000" };
static const struct sql sweep_kept = { .text = "DELETE FROM kept_form WHERE ends_at < ? LIMIT 1000" };
static const struct sql sweep_throttle = { .text = "DELETE FROM throttle WHERE since < ? LIMIT 1000" };

extern const struct sql drop_tokens, add_token, take_token, drop_token;
extern const struct sql add_change, find_change, end_changes, restore_reach, set_reach_mail, set_reach_phone, drop_mail,
    drop_phone, find_holder, close_holder, find_ticket, keep_deeds,
    drop_ticket, set_ward_taken, set_taken;
extern const struct sql list_sink, drop_asks, add_ask, try_ask, find_ask, drop_ask;
const struct sql *const login_sql[] = {
    &by_mail, &by_phone, &by_id, &add, &set_phone, &set_name, &set_password, &set_lang, &activate, &set_totp,
    &use_totp, &add_code, &use_code, &rehash, &stale_password, &find_roles,
    &list_hats, &list_events, &set_device, &set_codes, &keep_codes, &end_codes, &count_codes,
    &sweep_sessions, &sweep_keys, &sweep_tokens, &sweep_kept, &sweep_throttle, &drop_tokens, &add_token,
    &take_token, &drop_token, &sweep_asks, &drop_asks, &add_ask, &try_ask, &find_ask, &drop_ask,
    &list_sink, &sweep_changes, &add_change, &find_change, &end_changes, &restore_reach, &set_reach_mail,
    &set_reach_phone, &drop_mail, &drop_phone, &find_holder, &close_holder, &find_ticket, &keep_deeds,
    &drop_ticket, &set_ward_taken, &set_taken, NULL
};

static const char *context_of(struct req *r, const char *column, uint64_t id)
{
    return arena_fmt(r->arena, "account|%s|%llu|%llu", column, (unsigned long long)id, (unsigned long long)id);
}

static enum err open_cell(struct req *r, const struct rows *q, unsigned col, const char *column, uint64_t id,
                          struct bytes *ret)
{
    *ret = (struct bytes){ NULL, 0 };
    return db_null(q, col) ? OK : unseal(r, context_of(r, column, id), db_b(q, col), ret);
}

static enum err read_account(struct req *r, const struct sql *sql, struct arg key, struct account *ret)
{
    struct rows q;
    struct bytes phc, phone;
    enum err e, e2;

    if ((e = db_one(r, sql, (const struct arg[]){ key, arg_end() }, &q)))
        return e;
    *ret = (struct account){ .id = db_u(&q, 0), .mail = db_s(&q, 1), .name = db_s(&q, 2), .lang = db_s(&q, 3),
                             .state = db_s(&q, 4), .totp_on = db_i(&q, 7) > 0, .totp_step = db_u(&q, 8),
                             .totp_at = db_time(&q, 9), .notice = db_i(&q, 10), .codes_at = db_time(&q, 11),
                             .device_at = db_time(&q, 12), .codes_kept = db_i(&q, 14) > 0 };
    e = open_cell(r, &q, 5, "password", ret->id, &phc);
    if (!e)
        e = open_cell(r, &q, 6, "totp", ret->id, &ret->totp);
    if (!e)
        e = open_cell(r, &q, 13, "phone", ret->id, &phone);
    if (!e && phc.n)
        ret->password = arena_strn(r->arena, (const char *)phc.p, phc.n);
    ret->phone = !e && phone.n ? arena_strn(r->arena, (const char *)phone.p, phone.n) : "";
    e2 = db_end(&q);
    return e ? e : e2;
}

struct bytes phone_index(struct req *r, const char *phone)
{
    return blind_index(r->arena, "account", "phone", phone);
}

struct bytes phone_seal(struct req *r, uint64_t account, const char *phone)
{
    return seal(r->arena, context_of(r, "phone", account), (struct bytes){ (const unsigned char *)phone,
                strlen(phone) });
}

static struct arg find_of(struct req *r, const char *phone)
{
    struct bytes x = phone_index(r, phone);

    return arg_b(x.p, x.n);
}

enum err account_by_reach(struct req *r, const char *reach, struct account *ret)
{
    return reach_is_phone(reach) ? read_account(r, &by_phone, find_of(r, reach), ret)
                                 : read_account(r, &by_mail, arg_s(reach), ret);
}

enum err account_by_id(struct req *r, uint64_t id, struct account *ret)
{
    return read_account(r, &by_id, arg_u(id), ret);
}

enum err account_add(struct req *r, const char *reach, const char *name, const char *lang, int64_t notice,
                     uint64_t *ret_id)
{
    bool phone = reach_is_phone(reach);
    struct bytes s;
    enum err e = db_do(r, &add, (const struct arg[]){ phone ? arg_null() : arg_s(reach),
                       phone ? find_of(r, reach) : arg_null(), arg_s(name), arg_s(lang), arg_i(notice),
                       arg_time(r, r->now), arg_end() }, NULL, ret_id);

    if (e == ERR_TWICE)
        return ERR_AGAIN; /* somebody registered it this moment: look again */
    if (e || !phone)
        return e;
    s = phone_seal(r, *ret_id, reach);
    return db_do_one(r, &set_phone, (const struct arg[]){ arg_b(s.p, s.n), arg_u(*ret_id), arg_end() });
}

enum err account_set_name(struct req *r, uint64_t id, const char *name, const char *lang)
{
    return db_do_one(r, &set_name, (const struct arg[]){ arg_s(name), arg_s(lang), arg_u(id), arg_end() });
}

enum err account_set_password(struct req *r, uint64_t id, const char *phc)
{
    struct bytes s = seal(r->arena, context_of(r, "password", id),
                          (struct bytes){ (const unsigned char *)phc, strlen(phc) });

    return db_do_one(r, &set_password, (const struct arg[]){ arg_b(s.p, s.n), arg_time(r, r->now), arg_u(id),
                     arg_end() });
}

enum err account_rehash(struct req *r, uint64_t id, const char *phc)
{
    struct bytes s = seal(r->arena, context_of(r, "password", id),
                          (struct bytes){ (const unsigned char *)phc, strlen(phc) });

    return db_do_one(r, &rehash, (const struct arg[]){ arg_b(s.p, s.n), arg_u(id), arg_end() });
}

enum err account_stale_password(struct req *r, uint64_t id)
{
    return db_do_one(r, &stale_password, (const struct arg[]){ arg_u(id), arg_end() });
}

enum err account_roles(struct req *r, uint64_t id, unsigned *ret)
{
    struct rows q;
    enum err e = db_one(r, &find_roles, (const struct arg[]){ arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    *ret = (unsigned)db_u(&q, 0);
    return db_end(&q);
}

enum err account_set_lang(struct req *r, uint64_t id, const char *lang)
{
    return db_do_one(r, &set_lang, (const struct arg[]){ arg_s(lang), arg_u(id), arg_end() });
}

enum err account_activate(struct req *r, uint64_t id)
{
    return db_do_one(r, &activate, (const struct arg[]){ arg_u(id), arg_end() });
}

enum err account_set_totp(struct req *r, uint64_t id, struct bytes key, uint64_t step)
{
    struct bytes s = seal(r->arena, context_of(r, "totp", id), key);

    return db_do_one(r, &set_totp, (const struct arg[]){ arg_b(s.p, s.n), arg_u(step), arg_time(r, r->now), arg_u(id),
                     arg_end() });
}

enum err account_use_totp(struct req *r, uint64_t id, uint64_t step)
{
    return db_do_one(r, &use_totp, (const struct arg[]){ arg_u(step), arg_u(id), arg_u(step), arg_end() });
}

enum err code_add(struct req *r, uint64_t account, const char *code)
{
    struct digest d = hash_sha256(code, strlen(code));

    return db_do(r, &add_code, (const struct arg[]){ arg_u(account), arg_b(d.b, sizeof d.b), arg_end() }, NULL, NULL);
}

enum err code_use(struct req *r, uint64_t account, const char *code)
{
    struct digest d = hash_sha256(code, strlen(code));

    return db_do_one(r, &use_code, (const struct arg[]){ arg_time(r, r->now), arg_u(account),
                     arg_b(d.b, sizeof d.b), arg_end() });
}

enum err account_set_device(struct req *r, uint64_t id)
{
    return db_do(r, &set_device, (const struct arg[]){ arg_time(r, r->now), arg_u(id), arg_end() }, NULL, NULL);
}

enum err code_renew(struct req *r, uint64_t account, int64_t at)
{
    enum err e = db_do(r, &set_codes, (const struct arg[]){ arg_time(r, at), arg_u(account), arg_end() }, NULL, NULL);

    return e ? e : db_do(r, &end_codes, (const struct arg[]){ arg_time(r, r->now), arg_u(account), arg_end() }, NULL,
                         NULL);
}

enum err code_keep(struct req *r, uint64_t account)
{
    return db_do(r, &keep_codes, (const struct arg[]){ arg_u(account), arg_end() }, NULL, NULL);
}

enum err code_count(struct req *r, uint64_t account, uint64_t *ret)
{
    struct rows q;
    enum err e = db_one(r, &count_codes, (const struct arg[]){ arg_u(account), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_u(&q, 0);
    return db_end(&q);
}

enum err hat_list(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_hats, (const struct arg[]){ arg_u(account), arg_end() }, ret);
}

enum err event_list(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_events, (const struct arg[]){ arg_u(account), arg_end() }, ret);
}

enum err login_sweep(struct req *r)
{
    const struct {
        const struct sql *sql;
        int64_t before;
    } old[] = { { &sweep_sessions, r->now - DAY_S }, /* whose it was is asked for a while after its end: app/kept.c */
              { &sweep_kept, r->now }, { &sweep_keys, r->now - DAY_S }, { &sweep_tokens, r->now },
              { &sweep_asks, r->now }, { &sweep_changes, r->now },
                { &sweep_throttle, r->now - DAY_S } };
    enum err e = OK;

    for (size_t i = 0; i < sizeof old / sizeof *old && !e; i++)
        e = db_do(r, old[i].sql, (const struct arg[]){ arg_time(r, old[i].before), arg_end() }, NULL, NULL);
    return e;
}
