/* Codes sent by mail: 256 bits, kept as a hash, good once and for thirty minutes (SECURITY 5). */
#include "login.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

enum { TOKEN_S = 30 * 60 };

extern const struct sql drop_tokens, add_token, take_token, drop_token;
const struct sql drop_tokens = { .text = "DELETE FROM account_token WHERE account = ? AND purpose = ?" };
const struct sql add_token = { .text =
    "INSERT INTO account_token (hash, account, purpose, ends_at) VALUES (?, ?, ?, ?)" };
const struct sql take_token = { .text =
    "SELECT account FROM account_token WHERE hash = ? AND purpose = ? AND ends_at > ? FOR UPDATE" };
const struct sql drop_token = { .text = "DELETE FROM account_token WHERE hash = ?" };

enum err mail_token_make(struct req *r, uint64_t account, const char *purpose, const char **ret_code)
{
    const char *code = random_text(r->arena, 32);
    struct digest d = hash_sha256(code, strlen(code));
    enum err e;

    if ((e = db_do(r, &drop_tokens, (const struct arg[]){ arg_u(account), arg_s(purpose), arg_end() }, NULL, NULL)))
        return e;
    *ret_code = code;
    return db_do(r, &add_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_u(account), arg_s(purpose),
                 arg_time(r, r->now + TOKEN_S), arg_end() }, NULL, NULL);
}

enum err mail_token_take(struct req *r, const char *code, const char *purpose, uint64_t *ret_account)
{
    struct digest d = hash_sha256(code, strlen(code));
    struct rows q;
    enum err e;

    if ((e = db_one(r, &take_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_s(purpose),
                    arg_time(r, r->now), arg_end() }, &q)))
        return e;
    *ret_account = db_u(&q, 0);
    if ((e = db_end(&q)))
        return e;
    return db_do_one(r, &drop_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_end() });
}
