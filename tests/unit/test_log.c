/* One event is one line, whatever a client put into the values. */
#include "base/log.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Here, because cmocka has a fail() of its own. */
static enum err say_failure(const struct req *r, enum err e, const char *value, int *ret_line)
{
    *ret_line = __LINE__ + 1;
    return fail(r, e, "no \"%s\"", value);
}

#include <cmocka.h>

static char said[16384];
static int kept, ends[2];

/* Standard error goes into a pipe between listen() and heard(). */
static void listen_now(void)
{
    kept = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[1], STDERR_FILENO), STDERR_FILENO);
    close(ends[1]);
}

static const char *heard(void)
{
    size_t n = 0;
    ssize_t got;

    assert_int_equal(dup2(kept, STDERR_FILENO), STDERR_FILENO);
    close(kept);
    while (n < sizeof said - 1 && (got = read(ends[0], said + n, sizeof said - 1 - n)) > 0)
        n += (size_t)got;
    said[n] = '\0';
    close(ends[0]);
    return said;
}

static void a_line_names_request_and_program(void **state)
{
    struct req r = { .id = "4f2a" };
    (void)state;

    log_name("apply");
    listen_now();
    errno = ENOENT;
    log_line(&r, "open=%d", 7);
    assert_int_equal(errno, ENOENT);
    log_line(NULL, "start");
    assert_string_equal(heard(), "id=4f2a prog=apply open=7\nid=- prog=apply start\n");
}

static void a_failure_is_said_with_its_place(void **state)
{
    struct req r = { .id = "4f2a" };
    char want[200];
    int line;
    (void)state;

    listen_now();
    assert_int_equal(say_failure(&r, ERR_BUSY, "db", &line), ERR_BUSY);
    snprintf(want, sizeof want, "id=4f2a prog=apply err=BUSY at=test_log.c:%d text=\"no \\\"db\\\"\"\n", line);
    assert_string_equal(heard(), want);

    listen_now();
    assert_int_equal(fail_at(NULL, ERR_GONE, "x.c", 1, "y"), ERR_GONE);
    assert_string_equal(heard(), "id=- prog=apply err=GONE at=x.c:1 text=\"y\"\n");
}

static void values_cannot_forge_lines(void **state)
{
    static const struct {
        const char *name, *value, *shown;
    } cases[] = {
        { "line feed", "a\nid=1 prog=login ok", "a\\nid=1 prog=login ok" },
        { "CR LF", "a\r\nb", "a\\r\\nb" },
        { "tab", "a\tb", "a\\tb" },
        { "escape", "\x1b[2J", "\\x1b[2J" },
        { "delete", "a\x7f", "a\\x7f" },
        { "C1: CSI", "a\xc2\x9b", "a\\xc2\\x9b" },
        { "line separator", "a\u2028b", "a\\xe2\\x80\\xa8b" },
        { "not UTF-8", "\xff\xe0\xba", "\\xff\\xe0\\xba" },
        { "backslash", "a\\nb", "a\\\\nb" },
        { "Lao and emoji stay", "ລາວ 😀 é", "ລາວ 😀 é" },
    };
    struct req r = { .id = "1" };
    char want[300];
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        listen_now();
        log_line(&r, "v=%s", cases[i].value);
        snprintf(want, sizeof want, "id=1 prog=apply v=%s\n", cases[i].shown);
        if (strcmp(heard(), want))
            fail_msg("%s: %s", cases[i].name, said);
    }
}

static void long_values_are_cut(void **state)
{
    static char value[9000];
    struct req r = { .id = "1" };
    int line;
    (void)state;

    for (int control = 0; control < 2; control++) {
        memset(value, control ? 1 : 'v', sizeof value - 1);
        listen_now();
        (void)say_failure(&r, ERR_BUG, value, &line);
        heard();
        assert_in_range(strlen(said), 3000, 4096); /* one write of a pipe */
        assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
        assert_int_equal(said[strlen(said) - 2], '"');
    }
}

static void fatal_says_why_and_ends(void **state)
{
    int status;
    pid_t pid;
    (void)state;

    listen_now();
    if (!(pid = fork()))
        fatal("no %s", "keys");
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_string_equal(heard(), "id=- prog=apply fatal=\"no keys\"\n");
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_names_request_and_program),
        cmocka_unit_test(a_failure_is_said_with_its_place),
        cmocka_unit_test(values_cannot_forge_lines),
        cmocka_unit_test(long_values_are_cut),
        cmocka_unit_test(fatal_says_why_and_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
