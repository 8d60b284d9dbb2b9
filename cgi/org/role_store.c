/* SQL of roles, and of what is asked for, given and taken away. What counts is account_role. */
#include "org.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

/* Both as they are now, not as they were when the transaction began to read: two who take each other's last role away
 * at the same moment must not both find that there is another one. */
const struct sql sum_roles = { .text =
    "SELECT COALESCE(BIT_OR(IF(g.org = ?, g.role, 0)), 0), COALESCE(BIT_OR(g.role), 0) FROM account_role g "
    "JOIN org o ON o.id = g.org AND o.closed_at IS NULL WHERE g.account = ? LOCK IN SHARE MODE" };
const struct sql count_holders = { .text =
    "SELECT COUNT(*), COALESCE(SUM(g.account <> ?), 0) FROM account_role g JOIN account a ON a.id = g.account WHERE g.org = ? AND g.role = ? "
    "AND a.state IN ('active', 'locked') LOCK IN SHARE MODE" };
const struct sql sum_only_here = { .text =
    "SELECT COALESCE(BIT_OR(IF(g.org = ?, g.role, 0)) & ~BIT_OR(IF(g.org = ?, 0, g.role)), 0) FROM account_role g "
    "JOIN org o ON o.id = g.org AND o.closed_at IS NULL JOIN account a ON a.id = g.account AND "
    "a.state IN ('active', 'locked') WHERE (g.role & ?) > 0 LOCK IN SHARE MODE" };
const struct sql add_role_row = { .text =
    "INSERT INTO account_role (account, org, role, granted_by, created_at) VALUES (?, ?, ?, ?, ?)" };
const struct sql drop_role_row = { .text = "DELETE FROM account_role WHERE account = ? AND org = ? AND role = ?" };
/* How many organisations the menu of an open session offers; the roles themselves are read with each request. */
const struct sql set_hats = { .text =
    "UPDATE session SET hats = (SELECT COUNT(DISTINCT g.org) FROM account_role g JOIN org o ON o.id = g.org "
    "AND o.closed_at IS NULL WHERE g.account = ?) WHERE account = ?" };
#define PERSON                                                                                            \
    "SELECT a.id, a.name, COALESCE(a.mail, ''), a.state, a.totp_on, BIT_OR(g.role) FROM account_role g "    \
    "JOIN account a ON a.id = g.account WHERE g.org = ? "
const struct sql list_people = { .text = PERSON "AND a.id > ? GROUP BY a.id ORDER BY a.id LIMIT 51" };
const struct sql find_one_person = { .text = PERSON "AND a.id = ? GROUP BY a.id" };
const struct sql list_voices = { .text =
    "SELECT a.id, a.name, a.lang, MAX(g.org = ?) FROM account_role g JOIN org o ON o.id = g.org AND o.closed_at IS NULL "
    "JOIN account a ON a.id = g.account AND a.state = 'active' WHERE (g.org = ? AND (g.role & ?) > 0) OR (g.role & ?) > 0 "
    "GROUP BY a.id ORDER BY a.id LIMIT 20" };
const struct sql add_grant = { .text =
    "INSERT INTO org_grant (org, role, account, code, asked_by, asked_at, ends_at, taken_at, second_by, second_at, "
    "given_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };
const struct sql set_address = { .text = "UPDATE org_grant SET address = ? WHERE id = ?" };
#define GRANT                                                                                             \
    "SELECT g.id, g.org, COALESCE(g.account, 0), g.asked_by, COALESCE(g.second_by, 0), g.role, g.asked_at, "  \
    "g.ends_at, g.taken_at, g.second_at, g.given_at, g.closed_at, g.address"
const struct sql find_grant = { .text = GRANT " FROM org_grant g WHERE g.id = ? AND g.org = ? FOR UPDATE" };
const struct sql find_grant_code = { .text = GRANT " FROM org_grant g WHERE g.code = ?" };
#define GRANTS                                                                                            \
    GRANT ", COALESCE(a.name, ''), COALESCE(b.name, ''), COALESCE(s.name, '') FROM org_grant g "              \
    "LEFT JOIN account a ON a.id = g.account LEFT JOIN account b ON b.id = g.asked_by "                       \
    "LEFT JOIN account s ON s.id = g.second_by WHERE g.org = ? "
const struct sql list_open_grants = { .text =
    GRANTS "AND g.given_at IS NULL AND g.closed_at IS NULL AND g.ends_at > ? ORDER BY g.id LIMIT 100" };
const struct sql list_old_grants = { .text =
    GRANTS "AND (g.given_at IS NOT NULL OR g.closed_at IS NOT NULL OR g.ends_at <= ?) ORDER BY g.id DESC LIMIT 50" };
const struct sql list_waiting = { .text =
    GRANT ", COALESCE(a.name, ''), b.name, '', o.name, o.kind, o.leads FROM org_grant g "
    "JOIN org o ON o.id = g.org AND o.closed_at IS NULL LEFT JOIN account a ON a.id = g.account "
    "JOIN account b ON b.id = g.asked_by WHERE g.id > ? AND g.given_at IS NULL AND g.closed_at IS NULL "
    "AND g.second_at IS NULL AND g.ends_at > ? AND (g.role & ?) > 0 ORDER BY g.id LIMIT 51" };
const struct sql list_grants_to = { .text =
    "SELECT g.id, o.id, o.name, g.role, g.ends_at FROM org_grant g JOIN org o ON o.id = g.org AND o.closed_at IS NULL "
    "WHERE g.account = ? AND g.taken_at IS NULL AND g.given_at IS NULL AND g.closed_at IS NULL AND g.ends_at > ? "
    "ORDER BY g.id LIMIT 20" };
const struct sql take_grant = { .text =
    "UPDATE org_grant SET account = ?, taken_at = ?, code = NULL WHERE id = ? AND taken_at IS NULL AND closed_at IS NULL "
    "AND ends_at > ?" };
const struct sql second_grant = { .text =
    "UPDATE org_grant SET second_by = ?, second_at = ? WHERE id = ? AND second_at IS NULL AND closed_at IS NULL "
    "AND ends_at > ?" };
const struct sql give_grant = { .text = "UPDATE org_grant SET given_at = ? WHERE id = ? AND given_at IS NULL" };
const struct sql close_grant = { .text =
    "UPDATE org_grant SET closed_at = ?, closed_by = ?, code = NULL WHERE id = ? AND closed_at IS NULL" };
const struct sql end_grant = { .text =
    "UPDATE org_grant SET closed_at = ?, closed_by = ? WHERE org = ? AND account = ? AND role = ? AND closed_at IS NULL "
    "AND given_at IS NOT NULL" };
const struct sql find_account_lang = { .text = "SELECT lang, name FROM account WHERE id = ?" };
const struct sql find_account_mail = { .text = "SELECT id, lang FROM account WHERE mail = ?" };
const struct sql find_account_phone = { .text = "SELECT id, lang FROM account WHERE phone_find = ?" };

enum err roles_of(struct req *r, uint64_t account, uint64_t org, unsigned *ret_here, unsigned *ret_any)
{
    struct rows q;
    enum err e = db_one(r, &sum_roles, (const struct arg[]){ arg_u(org), arg_u(account), arg_end() }, &q);

    if (e)
        return e;
    *ret_here = (unsigned)db_u(&q, 0);
    *ret_any = (unsigned)db_u(&q, 1);
    return db_end(&q);
}

enum err holders_of(struct req *r, uint64_t org, unsigned role, uint64_t receiver, unsigned *ret, unsigned *ret_others)
{
    struct rows q;
    enum err e = db_one(r, &count_holders,
                        (const struct arg[]){ arg_u(receiver), arg_u(org), arg_u(role), arg_end() }, &q);

    if (e)
        return e;
    *ret = (unsigned)db_u(&q, 0);
    *ret_others = (unsigned)db_u(&q, 1);
    return db_end(&q);
}

enum err roles_only_here(struct req *r, uint64_t org, unsigned *ret)
{
    struct rows q;
    enum err e = db_one(r, &sum_only_here,
                        (const struct arg[]){ arg_u(org), arg_u(org), arg_u(R_THREE), arg_end() }, &q);

    if (e)
        return e;
    *ret = (unsigned)db_u(&q, 0);
    return db_end(&q);
}

static enum err count_hats(struct req *r, uint64_t account)
{
    return db_do(r, &set_hats, (const struct arg[]){ arg_u(account), arg_u(account), arg_end() }, NULL, NULL);
}

enum err role_add(struct req *r, uint64_t account, uint64_t org, unsigned role, uint64_t by)
{
    enum err e = db_do(r, &add_role_row, (const struct arg[]){ arg_u(account), arg_u(org), arg_u(role), arg_u(by),
                       arg_time(r, r->now), arg_end() }, NULL, NULL);

    return e == ERR_TWICE ? ERR_CLASH : e ? e : count_hats(r, account);
}

enum err role_drop(struct req *r, uint64_t account, uint64_t org, unsigned role)
{
    enum err e = db_do_one(r, &drop_role_row, (const struct arg[]){ arg_u(account), arg_u(org), arg_u(role),
                           arg_end() });

    return e ? e : count_hats(r, account);
}

enum err people_of(struct req *r, uint64_t org, uint64_t after, struct rows *ret)
{
    return db_ask(r, &list_people, (const struct arg[]){ arg_u(org), arg_u(after), arg_end() }, ret);
}

enum err person_get(struct req *r, uint64_t org, uint64_t account, struct rows *ret)
{
    return db_one(r, &find_one_person, (const struct arg[]){ arg_u(org), arg_u(account), arg_end() }, ret);
}

enum err people_with(struct req *r, uint64_t org, unsigned here, unsigned any, struct rows *ret)
{
    return db_ask(r, &list_voices,
                  (const struct arg[]){ arg_u(org), arg_u(org), arg_u(here), arg_u(any), arg_end() }, ret);
}

static const char *context_of(struct req *r, uint64_t id)
{
    return arena_fmt(r->arena, "org_grant|address|%llu", (unsigned long long)id);
}

enum err grant_add(struct req *r, struct grant_row *x, const char *address, const char *code)
{
    struct digest d = { { 0 } };
    struct bytes sealed;
    enum err e;

    if (code)
        d = hash_sha256(code, strlen(code));
    e = db_do(r, &add_grant,
              (const struct arg[]){ arg_u(x->org), arg_u(x->role), x->account ? arg_u(x->account) : arg_null(),
                                    code ? arg_b(d.b, sizeof d.b) : arg_null(), arg_u(x->asked_by),
                                    arg_time(r, x->asked_at), arg_time(r, x->ends_at), arg_time(r, x->taken_at),
                                    x->second_by ? arg_u(x->second_by) : arg_null(), arg_time(r, x->second_at),
                                    arg_time(r, x->given_at), arg_end() }, NULL, &x->id);
    if (e || !address)
        return e;
    sealed = seal(r->arena, context_of(r, x->id), (struct bytes){ (const unsigned char *)address, strlen(address) });
    x->address = sealed;
    return db_do_one(r, &set_address, (const struct arg[]){ arg_b(sealed.p, sealed.n), arg_u(x->id), arg_end() });
}

void grant_next(const struct rows *q, struct grant_row *ret)
{
    *ret = (struct grant_row){ .id = db_u(q, 0), .org = db_u(q, 1), .account = db_u(q, 2), .asked_by = db_u(q, 3),
                               .second_by = db_u(q, 4), .role = (unsigned)db_u(q, 5), .asked_at = db_time(q, 6),
                               .ends_at = db_time(q, 7), .taken_at = db_time(q, 8), .second_at = db_time(q, 9),
                               .given_at = db_time(q, 10), .closed_at = db_time(q, 11), .address = db_b(q, 12) };
}

static enum err one(struct req *r, const struct sql *sql, const struct arg *args, struct grant_row *ret)
{
    struct rows q;
    enum err e = db_one(r, sql, args, &q);

    if (e)
        return e;
    grant_next(&q, ret);
    return db_end(&q);
}

enum err grant_get(struct req *r, uint64_t id, uint64_t org, struct grant_row *ret)
{
    return one(r, &find_grant, (const struct arg[]){ arg_u(id), arg_u(org), arg_end() }, ret);
}

enum err grant_by_code(struct req *r, const char *code, struct grant_row *ret)
{
    struct digest d = hash_sha256(code, strlen(code));

    return one(r, &find_grant_code, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_end() }, ret);
}

const char *grant_address(struct req *r, const struct grant_row *x)
{
    struct bytes plain;

    if (!x->address.n || unseal(r, context_of(r, x->id), x->address, &plain))
        return "";
    return arena_strn(r->arena, (const char *)plain.p, plain.n);
}

enum err grant_take(struct req *r, const struct grant_row *x, uint64_t account)
{
    return db_do_one(r, &take_grant, (const struct arg[]){ arg_u(account), arg_time(r, r->now), arg_u(x->id),
                     arg_time(r, r->now), arg_end() });
}

enum err grant_second(struct req *r, const struct grant_row *x)
{
    return db_do_one(r, &second_grant, (const struct arg[]){ arg_u(who_acts(r->who)), arg_time(r, r->now), arg_u(x->id),
                     arg_time(r, r->now), arg_end() });
}

enum err grant_given(struct req *r, const struct grant_row *x)
{
    return db_do_one(r, &give_grant, (const struct arg[]){ arg_time(r, r->now), arg_u(x->id), arg_end() });
}

enum err grant_close(struct req *r, const struct grant_row *x)
{
    return db_do_one(r, &close_grant, (const struct arg[]){ arg_time(r, r->now), arg_u(who_acts(r->who)), arg_u(x->id),
                     arg_end() });
}

enum err grant_ended(struct req *r, uint64_t org, uint64_t account, unsigned role)
{
    return db_do(r, &end_grant, (const struct arg[]){ arg_time(r, r->now), arg_u(who_acts(r->who)), arg_u(org),
                 arg_u(account), arg_u(role), arg_end() }, NULL, NULL);
}

enum err grants_of(struct req *r, uint64_t org, bool open, struct rows *ret)
{
    return db_ask(r, open ? &list_open_grants : &list_old_grants,
                  (const struct arg[]){ arg_u(org), arg_time(r, r->now), arg_end() }, ret);
}

enum err grants_to(struct req *r, uint64_t account, struct rows *ret)
{
    return db_ask(r, &list_grants_to, (const struct arg[]){ arg_u(account), arg_time(r, r->now), arg_end() }, ret);
}

enum err grants_waiting(struct req *r, uint64_t after, struct rows *ret)
{
    return db_ask(r, &list_waiting, (const struct arg[]){ arg_u(after), arg_time(r, r->now), arg_u(grant_by_two()),
                  arg_end() }, ret);
}

static enum err account_text(struct req *r, uint64_t id, unsigned column, const char **ret)
{
    struct rows q;
    enum err e = db_one(r, &find_account_lang, (const struct arg[]){ arg_u(id), arg_end() }, &q);

    if (e)
        return e;
    *ret = db_s(&q, column);
    return db_end(&q);
}

enum err account_lang(struct req *r, uint64_t id, const char **ret) { return account_text(r, id, 0, ret); }
enum err account_name(struct req *r, uint64_t id, const char **ret) { return account_text(r, id, 1, ret); }

enum err account_with(struct req *r, const char *reach, uint64_t *ret_id, const char **ret_lang)
{
    bool phone = reach_is_phone(reach);
    struct bytes x = phone ? blind_index(r->arena, "account", "phone", reach) : (struct bytes){ NULL, 0 };
    struct rows q;
    enum err e = db_one(r, phone ? &find_account_phone : &find_account_mail,
                        (const struct arg[]){ phone ? arg_b(x.p, x.n) : arg_s(reach), arg_end() }, &q);

    if (e)
        return e;
    *ret_id = db_u(&q, 0);
    *ret_lang = db_s(&q, 1);
    return db_end(&q);
}
