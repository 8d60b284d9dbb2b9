/* What every store test begins with: settings, secrets and one request on the private database. */
#ifndef QIAO_STORE_TEST_H
#define QIAO_STORE_TEST_H

#include "auth/role.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include "view/lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ARGS(...) ((const struct arg[]){ __VA_ARGS__, arg_end() })
#define NO_ARGS ((const struct arg[]){ arg_end() })

static const struct who test_nobody = { .name = "", .org_name = "", .mail = "", .lang = "" };

/* A connection of its own, as another process would have. */
static inline struct req *store_req(void)
{
    struct arena *a = arena_open(256 << 20);
    struct req *r = arena_new(a, 1, sizeof *r);

    *r = (struct req){ .arena = a, .now = clock_now(), .id = "test", .who = &test_nobody, .lang = lang_find("en"),
                       .db = db_open(setting_text(SET_DB_USER), NULL) };
    return r;
}

static inline struct req *store_open(void)
{
    log_name("test");
    if (!setting_read(stderr) || !crypt_open(setting_text(SET_CREDENTIALS)))
        fatal("store tests need QIAO_DB_SOCKET, QIAO_DB_USER and QIAO_CREDENTIALS of a private database");
    return store_req();
}

static inline void store_close(struct req *r)
{
    db_close(r->db);
    arena_close(r->arena);
}

/* For statements that prepare or clean up: they must work. */
static inline void must_do(struct req *r, const struct sql *q, const struct arg *args)
{
    if (db_do(r, q, args, NULL, NULL))
        fatal("test: %.80s", q->text);
}

static inline int64_t ask_int(struct req *r, const struct sql *q, const struct arg *args)
{
    struct rows rows;

    if (db_one(r, q, args, &rows))
        fatal("test: %.80s", q->text);
    return db_i(&rows, 0);
}

static inline int64_t at_day(const char *text, int hour)
{
    int64_t day;

    if (!day_parse(text, &day))
        fatal("test: %s is no date", text);
    return day_end(day - 1) + hour * 3600;
}

#endif
