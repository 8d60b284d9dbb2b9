/* The parent of workers, as a process: deaths, watchdog, end, restart; and the socket it will not take.
 * Called with a path it is the program under test itself. */
#include "app/prefork.h"
#include "base/log.h"
#undef fail /* cmocka has one of that name */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char path[64], bad[80];
static pid_t parent;

/* Tells each caller who answers; 'h' makes it hang, 'x' die, 'r' return. */
static int work(void *ctx, unsigned number)
{
    (void)ctx;
    for (;;) {
        char c = 0, text[64];
        int fd = accept(0, NULL, NULL), n;
        if (fd < 0)
            return 1;
        n = snprintf(text, sizeof text, "%d %d %u", (int)getpid(), (int)getppid(), number);
        if (read(fd, &c, 1) != 1 || write(fd, text, (size_t)n) != n)
            return 2;
        close(fd);
        if (c == 'r')
            return 3;
        if (c == 'x')
            raise(SIGKILL);
        prefork_busy(true);
        if (c == 'h')
            pause();
        prefork_busy(false);
    }
}

static int work_not(void *ctx, unsigned number)
{
    (void)number;
    (*(volatile unsigned *)ctx)++;
    return 1;
}

/* What a program does: with a file <path>.bad beside the socket its start fails. */
static int program(const char *at)
{
    snprintf(bad, sizeof bad, "%s.bad", at);
    if (access(bad, F_OK) == 0 || prefork_listen(at) < 0)
        return 1;
    return prefork_run(&(struct prefork){ .workers = 2, .watchdog_s = 1, .work = work });
}

static void begin(void)
{
    parent = fork();
    assert_true(parent >= 0);
    if (parent)
        return;
    fclose(stderr);
    close(0);
    execl("/proc/self/exe", "test_prefork", path, (char *)NULL);
    _exit(9);
}

static int end(void)
{
    int status = -1;

    kill(parent, SIGTERM);
    for (int i = 0; i < 500; i++) {
        if (waitpid(parent, &status, WNOHANG) == parent) {
            parent = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
        }
        usleep(10 * 1000);
    }
    kill(parent, SIGKILL);
    waitpid(parent, &status, 0);
    parent = 0;
    return -1;
}

/* A test that failed leaves its parent behind; the next must not meet it. */
static int tidy(void **state)
{
    (void)state;
    if (parent > 0 && kill(parent, SIGKILL) == 0)
        waitpid(parent, NULL, 0);
    parent = 0;
    return 0;
}

/*   returns  pid of the worker that answered, 0 if nobody did */
static pid_t ask(char what)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    struct timeval limit = { .tv_sec = 3 };
    char text[64] = "";
    int worker = 0, of = 0, fd;

    memcpy(at.sun_path, path, strlen(path) + 1);
    for (int i = 0; i < 300; i++) {
        fd = socket(AF_UNIX, SOCK_STREAM, 0);
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0 && write(fd, &what, 1) == 1 &&
            read(fd, text, sizeof text - 1) > 0 && sscanf(text, "%d %d", &worker, &of) == 2) {
            assert_int_equal(of, parent);
            close(fd);
            return worker;
        }
        close(fd);
        usleep(10 * 1000);
    }
    return 0;
}

/* No such process, or dead and not yet collected by whoever inherited it. */
static bool is_dead(pid_t pid)
{
    char name[40], state = 'Z';
    FILE *f;

    snprintf(name, sizeof name, "/proc/%d/stat", (int)pid);
    f = fopen(name, "r");
    if (!f)
        return true;
    if (fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
        state = 'Z';
    fclose(f);
    return state == 'Z' || state == 'X';
}

static bool is_gone(pid_t pid, int ms)
{
    for (; ms > 0; ms -= 10) {
        if (is_dead(pid))
            return true;
        usleep(10 * 1000);
    }
    return false;
}

/* Pids of both workers. */
static void both(pid_t ret[2])
{
    ret[0] = ask('.');
    ret[1] = ret[0];
    for (int i = 0; i < 1000 && ret[1] == ret[0]; i++) { /* a busy machine may prefer one of them for a while */
        usleep(5 * 1000);
        ret[1] = ask('.');
    }
    assert_true(ret[0] && ret[1] && ret[0] != ret[1]);
}

static void dead_workers_come_back(void **state)
{
    pid_t pids[2], victim;

    (void)state;
    begin();
    victim = ask('x');
    assert_true(victim && is_gone(victim, 1000));
    both(pids);
    assert_true(pids[0] != victim && pids[1] != victim);
    victim = ask('r');
    assert_true(victim && is_gone(victim, 1000));
    both(pids);
    assert_int_equal(end(), 0);
    assert_true(is_gone(pids[0], 100) && is_gone(pids[1], 100));
}

static void watchdog(void **state)
{
    pid_t victim;

    (void)state;
    begin();
    victim = ask('h');
    assert_false(is_gone(victim, 500));
    assert_true(is_gone(victim, 3000)); /* limit 1 s, looked at each second */
    assert_true(ask('.'));
    assert_int_equal(end(), 0);
}

static void workers_die_with_the_parent(void **state)
{
    pid_t pids[2];
    int status;

    (void)state;
    begin();
    both(pids);
    kill(parent, SIGKILL);
    waitpid(parent, &status, 0);
    parent = 0;
    assert_true(is_gone(pids[0], 1000) && is_gone(pids[1], 1000));
}

static void restart(void **state)
{
    pid_t old[2], new[2];

    (void)state;
    begin();
    both(old);
    kill(parent, SIGHUP);
    assert_true(is_gone(old[0], 5000) && is_gone(old[1], 1000));
    both(new); /* same parent: ask() checks */
    assert_int_equal(end(), 0);
}

static void restart_that_fails_changes_nothing(void **state)
{
    pid_t old[2], now[2];
    FILE *f;

    (void)state;
    begin();
    both(old);
    snprintf(bad, sizeof bad, "%s.bad", path);
    f = fopen(bad, "w");
    assert_non_null(f);
    fclose(f);
    kill(parent, SIGHUP);
    assert_false(is_gone(old[0], 1500));
    both(now);
    assert_true((now[0] == old[0] && now[1] == old[1]) || (now[0] == old[1] && now[1] == old[0]));
    unlink(bad);
    assert_int_equal(end(), 0);
}

/* Each start at once would be thousands in two seconds. */
static void early_deaths_are_slowed_down(void **state)
{
    static unsigned starts;
    int pipes[2], status;
    pid_t pid;

    (void)state;
    assert_int_equal(pipe(pipes), 0);
    pid = fork();
    if (!pid) {
        fclose(stderr);
        dup2(pipes[1], 2); /* one line for each death */
        _exit(prefork_run(&(struct prefork){ .workers = 1, .work = work_not, .ctx = &starts }));
    }
    close(pipes[1]);
    usleep(2000 * 1000);
    kill(pid, SIGTERM);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    char text[65536];
    size_t n = 0, lines = 0;
    for (ssize_t got; n < sizeof text && (got = read(pipes[0], text + n, sizeof text - n)) > 0;)
        n += (size_t)got;
    for (size_t i = 0; i < n; i++)
        lines += text[i] == '\n';
    close(pipes[0]);
    assert_in_range(lines, 4, 12);
}

/* prefork_listen() in a child whose descriptor 0 is `fd` (-1: closed). */
static int listens(int fd, const char *at)
{
    int status;
    pid_t pid = fork();

    if (!pid) {
        fclose(stderr);
        close(0);
        if (fd >= 0 && dup2(fd, 0))
            _exit(9);
        _exit(prefork_listen(at) == 0 ? 0 : 1);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int unix_socket(const char *at, mode_t mode, bool listening)
{
    struct sockaddr_un a = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    if (*at) {
        unlink(at);
        memcpy(a.sun_path, at, strlen(at) + 1);
    }
    assert_int_equal(bind(fd, (struct sockaddr *)&a, *at ? sizeof a : sizeof(sa_family_t)), 0);
    if (*at)
        assert_int_equal(chmod(at, mode), 0);
    if (listening)
        assert_int_equal(listen(fd, 5), 0);
    return fd;
}

static void sockets_handed_over(void **state)
{
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    (void)state;
    assert_int_equal(bind(fd, (struct sockaddr *)&in, sizeof in), 0);
    assert_int_equal(listen(fd, 5), 0);
    assert_int_equal(listens(fd, ""), 1);
    assert_int_equal(listens(fd, path), 1);
    close(fd);
    fd = unix_socket(path, 0666, true);
    assert_int_equal(listens(fd, ""), 1);
    assert_int_equal(chmod(path, 0660), 0);
    assert_int_equal(listens(fd, ""), 0);
    assert_int_equal(listens(fd, path), 0);
    unlink(path);
    assert_int_equal(listens(fd, ""), 1);
    close(fd);
    fd = unix_socket("", 0, true); /* abstract */
    assert_int_equal(listens(fd, ""), 1);
    close(fd);
    assert_int_equal(listens(-1, ""), 1);
}

static void sockets_made(void **state)
{
    struct stat st;
    FILE *f;
    int fd;

    (void)state;
    unlink(path);
    assert_int_equal(listens(-1, path), 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0660);
    assert_int_equal(listens(-1, path), 0); /* left over by the child that ended */
    fd = unix_socket(path, 0660, true);
    assert_int_equal(listens(-1, path), 1); /* somebody serves it */
    close(fd);
    unlink(path);
    f = fopen(path, "w");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(listens(-1, path), 1); /* a file of somebody's */
    assert_int_equal(stat(path, &st), 0);
    unlink(path);
    assert_int_equal(listens(-1, "/nowhere/at/all.sock"), 1);
}

static int start(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/qiao_prefork.%d", (int)getpid());
    return 0;
}

static int finish(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(dead_workers_come_back, tidy),
        cmocka_unit_test_teardown(watchdog, tidy),
        cmocka_unit_test_teardown(workers_die_with_the_parent, tidy),
        cmocka_unit_test_teardown(restart, tidy),
        cmocka_unit_test_teardown(restart_that_fails_changes_nothing, tidy),
        cmocka_unit_test_teardown(early_deaths_are_slowed_down, tidy),
        cmocka_unit_test(sockets_handed_over),
        cmocka_unit_test(sockets_made),
    };

    if (argc > 1)
        return program(argv[1]);
    return cmocka_run_group_tests_name("prefork", tests, start, finish);
}
