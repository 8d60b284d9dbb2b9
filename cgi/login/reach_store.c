/* SQL of how an account is reached, and of the changes that can be undone. Nothing is decided here. */
#include "login.h"
#include "base/clock.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

enum { UNDO_S = 7 * DAY_S, UNDO_BYTES = 16 };

extern const struct sql add_change, find_change, end_changes, restore_reach, set_reach_mail, set_reach_phone, drop_mail,
    drop_phone, find_holder, close_holder, find_ticket, keep_deeds, drop_ticket, set_ward_taken, set_taken;
/* The sealed phone is copied as it is: it belongs to the account, not to a row. */
const struct sql add_change = { .text =
    "INSERT INTO account_change (account, hash, mail, phone, phone_find, ends_at) "
    "SELECT id, ?, mail, phone, phone_find, ? FROM account WHERE id = ?" };
const struct sql find_change = { .text =
    "SELECT id, account, mail, phone_find FROM account_change WHERE hash = ? AND ends_at > ? FOR UPDATE" };
const struct sql end_changes = { .text = "DELETE FROM account_change WHERE account = ? AND id >= ?" };
/* With the password nobody comes in any more: whoever changed the address knew it. */
const struct sql restore_reach = { .text =
    "UPDATE account a JOIN account_change c ON c.account = a.id SET a.mail = c.mail, a.phone = c.phone, "
    "a.phone_find = c.phone_find, a.password = NULL WHERE c.id = ? AND a.state <> 'closed'" };
const struct sql set_reach_mail = { .text = "UPDATE account SET mail = ? WHERE id = ?" };
const struct sql set_reach_phone = { .text = "UPDATE account SET phone = ?, phone_find = ? WHERE id = ?" };
/* Never the last one: nobody could bring the password back. */
const struct sql drop_mail = { .text =
    "UPDATE account SET mail = NULL WHERE id = ? AND mail IS NOT NULL AND phone_find IS NOT NULL" };
const struct sql drop_phone = { .text =
    "UPDATE account SET phone = NULL, phone_find = NULL WHERE id = ? AND mail IS NOT NULL AND phone_find IS NOT NULL" };
/* A registration nobody has confirmed holds an address only until somebody proves that it is theirs. */
const struct sql find_holder = { .text =
    "SELECT id FROM account WHERE (mail = ? OR phone_find = ?) AND id <> ? AND state = 'registered' "
    "AND NOT EXISTS (SELECT 1 FROM account_role g WHERE g.account = account.id) LIMIT 2" };
const struct sql close_holder = { .text =
    "UPDATE account SET mail = NULL, phone = NULL, phone_find = NULL, name = '', password = NULL, state = 'closed' "
    "WHERE id = ? AND state = 'registered'" };

const struct sql find_ticket = { .text =
    "SELECT c.account FROM ward_code c JOIN account a ON a.id = c.account AND a.state = 'managed' WHERE c.ticket = ? "
    "AND c.ticket_ends_at > ?" };
const struct sql keep_deeds = { .text =
    "UPDATE delegation d JOIN ward_code c ON c.account = d.subject AND c.keep SET d.managed = FALSE WHERE "
    "d.subject = ? AND d.state = 'active'" };
const struct sql drop_ticket = { .text = "DELETE FROM ward_code WHERE account = ?" };
const struct sql set_ward_taken = { .text = "UPDATE ward SET taken_at = ? WHERE account = ?" };
/* Its address follows in the same transaction; a row without any has to be managed. */
const struct sql set_taken = { .text = "UPDATE account SET state = 'active' WHERE id = ? AND state = 'managed'" };

enum err change_add(struct req *r, uint64_t account, const char **ret_code)
{
    const char *code = random_text(r->arena, UNDO_BYTES);
    struct digest d = hash_sha256(code, strlen(code));

    *ret_code = code;
    return db_do_one(r, &add_change, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_time(r, r->now + UNDO_S),
                     arg_u(account), arg_end() });
}

enum err change_find(struct req *r, const char *code, struct change_row *ret)
{
    struct digest d = hash_sha256(code, strlen(code));
    struct rows q;
    enum err e = db_one(r, &find_change, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_time(r, r->now),
                        arg_end() }, &q);

    if (e)
        return e;
    *ret = (struct change_row){ .id = db_u(&q, 0), .account = db_u(&q, 1), .mail = db_s(&q, 2),
                                .find = db_b(&q, 3) };
    return db_end(&q);
}

static enum err release(struct req *r, const char *mail, struct bytes find, uint64_t account)
{
    uint64_t ids[2] = { 0, 0 };
    struct rows q;
    size_t n = 0;
    enum err e = db_ask(r, &find_holder, (const struct arg[]){ arg_opt(mail),
                        find.n ? arg_b(find.p, find.n) : arg_null(), arg_u(account), arg_end() }, &q);

    while (!e && n < 2 && db_next(&q))
        ids[n++] = db_u(&q, 0);
    if (e || (e = db_end(&q)))
        return e;
    for (size_t i = 0; i < n && !e; i++)
        if (!(e = mail_token_drop(r, ids[i], "confirm")))
            e = db_do(r, &close_holder, (const struct arg[]){ arg_u(ids[i]), arg_end() }, NULL, NULL);
    return e;
}

/* Also those later than it: they were made by whoever made this one. */
enum err change_undo(struct req *r, const struct change_row *c)
{
    enum err e;

    if ((e = release(r, c->mail, c->find, c->account)) ||
        (e = db_do_one(r, &restore_reach, (const struct arg[]){ arg_u(c->id), arg_end() })))
        return e;
    return db_do(r, &end_changes, (const struct arg[]){ arg_u(c->account), arg_u(c->id), arg_end() }, NULL, NULL);
}

enum err reach_set(struct req *r, uint64_t account, const char *reach)
{
    bool phone = reach_is_phone(reach);
    struct bytes find = phone ? phone_index(r, reach) : (struct bytes){ NULL, 0 }, sealed;
    enum err e = release(r, phone ? NULL : reach, find, account);

    if (e)
        return e;
    if (!phone)
        return db_do_one(r, &set_reach_mail, (const struct arg[]){ arg_s(reach), arg_u(account), arg_end() });
    sealed = phone_seal(r, account, reach);
    return db_do_one(r, &set_reach_phone, (const struct arg[]){ arg_b(sealed.p, sealed.n), arg_b(find.p, find.n),
                     arg_u(account), arg_end() });
}

enum err reach_drop(struct req *r, uint64_t account, bool phone)
{
    return db_do_one(r, phone ? &drop_phone : &drop_mail, (const struct arg[]){ arg_u(account), arg_end() });
}

enum err ticket_find(struct req *r, struct bytes ticket, uint64_t *ret_account)
{
    struct digest d = hash_sha256(ticket.p, ticket.n);
    struct rows q;
    enum err e = db_one(r, &find_ticket, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_time(r, r->now),
                        arg_end() }, &q);

    if (e)
        return e;
    *ret_account = db_u(&q, 0);
    return db_end(&q);
}

enum err ticket_keep(struct req *r, uint64_t account)
{
    return db_do(r, &keep_deeds, (const struct arg[]){ arg_u(account), arg_end() }, NULL, NULL);
}

enum err ticket_use(struct req *r, uint64_t account)
{
    enum err e = db_do_one(r, &set_taken, (const struct arg[]){ arg_u(account), arg_end() });

    if (!e)
        e = db_do_one(r, &set_ward_taken, (const struct arg[]){ arg_time(r, r->now), arg_u(account), arg_end() });
    return e ? e : db_do_one(r, &drop_ticket, (const struct arg[]){ arg_u(account), arg_end() });
}
