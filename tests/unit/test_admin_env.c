/* Settings from a file for qiao-admin: what systemd would make of the same lines, and the environment wins. */
#include "admin/command/admin.h"
#include "base/setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char path[] = "/tmp/qiao-test-XXXXXX", complaint[512];

static bool read_text(const char *text)
{
    FILE *to = fmemopen(complaint, sizeof complaint, "w"), *f = fopen(path, "w");
    bool right;

    memset(complaint, 0, sizeof complaint);
    if (!to || !f || fputs(text, f) < 0 || fclose(f))
        fail_msg("%s", path);
    unsetenv("QIAO_SITE");
    unsetenv("QIAO_LANG");
    right = env_read(path, true, to);
    fclose(to);
    return right;
}

static void lines_as_systemd_reads_them(void **state)
{
    static const struct {
        const char *name, *text, *site;
    } cases[] = {
        { "plain", "QIAO_SITE=Mengla\n", "Mengla" },
        { "no end of line", "QIAO_SITE=Mengla", "Mengla" },
        { "spaces around", "  QIAO_SITE = Mengla county \r\n", "Mengla county" },
        { "quoted", "QIAO_SITE=\"Mengla county \"\n", "Mengla county " },
        { "other quotes", "QIAO_SITE='勐腊'\n", "勐腊" },
        { "one quote is a sign like others", "QIAO_SITE=\"Mengla\n", "\"Mengla" },
        { "empty", "QIAO_SITE=\n", "" },
        { "an equals sign inside", "QIAO_SITE=a=b\n", "a=b" },
        { "comments and empty lines", "# x\n\n; y\n  # QIAO_SITE=no\nQIAO_SITE=yes\n#QIAO_SITE=never\n", "yes" },
        { "the mark of a default", "#QIAO_SITE=no\n", NULL },
        { "the last of two counts", "QIAO_SITE=one\nQIAO_SITE=two\n", "two" },
        { "names of others are not ours", "SITE=no\nNOT_OURS=x\n", NULL },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got;

        if (!read_text(cases[i].text))
            fail_msg("%s: %s", cases[i].name, complaint);
        got = getenv("QIAO_SITE");
        if (!got != !cases[i].site || (got && strcmp(got, cases[i].site)))
            fail_msg("%s: %s", cases[i].name, got ? got : "nothing");
        assert_null(getenv("NOT_OURS"));
    }
}

static void wrong_lines_are_named(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        { "QIAO_LANG=lo\nQIAO_SITE\n", "line 2 is not NAME=value" },
        { "=x\n", "line 1 is not NAME=value" },
        { "QIAO_SITE=a \\\nb\n", "line 1 goes on in the next line" },
    };
    char *endless = test_malloc(6000);
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(read_text(cases[i].text));
        if (!strstr(complaint, cases[i].said))
            fail_msg("%s", complaint);
    }
    memset(endless, 'x', 5999);
    endless[5999] = '\0';
    assert_false(read_text(endless));
    test_free(endless);
}

static void the_environment_wins(void **state)
{
    (void)state;

    assert_true(read_text("QIAO_SITE=file\n"));
    setenv("QIAO_SITE", "environment", 1);
    assert_true(env_read(path, true, stderr));
    assert_string_equal(getenv("QIAO_SITE"), "environment");
    assert_true(setting_read(stderr));
    assert_string_equal(setting_text(SET_SITE), "environment");
}

static void a_missing_file(void **state)
{
    FILE *to = fmemopen(complaint, sizeof complaint, "w");
    (void)state;

    assert_true(env_read("/tmp/no/such.env", false, to));
    assert_false(env_read("/tmp/no/such.env", true, to));
    assert_false(env_read("/", false, to)); /* a folder is no file */
    fclose(to);
    assert_non_null(strstr(complaint, "/tmp/no/such.env: No such file"));
}

/* The file as it is shipped says nothing that setting.c does not know. */
static void the_shipped_file(void **state)
{
    (void)state;

    assert_int_equal(clearenv(), 0);
    assert_true(env_read("conf/env/common.env", true, stderr));
    assert_true(setting_read(stderr));
    assert_string_equal(setting_text(SET_ORIGIN), "https://qiao.example");
}

static int begin(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int finish(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_as_systemd_reads_them),
        cmocka_unit_test(wrong_lines_are_named),
        cmocka_unit_test(the_environment_wins),
        cmocka_unit_test(a_missing_file),
        cmocka_unit_test(the_shipped_file),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
