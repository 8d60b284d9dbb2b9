/* A file of SQL taken apart: quotes and comments hide what looks like the end of a statement. */
#include "data/migrate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { PIECES = 4 };
static const struct {
    const char *name, *script, *piece[PIECES];
} cases[] = {
    { "empty", "", { NULL } },
    { "blanks and comments only", " \n-- nothing; here\n/* nor; here */ # or; here", { NULL } },
    { "empty statements", ";;\n ; SELECT 1;;", { "SELECT 1" } },
    { "one without its semicolon", "SELECT 1", { "SELECT 1" } },
    { "two", "SELECT 1;\nSELECT 2;\n", { "SELECT 1", "SELECT 2" } },
    { "semicolon in a text", "SELECT 'a;b'; SELECT 2", { "SELECT 'a;b'", "SELECT 2" } },
    { "doubled quote", "SELECT 'a'';b'; SELECT 2", { "SELECT 'a'';b'", "SELECT 2" } },
    { "escaped quote", "SELECT 'a\\';b'; SELECT 2", { "SELECT 'a\\';b'", "SELECT 2" } },
    { "double quotes", "SELECT \"--;\"; SELECT 2", { "SELECT \"--;\"", "SELECT 2" } },
    { "a name in backticks knows no backslash", "SELECT `a\\`; SELECT 2", { "SELECT `a\\`", "SELECT 2" } },
    { "comment in the middle", "SELECT 1, -- one;\n2; SELECT 3", { "SELECT 1,  \n2", "SELECT 3" } },
    { "comment instead of a blank", "SELECT/**/1", { "SELECT 1" } },
    { "comment sign in a text", "SELECT '-- /* #', 1;", { "SELECT '-- /* #', 1" } },
    { "two minus signs without a blank", "SELECT 1--1;", { "SELECT 1--1" } },
    { "comment at the end of the file", "SELECT 1; -- end", { "SELECT 1" } },
    { "text that never ends", "SELECT 'a; SELECT 2", { "SELECT 'a; SELECT 2" } },
    { "comment that never ends", "SELECT 1 /* ; SELECT 2", { "SELECT 1" } },
};

static void scripts_come_apart(void **state)
{
    struct arena *a = arena_open(1 << 20);
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i].script, *got;

        for (size_t k = 0; k < PIECES; k++) {
            const char *want = cases[i].piece[k];

            got = script_next(a, &at);
            if (!want != !got || (want && strcmp(want, got)))
                fail_msg("%s: piece %zu is <%s>", cases[i].name, k, got ? got : "(none)");
            if (!want)
                break;
        }
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(scripts_come_apart) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
