/* The head of a request: what is taken, and what breaks it. */
#include "http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static struct arena *arena;

#define ID "0123456789abcdef0123456789abcdef"
static const char *const good[] = { "FCGI_ROLE=RESPONDER",  "REQUEST_METHOD=GET", "DOCUMENT_URI=/apply/",
                                    "REMOTE_ADDR=10.0.0.1", "SERVER_NAME=qiao",   "REQUEST_ID=" ID, NULL };

enum { ROOM = 200 };

/* The good head without entry `less` (-1: none), with some more. */
static enum err read_head(struct req *r, int less, const char *const *more)
{
    char *envp[ROOM + 1] = { NULL };
    size_t n = 0;

    for (int i = 0; good[i]; i++)
        if (i != less)
            envp[n++] = arena_str(arena, good[i]);
    for (; more && *more && n < ROOM; more++)
        envp[n++] = arena_str(arena, *more);
    *r = (struct req){ .arena = arena };
    return http_read(r, envp);
}

#define MORE(...) (const char *const[]) { __VA_ARGS__, NULL }

static void whole(void **state)
{
    struct req r;
    enum err e = read_head(&r, -1, MORE("QUERY_STRING=a=1&b=%20", "CONTENT_LENGTH=12", "CONTENT_TYPE=x/y",
                                        "HTTP_COOKIE=c=1", "HTTP_USER_AGENT=ua", "HTTP_ACCEPT_LANGUAGE=lo",
                                        "HTTP_ORIGIN=https://o", "HTTP_SEC_FETCH_SITE=same-origin",
                                        "HTTP_IF_NONE_MATCH=\"e\"", "HTTP_HOST=evil", "EMPTY="));

    (void)state;
    assert_int_equal(e, OK);
    assert_string_equal(r.id, ID);
    assert_int_equal(r.http->method, M_GET);
    assert_string_equal(r.http->path, "/apply/");
    assert_string_equal(r.http->query_text, "a=1&b=%20");
    assert_int_equal(r.http->query.n, 2);
    assert_string_equal(params_find(&r.http->query, "b")->value, " ");
    assert_null(params_find(&r.http->query, "c"));
    assert_string_equal(r.http->address, "10.0.0.1");
    assert_int_equal(r.http->length, 12);
    assert_string_equal(r.http->type, "x/y");
    assert_string_equal(r.http->cookie_text, "c=1");
    assert_string_equal(r.http->agent, "ua");
    assert_string_equal(r.http->language, "lo");
    assert_string_equal(r.http->origin, "https://o");
    assert_string_equal(r.http->fetch_site, "same-origin");
    assert_string_equal(r.http->if_none_match, "\"e\"");
}

static void absent_is_empty(void **state)
{
    struct req r;

    (void)state;
    assert_int_equal(read_head(&r, -1, NULL), OK);
    assert_string_equal(r.http->query_text, "");
    assert_string_equal(r.http->cookie_text, "");
    assert_string_equal(r.http->origin, "");
    assert_string_equal(r.http->type, "");
    assert_int_equal(r.http->length, -1);
    assert_int_equal(r.http->query.n, 0);
    assert_int_equal(read_head(&r, -1, MORE("CONTENT_LENGTH=")), OK);
    assert_int_equal(r.http->length, -1);
}

static void each_must_be_there(void **state)
{
    struct req r;

    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(read_head(&r, i, NULL), ERR_BROKEN);
        assert_non_null(r.http); /* can still be answered */
        assert_int_equal(strlen(r.id), 32);
        assert_non_null(r.http->path);
    }
    assert_int_equal(read_head(&r, 2, MORE("DOCUMENT_URI=")), ERR_BROKEN);
    assert_int_equal(read_head(&r, 4, MORE("SERVER_NAME=")), OK);
}

static void broken(void **state)
{
    static const struct {
        const char *name;
        int less;
        const char *more;
        enum err e;
    } cases[] = {
        { "authorizer", 0, "FCGI_ROLE=AUTHORIZER", ERR_BROKEN },
        { "second role", -1, "FCGI_ROLE=RESPONDER", ERR_BROKEN },
        { "second method", -1, "REQUEST_METHOD=GET", ERR_BROKEN },
        { "second address", -1, "REMOTE_ADDR=10.0.0.2", ERR_BROKEN },
        { "no equals", -1, "REQUEST", ERR_BROKEN },
        { "no name", -1, "=x", ERR_BROKEN },
        { "relative path", 2, "DOCUMENT_URI=apply", ERR_BROKEN },
        { "path with line feed", 2, "DOCUMENT_URI=/a\nb", ERR_BROKEN },
        { "length negative", -1, "CONTENT_LENGTH=-1", ERR_BROKEN },
        { "length signed", -1, "CONTENT_LENGTH=+1", ERR_BROKEN },
        { "length with blank", -1, "CONTENT_LENGTH= 1", ERR_BROKEN },
        { "length no number", -1, "CONTENT_LENGTH=1x", ERR_BROKEN },
        { "length huge", -1, "CONTENT_LENGTH=9999999999999999999", ERR_BROKEN },
        { "malformed query", -1, "QUERY_STRING=a=%", ERR_BROKEN },
        { "NUL in query", -1, "QUERY_STRING=a=%00", ERR_BROKEN },
        { "unknown parameter", -1, "SCRIPT_FILENAME=/x", OK },
    };
    struct req r;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_head(&r, cases[i].less, MORE(cases[i].more)) != cases[i].e)
            fail_msg("%s", cases[i].name);
}

/* nginx 1.22 passes what the client repeated. */
static void doubles(void **state)
{
    struct req r;

    (void)state;
    assert_int_equal(read_head(&r, -1, MORE("HTTP_X_FOO=1", "HTTP_X_FOO=2")), OK);
    assert_int_equal(read_head(&r, -1, MORE("HTTP_ORIGIN=first", "HTTP_ORIGIN=second")), OK);
    assert_string_equal(r.http->origin, "first");
    assert_int_equal(read_head(&r, -1, MORE("HTTP_COOKIE=a=1", "HTTP_COOKIE=b=1")), ERR_BROKEN);
    assert_int_equal(read_head(&r, -1, MORE("HTTP_COOKIES=a=1", "HTTP_COOKIES=b=1")), OK);
    assert_int_equal(read_head(&r, -1, MORE("QUERY_STRING=a", "QUERY_STRING=b")), ERR_BROKEN);
}

static void limits(void **state)
{
    const char *many[ROOM + 1] = { NULL };
    char name[HTTP_NAME_MAX + 4], value[HTTP_VALUE_MAX + 8];
    struct req r;

    (void)state;
    memset(name, 'N', sizeof name);
    memcpy(name + HTTP_NAME_MAX, "=", 2);
    assert_int_equal(read_head(&r, -1, MORE(name)), OK);
    memcpy(name + HTTP_NAME_MAX, "N=", 3);
    assert_int_equal(read_head(&r, -1, MORE(name)), ERR_BROKEN);
    memset(value, 'v', sizeof value);
    memcpy(value, "V=", 2);
    value[HTTP_VALUE_MAX + 2] = 0;
    assert_int_equal(read_head(&r, -1, MORE(value)), OK);
    memcpy(value, "VV=v", 4);
    value[HTTP_VALUE_MAX + 2] = 'v';
    value[HTTP_VALUE_MAX + 4] = 0;
    assert_int_equal(read_head(&r, -1, MORE(value)), ERR_BROKEN);
    for (int i = 0; i < HTTP_PARAMS_MAX - 6; i++)
        many[i] = arena_fmt(arena, "P%d=x", i);
    assert_int_equal(read_head(&r, -1, many), OK);
    many[HTTP_PARAMS_MAX - 6] = "PX=x";
    assert_int_equal(read_head(&r, -1, many), ERR_BROKEN);
    value[HTTP_VALUE_MAX] = 0;
    for (int i = 0; i < 7; i++)
        many[i] = arena_fmt(arena, "P%d%s", i, value);
    many[7] = NULL;
    assert_int_equal(read_head(&r, -1, many), ERR_BROKEN); /* 48 KiB in all */
    many[5] = NULL;
    assert_int_equal(read_head(&r, -1, many), OK);
    memset(value, 'c', sizeof value);
    memcpy(value, "HTTP_COOKIE=", 12);
    value[12 + HTTP_COOKIE_MAX] = 0;
    assert_int_equal(read_head(&r, -1, MORE(value)), OK);
    value[12 + HTTP_COOKIE_MAX] = 'c';
    value[13 + HTTP_COOKIE_MAX] = 0;
    assert_int_equal(read_head(&r, -1, MORE(value)), ERR_BROKEN);
}

static void methods(void **state)
{
    static const struct {
        const char *text;
        enum method m;
    } cases[] = {
        { "REQUEST_METHOD=GET", M_GET },     { "REQUEST_METHOD=HEAD", M_HEAD },  { "REQUEST_METHOD=POST", M_POST },
        { "REQUEST_METHOD=get", M_OTHER },   { "REQUEST_METHOD=PUT", M_OTHER }, { "REQUEST_METHOD=FOO", M_OTHER },
        { "REQUEST_METHOD=POSTS", M_OTHER },
    };
    struct req r;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_head(&r, 1, MORE(cases[i].text)), OK);
        assert_int_equal(r.http->method, cases[i].m);
    }
}

static void request_ids(void **state)
{
    static const char *const wrong[] = { "REQUEST_ID=", "REQUEST_ID=short", "REQUEST_ID=" ID "0",
                                         "REQUEST_ID=0123456789ABCDEF0123456789ABCDEF",
                                         "REQUEST_ID=0123456789abcdef\n123456789abcdef" };
    char last[40] = "";
    struct req r;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(read_head(&r, 5, MORE(wrong[i])), OK);
        assert_int_equal(strlen(r.id), 32);
        assert_int_equal(strspn(r.id, "0123456789abcdef"), 32);
        assert_string_not_equal(r.id, last);
        memcpy(last, r.id, sizeof last);
    }
}

static void own_http_is_filled(void **state)
{
    struct http http = { .fcgi = (struct fcgi *)&http };
    struct req r = { .arena = arena, .http = &http };

    (void)state;
    assert_int_equal(http_read(&r, (char *const *)(uintptr_t)good), OK);
    assert_ptr_equal(r.http, &http);
    assert_ptr_equal(http.fcgi, &http);
    assert_string_equal(http.path, "/apply/");
}

static int start(void **state)
{
    (void)state;
    arena = arena_open(64 << 20);
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
        cmocka_unit_test(whole),   cmocka_unit_test(absent_is_empty), cmocka_unit_test(each_must_be_there),
        cmocka_unit_test(broken),  cmocka_unit_test(doubles),         cmocka_unit_test(limits),
        cmocka_unit_test(methods), cmocka_unit_test(request_ids),     cmocka_unit_test(own_http_is_filled),
    };

    return cmocka_run_group_tests_name("request", tests, start, finish);
}
