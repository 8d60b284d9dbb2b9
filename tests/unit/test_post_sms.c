/* What the gateway for SMS gets: JSON nobody can break out of, the same id at each try, and a signature that a second
 * implementation agrees with. */
#include "post/post.h"

#include "crypt/crypt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;

static const char *make(uint64_t id, const char *text)
{
    struct bytes b = sms_make(arena, &(struct sms){ .id = id, .now = 1, .to = "+8562055551234", .text = text });

    return arena_strn(arena, (const char *)b.p, b.n);
}

static void text_stays_text(void **state)
{
    static const struct {
        const char *text, *json;
    } cases[] = {
        { "Qiao: 123456", "\"text\":\"Qiao: 123456\"}" },
        { "ລະຫັດ 验证码 😀", "\"text\":\"ລະຫັດ 验证码 😀\"}" },
        { "\",\"to\":\"+1", "\"text\":\"\\\",\\\"to\\\":\\\"+1\"}" },
        { "a\\b\nc\td\x01", "\"text\":\"a\\\\b\\u000ac\\u0009d\\u0001\"}" },
        { "", "\"text\":\"\"}" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *json = make(7, cases[i].text);

        assert_int_equal(strncmp(json, "{\"id\":\"", 7), 0);
        assert_int_equal(strncmp(json + 7 + 32, "\",\"to\":\"+8562055551234\",", 24), 0);
        assert_string_equal(strstr(json, "\"text\""), cases[i].json);
    }
}

static void the_same_message_has_the_same_id(void **state)
{
    (void)state;
    assert_string_equal(make(7, "x"), make(7, "x"));
    assert_string_not_equal(arena_strn(arena, make(7, "x"), 39), arena_strn(arena, make(8, "x"), 39));
}

/* printf '1767225599.{"id":"1"}' | openssl dgst -sha256 -hmac 0123456789abcdef */
static void signed_over_time_and_body(void **state)
{
    static const char body[] = "{\"id\":\"1\"}";
    struct bytes b = { (const unsigned char *)body, sizeof body - 1 };
    (void)state;

    assert_string_equal(sms_sign(arena, "0123456789abcdef", 1767225599, b),
                        "t=1767225599,v1=d95b1a34ff8569888e0814682c36e78fe1613264b6894470ad371d1f99e82f6d");
    assert_string_not_equal(sms_sign(arena, "0123456789abcdef", 1767225600, b) + 13,
                            sms_sign(arena, "0123456789abcdef", 1767225599, b) + 13);
    assert_string_not_equal(sms_sign(arena, "0123456789abcdee", 1767225599, b),
                            sms_sign(arena, "0123456789abcdef", 1767225599, b));
}

static int begin(void **state)
{
    char folder[] = "/tmp/qiao-sms-XXXXXX";
    bool right;

    (void)state;
    arena = arena_open(1 << 20);
    if (!mkdtemp(folder))
        return -1;
    right = crypt_make(folder) && crypt_open(folder);
    for (size_t i = 0; i < 3; i++) {
        static const char *const files[] = { "hmac.key", "seal.keys", "sms.key" };

        unlink(arena_fmt(arena, "%s/%s", folder, files[i]));
    }
    return right ? rmdir(folder) : -1;
}

static int finish(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(the_same_message_has_the_same_id),
        cmocka_unit_test(signed_over_time_and_body),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
