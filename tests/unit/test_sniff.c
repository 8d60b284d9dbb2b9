/* What may be kept as a file, by its first bytes and its structure; JPEG has a test of its own. */
#include "made.h"

static void png_chunk(struct made *m, const char *type, const void *body, size_t n)
{
    put32(m, (uint32_t)n);
    put(m, type, 4);
    put(m, body, n);
    put32(m, 0); /* CRC, not looked at */
}

static void png_head(struct made *m, uint32_t width, uint32_t height, unsigned depth, unsigned colour)
{
    struct made h = { .n = 0 };

    put32(&h, width);
    put32(&h, height);
    put8(&h, depth);
    put8(&h, colour);
    put(&h, "\0\0", 3);
    put(m, "\x89PNG\r\n\x1a\n", 8);
    png_chunk(m, "IHDR", h.p, h.n);
}

static void png_cases(void **state)
{
    static const struct {
        const char *name;
        uint32_t width, height;
        unsigned depth, colour;
        const char *fault;
    } cases[] = {
        { "plain", 640, 480, 8, 2, NULL },
        { "palette, one bit", 640, 480, 1, 3, NULL },
        { "grey, sixteen bits", 640, 480, 16, 0, NULL },
        { "depth 3", 640, 480, 3, 0, "file_broken" },
        { "colour 1", 640, 480, 8, 1, "file_broken" },
        { "colour 200", 640, 480, 8, 200, "file_broken" },
        { "depth 200", 640, 480, 200, 2, "file_broken" },
        { "no width", 0, 480, 8, 2, "file_broken" },
        { "a bomb of 30 000 x 30 000", 30000, 30000, 8, 2, "file_size" },
        { "the largest number", 2147483647, 2147483647, 8, 2, "file_size" },
        { "more than the standard allows", 4294967295u, 1, 8, 2, "file_broken" },
        { "side at the limit", 12000, 3333, 8, 2, NULL },
        { "side over the limit", 12001, 1, 8, 2, "file_size" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct made m = { .n = 0 };
        const char *fault;

        print_message("png: %s\n", cases[i].name);
        png_head(&m, cases[i].width, cases[i].height, cases[i].depth, cases[i].colour);
        png_chunk(&m, "IDAT", "zzzz", 4);
        png_chunk(&m, "IEND", "", 0);
        fault = run(&m, "image/png");
        if (cases[i].fault) {
            assert_non_null(fault);
            assert_string_equal(fault, cases[i].fault);
        } else {
            assert_null(fault);
        }
    }
}

static void png_keeps_the_picture_only(void **state)
{
    struct made m = { .n = 0 }, want = { .n = 0 };

    (void)state;
    png_head(&m, 10, 10, 8, 2);
    png_chunk(&m, "gAMA", "\0\0\xb1\x8f", 4);
    png_chunk(&m, "eXIf", "MM\0*GPS", 7);
    png_chunk(&m, "tEXt", "Author\0somebody", 15);
    png_chunk(&m, "iTXt", "XML:com.adobe.xmp\0GPS", 21);
    png_chunk(&m, "IDAT", "zzzz", 4);
    png_chunk(&m, "prVt", "<script>", 8);
    png_chunk(&m, "IEND", "", 0);
    png_head(&want, 10, 10, 8, 2);
    png_chunk(&want, "gAMA", "\0\0\xb1\x8f", 4);
    png_chunk(&want, "IDAT", "zzzz", 4);
    png_chunk(&want, "IEND", "", 0);
    assert_null(run(&m, "image/png"));
    assert_int_equal(m.n, want.n);
    assert_memory_equal(m.p, want.p, want.n);
}

static void png_bad_chunks(void **state)
{
    static const struct {
        const char *name;
        const char *type;
        bool data, end;
        const char *after;
    } cases[] = {
        { "bytes after the end", "IDAT", true, true, "PK\3\4" },
        { "one byte after the end", "IDAT", true, true, "\n" },
        { "a second header", "IHDR", true, true, "" },
        { "unknown and vital", "EVIL", true, true, "" },
        { "type is no letters", "ID\1T", true, true, "" },
        { "no data", "pHYs", false, true, "" },
        { "no end", "pHYs", true, false, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct made m = { .n = 0 };

        print_message("png: %s\n", cases[i].name);
        png_head(&m, 10, 10, 8, 2);
        png_chunk(&m, cases[i].type, "body", 4);
        if (cases[i].data)
            png_chunk(&m, "IDAT", "zzzz", 4);
        if (cases[i].end)
            png_chunk(&m, "IEND", "", 0);
        put_text(&m, cases[i].after);
        assert_string_equal(run(&m, ""), "file_broken");
    }
}

static void png_cut_anywhere_is_refused(void **state)
{
    struct made whole = { .n = 0 };

    (void)state;
    png_head(&whole, 10, 10, 8, 2);
    png_chunk(&whole, "IDAT", "zzzz", 4);
    png_chunk(&whole, "IEND", "", 0);
    for (size_t n = 8; n < whole.n; n++) {
        struct made m = whole;

        m.n = n;
        assert_string_equal(run(&m, ""), "file_broken");
    }
}

#define PDF_HEAD "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
#define PDF_TAIL "startxref\n9\n%%EOF\n"

static void other_cases(void **state)
{
    static const struct {
        const char *name, *bytes;
        const char *fault; /* NULL: a PDF that is kept as it is */
    } cases[] = {
        { "pdf", PDF_HEAD PDF_TAIL, NULL },
        { "pdf 2.0", "%PDF-2.0\n1 0 obj\nendobj\n" PDF_TAIL, NULL },
        { "pdf with a page of HTML in it", "%PDF-1.4\n<HTML><script>alert(1)</script>" PDF_HEAD PDF_TAIL,
          "file_type" },
        { "pdf with a program in it", "%PDF-1.4\n<?PHP 1 0 obj " PDF_TAIL, "file_type" },
        { "pdf with the letters of an archive", PDF_HEAD PDF_TAIL "PK\5\6xxxx", NULL },
        { "only the first line", "%PDF-1.4\nhello", "file_broken" },
        { "no end", PDF_HEAD "startxref\n9\n", "file_broken" },
        { "no object", "%PDF-1.4\n" PDF_TAIL, "file_broken" },
        { "no table", PDF_HEAD "%%EOF\n", "file_broken" },
        { "no version", "%PDF-x.y\n1 0 obj\n" PDF_TAIL, "file_broken" },
        { "just the magic", "%PDF-", "file_broken" },
        { "pdf that starts late", " \n%PDF-1.4\n1 0 obj\n" PDF_TAIL, "file_type" },
        { "HTML", "<!DOCTYPE html><html></html>", "file_type" },
        { "SVG", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "file_type" },
        { "GIF", "GIF89a\1\1", "file_type" },
        { "ZIP", "PK\3\4", "file_type" },
        { "script", "#!/bin/sh\n", "file_type" },
        { "one byte", "%", "file_type" },
        { "nothing", "", "file_empty" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct made m = { .n = 0 };
        const char *fault;

        print_message("other: %s\n", cases[i].name);
        put_text(&m, cases[i].bytes);
        fault = run(&m, "application/pdf");
        if (cases[i].fault) {
            assert_non_null(fault);
            assert_string_equal(fault, cases[i].fault);
        } else {
            assert_null(fault);
            assert_int_equal(m.n, strlen(cases[i].bytes));
            assert_memory_equal(m.p, cases[i].bytes, m.n);
        }
    }
}

static void pdf_ends(void **state)
{
    struct made m = { .n = 0 };

    (void)state;
    put_text(&m, PDF_HEAD PDF_TAIL);
    for (int i = 0; i < 1000; i++)
        put8(&m, 0); /* scanners pad */
    assert_null(run(&m, "application/pdf"));
    for (int i = 0; i < 30; i++)
        put8(&m, 0);
    assert_string_equal(run(&m, ""), "file_broken"); /* the end is more than 1 KiB away */
    m.n = 0;
    put_text(&m, PDF_HEAD);
    put(&m, "PK\5\6\0\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\x12\0", 22);
    put_text(&m, PDF_TAIL); /* hidden in the comment of an archive */
    assert_string_equal(run(&m, ""), "file_type");
}

static void names_of_kinds(void **state)
{
    (void)state;
    assert_string_equal(sniff_mime("image/jpeg")->extension[0], "jpg");
    assert_string_equal(sniff_mime("application/pdf")->extension[0], "pdf");
    assert_null(sniff_mime("text/html"));
    assert_null(sniff_mime(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_cases),      cmocka_unit_test(png_keeps_the_picture_only),
        cmocka_unit_test(png_bad_chunks), cmocka_unit_test(png_cut_anywhere_is_refused),
        cmocka_unit_test(other_cases),    cmocka_unit_test(pdf_ends),
        cmocka_unit_test(names_of_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
