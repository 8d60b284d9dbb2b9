/* Files in the database: what is kept, what is refused, who gets it back. Each case is rolled back,
 * but for the race, which cleans up after itself. */
#include "document/document.h"
#include "document/store.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/tx.h"
#include "http/http.h"
#include "http/reply.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ARGS(...) (const struct arg[]){ __VA_ARGS__, arg_end() }

static const char jpeg[] = "\xff\xd8"
                           "\xff\xe1\0\x0c" "Exif\0GPS!!"
                           "\xff\xc0\0\x0b\x08\2\x58\3\x20\1\1\x11\0"
                           "\xff\xda\0\x08\1\1\0\0\x3f\0" "abcdefgh"
                           "\xff\xd9 and more";
/* The same without the place, and without what follows the end. */
static const char jpeg_kept[] = "\xff\xd8"
                                "\xff\xc0\0\x0b\x08\2\x58\3\x20\1\1\x11\0"
                                "\xff\xda\0\x08\1\1\0\0\x3f\0" "abcdefgh"
                                "\xff\xd9";
static const char pdf[] = "%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n";

struct world {
    struct req r;
    struct http http;
    struct document_place at;
    char folder[64];
};

/* A request of its own, with a connection of its own. */
static void req_init(struct world *w)
{
    *w = (struct world){ .folder = "/tmp/qiao-document-XXXXXX" };
    w->r.arena = arena_open((size_t)256 << 20);
    w->r.now = clock_now();
    snprintf(w->r.id, sizeof(w->r.id), "test");
    w->r.http = &w->http;
    w->r.db = db_open(setting_text(SET_DB_USER), NULL);
}

static const struct sql add_account = { .text =
    "INSERT INTO account (mail, name, created_at) VALUES (?, 'x', NOW())" };

static uint64_t make_owner(struct req *r, const char *mail)
{
    uint64_t id = 0;

    assert_int_equal(db_do(r, &add_account, ARGS(arg_s(mail)), NULL, &id), OK);
    return id;
}

static int setup(void **state)
{
    struct world *w = calloc(1, sizeof(*w));

    assert_non_null(w);
    req_init(w);
    assert_non_null(mkdtemp(w->folder));
    assert_int_equal(db_begin(&w->r), OK);
    w->at = (struct document_place){ .program = "apply", .case_id = 7, .kind = "passport",
                                     .owner = make_owner(&w->r, "document@example.test") };
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;

    db_rollback(&w->r);
    db_close(w->r.db);
    arena_close(w->r.arena);
    rmdir(w->folder);
    free(w);
    return 0;
}

static struct upload upload_of(const void *p, size_t n, const char *name)
{
    int fd = memfd_create("upload", MFD_CLOEXEC);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, p, n), n);
    return (struct upload){ .fd = fd, .size = n, .name = name };
}

/* Fault, or NULL: kept. */
static const char *add(struct world *w, const void *p, size_t n, const char *name, uint64_t *ret_id)
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

static const struct sql ask_raw = { .text =
    "SELECT d.name, d.sha256, b.body, d.scan FROM document d JOIN document_body b ON b.document = d.id WHERE d.id = ?" };
static const struct sql count_bodies = { .text = "SELECT COUNT(*) FROM document_body WHERE document = ?" };

static void keeps_and_gives_back(void **state)
{
    struct world *w = *state;
    struct document d = { .id = 0 };
    struct digest hash = hash_sha256(jpeg_kept, sizeof(jpeg_kept) - 1);
    struct bytes body;
    struct rows q;
    uint64_t id;

    assert_null(add(w, jpeg, sizeof(jpeg) - 1, "护照.jpg", &id));
    assert_int_equal(document_list(&w->r, "apply", 7, &q), OK);
    assert_true(document_next(&q, &d));
    assert_int_equal(d.id, id);
    assert_int_equal(d.owner, w->at.owner);
    assert_string_equal(d.kind, "passport");
    assert_string_equal(d.name, "护照.jpg");
    assert_string_equal(d.mime, "image/jpeg");
    assert_int_equal(d.size, sizeof(jpeg_kept) - 1);
    assert_int_equal(d.created_at, w->r.now);
    assert_false(document_next(&q, &d));
    assert_int_equal(db_end(&q), OK);

    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), OK);
    assert_int_equal(body.n, sizeof(jpeg_kept) - 1);
    assert_memory_equal(body.p, jpeg_kept, body.n);
    assert_string_equal(d.name, "护照.jpg");

    assert_int_equal(db_one(&w->r, &ask_raw, ARGS(arg_u(id)), &q), OK);
    assert_null(memmem(db_b(&q, 0).p, db_b(&q, 0).n, "护照", 6));
    assert_memory_equal(db_b(&q, 1).p, hash.b, 32);
    assert_null(memmem(db_b(&q, 2).p, db_b(&q, 2).n, "abcdefgh", 8));
    assert_string_equal(db_s(&q, 3), "none");
    assert_int_equal(db_end(&q), OK);
}

static void largest_file(void **state)
{
    struct world *w = *state;
    char *p = malloc(DOCUMENT_MAX + 1);
    struct document d;
    struct bytes body;
    uint64_t id;

    assert_non_null(p);
    memset(p, ' ', DOCUMENT_MAX + 1);
    memcpy(p, "%PDF-1.7\n1 0 obj ", 17);
    memcpy(p + DOCUMENT_MAX - 20, "startxref 9\n%%EOF\n", 18);
    assert_null(add(w, p, DOCUMENT_MAX, "big.pdf", &id));
    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), OK);
    assert_int_equal(body.n, DOCUMENT_MAX);
    assert_memory_equal(body.p, p, DOCUMENT_MAX);
    assert_string_equal(add(w, p, DOCUMENT_MAX + 1, "bigger.pdf", NULL), "file_size");
    free(p);
}

static void refuses(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t n;
        const char *fault;
    } cases[] = {
        { "nothing", "", 0, "file_empty" },
        { "a page under another name", "<html>", 6, "file_type" },
        { "a page behind the first line", "%PDF-1.4\n<html>%%EOF", 20, "file_type" },
        { "a picture cut off", jpeg, 40, "file_broken" },
    };
    struct world *w = *state;
    struct rows q;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("refused: %s\n", cases[i].name);
        assert_string_equal(add(w, cases[i].bytes, cases[i].n, "a.pdf", NULL), cases[i].fault);
    }
    assert_int_equal(document_list(&w->r, "apply", 7, &q), OK);
    assert_false(db_next(&q));
    assert_int_equal(db_end(&q), OK);
}

static void names(void **state)
{
    static const struct {
        const char *sent, *kept;
    } cases[] = {
        { "../../etc/passwd", "passwd" },
        { "C:\\Users\\x\\pass.jpg", "pass.jpg" },
        { "..", "" },
        { "...", "" },
        { "/", "" },
        { "", "" },
        { "\xe2\x80\xae" "gpj.exe", "gpj.exe" }, /* right to left override */
        { "a\nb.pdf", "" },
        { "\xff\xfe.pdf", "" },
        { "ໜັງສືຜ່ານແດນ.pdf", "ໜັງສືຜ່ານແດນ.pdf" },
        { "<script>.pdf", "<script>.pdf" }, /* shown escaped, like all text of people */
    };
    struct world *w = *state;
    struct document d;
    struct rows q;
    char lao[400] = "";

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        w->at.case_id = 100 + i;
        assert_null(add(w, pdf, sizeof(pdf) - 1, cases[i].sent, NULL));
        assert_int_equal(document_list(&w->r, "apply", w->at.case_id, &q), OK);
        assert_true(document_next(&q, &d));
        assert_string_equal(d.name, cases[i].kept);
    }
    for (int i = 0; i < 130; i++)
        strcat(lao, "ກ"); /* three bytes each */
    w->at.case_id = 99;
    assert_null(add(w, pdf, sizeof(pdf) - 1, lao, NULL));
    assert_int_equal(document_list(&w->r, "apply", 99, &q), OK);
    assert_true(document_next(&q, &d));
    assert_int_equal(strlen(d.name), 255);
    assert_memory_equal(d.name, lao, 255);
}

static void scope(void **state)
{
    struct world *w = *state;
    struct document d;
    struct bytes body;
    struct rows q;
    uint64_t id;

    assert_null(add(w, pdf, sizeof(pdf) - 1, "a.pdf", &id));
    assert_int_equal(document_open(&w->r, id, "apply", 8, &d, &body), ERR_GONE);
    assert_int_equal(document_open(&w->r, id, "insure", 7, &d, &body), ERR_GONE);
    assert_int_equal(document_open(&w->r, id + 1, "apply", 7, &d, &body), ERR_GONE);
    assert_int_equal(document_drop(&w->r, id, "apply", 7, w->at.owner + 1), ERR_GONE);
    assert_int_equal(document_drop(&w->r, id, "apply", 8, w->at.owner), ERR_GONE);
    assert_int_equal(document_drop(&w->r, id, "insure", 7, w->at.owner), ERR_GONE);
    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), OK);
    assert_int_equal(document_drop(&w->r, id, "apply", 7, w->at.owner), OK);
    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), ERR_GONE);
    assert_int_equal(db_one(&w->r, &count_bodies, ARGS(arg_u(id)), &q), OK);
    assert_int_equal(db_u(&q, 0), 0);
}

static const struct sql change_hash = { .text = "UPDATE document SET sha256 = REPEAT('x', 32) WHERE id = ?" };
static const struct sql change_owner = { .text = "UPDATE document SET owner = ? WHERE id = ?" };
static const struct sql change_body = { .text =
    "UPDATE document_body SET body = INSERT(body, LENGTH(body) - 20, 1, CHAR(ORD(SUBSTR(body, -21, 1)) ^ 1)) "
    "WHERE document = ?" };
static const struct sql swap_bodies = { .text =
    "UPDATE document_body a JOIN document_body b ON b.document = ? SET a.body = b.body WHERE a.document = ?" };

static void damage(void **state)
{
    struct world *w = *state;
    struct document d;
    struct bytes body;
    struct rows q;
    uint64_t one, two, three, four;

    assert_null(add(w, pdf, sizeof(pdf) - 1, "1.pdf", &one));
    assert_null(add(w, pdf, sizeof(pdf) - 1, "2.pdf", &two));
    assert_null(add(w, pdf, sizeof(pdf) - 1, "3.pdf", &three));
    assert_null(add(w, pdf, sizeof(pdf) - 1, "4.pdf", &four));
    assert_int_equal(db_do_one(&w->r, &change_hash, ARGS(arg_u(one))), OK);
    assert_int_equal(document_open(&w->r, one, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(db_do_one(&w->r, &change_body, ARGS(arg_u(two))), OK);
    assert_int_equal(document_open(&w->r, two, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(db_do_one(&w->r, &swap_bodies, ARGS(arg_u(four), arg_u(three))), OK);
    assert_int_equal(document_open(&w->r, three, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(document_open(&w->r, four, "apply", 7, &d, &body), OK);
    /* Another owner's row: neither the bytes nor the name open, but the list stays readable. */
    assert_int_equal(db_do_one(&w->r, &change_owner,
                               ARGS(arg_u(make_owner(&w->r, "other@example.test")), arg_u(four))), OK);
    assert_int_equal(document_open(&w->r, four, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(document_list(&w->r, "apply", 7, &q), OK);
    for (int i = 0; i < 4; i++)
        assert_true(document_next(&q, &d));
    assert_int_equal(d.id, four);
    assert_string_equal(d.name, "");
}

static void many_files(void **state)
{
    struct world *w = *state;

    for (uint64_t c = 0; c < 5; c++) {
        w->at.case_id = 100 + c;
        for (int i = 0; i < DOCUMENT_CASE_FILES; i++)
            assert_null(add(w, pdf, sizeof(pdf) - 1, "a.pdf", NULL));
        if (c == 0)
            assert_string_equal(add(w, pdf, sizeof(pdf) - 1, "a.pdf", NULL), "file_many");
    }
    w->at.case_id = 200; /* an empty case, but the owner has 60 files */
    assert_string_equal(add(w, pdf, sizeof(pdf) - 1, "a.pdf", NULL), "file_many");
    w->at.owner = make_owner(&w->r, "other@example.test");
    assert_null(add(w, pdf, sizeof(pdf) - 1, "a.pdf", NULL));
}

static const struct sql set_size = { .text = "UPDATE document SET size = ? WHERE id = ?" };

static void many_bytes(void **state)
{
    struct world *w = *state;
    uint64_t id, left = DOCUMENT_CASE_BYTES - (sizeof(pdf) - 1);

    assert_null(add(w, pdf, sizeof(pdf) - 1, "a.pdf", &id));
    assert_int_equal(db_do_one(&w->r, &set_size, ARGS(arg_u(left + 1), arg_u(id))), OK);
    assert_string_equal(add(w, pdf, sizeof(pdf) - 1, "b.pdf", NULL), "file_many");
    assert_int_equal(db_do_one(&w->r, &set_size, ARGS(arg_u(left), arg_u(id))), OK);
    assert_null(add(w, pdf, sizeof(pdf) - 1, "b.pdf", NULL));
    w->at.case_id = 8;
    assert_int_equal(db_do_one(&w->r, &set_size, ARGS(arg_u(DOCUMENT_OWNER_BYTES), arg_u(id))), OK);
    assert_string_equal(add(w, pdf, sizeof(pdf) - 1, "c.pdf", NULL), "file_many");
}

static const struct sql drop_owner_files = { .text = "DELETE FROM document WHERE owner = ?" };
static const struct sql drop_owner = { .text = "DELETE FROM account WHERE id = ?" };

/* Two uploads at once for the last place: the second waits, is told to run again, and then sees. */
static void race(void **state)
{
    struct world *w = *state, *other;
    struct upload u = upload_of(pdf, sizeof(pdf) - 1, "a.pdf");
    const char *fault = NULL;
    enum err e = ERR_AGAIN;
    uint64_t id;

    for (int i = 1; i < DOCUMENT_CASE_FILES; i++)
        assert_null(add(w, pdf, sizeof(pdf) - 1, "a.pdf", NULL));
    assert_int_equal(db_commit(&w->r), OK);
    other = calloc(1, sizeof(*other));
    assert_non_null(other);
    req_init(other);
    other->at = w->at;
    assert_int_equal(db_begin(&w->r), OK);
    assert_int_equal(db_begin(&other->r), OK);
    assert_null(add(w, pdf, sizeof(pdf) - 1, "the last.pdf", NULL));
    assert_int_equal(document_add(&other->r, &u, &other->at, &id, &fault), ERR_AGAIN);
    db_rollback(&other->r);
    assert_int_equal(db_commit(&w->r), OK);
    for (int tries = 0; tries < 3 && e == ERR_AGAIN; tries++) {
        assert_int_equal(db_begin(&other->r), OK);
        e = document_add(&other->r, &u, &other->at, &id, &fault);
        db_rollback(&other->r);
    }
    assert_int_equal(e, OK);
    assert_non_null(fault);
    assert_string_equal(fault, "file_many");
    assert_int_equal(db_begin(&w->r), OK);
    assert_int_equal(db_do(&w->r, &drop_owner_files, ARGS(arg_u(w->at.owner)), NULL, NULL), OK);
    assert_int_equal(db_do_one(&w->r, &drop_owner, ARGS(arg_u(w->at.owner))), OK);
    assert_int_equal(db_commit(&w->r), OK);
    db_close(other->r.db);
    arena_close(other->r.arena);
    free(other);
    close(u.fd);
}

static void set(const char *name, const char *value)
{
    assert_int_equal(setenv(name, value, 1), 0);
    assert_true(setting_read(stderr));
}

static void full_disk(void **state)
{
    struct world *w = *state;
    struct upload u = upload_of(pdf, sizeof(pdf) - 1, "a.pdf");
    const char *fault = NULL, *before = arena_fmt(w->r.arena, "%lld", (long long)setting_int(SET_SMALL_DISK_MB));
    uint64_t id;

    set("QIAO_SMALL_DISK_MB", "1048576"); /* 1 TiB, the largest mark */
    assert_int_equal(document_add(&w->r, &u, &w->at, &id, &fault), ERR_BUSY);
    set("QIAO_SMALL_DISK_MB", "0");
    assert_int_equal(document_add(&w->r, &u, &w->at, &id, &fault), OK);
    set("QIAO_SMALL_DISK_MB", before);
    close(u.fd);
}

/* A scanner that reads one file by the rules of INSTREAM and then says `answer`; NULL: hangs up. */
static pid_t scanner(const char *path, const char *answer, size_t answer_n)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), peer;
    char buf[8192], first[16] = "";
    size_t all = 0;
    pid_t pid;

    snprintf(at.sun_path, sizeof(at.sun_path), "%s", path);
    unlink(path);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof(at)), 0);
    assert_int_equal(listen(fd, 1), 0);
    if ((pid = fork()) != 0) {
        close(fd);
        return pid;
    }
    peer = accept(fd, NULL, NULL);
    if (!answer)
        _exit(0);
    for (ssize_t n; (n = recv(peer, buf, sizeof(buf), 0)) > 0;) {
        if (all < 10 && n >= 10)
            memcpy(first, buf, 10);
        all += (size_t)n;
        if (n >= 4 && memcmp(buf + n - 4, "\0\0\0", 4) == 0)
            break; /* a chunk of no length ends the file */
    }
    /* command, length, file, end */
    if (strcmp(first, "zINSTREAM") != 0 || all != 10 + 4 + sizeof(pdf) - 1 + 4)
        _exit(1);
    _exit(send(peer, answer, answer_n, MSG_NOSIGNAL) == (ssize_t)answer_n ? 0 : 1);
}

static void virus(void **state)
{
    static const struct {
        const char *name, *answer;
        size_t n;
        enum err e;
        const char *fault;
    } cases[] = {
        { "clean", "stream: OK\0", 11, OK, NULL },
        { "found", "stream: Eicar-Signature FOUND\0", 30, OK, "file_virus" },
        { "error", "INSTREAM size limit exceeded. ERROR\0", 36, ERR_BUSY, NULL },
        { "half an answer", "stream: OK", 10, ERR_BUSY, NULL },
        { "hangs up", NULL, 0, ERR_BUSY, NULL },
    };
    struct world *w = *state;
    const char *path = arena_fmt(w->r.arena, "%s/clamd", w->folder);
    struct upload u = upload_of(pdf, sizeof(pdf) - 1, "a.pdf");
    const char *fault = NULL;
    struct rows q;
    uint64_t id = 0;

    set("QIAO_CLAMD", path);
    assert_int_equal(document_add(&w->r, &u, &w->at, &id, &fault), ERR_BUSY); /* nobody there */
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        pid_t pid = scanner(path, cases[i].answer, cases[i].n);
        int status = -1;

        print_message("scanner: %s\n", cases[i].name);
        fault = NULL;
        assert_int_equal(document_add(&w->r, &u, &w->at, &id, &fault), cases[i].e);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(status, 0);
        if (cases[i].fault)
            assert_string_equal(fault, cases[i].fault);
        else
            assert_null(fault);
        if (i == 0) {
            assert_int_equal(db_one(&w->r, &ask_raw, ARGS(arg_u(id)), &q), OK);
            assert_string_equal(db_s(&q, 3), "clean");
        }
    }
    set("QIAO_CLAMD", "");
    unlink(path);
    close(u.fd);
}

static const char *header_of(const struct reply *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->list[i].name, name) == 0)
            return p->list[i].value;
    return "";
}

static void sends(void **state)
{
    static const struct {
        const char *name, *mime, *header;
    } cases[] = {
        { "护照.pdf", "application/pdf", "filename=\"document-5.pdf\"; filename*=UTF-8''%E6%8A%A4%E7%85%A7.pdf" },
        { "a b.JPEG", "image/jpeg", "filename=\"document-5.jpg\"; filename*=UTF-8''a%20b.JPEG" },
        { "evil.html", "application/pdf", "filename=\"document-5.pdf\"; filename*=UTF-8''evil.html.pdf" },
        { "\"; x=\"y\r\nSet-Cookie: a=b", "image/png",
          "filename=\"document-5.png\"; filename*=UTF-8''%22%3B%20x%3D%22y%0D%0ASet-Cookie%3A%20a%3Db.png" },
        { "", "image/png", "filename=\"document-5.png\"; filename*=UTF-8''document-5.png" },
    };
    struct world *w = *state;
    struct bytes body = { (const unsigned char *)pdf, 10 };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct reply *p;

        w->http.reply = NULL;
        assert_int_equal(document_send(&w->r, &(struct document){ .id = 5, .name = cases[i].name,
                                       .mime = cases[i].mime }, body), OK);
        p = w->http.reply;
        assert_int_equal(p->status, 200);
        assert_string_equal(p->type, cases[i].mime);
        assert_ptr_equal(p->body.p, body.p);
        assert_int_equal(p->body.n, 10);
        assert_string_equal(header_of(p, "Content-Disposition"),
                            arena_fmt(w->r.arena, "attachment; %s", cases[i].header));
        assert_string_equal(header_of(p, "X-Content-Type-Options"), "nosniff");
        assert_string_equal(header_of(p, "Content-Security-Policy"), "sandbox; default-src 'none'");
        assert_string_equal(header_of(p, "Cache-Control"), "no-store");
    }
    assert_int_equal(document_send(&w->r, &(struct document){ .id = 5, .name = "a", .mime = "text/html" }, body),
                     ERR_BUG);
}

static void statements(void **state)
{
    struct world *w = *state;

    for (const struct sql *const *q = document_sql; *q; q++)
        assert_null(db_check(&w->r, *q));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(keeps_and_gives_back), CASE(largest_file), CASE(refuses), CASE(names), CASE(scope), CASE(damage),
        CASE(many_files), CASE(many_bytes), CASE(race), CASE(full_disk), CASE(virus), CASE(sends),
        CASE(statements),
    };

    log_name("test_document");
    if (!setting_read(stderr) || !crypt_open(setting_text(SET_CREDENTIALS)))
        return 2;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
