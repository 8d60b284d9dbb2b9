/* JSON of people's data: what a text may hold, commas and levels, and that a limit leaves nothing half written. */
#include "base/json.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;

static struct json begin(size_t max)
{
    return (struct json){ .text = { .arena = a }, .max = max };
}

static void texts(void **state)
{
    static const struct {
        const char *in, *out;
    } tries[] = {
        { "", "\"\"" },
        { "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
        { "\x01\x08\t\n\x0b\f\r\x1f\x7f", "\"\\u0001\\u0008\\u0009\\u000a\\u000b\\u000c\\u000d\\u001f\\u007f\"" },
        { "勐腊 ສົມສັກ สมชาย Nguyễn ထင်လင်း សុខ", "\"勐腊 ສົມສັກ สมชาย Nguyễn ထင်လင်း សុខ\"" },
        { "\xf0\x9f\x98\x80\xf0\xa0\x80\x80", "\"\xf0\x9f\x98\x80\xf0\xa0\x80\x80\"" },
        { "\xe2\x80\xa8 \xe2\x80\xa9", "\"\\u2028 \\u2029\"" },
        { "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },          /* a lone surrogate */
        { "\xed\xa0\xbd\xed\xb8\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
        { "\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },                          /* overlong */
        { "x\xe4\xb8", "\"x\xef\xbf\xbd\xef\xbf\xbd\"" },                        /* cut off */
        { "\xef\xbf\xbd", "\"\xef\xbf\xbd\"" },
        { "\xff", "\"\xef\xbf\xbd\"" },
        { "</script>", "\"</script>\"" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct json j = begin(1000);

        json_text(&j, NULL, tries[i].in);
        assert_true(json_is_whole(&j));
        assert_string_equal(j.text.p, tries[i].out);
        assert_true(text_is_utf8(j.text.p, j.text.n));
    }
}

static void nested(void **state)
{
    struct json j = begin(1000);

    (void)state;
    json_open(&j, NULL, '{');
    json_text(&j, "a\"", "x");
    json_text(&j, "none", NULL);
    json_open(&j, "list", '[');
    json_number(&j, NULL, INT64_MIN);
    json_number(&j, NULL, INT64_MAX);
    json_open(&j, NULL, '{');
    json_close(&j);
    json_open(&j, NULL, '[');
    json_close(&j);
    json_bool(&j, NULL, true);
    json_close(&j);
    json_bool(&j, "b", false);
    assert_false(json_is_whole(&j));
    json_close(&j);
    assert_true(json_is_whole(&j));
    assert_string_equal(j.text.p, "{\"a\\\"\":\"x\",\n\"none\":null,\n\"list\":[-9223372036854775808,\n"
                                  "9223372036854775807,\n{},\n[],\ntrue],\n\"b\":false}");
    json_close(&j); /* one too many does nothing */
    assert_true(json_is_whole(&j));
}

/* Whatever the limit: never longer, and whole only when nothing is missing. */
static void bounded(void **state)
{
    (void)state;
    for (size_t max = 0; max < 60; max++) {
        struct json j = begin(max);

        json_open(&j, NULL, '{');
        json_text(&j, "name", "ສົມສັກ\n");
        json_number(&j, "n", 12345);
        json_close(&j);
        assert_true(j.text.n <= max);
        assert_int_equal(json_is_whole(&j), max >= strlen("{\"name\":\"ສົມສັກ\\u000a\",\n\"n\":12345}"));
    }
}

static void too_deep(void **state)
{
    struct json j = begin(1000);

    (void)state;
    for (int i = 0; i < 40; i++)
        json_open(&j, NULL, '[');
    for (int i = 0; i < 40; i++)
        json_close(&j);
    assert_false(json_is_whole(&j));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts), cmocka_unit_test(nested), cmocka_unit_test(bounded), cmocka_unit_test(too_deep),
    };
    int failed;

    a = arena_open(1 << 20);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_close(a);
    return failed;
}
