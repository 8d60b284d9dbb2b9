/* The answer as bytes: headers, HEAD, redirects, and what is refused. */
#include "http/serve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static struct arena *arena;
static struct buf sent;
static struct http http;
static struct req r;

static bool peer_answer(void *ctx, struct bytes head, struct bytes body)
{
    (void)ctx;
    buf_add(&sent, head.p, head.n);
    buf_add(&sent, body.p, body.n);
    return true;
}

static long peer_read(void *ctx, char *to, size_t n)
{
    (void)ctx, (void)to, (void)n;
    return 0;
}

static bool peer_gone(void *ctx, struct bytes head, struct bytes body)
{
    (void)ctx, (void)head, (void)body;
    return false;
}

static struct fcgi peer = { peer_read, peer_answer, NULL };

static int begin(void **state)
{
    (void)state;
    http = (struct http){ .method = M_GET, .cookie_text = "", .fcgi = &peer };
    r = (struct req){ .arena = arena, .http = &http, .id = "abc" };
    sent = (struct buf){ .arena = arena };
    return 0;
}

static void body(const char *text)
{
    reply_body(&r, "text/html; charset=utf-8", (struct bytes){ (const unsigned char *)text, strlen(text) });
}

static const char *send(void)
{
    assert_int_equal(reply_send(&r), OK);
    return sent.p;
}

static void plain(void **state)
{
    (void)state;
    body("hello");
    assert_string_equal(send(), "Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\n"
                                "Cache-Control: no-store\r\nX-Request-Id: abc\r\n\r\nhello");
}

static void empty(void **state)
{
    (void)state;
    reply_status(&r, 404);
    assert_int_equal(reply_get_status(&r), 404);
    assert_string_equal(send(), "Status: 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                "Content-Length: 0\r\nCache-Control: no-store\r\nX-Request-Id: abc\r\n\r\n");
}

static void head_has_no_body(void **state)
{
    (void)state;
    http.method = M_HEAD;
    body("hello");
    assert_non_null(strstr(send(), "Content-Length: 5\r\n"));
    assert_null(strstr(sent.p, "hello"));
}

static void not_modified(void **state)
{
    (void)state;
    reply_status(&r, 304);
    reply_header(&r, "ETag", "\"x\"");
    reply_header(&r, "Cache-Control", "private, no-cache");
    body("hello");
    assert_string_equal(send(), "Status: 304 Not Modified\r\nETag: \"x\"\r\nCache-Control: private, no-cache\r\n"
                                "X-Request-Id: abc\r\n\r\n");
}

static void header_replaces(void **state)
{
    (void)state;
    reply_header(&r, "Retry-After", "5");
    reply_header(&r, "retry-after", "9");
    assert_null(strstr(send(), "Retry-After: 5"));
    assert_non_null(strstr(sent.p, "retry-after: 9\r\n"));
}

static void refused_headers(void **state)
{
    static const struct {
        const char *name, *value;
    } cases[] = {
        { "X-A", "a\r\nSet-Cookie: b" }, { "X-A", "a\nb" },          { "X-A", "a\rb" }, { "X-A", "a\x7f" },
        { "X A", "b" },                  { "X-A\r\nX-B", "b" },      { "", "b" },       { "X-A:", "b" },
        { "Content-Length", "9" },       { "transfer-encoding", "chunked" }, { "Status", "200" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin(NULL);
        reply_header(&r, cases[i].name, cases[i].value);
        if (strcmp(send(), "Status: 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\n"
                           "Cache-Control: no-store\r\nX-Request-Id: abc\r\n\r\n"))
            fail_msg("case %zu: %s", i, sent.p);
    }
}

static void type_of_body_is_checked(void **state)
{
    (void)state;
    reply_body(&r, "text/html\r\nX: y", (struct bytes){ NULL, 0 });
    assert_non_null(strstr(send(), "Content-Type: application/octet-stream\r\n"));
}

static void too_many_headers(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++)
        reply_header(&r, arena_fmt(arena, "X-%d", i), "y");
    assert_non_null(strstr(send(), "X-31: y"));
    assert_null(strstr(sent.p, "X-32: y"));
}

static void redirects(void **state)
{
    static const struct {
        const char *path;
        enum err e;
    } cases[] = {
        { "/", OK },
        { "/apply/form?id=1&x=%20", OK },
        { "/a//b", OK },
        { "", ERR_BUG },
        { "apply", ERR_BUG },
        { "//evil.example", ERR_BUG },
        { "/\\evil.example", ERR_BUG },
        { "https://evil.example/", ERR_BUG },
        { "/a\r\nSet-Cookie: x", ERR_BUG },
        { "/\t/evil.example", ERR_BUG },
        { "/a b", ERR_BUG },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin(NULL);
        if (go(&r, cases[i].path) != cases[i].e)
            fail_msg("%s", cases[i].path);
        if (cases[i].e) {
            assert_null(reply_get_place(&r));
            assert_int_equal(reply_get_status(&r), 200);
            continue;
        }
        assert_string_equal(reply_get_place(&r), cases[i].path);
        assert_int_equal(reply_get_status(&r), 303);
        assert_non_null(strstr(send(), arena_fmt(arena, "Status: 303 See Other\r\nLocation: %s\r\n", cases[i].path)));
    }
}

static void clearing(void **state)
{
    (void)state;
    body("secret");
    reply_status(&r, 422);
    reply_header(&r, "X-A", "b");
    reply_cookie(&r, "sid", "x", 0);
    assert_int_equal(go(&r, "/somewhere"), OK);
    reply_clear(&r);
    assert_null(reply_get_place(&r));
    assert_string_equal(send(), "Status: 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\n"
                                "Cache-Control: no-store\r\nX-Request-Id: abc\r\n\r\n");
}

static void nobody_there(void **state)
{
    struct fcgi gone = { peer_read, peer_gone, NULL };

    (void)state;
    http.fcgi = &gone;
    assert_int_equal(reply_send(&r), ERR_BROKEN);
    http.fcgi = NULL;
    assert_int_equal(reply_send(&r), ERR_BUG);
}

static int start(void **state)
{
    (void)state;
    arena = arena_open(1 << 20);
    return 0;
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
        cmocka_unit_test_setup(plain, begin),
        cmocka_unit_test_setup(empty, begin),
        cmocka_unit_test_setup(head_has_no_body, begin),
        cmocka_unit_test_setup(not_modified, begin),
        cmocka_unit_test_setup(header_replaces, begin),
        cmocka_unit_test_setup(refused_headers, begin),
        cmocka_unit_test_setup(type_of_body_is_checked, begin),
        cmocka_unit_test_setup(too_many_headers, begin),
        cmocka_unit_test_setup(redirects, begin),
        cmocka_unit_test_setup(clearing, begin),
        cmocka_unit_test_setup(nobody_there, begin),
    };

    return cmocka_run_group_tests_name("reply", tests, start, finish);
}
