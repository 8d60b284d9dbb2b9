/* Messages as the relay gets them: headers nobody can break out of, lines of bounded length, the same
 * letter with the same Message-ID; and which addresses are addresses. */
#include "post/post.h"

#include "crypt/crypt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;

static struct mail plain_mail(void)
{
    return (struct mail){ .id = 12,
                          .now = 1767225599 /* 2025-12-31 23:59:59 UTC */,
                          .from = "post@qiao.test",
                          .site = "",
                          .origin = "https://qiao.test",
                          .to = "somsak@example.test",
                          .tag = "en",
                          .subject = "Your application",
                          .text = "Hello\n\nGood day\n" };
}

static const char *make(const struct mail *m)
{
    struct bytes b = mail_make(arena, m);

    return arena_strn(arena, (const char *)b.p, b.n);
}

/* Value of a header, folded lines joined as they are. */
static const char *header(const char *message, const char *name)
{
    const char *at = strstr(message, arena_fmt(arena, "\r\n%s: ", name)), *end;

    if (!at && strncmp(message, arena_fmt(arena, "%s: ", name), strlen(name) + 2) == 0)
        at = message - 2;
    if (!at)
        return "";
    at += strlen(name) + 4;
    for (end = strstr(at, "\r\n"); end[2] == ' '; end = strstr(end + 2, "\r\n"))
        ;
    return arena_strn(arena, at, (size_t)(end - at));
}

static unsigned digit(char c)
{
    const char *all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
               *at = strchr(all, c);

    assert_non_null(at);
    return (unsigned)(at - all);
}

/* Base64 up to the first character that is none of it, line ends skipped. */
static void decode(struct buf *to, const char *s)
{
    uint32_t v = 0;
    unsigned bits = 0;

    for (; *s && (*s == '\r' || *s == '\n' || (*s != '=' && *s != '?' && *s != '-')); s++) {
        if (*s == '\r' || *s == '\n')
            continue;
        v = v << 6 | digit(*s);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            buf_add(to, &(char){ (char)(v >> bits & 0xff) }, 1);
        }
    }
}

static const char *words(const char *value)
{
    struct buf b = { .arena = arena };

    buf_str(&b, "");
    for (const char *at = value; (at = strstr(at, "=?UTF-8?B?")) != NULL; at++)
        decode(&b, at + 10);
    return b.p;
}

static const char *part(const char *message, const char *type)
{
    struct buf b = { .arena = arena };
    const char *at = strstr(message, arena_fmt(arena, "Content-Type: %s", type));

    assert_non_null(at);
    at = strstr(at, "\r\n\r\n");
    assert_non_null(at);
    decode(&b, at + 4);
    return b.p;
}

static size_t longest_line(const char *s)
{
    size_t longest = 0;

    for (const char *end; (end = strstr(s, "\r\n")) != NULL; s = end + 2)
        longest = (size_t)(end - s) > longest ? (size_t)(end - s) : longest;
    assert_string_equal(s, ""); /* the last line is ended too */
    return longest;
}

static void headers(void **state)
{
    struct mail m = plain_mail();
    const char *s = make(&m);

    (void)state;
    assert_string_equal(header(s, "From"), "<post@qiao.test>");
    assert_string_equal(header(s, "To"), "<somsak@example.test>");
    assert_string_equal(header(s, "Subject"), "Your application");
    assert_string_equal(header(s, "Date"), "Wed, 31 Dec 2025 23:59:59 +0000");
    assert_string_equal(header(s, "Content-Language"), "en");
    assert_string_equal(header(s, "Auto-Submitted"), "auto-generated");
    assert_string_equal(header(s, "MIME-Version"), "1.0");
    assert_string_equal(part(s, "text/plain"), "Hello\r\n\r\nGood day\r\n\r\n");
    assert_true(longest_line(s) <= 78);
}

static void same_letter_same_id(void **state)
{
    struct mail m = plain_mail();
    const char *first = header(make(&m), "Message-ID");
    size_t n = strlen(first);

    (void)state;
    m.now += 100;
    m.subject = "Another";
    assert_string_equal(header(make(&m), "Message-ID"), first);
    assert_true(n > 34 && first[0] == '<' && strcmp(first + n - 11, "@qiao.test>") == 0);
    m.id = 13;
    assert_string_not_equal(header(make(&m), "Message-ID"), first);
}

static void subjects(void **state)
{
    static const struct {
        const char *subject, *read;
    } cases[] = {
        { "申请已收到", NULL },
        { "ໃບສະໝັກຂອງທ່ານຖືກສົ່ງແລ້ວ: ສູນການສຶກສາ ແລະ ຝຶກອົບຮົມ ຈີນ-ອາຊຽນ ເມືອງຫຼ້າ", NULL },
        { "Your application to the education and training centre of Mengla has been received", NULL },
        { "=?UTF-8?B?ZXZpbA==?=", NULL }, /* must come out as typed, not decoded */
        { "a\r\nBcc: x@example.test", "a  Bcc: x@example.test" },
        { "ແ\nBcc: x@example.test", "ແ Bcc: x@example.test" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mail m = plain_mail();
        const char *s, *got;

        m.subject = cases[i].subject;
        s = make(&m);
        got = header(s, "Subject");
        if (strncmp(got, "=?UTF-8?B?", 10) == 0)
            got = words(got);
        assert_string_equal(got, cases[i].read ? cases[i].read : cases[i].subject);
        assert_string_equal(header(s, "Bcc"), "");
        assert_true(longest_line(s) <= 78);
    }
}

/* Every word must be whole UTF-8 by itself (RFC 2047, 5). */
static void words_are_cut_between_letters(void **state)
{
    struct mail m = plain_mail();
    const char *at;

    (void)state;
    m.subject =
        "x\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81"
        "\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81\xe0\xba\x81";
    at = header(make(&m), "Subject");
    for (unsigned n = 0; (at = strstr(at, "=?UTF-8?B?")) != NULL; at++, n++) {
        struct buf b = { .arena = arena };

        decode(&b, at + 10);
        assert_true(((unsigned char)b.p[0] & 0xc0) != 0x80);
        assert_true(n < 3);
    }
}

static void senders(void **state)
{
    struct mail m = plain_mail();

    (void)state;
    m.site = "Mengla centre";
    assert_string_equal(header(make(&m), "From"), "\"Mengla centre\" <post@qiao.test>");
    m.site = "勐腊";
    assert_string_equal(header(make(&m), "From"), "=?UTF-8?B?5YuQ6IWK?=\r\n <post@qiao.test>");
    m.site = "a\" <x@example.test>, \"b";
    assert_string_equal(words(header(make(&m), "From")), m.site);
    assert_null(strchr(header(make(&m), "From"), ','));
}

static void html(void **state)
{
    static const struct {
        const char *text, *body;
    } cases[] = {
        { "a\nb\n\nc", "<p>a<br>\r\nb</p>\r\n<p>c</p>" },
        { "<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#39;</p>" },
        { "See https://qiao.test/apply/?id=5.",
          "<p>See <a href=\"https://qiao.test/apply/?id=5\">https://qiao.test/apply/?id=5</a>.</p>" },
        { "(https://qiao.test)", "<p>(<a href=\"https://qiao.test\">https://qiao.test</a>)</p>" },
        { "https://qiao.test.evil.test/", "<p>https://qiao.test.evil.test/</p>" },
        { "https://qiao.test@evil.test/", "<p>https://qiao.test@evil.test/</p>" },
        { "https://evil.test/", "<p>https://evil.test/</p>" },
        { "https://qiao.test/\"><script>",
          "<p><a href=\"https://qiao.test/\">https://qiao.test/</a>&quot;&gt;&lt;script&gt;</p>" },
        { "ends\n", "<p>ends</p>" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mail m = plain_mail();
        const char *s;

        m.text = cases[i].text;
        s = part(make(&m), "text/html");
        if (!strstr(s, arena_fmt(arena, "<body>\r\n%s\r\n</body>", cases[i].body)))
            fail_msg("%s\nbecame\n%s", cases[i].text, s);
    }
}

static void long_text(void **state)
{
    struct mail m = plain_mail();
    struct buf b = { .arena = arena };

    (void)state;
    for (int i = 0; i < 20000; i++)
        buf_str(&b, "ກ");
    m.text = b.p;
    assert_string_equal(part(make(&m), "text/plain"), arena_fmt(arena, "%s\r\n", b.p));
    assert_true(longest_line(make(&m)) <= 78);
}

static void addresses(void **state)
{
    static const struct {
        const char *name, *address, *ret;
    } cases[] = {
        { "plain", "somsak@example.test", "somsak@example.test" },
        { "tagged", "a.b+c@example.test", "a.b+c@example.test" },
        { "IDN", "li@例え.テスト", "li@xn--r8jz45g.xn--zckzah" },
        { "IDN, Lao", "li@ລາວ.test", "li@xn--q7ce6a.test" },
        { "local part in Chinese", "李@example.test", "李@example.test" },
        { "none", "", NULL },
        { "no domain", "a@", NULL },
        { "no local part", "@example.test", NULL },
        { "no at", "example.test", NULL },
        { "two ats", "a@b@example.test", NULL },
        { "line break", "a@example.test\r\nRCPT TO:<b@example.test>", NULL },
        { "tab", "a\t@example.test", NULL },
        { "blank", "a b@example.test", NULL },
        { "brackets", "<a@example.test>", NULL },
        { "several", "a@example.test,b@example.test", NULL },
        { "quoted", "\"a b\"@example.test", NULL },
        { "domain with a slash", "a@example.test/x", NULL },
        { "domain with a percent", "a@exam%70le.test", NULL },
        { "local part too long",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.test", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got = relay_address(arena, cases[i].address);

        print_message("address: %s\n", cases[i].name);
        if (cases[i].ret) {
            assert_non_null(got);
            assert_string_equal(got, cases[i].ret);
        } else {
            assert_null(got);
        }
    }
}

static void tries(void **state)
{
    static const int64_t after[] = { 0, 60, 300, 1800, 7200, 43200, 86400, 0, 0 };

    (void)state;
    for (unsigned i = 0; i < 9; i++)
        assert_int_equal(mail_retry_s(i), after[i]);
}

static int secrets(void **state)
{
    char folder[] = "/tmp/qiao-mail-XXXXXX";
    bool right;

    (void)state;
    arena = arena_open((size_t)64 << 20);
    right = mkdtemp(folder) && crypt_make(folder) && crypt_open(folder);
    unlink(arena_fmt(arena, "%s/hmac.key", folder));
    unlink(arena_fmt(arena, "%s/seal.keys", folder));
    unlink(arena_fmt(arena, "%s/sms.key", folder));
    rmdir(folder);
    return right ? 0 : 1;
}

static int forget(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers),   cmocka_unit_test(same_letter_same_id),
        cmocka_unit_test(subjects),  cmocka_unit_test(words_are_cut_between_letters),
        cmocka_unit_test(senders),   cmocka_unit_test(html),
        cmocka_unit_test(long_text), cmocka_unit_test(addresses),
        cmocka_unit_test(tries),
    };

    return cmocka_run_group_tests(tests, secrets, forget);
}
