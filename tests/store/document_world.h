/* A request, an owner and a transaction for the tests of files; all is rolled back in the end. */
#ifndef QIAO_DOCUMENT_WORLD_H
#define QIAO_DOCUMENT_WORLD_H

#include "document/document.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include "http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#define ARGS(...)                                                                                            \
    (const struct arg[])                                                                                     \
    {                                                                                                        \
        __VA_ARGS__, arg_end()                                                                               \
    }

static const char pdf[] = "%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n";

struct world {
    struct req r;
    struct http http;
    struct document_place at;
    char folder[64];
};

/* A request of its own, with a connection of its own. */
static inline void req_init(struct world *w)
{
    *w = (struct world){ .folder = "/tmp/qiao-document-XXXXXX" };
    w->r.arena = arena_open((size_t)256 << 20);
    w->r.now = clock_now();
    snprintf(w->r.id, sizeof(w->r.id), "test");
    w->r.http = &w->http;
    w->r.db = db_open(setting_text(SET_DB_USER), NULL);
}

static const struct sql add_account = {
    .text = "INSERT INTO account (mail, name, created_at) VALUES (?, 'x', NOW())"
};

static inline uint64_t make_owner(struct req *r, const char *mail)
{
    uint64_t id = 0;

    assert_int_equal(db_do(r, &add_account, ARGS(arg_s(mail)), NULL, &id), OK);
    return id;
}

static inline int setup(void **state)
{
    struct world *w = calloc(1, sizeof(*w));

    assert_non_null(w);
    req_init(w);
    assert_non_null(mkdtemp(w->folder));
    assert_int_equal(db_begin(&w->r), OK);
    w->at = (struct document_place){ .program = "apply",
                                     .case_id = 7,
                                     .kind = "passport",
                                     .owner = make_owner(&w->r, "document@example.test") };
    *state = w;
    return 0;
}

static inline int teardown(void **state)
{
    struct world *w = *state;

    db_rollback(&w->r);
    db_close(w->r.db);
    arena_close(w->r.arena);
    rmdir(w->folder);
    free(w);
    return 0;
}

static inline struct upload upload_of(const void *p, size_t n, const char *name)
{
    int fd = memfd_create("upload", MFD_CLOEXEC);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, p, n), n);
    return (struct upload){ .fd = fd, .size = n, .name = name };
}

/* Fault, or NULL: kept. */
static inline const char *add(struct world *w, const void *p, size_t n, const char *name, uint64_t *ret_id)
{
    struct upload u = upload_of(p, n, name);
    const char *fault = "unset";
    uint64_t id = 0;

    assert_int_equal(document_add(&w->r, &u, &w->at, &id, &fault), OK);
    close(u.fd);
    assert_int_equal(id != 0, fault == NULL);
    if (ret_id)
        *ret_id = id;
    return fault;
}

static const struct sql ask_raw = {
    .text =
        "SELECT d.name, d.sha256, b.body, d.scan FROM document d JOIN document_body b ON b.document = d.id "
        "WHERE d.id = ?"
};

#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static inline bool is_ready(void)
{
    log_name("test_document");
    return setting_read(stderr) && crypt_open(setting_text(SET_CREDENTIALS));
}

#endif
