/* Typed text: what is refused, what is unified, what must stay as it was; words, letters, Zawgyi. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int arena_make(void **state)
{
    (void)state;
    arena = arena_open(64 * 1024 * 1024);
    return 0;
}

static int arena_end(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static int arena_empty(void **state)
{
    (void)state;
    arena_reset(arena);
    return 0;
}

static void utf8_is_strict(void **state)
{
    static const struct {
        const char *name, *s;
        size_t n;
        bool right;
    } cases[] = {
        { "empty", "", 0, true },
        { "ascii", "abc", 3, true },
        { "two bytes, least", "\xc2\x80", 2, true },
        { "three bytes, least", "\xe0\xa0\x80", 3, true },
        { "before the surrogates", "\xed\x9f\xbf", 3, true },
        { "after the surrogates", "\xee\x80\x80", 3, true },
        { "four bytes, least", "\xf0\x90\x80\x80", 4, true },
        { "U+10FFFF", "\xf4\x8f\xbf\xbf", 4, true },
        { "Burmese", "ကျောင်းသား", 30, true },
        { "NUL at the end", "a\0", 2, false },
        { "NUL inside", "a\0b", 3, false },
        { "slash in two bytes", "\xc0\xaf", 2, false },
        { "slash in three bytes", "\xe0\x80\xaf", 3, false },
        { "slash in four bytes", "\xf0\x80\x80\xaf", 4, false },
        { "NUL in two bytes", "\xc0\x80", 2, false },
        { "U+007F in two bytes", "\xc1\xbf", 2, false },
        { "U+07FF in three bytes", "\xe0\x9f\xbf", 3, false },
        { "U+FFFF in four bytes", "\xf0\x8f\xbf\xbf", 4, false },
        { "high surrogate", "\xed\xa0\x80", 3, false },
        { "low surrogate", "\xed\xbf\xbf", 3, false },
        { "U+110000", "\xf4\x90\x80\x80", 4, false },
        { "five bytes", "\xf8\x88\x80\x80\x80", 5, false },
        { "FF", "\xff", 1, false },
        { "lone continuation", "\x80", 1, false },
        { "cut after one", "\xe0", 1, false },
        { "cut after two", "\xe0\xba", 2, false },
        { "cut after three", "\xf0\x9f\x98", 3, false },
        { "next begins too early", "\xe0\xba\x41", 3, false },
        { "length inside a character", "ກ", 2, false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* A copy of exactly n bytes, so that reading beyond is seen. */
        char *copy = memcpy(malloc(cases[i].n + 1), cases[i].s, cases[i].n + 1);
        if (text_is_utf8(copy, cases[i].n) != cases[i].right)
            fail_msg("%s", cases[i].name);
        free(copy);
    }
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10ffff; c++) {
        unsigned char room[8] = { 0 };
        struct buf b = { .arena = arena };
        const char *s;
        if (c >= 0xd800 && c < 0xe000)
            continue;
        b.p = (char *)room;
        b.room = sizeof room;
        text_put(&b, c);
        s = b.p;
        assert_true(text_is_utf8(b.p, b.n));
        assert_int_equal(text_next(&s), c);
        assert_ptr_equal(s, b.p + b.n);
    }
}

static void lengths_are_code_points(void **state)
{
    const char *broken = "a\xff\xe0\xbaz";
    (void)state;

    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("abc"), 3);
    assert_int_equal(text_length("勐腊县"), 3);
    assert_int_equal(text_length("ສະບາຍດີ"), 7);
    assert_int_equal(text_length("😀é"), 2);
    assert_int_equal(text_length("e\u0301"), 2);
    assert_int_equal(text_length(broken), 5); /* never beyond the end */
    assert_int_equal(text_next(&broken), 'a');
    assert_int_equal(text_next(&broken), 0xfffd);
}

enum { L = TEXT_LINES, F = TEXT_FOLD, UP = TEXT_UPPER, LOW = TEXT_LOWER, B = TEXT_BARE };

static const struct clean_case {
    const char *name, *in;
    unsigned flags;
    const char *out; /* NULL: refused */
} clean_cases[] = {
    { "plain", "Anna", 0, "Anna" },
    { "outer blanks", "  Anna\t ", 0, "Anna" },
    { "inner blanks", "Anna \t  Khamvong", 0, "Anna Khamvong" },
    { "ideographic space", "王　明", 0, "王 明" },
    { "no-break space at the ends", "\u00a0Anna\u00a0", 0, "Anna" },
    { "only blanks", " \u3000\u00a0\t", 0, "" },
    { "empty", "", 0, "" },
    { "NFD becomes NFC", "e\u0301 Nguye\u0302\u0303n", 0, "é Nguyễn" },
    { "NFC leaves compatibility forms", "ﬁ ① Ａ", 0, "ﬁ ① Ａ" },
    { "soft hyphen goes", "Kham\u00advong", 0, "Khamvong" },
    { "byte order mark goes", "\ufeffAnna", 0, "Anna" },
    { "right-to-left override goes", "gpj\u202eexe", 0, "gpjexe" },
    { "bidi isolates go", "\u2066a\u2069\u200f\u061c", 0, "a" },
    { "tags go", "a\U000e0041\U000e0001", 0, "a" },
    { "hidden mark does not keep letter and accent apart", "e\u00ad\u0301", 0, "é" },
    { "Khmer zero-width space stays", "ភាសា\u200bខ្មែរ", 0, "ភាសា\u200bខ្មែរ" },
    { "joiners stay", "a\u200cb\u200dc\u2060d", 0, "a\u200cb\u200dc\u2060d" },
    { "emoji keep their selectors", "❤\ufe0f👩\u200d🎓", 0, "❤\ufe0f👩\u200d🎓" },
    { "variant of a Chinese character stays", "葛\U000e0100", 0, "葛\U000e0100" },
    { "zero-width only is empty", "\u200b\u200c \u200d\u2060", 0, "" },
    { "fillers only are empty", "\u3164\u115f", 0, "" },
    { "line feed in a line", "a\nb", 0, NULL },
    { "CR LF in a line", "a@b.c\r\nBcc: d", 0, NULL },
    { "escape", "a\x1b[31m", 0, NULL },
    { "delete", "a\x7f", 0, NULL },
    { "C1 control", "a\xc2\x85" "b", 0, NULL },
    { "NUL is no text", "a\xc0\x80", 0, NULL },
    { "not UTF-8", "\xe9t\xe9", 0, NULL },
    { "line separator in a line", "a\u2028b", 0, "a b" },
    { "vertical tab", "a\vb", L, NULL },
    { "lines: CR LF", "a\r\nb\rc\nd", L, "a\nb\nc\nd" },
    { "lines: outer ones go", "\r\n\n  a\n\nb \n\n", L, "a\n\nb" },
    { "lines: blanks inside stay", "a  b\n  c", L, "a  b\n  c" },
    { "lines: separators", "a\u2028b\u2029c", L, "a\nb\nc" },
    { "fold: full width", "ＡＢ１２－３", F, "AB12-3" },
    { "fold: Lao digits", "໐໑໒໓໔໕໖໗໘໙", F, "0123456789" },
    { "fold: Thai digits", "๐๑๒๓๔๕๖๗๘๙", F, "0123456789" },
    { "fold: Khmer digits", "០១២៣៤៥៦៧៨៩", F, "0123456789" },
    { "fold: Burmese digits", "၀၁၂၃၄၅၆၇၈၉", F, "0123456789" },
    { "fold: Shan digits", "႐႑႒႓႔႕႖႗႘႙", F, "0123456789" },
    { "fold: New Tai Lue digits", "᧐᧑᧒᧓᧔᧕᧖᧗᧘᧙", F, "0123456789" },
    { "digits stay without fold", "໑໒ ๓ ၄", 0, "໑໒ ๓ ၄" },
    { "fold: full-width x of a resident's number", "１１０１０５１９４９１２３１００２ｘ", F | UP, "11010519491231002X" },
    { "fold: Lao letters stay", "ກໍາ", F, "ກໍາ" },
    { "fold: accent with a space of its own", "\u00b4a", F, "\u0301a" },
    { "upper", "e12345é", UP, "E12345é" },
    { "lower", "Anna.K@Mail.LA", LOW, "anna.k@mail.la" },
    { "lower can compose", "H\u0331", LOW, "ẖ" },
    { "bare", " e 1234-5678 ", B | UP, "E12345678" },
    { "bare: all hyphens", "1-2‐3‑4–5—6−7－8", B | F, "12345678" },
    { "bare: blanks of all kinds", "1\u00a02\u30003\u20094\t5", B, "12345" },
    { "bare: zero-width", "12\u200b34\u2060", B, "1234" },
    { "bare: only hyphens", "- - -", B, "" },
    { "bare can compose", "e-\u0301", B, "é" },
    { "bare: lines", "P<UTO\r\nERIKSSON", B | L, "P<UTOERIKSSON" },
};

static void typed_text_is_cleaned(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clean_cases / sizeof *clean_cases; i++) {
        const struct clean_case *c = &clean_cases[i];
        const char *out = text_clean(arena, c->in, strlen(c->in), c->flags), *again;
        if (!out != !c->out || (out && strcmp(out, c->out)))
            fail_msg("%s: got \"%s\"", c->name, out ? out : "(refused)");
        if (!out)
            continue;
        again = text_clean(arena, out, strlen(out), c->flags);
        if (!again || strcmp(again, out))
            fail_msg("%s: changes when cleaned twice", c->name);
    }
    assert_null(text_clean(arena, "a\0b", 3, 0));
    assert_string_equal(text_clean(arena, "abc", 2, 0), "ab");
}

/* Any text: clean again changes nothing, and what is kept is UTF-8 without controls. */
static void cleaning_twice_changes_nothing(void **state)
{
    static const uint32_t spice[] = { ' ', '\t', '-', 'H', 'e', 0x301, 0x331, 0xad, 0x200b, 0x3000, 0x1031, 0x103a,
                                      0xed1, 0xfdfa, 0x2028, 0x1100, 0x1161, 0x11a8, 0xff10, 0xfe0f, 0xa8, 0x345,
                                      0xff9e, 0x30ab, 0x202e, 0x1f600, 0xe33, 0xeb3, 0x17b4, '\n', '\r' };
    unsigned seed = 20260901;
    (void)state;

    for (int round = 0; round < 20000; round++) {
        struct buf b = { .arena = arena };
        unsigned flags;
        const char *once, *twice;
        seed = seed * 1103515245 + 12345;
        flags = seed >> 16 & 31;
        if (flags & LOW) /* both together swap */
            flags &= ~(unsigned)UP;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245 + 12345;
            text_put(&b, seed >> 30 ? spice[(seed >> 12) % (sizeof spice / sizeof *spice)] : 0xa0 + (seed >> 8) % 0x3000);
        }
        if ((once = text_clean(arena, b.p, b.n, flags))) {
            assert_true(text_is_utf8(once, strlen(once)));
            twice = text_clean(arena, once, strlen(once), flags);
            if (!twice || strcmp(once, twice))
                fail_msg("round %d: \"%s\" with %u", round, b.p, flags);
        }
        arena_reset(arena);
    }
}

/* One character may grow to eighteen (U+FDFA): memory follows the text, not a guess. */
static void long_text_fits(void **state)
{
    struct buf b = { .arena = arena };
    const char *out;
    (void)state;

    for (int i = 0; i < 5000; i++)
        buf_str(&b, "ﷺ");
    assert_non_null(out = text_clean(arena, b.p, b.n, F));
    assert_int_equal(text_length(out), 5000 * 18);
}

static void names_need_a_letter(void **state)
{
    static const struct {
        const char *s;
        bool has;
    } cases[] = {
        { "Anna", true },     { "王", true },          { "ສົມຊາຍ", true },   { "မောင်", true },    { "ส", true },
        { "'A", true },       { "", false },           { "123", false },     { "...", false },     { "😀", false },
        { "\u0301", false },  { "\u0eb1\u0eb4", false }, { "\u200b", false }, { "\u3164", false }, { "໑໒", false },
        { "\u1031\u103a", false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_has_letter(cases[i].s) != cases[i].has)
            fail_msg("\"%s\"", cases[i].s);
}

static void zawgyi_is_suspected(void **state)
{
    static const struct {
        const char *name, *s;
        bool zawgyi;
    } cases[] = {
        { "pupil, as UX 7.5 has it", "ေက်ာင္းသား", true },
        { "Myanmar", "ျမန္မာ", true },
        { "country, wide Ra", "ႏိုင္ငံ", true },
        { "hello", "မဂၤလာပါ", true },
        { "E after a blank", "သား ေက်ာင္း", true },
        { "pupil in Unicode", "ကျောင်းသား", false },
        { "Myanmar in Unicode", "မြန်မာ", false },
        { "country in Unicode", "နိုင်ငံ", false },
        { "hello in Unicode", "မင်္ဂလာပါ", false },
        { "stacked letters", "ဗုဒ္ဓ သတ္တ", false },
        { "contraction", "ယောက်ျား", false },
        { "names", "ဒေါ်အောင်ဆန်းစုကြည်", false },
        { "independent vowels", "ဥပဒေ ဩဂုတ် ၏ ၍", false },
        { "Shan", "မႂ်ႇသုင်ၶႃႈ", false },
        { "Shan, the language", "လိၵ်ႈတႆး", false },
        { "Karen", "ကညီကျိာ် တၢ်", false },
        { "Lao", "ສະບາຍດີ", false },
        { "Latin", "Anna", false },
        { "empty", "", false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_is_zawgyi(cases[i].s) != cases[i].zawgyi)
            fail_msg("%s", cases[i].name);
}

static void keys_compare(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        { "Anna", "ANNA", true },          { "é", "e\u0301", true },         { "ＡＢ１", "ab1", true },
        { "ភាសា\u200bខ្មែរ", "ភាសាខ្មែរ", true }, { "a\u00ad\u2060b", "ab", true }, { "H\u0331", "ẖ", true },
        { "Nguyễn", "NGUYỄN", true },      { "มา", "ม้า", false },           { "ມາ", "ມ້າ", false },
        { "a", "á", false },               { "😀", "😁", false },            { "ﬁ", "fi", true },
        { "ກຳ", "ກໍາ", true },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!strcmp(text_key(arena, cases[i].a), text_key(arena, cases[i].b)) != cases[i].same)
            fail_msg("%s, %s", cases[i].a, cases[i].b);
    assert_string_equal(text_key(arena, "Mengla 2026"), "mengla 2026");
}

static void words_are_counted(void **state)
{
    static const struct {
        const char *s;
        size_t words;
    } cases[] = {
        { "", 0 },
        { "   ", 0 },
        { "one", 1 },
        { "I don't know the well-known reason.", 6 },
        { "- ... !", 0 },
        { "2026 年", 2 },
        { "我想学习。", 4 },
        { "使用API开发", 5 },
        { "ひらカタ", 4 },
        { "한국어 공부", 2 },
        { "ສະບາຍດີ", 2 },       /* five letters, two vowel signs */
        { "ສະ ບາ", 2 },         /* a blank ends a run */
        { "ကျောင်းသား", 1 },    /* four letters */
        { "tiếng Việt", 2 },
        { "e\u0301e\u0301 x", 2 },
        { "a\nb\tc\u3000d", 4 },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_words(cases[i].s) != cases[i].words)
            fail_msg("\"%s\": %zu", cases[i].s, text_words(cases[i].s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test_teardown(every_code_point_comes_back, arena_empty),
        cmocka_unit_test(lengths_are_code_points),
        cmocka_unit_test_teardown(typed_text_is_cleaned, arena_empty),
        cmocka_unit_test_teardown(cleaning_twice_changes_nothing, arena_empty),
        cmocka_unit_test_teardown(long_text_fits, arena_empty),
        cmocka_unit_test(names_need_a_letter),
        cmocka_unit_test(zawgyi_is_suspected),
        cmocka_unit_test_teardown(keys_compare, arena_empty),
        cmocka_unit_test(words_are_counted),
    };

    return cmocka_run_group_tests(tests, arena_make, arena_end);
}
