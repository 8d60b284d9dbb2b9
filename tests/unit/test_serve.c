/* The accept loop in a process of its own, spoken to in raw FastCGI: kept and closed connections,
 * peers that say too little, the end without loss. */
#include "http/serve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char path[64];
static int listening;
static pid_t worker;
static struct arena *arena;

/* Answers with what it read: the path, the length and the error of the body. */
static void handle(struct fcgi *c, char *const *envp, void *ctx)
{
    struct arena *own = ctx;
    struct http http = { .fcgi = c };
    struct req r = { .arena = own, .http = &http };
    enum err e = http_read(&r, envp);
    const char *text;

    if (!e && !strcmp(http.path, "/late"))
        usleep(300 * 1000);
    if (!e && http.method == M_POST && strcmp(http.path, "/unread"))
        e = http_body(&r, MULTIPART_MAX);
    text = arena_fmt(own, "path=%s n=%zu error=%d", http.path, http.body.n, (int)e);
    reply_body(&r, "text/plain", (struct bytes){ (const unsigned char *)text, strlen(text) });
    reply_send(&r);
    arena_reset(own);
}

static void worker_begin(bool keep, int idle_s)
{
    worker = fork();
    assert_true(worker >= 0);
    if (worker)
        return;
    fclose(stderr);
    _exit(serve_loop(listening, keep, idle_s, handle, arena_open(64 << 20)));
}

static int worker_end(void)
{
    int status = -1;

    kill(worker, SIGTERM);
    for (int i = 0; i < 1500; i++) {
        if (waitpid(worker, &status, WNOHANG) == worker)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
        usleep(10 * 1000);
    }
    kill(worker, SIGKILL);
    waitpid(worker, &status, 0);
    return -1;
}

static int connect_new(void)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    memcpy(at.sun_path, path, strlen(path) + 1);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

static void record(struct buf *b, int type, const void *p, size_t n)
{
    unsigned char h[8] = { 1, (unsigned char)type, 0, 1, (unsigned char)(n >> 8), (unsigned char)n };

    buf_add(b, h, sizeof h);
    buf_add(b, p, n);
}

static void pair(struct buf *b, const char *name, const char *value)
{
    unsigned char lengths[2] = { (unsigned char)strlen(name), (unsigned char)strlen(value) };

    buf_add(b, lengths, 2);
    buf_str(b, name);
    buf_str(b, value);
}

/* A request as nginx sends it; NULL body: GET. */
static struct buf request(const char *uri, bool keep, const char *body)
{
    struct buf b = { .arena = arena }, pairs = { .arena = arena };
    unsigned char begin[8] = { 0, 1, keep };

    pair(&pairs, "REQUEST_METHOD", body ? "POST" : "GET");
    pair(&pairs, "DOCUMENT_URI", uri);
    pair(&pairs, "REMOTE_ADDR", "127.0.0.1");
    pair(&pairs, "SERVER_NAME", "test");
    if (body) {
        pair(&pairs, "CONTENT_TYPE", "application/x-www-form-urlencoded");
        pair(&pairs, "CONTENT_LENGTH", arena_fmt(arena, "%zu", strlen(body)));
    }
    record(&b, 1, begin, 8);
    record(&b, 4, pairs.p, pairs.n);
    record(&b, 4, "", 0);
    if (body && *body)
        record(&b, 5, body, strlen(body));
    record(&b, 5, "", 0);
    return b;
}

static void say(int fd, const void *p, size_t n)
{
    assert_int_equal(send(fd, p, n, MSG_NOSIGNAL), n);
}

static bool get_all(int fd, unsigned char *to, size_t n)
{
    for (size_t have = 0; have < n;) {
        struct pollfd w = { .fd = fd, .events = POLLIN };
        ssize_t got;
        if (poll(&w, 1, 15000) != 1)
            return false;
        got = recv(fd, to + have, n - have, 0);
        if (got <= 0)
            return false;
        have += (size_t)got;
    }
    return true;
}

/* The answer up to END_REQUEST; NULL if the connection ended before. */
static const char *hear(int fd)
{
    struct buf b = { .arena = arena };
    unsigned char h[8], p[65536];

    buf_str(&b, "");
    for (;;) {
        size_t n;
        if (!get_all(fd, h, 8))
            return NULL;
        n = ((size_t)h[4] << 8 | h[5]) + h[6];
        if (!get_all(fd, p, n))
            return NULL;
        if (h[1] == 3)
            return b.p;
        if (h[1] == 6)
            buf_add(&b, p, n - h[6]);
    }
}

/* After an answer: nothing, or the bytes that tell nginx not to come back and the end, or the end. */
enum after { QUIET, MARKED, ENDED };

static enum after after(int fd)
{
    struct pollfd w = { .fd = fd, .events = POLLIN };
    unsigned char p[16];
    ssize_t n;

    if (poll(&w, 1, 200) == 0)
        return QUIET;
    n = recv(fd, p, sizeof p, 0);
    if (n == 8 && recv(fd, p + 8, 1, 0) == 0)
        return MARKED;
    return n == 0 ? ENDED : QUIET;
}

static void ask(int fd, const char *uri, bool keep, const char *body, const char *want)
{
    struct buf b = request(uri, keep, body);
    const char *got;

    say(fd, b.p, b.n);
    got = hear(fd);
    if (!got || !strstr(got, want))
        fail_msg("%s: %s", uri, got ? got : "no answer");
}

static void kept(void **state)
{
    int fd;

    (void)state;
    worker_begin(true, 60);
    fd = connect_new();
    for (int i = 0; i < 5; i++) {
        ask(fd, "/a", true, NULL, "path=/a n=0 error=0");
        ask(fd, "/b", true, "x=1&y=2", "path=/b n=2 error=0");
        ask(fd, "/unread", true, "left alone", "path=/unread n=0 error=0");
    }
    assert_int_equal(after(fd), QUIET);
    close(fd);
    assert_int_equal(worker_end(), 0);
}

/* Because the peer wants it so, or because we do. */
static void closed(void **state)
{
    int fd;

    (void)state;
    for (int keep = 0; keep < 2; keep++) {
        worker_begin(keep, 60);
        fd = connect_new();
        ask(fd, "/a", !keep, "x=1", "path=/a n=1");
        assert_int_equal(after(fd), keep ? ENDED : MARKED);
        close(fd);
        assert_int_equal(worker_end(), 0);
    }
}

/* Others are served while one peer owes half a head; it is dropped in the end. */
static void half_a_head_holds_nobody(void **state)
{
    struct buf b = request("/half", true, NULL);
    time_t start;
    int half, silent, fd;
    char c;

    (void)state;
    worker_begin(true, 2);
    half = connect_new();
    silent = connect_new();
    say(half, b.p, b.n - 40);
    fd = connect_new();
    start = time(NULL);
    for (int i = 0; i < 10; i++)
        ask(fd, "/a", true, NULL, "path=/a");
    assert_true(time(NULL) - start < 3);
    say(half, b.p + b.n - 40, 40); /* the rest comes late, and is answered */
    assert_non_null(hear(half));
    say(half, b.p, 5);
    for (int i = 0; i < 60 && recv(half, &c, 1, MSG_DONTWAIT | MSG_PEEK) < 0; i++) {
        usleep(100 * 1000);
        ask(fd, "/a", true, NULL, "path=/a");
    }
    assert_int_equal(recv(half, &c, 1, MSG_DONTWAIT), 0);
    assert_int_equal(recv(silent, &c, 1, MSG_DONTWAIT), 0);
    close(half);
    close(silent);
    close(fd);
    assert_int_equal(worker_end(), 0);
}

static void half_a_body_is_no_request(void **state)
{
    struct buf b = request("/p", true, "x=1");
    int fd;

    (void)state;
    worker_begin(true, 60);
    fd = connect_new();
    say(fd, b.p, b.n - 8); /* the peer dies before the last record */
    shutdown(fd, SHUT_WR);
    assert_non_null(strstr(hear(fd), "error=2"));
    assert_int_equal(after(fd), ENDED);
    close(fd);
    fd = connect_new();
    ask(fd, "/a", true, NULL, "path=/a");
    close(fd);
    assert_int_equal(worker_end(), 0);
}

static void strangers_are_dropped(void **state)
{
    static const char overflow[] = "\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\10\0\0\340\0\0\0\340\0\0\0";
    int fd, good;

    (void)state;
    worker_begin(true, 60);
    good = connect_new();
    ask(good, "/a", true, NULL, "path=/a");
    fd = connect_new();
    say(fd, overflow, sizeof overflow - 1);
    assert_null(hear(fd));
    close(fd);
    fd = connect_new();
    say(fd, "GET / HTTP/1.0\r\n\r\n", 18);
    assert_null(hear(fd));
    close(fd);
    ask(good, "/a", true, NULL, "path=/a"); /* the same process still */
    close(good);
    assert_int_equal(worker_end(), 0);
}

static void idle_connections_go(void **state)
{
    int fd;
    char c;

    (void)state;
    worker_begin(true, 1);
    fd = connect_new();
    ask(fd, "/a", true, NULL, "path=/a");
    assert_int_equal(after(fd), QUIET);
    for (int i = 0; i < 50 && recv(fd, &c, 1, MSG_DONTWAIT | MSG_PEEK) < 0; i++)
        usleep(100 * 1000);
    assert_int_equal(recv(fd, &c, 1, MSG_DONTWAIT), 0);
    close(fd);
    assert_int_equal(worker_end(), 0);
}

/* SIGTERM during a request, and a request that comes after it over a kept connection: both answered,
 * and the peer is told not to come back. */
static void stop_loses_nothing(void **state)
{
    struct buf late = request("/late", true, NULL);
    int busy, idle, status;

    (void)state;
    worker_begin(true, 60);
    busy = connect_new();
    idle = connect_new();
    ask(idle, "/a", true, NULL, "path=/a");
    say(busy, late.p, late.n);
    usleep(100 * 1000);
    kill(worker, SIGTERM);
    assert_non_null(strstr(hear(busy), "path=/late"));
    assert_int_equal(after(busy), MARKED);
    assert_int_equal(waitpid(worker, &status, WNOHANG), 0); /* idle one is still open */
    ask(idle, "/b", true, "x=1", "path=/b n=1");
    assert_int_equal(after(idle), MARKED);
    close(busy);
    close(idle);
    assert_int_equal(worker_end(), 0);
}

static void stop_does_not_wait_for_the_silent(void **state)
{
    int fd = -1;
    time_t start;

    (void)state;
    worker_begin(true, 1);
    fd = connect_new();
    ask(fd, "/a", true, NULL, "path=/a");
    start = time(NULL);
    assert_int_equal(worker_end(), 0);
    assert_true(time(NULL) - start <= 5);
    close(fd);
}

static void no_socket(void **state)
{
    int pipes[2];

    (void)state;
    assert_int_equal(pipe(pipes), 0);
    assert_int_equal(serve_loop(pipes[0], true, 1, handle, NULL), 1);
    close(pipes[0]);
    close(pipes[1]);
}

static int start(void **state)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };

    (void)state;
    snprintf(path, sizeof path, "/tmp/qiao_serve.%d", (int)getpid());
    memcpy(at.sun_path, path, strlen(path) + 1);
    arena = arena_open(64 << 20);
    listening = socket(AF_UNIX, SOCK_STREAM, 0);
    return bind(listening, (struct sockaddr *)&at, sizeof at) || listen(listening, 64) ? -1 : 0;
}

static int finish(void **state)
{
    (void)state;
    unlink(path);
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept),
        cmocka_unit_test(closed),
        cmocka_unit_test(half_a_head_holds_nobody),
        cmocka_unit_test(half_a_body_is_no_request),
        cmocka_unit_test(strangers_are_dropped),
        cmocka_unit_test(idle_connections_go),
        cmocka_unit_test(stop_loses_nothing),
        cmocka_unit_test(stop_does_not_wait_for_the_silent),
        cmocka_unit_test(no_socket),
    };

    return cmocka_run_group_tests_name("serve", tests, start, finish);
}
