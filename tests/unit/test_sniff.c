/* What may be kept as a file and what is taken out of it: named cases, built byte by byte. */
#include "document/sniff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include <cmocka.h>

/* Bytes put together piece by piece; each case starts with an empty one. */
struct made {
    unsigned char p[300000];
    size_t n;
};

static void put(struct made *m, const void *p, size_t n)
{
    assert_true(n <= sizeof(m->p) - m->n);
    memcpy(m->p + m->n, p, n);
    m->n += n;
}

static void put8(struct made *m, unsigned v)
{
    unsigned char b = (unsigned char)v;

    put(m, &b, 1);
}

static void put16(struct made *m, unsigned v)
{
    put8(m, v >> 8);
    put8(m, v & 0xff);
}

static void put32(struct made *m, uint32_t v)
{
    put16(m, v >> 16);
    put16(m, v & 0xffff);
}

static void put_text(struct made *m, const char *s)
{
    put(m, s, strlen(s));
}

static bool has(const struct made *m, const char *what, size_t n)
{
    return memmem(m->p, m->n, what, n) != NULL;
}

/* NULL when it was kept; the bytes are then what is left. */
static const char *run(struct made *m, const char *mime)
{
    const struct kind_of_file *kind = NULL;
    size_t before = m->n;
    const char *fault = sniff(m->p, &m->n, &kind);

    assert_true(m->n <= before);
    if (!fault)
        assert_string_equal(kind->mime, mime);
    else
        assert_null(kind);
    return fault;
}

/* JPEG ---------------------------------------------------------------------------------------- */

static void jpeg_segment(struct made *m, unsigned marker, const void *body, size_t n)
{
    put16(m, 0xff00 | marker);
    put16(m, (unsigned)n + 2);
    put(m, body, n);
}

static void jpeg_frame(struct made *m, unsigned marker, unsigned width, unsigned height)
{
    put16(m, 0xff00 | marker);
    put16(m, 11);
    put8(m, 8);
    put16(m, height);
    put16(m, width);
    put(m, "\1\1\x11\0", 4);
}

static void jpeg_scan(struct made *m)
{
    jpeg_segment(m, 0xda, "\1\1\0\0\x3f\0", 6);
    put(m, "abc\xff\0def\xff\xd0ghi", 13); /* a stuffed 0xff and a restart marker inside */
}

/* An Exif segment with one entry, in the byte order asked for. */
static void jpeg_exif(struct made *m, bool little, unsigned turn)
{
    struct made e = { .n = 0 };

    put(&e, "Exif\0", 6);
    if (little) {
        put(&e, "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0", 18);
        put8(&e, turn);
        put(&e, "\0\0\0", 3);
    } else {
        put(&e, "MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0", 19);
        put8(&e, turn);
        put(&e, "\0\0", 2);
    }
    put_text(&e, "\1\1\1\1 GPS 21.48 N 101.56 E");
    jpeg_segment(m, 0xe1, e.p, e.n);
}

enum jpeg_part {
    J_JFIF = 1, J_EXIF = 2, J_PHOTOSHOP = 4, J_COMMENT = 8, J_FRAME = 16, J_SCAN = 32, J_END = 64,
    J_TRAILER = 128, J_XMP = 256, J_ICC = 512, J_MPF = 1024, J_ADOBE = 2048, J_FILL = 4096, J_EXIF_LITTLE = 8192,
    J_WHOLE = J_FRAME | J_SCAN | J_END
};

static void jpeg_make(struct made *m, unsigned parts, unsigned sof, unsigned width, unsigned height)
{
    put16(m, 0xffd8);
    if (parts & J_JFIF)
        jpeg_segment(m, 0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
    if (parts & (J_EXIF | J_EXIF_LITTLE))
        jpeg_exif(m, parts & J_EXIF_LITTLE, 6);
    if (parts & J_XMP)
        jpeg_segment(m, 0xe1, "http://ns.adobe.com/xap/1.0/\0<x:GPS/>", 37);
    if (parts & J_PHOTOSHOP)
        jpeg_segment(m, 0xed, "Photoshop 3.0\0secret", 20);
    if (parts & J_ICC)
        jpeg_segment(m, 0xe2, "ICC_PROFILE\0\1\1profile", 21);
    if (parts & J_MPF)
        jpeg_segment(m, 0xe2, "MPF\0more pictures", 17);
    if (parts & J_ADOBE)
        jpeg_segment(m, 0xee, "Adobe\0\x64\0\0\0\0\1", 12);
    if (parts & J_COMMENT)
        jpeg_segment(m, 0xfe, "<?php evil(); ?>", 16);
    if (parts & J_FILL)
        put(m, "\xff\xff\xff", 3);
    if (parts & J_FRAME)
        jpeg_frame(m, sof, width, height);
    if (parts & J_SCAN)
        jpeg_scan(m);
    if (parts & J_END)
        put16(m, 0xffd9);
    if (parts & J_TRAILER)
        put_text(m, "PK\3\4 and the GPS of a second picture");
}

static void jpeg_cases(void **state)
{
    static const struct {
        const char *name;
        unsigned parts, sof, width, height;
        const char *fault;
    } cases[] = {
        { "bare", J_WHOLE, 0xc0, 800, 600, NULL },
        { "extended", J_WHOLE, 0xc1, 800, 600, NULL },
        { "progressive", J_WHOLE, 0xc2, 800, 600, NULL },
        { "filled before a marker", J_WHOLE | J_FILL, 0xc0, 800, 600, NULL },
        { "with a trailer", J_WHOLE | J_TRAILER, 0xc0, 800, 600, NULL },
        { "side at the limit", J_WHOLE, 0xc0, 12000, 3333, NULL },
        { "side over the limit", J_WHOLE, 0xc0, 12001, 10, "file_size" },
        { "height over the limit", J_WHOLE, 0xc0, 10, 12001, "file_size" },
        { "40 megapixels", J_WHOLE, 0xc0, 8000, 5000, NULL },
        { "a row more", J_WHOLE, 0xc0, 8000, 5001, "file_size" },
        { "no width", J_WHOLE, 0xc0, 0, 600, "file_broken" },
        { "height told later", J_WHOLE, 0xc0, 800, 0, "file_broken" },
        { "lossless", J_WHOLE, 0xc3, 800, 600, "file_type" },
        { "arithmetic", J_WHOLE, 0xc9, 800, 600, "file_type" },
        { "no frame", J_SCAN | J_END, 0xc0, 800, 600, "file_broken" },
        { "no scan", J_FRAME | J_END, 0xc0, 800, 600, "file_broken" },
        { "cut off in the scan", J_FRAME | J_SCAN, 0xc0, 800, 600, "file_broken" },
        { "cut off in the head", J_JFIF | J_EXIF, 0xc0, 800, 600, "file_broken" },
        { "only the start", J_FILL, 0xc0, 800, 600, "file_broken" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct made m = { .n = 0 };
        const char *fault;

        print_message("jpeg: %s\n", cases[i].name);
        jpeg_make(&m, cases[i].parts, cases[i].sof, cases[i].width, cases[i].height);
        fault = run(&m, "image/jpeg");
        if (cases[i].fault) {
            assert_non_null(fault);
            assert_string_equal(fault, cases[i].fault);
        } else {
            assert_null(fault);
        }
    }
}

static void jpeg_keeps_the_picture_only(void **state)
{
    struct made m = { .n = 0 }, want = { .n = 0 };

    (void)state;
    jpeg_make(&m, J_WHOLE | J_JFIF | J_XMP | J_PHOTOSHOP | J_ICC | J_MPF | J_ADOBE | J_COMMENT | J_FILL | J_TRAILER,
              0xc0, 800, 600);
    jpeg_make(&want, J_WHOLE | J_JFIF | J_ICC | J_ADOBE, 0xc0, 800, 600);
    assert_null(run(&m, "image/jpeg"));
    assert_int_equal(m.n, want.n);
    assert_memory_equal(m.p, want.p, want.n);
}

static void jpeg_keeps_the_way_up(void **state)
{
    static const unsigned order[] = { J_EXIF, J_EXIF_LITTLE };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct made m = { .n = 0 }, again;

        jpeg_make(&m, J_WHOLE | order[i], 0xc0, 800, 600);
        assert_null(run(&m, "image/jpeg"));
        assert_false(has(&m, "GPS", 3));
        assert_true(has(&m, "\xff\xe1\0\x22" "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0", 36));
        again = m;
        assert_null(run(&again, "image/jpeg")); /* cleaning what is clean changes nothing */
        assert_int_equal(again.n, m.n);
        assert_memory_equal(again.p, m.p, m.n);
    }
}

static void jpeg_upright_has_no_exif(void **state)
{
    static const unsigned turns[] = { 0, 1, 9, 255 };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct made m = { .n = 0 };

        put16(&m, 0xffd8);
        jpeg_exif(&m, true, turns[i]);
        jpeg_frame(&m, 0xc0, 800, 600);
        jpeg_scan(&m);
        put16(&m, 0xffd9);
        assert_null(run(&m, "image/jpeg"));
        assert_false(has(&m, "Exif", 4));
    }
}

static void jpeg_cut_anywhere_is_refused(void **state)
{
    struct made whole = { .n = 0 };

    (void)state;
    jpeg_make(&whole, J_WHOLE | J_JFIF | J_EXIF | J_COMMENT | J_ICC, 0xc2, 800, 600);
    for (size_t n = 3; n < whole.n; n++) {
        struct made m = whole;

        m.n = n;
        assert_string_equal(run(&m, ""), "file_broken");
    }
}

static void jpeg_bad_segments(void **state)
{
    static const struct {
        const char *name;
        const char *bytes;
        size_t n;
    } cases[] = {
        { "length under two", "\xff\xe0\0\1", 4 },      { "length past the end", "\xff\xdb\xff\xff" "abc", 7 },
        { "reserved marker", "\xff\x02\0\2", 4 },       { "a second start", "\xff\xd8", 2 },
        { "restart outside a scan", "\xff\xd0", 2 },    { "no marker where one must be", "abcd", 4 },
        { "frame too short", "\xff\xc0\0\5\x08\0\1", 7 }, { "frame with a wrong length",
          "\xff\xc0\0\x0c\x08\0\1\0\1\1\1\x11\0\0", 14 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct made m = { .n = 0 };

        print_message("jpeg: %s\n", cases[i].name);
        put(&m, "\xff\xd8\xff\xdb\0\2", 6);
        put(&m, cases[i].bytes, cases[i].n);
        jpeg_frame(&m, 0xc0, 1, 1);
        jpeg_scan(&m);
        put16(&m, 0xffd9);
        assert_string_equal(run(&m, ""), "file_broken");
    }
}

/* PNG ----------------------------------------------------------------------------------------- */

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

/* PDF and everything else ---------------------------------------------------------------------- */

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
        { "pdf with a page of HTML in it", "%PDF-1.4\n<HTML><script>alert(1)</script>" PDF_HEAD PDF_TAIL, "file_type" },
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
        cmocka_unit_test(jpeg_cases),
        cmocka_unit_test(jpeg_keeps_the_picture_only),
        cmocka_unit_test(jpeg_keeps_the_way_up),
        cmocka_unit_test(jpeg_upright_has_no_exif),
        cmocka_unit_test(jpeg_cut_anywhere_is_refused),
        cmocka_unit_test(jpeg_bad_segments),
        cmocka_unit_test(png_cases),
        cmocka_unit_test(png_keeps_the_picture_only),
        cmocka_unit_test(png_bad_chunks),
        cmocka_unit_test(png_cut_anywhere_is_refused),
        cmocka_unit_test(other_cases),
        cmocka_unit_test(pdf_ends),
        cmocka_unit_test(names_of_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
