/* Codes sent by mail: 256 bits, kept as a hash, good once and for thirty minutes (SECURITY 5). */
#include "login.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

enum { TOKEN_S = 30 * 60 };

extern const struct sql drop_tokens, add_token, take_token, drop_token;
const struct sql drop_tokens = { .text = "DELETE FROM account_token WHERE account = ? AND purpose = ?" };
const struct sql add_token = { .text =
    "INSERT INTO account_token (hash, account, purpose, ends_at, name, password, notice) VALUES (?, ?, ?, ?, ?, ?, ?)" };
const struct sql take_token = { .text =
    "SELECT account, name, password, notice FROM account_token WHERE hash = ? AND purpose = ? AND ends_at > ? FOR UPDATE" };
const struct sql drop_token = { .text = "DELETE FROM account_token WHERE hash = ?" };

/* A password belongs to its row: moved to the code of another letter it does not open. */
static const char *context_of(struct req *r, const struct digest *d)
{
    return arena_fmt(r->arena, "account_token|password|%s", hex_of(r->arena, d->b, sizeof d->b));
}

enum err mail_token_drop(struct req *r, uint64_t account, const char *purpose)
{
    return db_do(r, &drop_tokens, (const struct arg[]){ arg_u(account), arg_s(purpose), arg_end() }, NULL, NULL);
}

enum err mail_token_make(struct req *r, uint64_t account, const char *purpose, const struct registration *of,
                         const char **ret_code)
{
    const char *code = random_text(r->arena, 32);
    struct digest d = hash_sha256(code, strlen(code));
    struct bytes phc = { NULL, 0 };
    enum err e;

    if (!of && (e = mail_token_drop(r, account, purpose)))
        return e;
    if (of)
        phc = seal(r->arena, context_of(r, &d), (struct bytes){ (const unsigned char *)of->password,
                   strlen(of->password) });
    *ret_code = code;
    return db_do(r, &add_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_u(account), arg_s(purpose),
                 arg_time(r, r->now + TOKEN_S), of ? arg_s(of->name) : arg_null(),
                 of ? arg_b(phc.p, phc.n) : arg_null(), of ? arg_i(of->notice) : arg_null(), arg_end() }, NULL, NULL);
}

enum err mail_token_take(struct req *r, const char *code, const char *purpose, uint64_t *ret_account,
                         struct registration *ret_of)
{
    struct digest d = hash_sha256(code, strlen(code));
    struct bytes phc = { NULL, 0 };
    struct rows q;
    enum err e, e2;

    if ((e = db_one(r, &take_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_s(purpose),
                    arg_time(r, r->now), arg_end() }, &q)))
        return e;
    *ret_account = db_u(&q, 0);
    e = db_null(&q, 2) ? OK : unseal(r, context_of(r, &d), db_b(&q, 2), &phc);
    *ret_of = (struct registration){ .name = db_s(&q, 1), .notice = db_i(&q, 3) };
    if (!e && phc.n)
        ret_of->password = arena_strn(r->arena, (const char *)phc.p, phc.n);
    if ((e2 = db_end(&q)) || e)
        return e ? e : e2;
    return db_do_one(r, &drop_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_end() });
}
