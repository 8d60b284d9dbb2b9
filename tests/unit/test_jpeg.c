/* JPEG: what is taken out, what is refused. Named cases, built byte by byte. */
#include "made.h"

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
    J_JFIF = 1,
    J_EXIF = 2,
    J_PHOTOSHOP = 4,
    J_COMMENT = 8,
    J_FRAME = 16,
    J_SCAN = 32,
    J_END = 64,
    J_TRAILER = 128,
    J_XMP = 256,
    J_ICC = 512,
    J_MPF = 1024,
    J_ADOBE = 2048,
    J_FILL = 4096,
    J_EXIF_LITTLE = 8192,
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
    jpeg_make(
        &m, J_WHOLE | J_JFIF | J_XMP | J_PHOTOSHOP | J_ICC | J_MPF | J_ADOBE | J_COMMENT | J_FILL | J_TRAILER,
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
        assert_true(has(&m,
                        "\xff\xe1\0\x22"
                        "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0",
                        36));
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
        { "length under two", "\xff\xe0\0\1", 4 },
        { "length past the end",
          "\xff\xdb\xff\xff"
          "abc",
          7 },
        { "reserved marker", "\xff\x02\0\2", 4 },
        { "a second start", "\xff\xd8", 2 },
        { "restart outside a scan", "\xff\xd0", 2 },
        { "no marker where one must be", "abcd", 4 },
        { "frame too short", "\xff\xc0\0\5\x08\0\1", 7 },
        { "frame with a wrong length", "\xff\xc0\0\x0c\x08\0\1\0\1\1\1\x11\0\0", 14 },
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jpeg_cases),
        cmocka_unit_test(jpeg_keeps_the_picture_only),
        cmocka_unit_test(jpeg_keeps_the_way_up),
        cmocka_unit_test(jpeg_upright_has_no_exif),
        cmocka_unit_test(jpeg_cut_anywhere_is_refused),
        cmocka_unit_test(jpeg_bad_segments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
