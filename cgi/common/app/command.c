/* A posted form becomes one transaction: checked, done once, repeated after a deadlock, answered
 * from memory when it was sent twice. Every POST of every program passes here and nowhere else. */
#include "app/parts.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include <string.h>
#include <time.h>

enum { TRIES = 4, KEY_BYTES = 16 };

static const struct sql add_key = { .text = "INSERT INTO submit_key (k, place, created_at) VALUES (?, ?, ?)" };
static const struct sql find_key = { .text = "SELECT place FROM submit_key WHERE k = ?" };

const struct sql *const command_sql[] = { &add_key, &find_key, NULL };

/* SECURITY 29: a browser that says where the request comes from must say "from here". */
static bool is_own_origin(struct req *r)
{
    if (*r->http->fetch_site)
        return strcmp(r->http->fetch_site, "same-origin") == 0 || strcmp(r->http->fetch_site, "none") == 0;
    return !*r->http->origin || strcmp(r->http->origin, setting_text(SET_ORIGIN)) == 0;
}

/* The first answer to this very submission, if it was carried out: 303 to the same place. */
static enum err answer_again(struct req *r, const unsigned char *key, bool *ret_found)
{
    struct rows q;
    enum err e = db_one(r, &find_key, (const struct arg[]){ arg_b(key, KEY_BYTES), arg_end() }, &q);
    const char *place;

    *ret_found = e == OK;
    if (e)
        return e == ERR_GONE ? OK : e;
    place = db_s(&q, 0);
    if ((e = db_end(&q)))
        return e;
    reply_clear(r);
    return go(r, place);
}

/* A submission is known by its token and by what was typed: a page the browser kept carries its old token, and
 * sent once more with other words it is another submission, which must not be answered as if it were kept.
 * Of a file its name and size count. */
static void key_of(struct req *r, unsigned char key[KEY_BYTES])
{
    struct buf b = { .arena = r->arena };
    struct digest d;

    buf_add(&b, key, KEY_BYTES);
    for (size_t i = 0; i < r->http->body.n; i++) {
        const struct param *p = &r->http->body.list[i];

        buf_fmt(&b, "%s=%zu:", p->name, p->n);
        buf_add(&b, p->value, p->n);
        if (p->upload)
            buf_fmt(&b, "%zu:%s;", p->upload->size, p->upload->name);
    }
    d = hash_sha256(b.p, b.n);
    memcpy(key, d.b, KEY_BYTES);
}

static enum err keep_key(struct req *r, const unsigned char *key)
{
    const char *place = reply_get_place(r);

    return db_do(r, &add_key,
                 (const struct arg[]){ arg_b(key, KEY_BYTES), arg_s(place ? place : "/"), arg_time(r, r->now),
                                       arg_end() },
                 NULL, NULL);
}

static enum err try_once(struct req *r, const unsigned char *key, const void *in)
{
    enum err e;

    if ((e = db_begin(r)))
        return e;
    if (r->route->find && (e = r->route->find(r)))
        return e;
    if (r->faults->n)
        return ERR_INPUT;
    if ((e = r->route->done(r, in)) || !db_in_tx(r))
        return e;
    if ((e = keep_key(r, key)))
        return e;
    return audit_commit(r);
}

static void wait_a_little(void)
{
    unsigned char b;
    struct timespec t = { .tv_nsec = 0 };

    random_bytes(&b, 1);
    t.tv_nsec = (10 + b % 90) * 1000000L;
    nanosleep(&t, NULL);
}

/* Faults must outlive a rolled back try only if they came from the form itself. */
static enum err try_often(struct req *r, const unsigned char *key, const void *in)
{
    size_t faults = r->faults->n;
    bool found = false;
    enum err e = ERR_AGAIN, e2;

    for (int i = 0; i < TRIES && e == ERR_AGAIN; i++) {
        if (i)
            wait_a_little();
        reply_clear(r);
        audit_drop(r);
        r->faults->n = faults;
        e = try_once(r, key, in);
        if (e)
            db_rollback(r);
        if (e && e != ERR_AGAIN && e != ERR_BUSY) {
            if ((e2 = answer_again(r, key, &found)))
                return e2;
            if (found)
                return OK;
        }
    }
    return e == ERR_AGAIN ? ERR_BUSY : e;
}

enum err command_run(struct req *r)
{
    const struct form *f = r->route->form;
    const struct param *token;
    unsigned char key[KEY_BYTES];
    void *in;
    enum err e;

    if (!is_own_origin(r))
        return fail(r, ERR_ROLE, "post from another site");
    if ((e = http_body(r, r->route->body_max ? r->route->body_max : FORM_BODY_MAX)))
        return e;
    e = form_read(r, f, &r->http->body, &in);
    if (e && e != ERR_INPUT)
        return e;
    token = params_find(&r->http->body, "token");
    if (!token || !token_key(r, f->name, token->value, key)) {
        r->faults->n = 0;
        fault_add(r->faults, NULL, "token"); /* everything typed is shown again, with a new token */
        if (r->route->find && (e = r->route->find(r)))
            return e;
        return ERR_INPUT;
    }
    key_of(r, key);
    return try_often(r, key, in);
}
