/* Codes sent by mail: 256 bits, kept as a hash, good once (SECURITY 5). Digits sent to be typed:
 * few, so they are kept as a message code, good only together with what the asking browser holds, and tried five
 * times at most, whatever goes on at the same time. */
#include "login.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <string.h>

enum { ASK_TRIES = 5, HANDLE_BYTES = 16 };

extern const struct sql drop_tokens, add_token, take_token, drop_token, drop_asks, add_ask, try_ask, find_ask,
    drop_ask;
const struct sql drop_tokens = { .text = "DELETE FROM account_token WHERE account = ? AND purpose = ?" };
const struct sql add_token = { .text =
    "INSERT INTO account_token (hash, account, purpose, ends_at, name, password, notice, browser, next) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)" };
const struct sql take_token = { .text =
    "SELECT account, name, password, notice, browser, next FROM account_token "
    "WHERE hash = ? AND purpose = ? AND ends_at > ? FOR UPDATE" };
const struct sql drop_token = { .text = "DELETE FROM account_token WHERE hash = ?" };

/* What is sealed belongs to its row: moved to the code of another letter it does not open. */
static const char *context_of(struct req *r, const char *table, const char *column, const struct digest *d)
{
    return arena_fmt(r->arena, "%s|%s|%s", table, column, hex_of(r->arena, d->b, sizeof d->b));
}

static struct arg sealed(struct req *r, const char *context, const char *text)
{
    struct bytes s;

    if (!text)
        return arg_null();
    s = seal(r->arena, context, (struct bytes){ (const unsigned char *)text, strlen(text) });
    return arg_b(s.p, s.n);
}

static enum err open_text(struct req *r, const struct rows *q, unsigned col, const char *context, const char **ret)
{
    struct bytes plain;
    enum err e;

    *ret = NULL;
    if (db_null(q, col))
        return OK;
    if ((e = unseal(r, context, db_b(q, col), &plain)))
        return e;
    *ret = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return OK;
}

/* A copy that outlives the row it was read from. */
static struct bytes bytes_kept(struct req *r, struct bytes b)
{
    return (struct bytes){ b.n ? (const unsigned char *)arena_strn(r->arena, (const char *)b.p, b.n) : NULL, b.n };
}

enum err mail_token_drop(struct req *r, uint64_t account, const char *purpose)
{
    const struct arg of[] = { arg_u(account), arg_s(purpose), arg_end() };
    enum err e = db_do(r, &drop_tokens, of, NULL, NULL);

    return e ? e : db_do(r, &drop_asks, of, NULL, NULL);
}

enum err mail_token_make(struct req *r, uint64_t account, const char *purpose, const struct registration *of,
                         const char **ret_code)
{
    const char *code = random_text(r->arena, 32);
    struct digest d = hash_sha256(code, strlen(code));
    enum err e;

    if (!of && (e = db_do(r, &drop_tokens, (const struct arg[]){ arg_u(account), arg_s(purpose), arg_end() }, NULL,
                          NULL)))
        return e;
    *ret_code = code;
    return db_do(r, &add_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_u(account), arg_s(purpose),
                 arg_time(r, r->now + (of ? CONFIRM_S : CODE_S)), of ? arg_s(of->name) : arg_null(),
                 sealed(r, context_of(r, "account_token", "password", &d), of ? of->password : NULL),
                 of ? arg_i(of->notice) : arg_null(),
                 of && of->browser.n ? arg_b(of->browser.p, of->browser.n) : arg_null(),
                 sealed(r, context_of(r, "account_token", "next", &d), of ? of->next : NULL), arg_end() }, NULL, NULL);
}

enum err mail_token_take(struct req *r, const char *code, const char *purpose, uint64_t *ret_account,
                         struct registration *ret_of)
{
    struct digest d = hash_sha256(code, strlen(code));
    struct rows q;
    enum err e, e2;

    if ((e = db_one(r, &take_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_s(purpose),
                    arg_time(r, r->now), arg_end() }, &q)))
        return e;
    *ret_account = db_u(&q, 0);
    *ret_of = (struct registration){ .name = db_s(&q, 1), .notice = db_i(&q, 3),
                                     .browser = bytes_kept(r, db_b(&q, 4)) };
    if (!(e = open_text(r, &q, 2, context_of(r, "account_token", "password", &d), &ret_of->password)))
        e = open_text(r, &q, 5, context_of(r, "account_token", "next", &d), &ret_of->next);
    if ((e2 = db_end(&q)) || e)
        return e ? e : e2;
    return db_do_one(r, &drop_token, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_end() });
}

const struct sql drop_asks = { .text = "DELETE FROM account_ask WHERE account = ? AND purpose = ?" };
const struct sql add_ask = { .text =
    "INSERT INTO account_ask (hash, account, purpose, code, ends_at, name, password, reach, notice, browser) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };
/* Counted before anything is compared, in one statement: guesses at the same moment wait for each other here. */
const struct sql try_ask = { .text =
    "UPDATE account_ask SET tries = tries + 1 WHERE hash = ? AND purpose = ? AND ends_at > ? AND tries < ?" };
const struct sql find_ask = { .text =
    "SELECT account, code, name, password, reach, notice, browser FROM account_ask WHERE hash = ?" };
const struct sql drop_ask = { .text = "DELETE FROM account_ask WHERE hash = ?" };

static struct digest digits_code(struct req *r, const char *handle, const char *digits)
{
    const char *s = arena_fmt(r->arena, "%s|%s", handle, digits);

    return hmac_of("ask", s, strlen(s));
}

enum err ask_make(struct req *r, const struct ask *a, const char **ret_handle, const char **ret_digits)
{
    const char *handle = random_text(r->arena, HANDLE_BYTES);
    struct digest d = hash_sha256(handle, strlen(handle)), code;
    uint64_t n;

    random_bytes(&n, sizeof n);
    *ret_digits = arena_fmt(r->arena, "%06u", (unsigned)(n % 1000000));
    *ret_handle = handle;
    code = digits_code(r, handle, *ret_digits);
    return db_do(r, &add_ask, (const struct arg[]){ arg_b(d.b, sizeof d.b), a->account ? arg_u(a->account) : arg_null(),
                 arg_s(a->purpose), arg_b(code.b, sizeof code.b), arg_time(r, r->now + CODE_S), arg_s(a->of.name),
                 sealed(r, context_of(r, "account_ask", "password", &d), a->of.password),
                 sealed(r, context_of(r, "account_ask", "reach", &d), a->reach),
                 a->of.name ? arg_i(a->of.notice) : arg_null(),
                 a->of.browser.n ? arg_b(a->of.browser.p, a->of.browser.n) : arg_null(), arg_end() }, NULL, NULL);
}

static enum err ask_read(struct req *r, const struct digest *d, const struct digest *code, struct ask *ret)
{
    struct rows q;
    struct bytes b;
    bool right;
    enum err e, e2;

    if ((e = db_one(r, &find_ask, (const struct arg[]){ arg_b(d->b, sizeof d->b), arg_end() }, &q)))
        return e;
    b = db_b(&q, 1);
    right = b.n == sizeof code->b && secret_equal(b.p, code->b, b.n);
    ret->account = db_u(&q, 0);
    ret->of = (struct registration){ .name = db_null(&q, 2) ? NULL : db_s(&q, 2),
                                      .notice = db_i(&q, 5), .browser = bytes_kept(r, db_b(&q, 6)) };
    if (!(e = open_text(r, &q, 3, context_of(r, "account_ask", "password", d), &ret->of.password)))
        e = open_text(r, &q, 4, context_of(r, "account_ask", "reach", d), &ret->reach);
    e2 = db_end(&q);
    return e ? e : e2 ? e2 : right && ret->account ? OK : ERR_CLASH;
}

/* Digits as people type them: in their own script, with a blank in the middle. */
enum err ask_take(struct req *r, const char *handle, const char *digits, const char *purpose, struct ask *ret)
{
    struct digest d = hash_sha256(handle, strlen(handle));
    const char *typed = text_clean(r->arena, digits, strlen(digits), TEXT_FOLD | TEXT_BARE);
    struct digest code = digits_code(r, handle, typed ? typed : "");
    uint64_t changed;
    enum err e;

    *ret = (struct ask){ .purpose = purpose };
    if ((e = db_do(r, &try_ask, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_s(purpose), arg_time(r, r->now),
                   arg_i(ASK_TRIES), arg_end() }, &changed, NULL)))
        return e;
    if (changed != 1)
        return ERR_GONE;
    if ((e = ask_read(r, &d, &code, ret)))
        return e;
    return db_do_one(r, &drop_ask, (const struct arg[]){ arg_b(d.b, sizeof d.b), arg_end() });
}
