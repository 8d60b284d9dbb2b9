/* Limits of files: how many, how much, a full disk, a virus. Each case is rolled back, but for the race, which
 * cleans up after itself. */
#include "document_world.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

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
    const char *fault = NULL,
               *before = arena_fmt(w->r.arena, "%lld", (long long)setting_int(SET_SMALL_DISK_MB));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(many_files), CASE(many_bytes), CASE(race), CASE(full_disk), CASE(virus),
    };

    return is_ready() ? cmocka_run_group_tests(tests, NULL, NULL) : 2;
}
