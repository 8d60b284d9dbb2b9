/* Files in the database: what is kept, what is refused, who gets it back. Each case is rolled back. */
#include "document_world.h"
#include "http/reply.h"

static const char jpeg[] = "\xff\xd8"
                           "\xff\xe1\0\x0c"
                           "Exif\0GPS!!"
                           "\xff\xc0\0\x0b\x08\2\x58\3\x20\1\1\x11\0"
                           "\xff\xda\0\x08\1\1\0\0\x3f\0"
                           "abcdefgh"
                           "\xff\xd9 and more";
/* The same without the place, and without what follows the end. */
static const char jpeg_kept[] = "\xff\xd8"
                                "\xff\xc0\0\x0b\x08\2\x58\3\x20\1\1\x11\0"
                                "\xff\xda\0\x08\1\1\0\0\x3f\0"
                                "abcdefgh"
                                "\xff\xd9";
static const struct sql count_bodies = { .text = "SELECT COUNT(*) FROM document_body WHERE document = ?" };

static void keeps_and_gives_back(void **state)
{
    struct world *w = *state;
    struct document d = { .id = 0 };
    struct digest hash = hash_sha256(jpeg_kept, sizeof(jpeg_kept) - 1);
    struct bytes body;
    struct rows q;
    uint64_t id;

    assert_null(add(w, jpeg, sizeof(jpeg) - 1, "护照.jpg", &id));
    assert_int_equal(document_list(&w->r, "apply", 7, &q), OK);
    assert_true(document_next(&q, &d));
    assert_int_equal(d.id, id);
    assert_int_equal(d.owner, w->at.owner);
    assert_string_equal(d.kind, "passport");
    assert_string_equal(d.name, "护照.jpg");
    assert_string_equal(d.mime, "image/jpeg");
    assert_int_equal(d.size, sizeof(jpeg_kept) - 1);
    assert_int_equal(d.created_at, w->r.now);
    assert_false(document_next(&q, &d));
    assert_int_equal(db_end(&q), OK);

    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), OK);
    assert_int_equal(body.n, sizeof(jpeg_kept) - 1);
    assert_memory_equal(body.p, jpeg_kept, body.n);
    assert_string_equal(d.name, "护照.jpg");

    assert_int_equal(db_one(&w->r, &ask_raw, ARGS(arg_u(id)), &q), OK);
    assert_null(memmem(db_b(&q, 0).p, db_b(&q, 0).n, "护照", 6));
    assert_memory_equal(db_b(&q, 1).p, hash.b, 32);
    assert_null(memmem(db_b(&q, 2).p, db_b(&q, 2).n, "abcdefgh", 8));
    assert_string_equal(db_s(&q, 3), "none");
    assert_int_equal(db_end(&q), OK);
}

static void largest_file(void **state)
{
    struct world *w = *state;
    char *p = malloc(DOCUMENT_MAX + 1);
    struct document d;
    struct bytes body;
    uint64_t id;

    assert_non_null(p);
    memset(p, ' ', DOCUMENT_MAX + 1);
    memcpy(p, "%PDF-1.7\n1 0 obj ", 17);
    memcpy(p + DOCUMENT_MAX - 20, "startxref 9\n%%EOF\n", 18);
    assert_null(add(w, p, DOCUMENT_MAX, "big.pdf", &id));
    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), OK);
    assert_int_equal(body.n, DOCUMENT_MAX);
    assert_memory_equal(body.p, p, DOCUMENT_MAX);
    assert_string_equal(add(w, p, DOCUMENT_MAX + 1, "bigger.pdf", NULL), "file_size");
    free(p);
}

static void refuses(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t n;
        const char *fault;
    } cases[] = {
        { "nothing", "", 0, "file_empty" },
        { "a page under another name", "<html>", 6, "file_type" },
        { "a page behind the first line", "%PDF-1.4\n<html>%%EOF", 20, "file_type" },
        { "a picture cut off", jpeg, 40, "file_broken" },
    };
    struct world *w = *state;
    struct rows q;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("refused: %s\n", cases[i].name);
        assert_string_equal(add(w, cases[i].bytes, cases[i].n, "a.pdf", NULL), cases[i].fault);
    }
    assert_int_equal(document_list(&w->r, "apply", 7, &q), OK);
    assert_false(db_next(&q));
    assert_int_equal(db_end(&q), OK);
}

static void names(void **state)
{
    static const struct {
        const char *sent, *kept;
    } cases[] = {
        { "../../etc/passwd", "passwd" },
        { "C:\\Users\\x\\pass.jpg", "pass.jpg" },
        { "..", "" },
        { "...", "" },
        { "/", "" },
        { "", "" },
        { "\xe2\x80\xae"
          "gpj.exe",
          "gpj.exe" }, /* right to left override */
        { "a\nb.pdf", "" },
        { "\xff\xfe.pdf", "" },
        { "ໜັງສືຜ່ານແດນ.pdf", "ໜັງສືຜ່ານແດນ.pdf" },
        { "<script>.pdf", "<script>.pdf" }, /* shown escaped, like all text of people */
    };
    struct world *w = *state;
    struct document d;
    struct rows q;
    char lao[400] = "";

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        w->at.case_id = 100 + i;
        assert_null(add(w, pdf, sizeof(pdf) - 1, cases[i].sent, NULL));
        assert_int_equal(document_list(&w->r, "apply", w->at.case_id, &q), OK);
        assert_true(document_next(&q, &d));
        assert_string_equal(d.name, cases[i].kept);
    }
    for (int i = 0; i < 130; i++)
        strcat(lao, "ກ"); /* three bytes each */
    w->at.case_id = 99;
    assert_null(add(w, pdf, sizeof(pdf) - 1, lao, NULL));
    assert_int_equal(document_list(&w->r, "apply", 99, &q), OK);
    assert_true(document_next(&q, &d));
    assert_int_equal(strlen(d.name), 255);
    assert_memory_equal(d.name, lao, 255);
}

static void scope(void **state)
{
    struct world *w = *state;
    struct document d;
    struct bytes body;
    struct rows q;
    uint64_t id;

    assert_null(add(w, pdf, sizeof(pdf) - 1, "a.pdf", &id));
    assert_int_equal(document_open(&w->r, id, "apply", 8, &d, &body), ERR_GONE);
    assert_int_equal(document_open(&w->r, id, "insure", 7, &d, &body), ERR_GONE);
    assert_int_equal(document_open(&w->r, id + 1, "apply", 7, &d, &body), ERR_GONE);
    assert_int_equal(document_drop(&w->r, id, "apply", 7, w->at.owner + 1), ERR_GONE);
    assert_int_equal(document_drop(&w->r, id, "apply", 8, w->at.owner), ERR_GONE);
    assert_int_equal(document_drop(&w->r, id, "insure", 7, w->at.owner), ERR_GONE);
    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), OK);
    assert_int_equal(document_drop(&w->r, id, "apply", 7, w->at.owner), OK);
    assert_int_equal(document_open(&w->r, id, "apply", 7, &d, &body), ERR_GONE);
    assert_int_equal(db_one(&w->r, &count_bodies, ARGS(arg_u(id)), &q), OK);
    assert_int_equal(db_u(&q, 0), 0);
}

static const struct sql change_hash = { .text = "UPDATE document SET sha256 = REPEAT('x', 32) WHERE id = ?" };
static const struct sql change_owner = { .text = "UPDATE document SET owner = ? WHERE id = ?" };
static const struct sql change_body = { .text = "UPDATE document_body SET body = INSERT(body, LENGTH(body) - "
                                                "20, 1, CHAR(ORD(SUBSTR(body, -21, 1)) ^ 1)) "
                                                "WHERE document = ?" };
static const struct sql swap_bodies = { .text = "UPDATE document_body a JOIN document_body b ON b.document = "
                                                "? SET a.body = b.body WHERE a.document = ?" };

static void damage(void **state)
{
    struct world *w = *state;
    struct document d;
    struct bytes body;
    struct rows q;
    uint64_t one, two, three, four;

    assert_null(add(w, pdf, sizeof(pdf) - 1, "1.pdf", &one));
    assert_null(add(w, pdf, sizeof(pdf) - 1, "2.pdf", &two));
    assert_null(add(w, pdf, sizeof(pdf) - 1, "3.pdf", &three));
    assert_null(add(w, pdf, sizeof(pdf) - 1, "4.pdf", &four));
    assert_int_equal(db_do_one(&w->r, &change_hash, ARGS(arg_u(one))), OK);
    assert_int_equal(document_open(&w->r, one, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(db_do_one(&w->r, &change_body, ARGS(arg_u(two))), OK);
    assert_int_equal(document_open(&w->r, two, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(db_do_one(&w->r, &swap_bodies, ARGS(arg_u(four), arg_u(three))), OK);
    assert_int_equal(document_open(&w->r, three, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(document_open(&w->r, four, "apply", 7, &d, &body), OK);
    /* Another owner's row: neither the bytes nor the name open, but the list stays readable. */
    assert_int_equal(
        db_do_one(&w->r, &change_owner, ARGS(arg_u(make_owner(&w->r, "other@example.test")), arg_u(four))),
        OK);
    assert_int_equal(document_open(&w->r, four, "apply", 7, &d, &body), ERR_BUG);
    assert_int_equal(document_list(&w->r, "apply", 7, &q), OK);
    for (int i = 0; i < 4; i++)
        assert_true(document_next(&q, &d));
    assert_int_equal(d.id, four);
    assert_string_equal(d.name, "");
}

static const char *header_of(const struct reply *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->list[i].name, name) == 0)
            return p->list[i].value;
    return "";
}

static void sends(void **state)
{
    static const struct {
        const char *name, *mime, *header;
    } cases[] = {
        { "护照.pdf", "application/pdf",
          "filename=\"document-5.pdf\"; filename*=UTF-8''%E6%8A%A4%E7%85%A7.pdf" },
        { "a b.JPEG", "image/jpeg", "filename=\"document-5.jpg\"; filename*=UTF-8''a%20b.JPEG" },
        { "evil.html", "application/pdf", "filename=\"document-5.pdf\"; filename*=UTF-8''evil.html.pdf" },
        { "\"; x=\"y\r\nSet-Cookie: a=b", "image/png",
          "filename=\"document-5.png\"; filename*=UTF-8''%22%3B%20x%3D%22y%0D%0ASet-Cookie%3A%20a%3Db.png" },
        { "", "image/png", "filename=\"document-5.png\"; filename*=UTF-8''document-5.png" },
    };
    struct world *w = *state;
    struct bytes body = { (const unsigned char *)pdf, 10 };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct reply *p;

        w->http.reply = NULL;
        assert_int_equal(
            document_send(&w->r, &(struct document){ .id = 5, .name = cases[i].name, .mime = cases[i].mime },
                          body),
            OK);
        p = w->http.reply;
        assert_int_equal(p->status, 200);
        assert_string_equal(p->type, cases[i].mime);
        assert_ptr_equal(p->body.p, body.p);
        assert_int_equal(p->body.n, 10);
        assert_string_equal(header_of(p, "Content-Disposition"),
                            arena_fmt(w->r.arena, "attachment; %s", cases[i].header));
        assert_string_equal(header_of(p, "X-Content-Type-Options"), "nosniff");
        assert_string_equal(header_of(p, "Content-Security-Policy"), "sandbox; default-src 'none'");
        assert_string_equal(header_of(p, "Cache-Control"), "no-store");
    }
    assert_int_equal(
        document_send(&w->r, &(struct document){ .id = 5, .name = "a", .mime = "text/html" }, body), ERR_BUG);
}

static void statements(void **state)
{
    struct world *w = *state;

    for (const struct sql *const *q = document_sql; *q; q++)
        assert_null(db_check(&w->r, *q));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(keeps_and_gives_back),
        CASE(largest_file),
        CASE(refuses),
        CASE(names),
        CASE(scope),
        CASE(damage),
        CASE(sends),
        CASE(statements),
    };

    return is_ready() ? cmocka_run_group_tests(tests, NULL, NULL) : 2;
}
