/* Languages: the choice among them, texts, dates, times, money, countries. Run from the top folder. */
#include "base/clock.h"
#include "view/country.h"
#include "view/lang.h"
#include "view/view.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static struct arena *arena;

static int open_texts(void **state)
{
    (void)state;
    arena = arena_open(1 << 20);
    return view_open("templates", NULL, NULL, stderr) ? 0 : -1;
}

static int close_texts(void **state)
{
    (void)state;
    view_close();
    arena_close(arena);
    return 0;
}

static void ten_languages_are_found_by_code(void **state)
{
    static const char *const codes[] = { "zh", "en", "lo", "th", "vi", "my", "km", "id", "ms", "fil" };
    size_t n = 0;

    (void)state;
    for (const struct lang *l = lang_table(); l->code; l++, n++) {
        assert_string_equal(l->code, codes[n]);
        assert_ptr_equal(lang_find(l->code), l);
        assert_true(*l->tag && *l->name);
    }
    assert_int_equal(n, sizeof codes / sizeof *codes);
    assert_string_equal(lang_find("zh")->tag, "zh-Hans");
    assert_null(lang_find("xx"));
    assert_null(lang_find("EN"));
    assert_null(lang_find(""));
    assert_null(lang_find(NULL));
}

static void browsers_are_understood(void **state)
{
    static const struct {
        const char *name, *header, *code; /* code NULL: nothing fits */
    } cases[] = {
        { "plain", "lo", "lo" },
        { "first of two", "vi,en;q=0.8", "vi" },
        { "weight wins over order", "en;q=0.4, km;q=0.9", "km" },
        { "equal weights: the first", "th;q=0.5,my;q=0.5", "th" },
        { "old code of Filipino", "tl-PH", "fil" },
        { "Filipino", "fil-PH,en;q=0.5", "fil" },
        { "old code of Indonesian", "in-ID", "id" },
        { "Taiwan", "zh-TW", "zh" },
        { "Hong Kong", "zh-Hant-HK,zh;q=0.9", "zh" },
        { "star is no language", "my-MM;q=0.9,*;q=0.1", "my" },
        { "star alone", "*", NULL },
        { "none of ours", "ja,fr;q=0.5", NULL },
        { "refused", "en;q=0, lo;q=0.1", "lo" },
        { "only refused", "en;q=0.000", NULL },
        { "upper case", "EN-us", "en" },
        { "blanks", " ja , ms ; q=0.3", "ms" },
        { "three decimals", "th;q=0.123,vi;q=0.124", "vi" },
        { "malformed weight is left out", "en;q=x,lo;q=0.1", "lo" },
        { "weight over one is left out", "en;q=1.5,lo;q=0.1", "lo" },
        { "other parameter is left out", "en;level=1,lo;q=0.1", "lo" },
        { "prefix of a longer code", "enm,fi;q=0.9", NULL },
        { "empty items", ",,;q=1,-,th", "th" },
        { "empty", "", NULL },
        { "absent", NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct lang *l = lang_choose(cases[i].header);

        if (!l != !cases[i].code || (l && strcmp(l->code, cases[i].code)))
            fail_msg("%s: %s", cases[i].name, l ? l->code : "nothing");
    }
}

static void texts_are_found_by_key(void **state)
{
    (void)state;
    assert_string_equal(lang_text(lang_find("en"), "T.common.yes"), "Yes");
    assert_string_equal(lang_text(lang_find("zh"), "T.common.yes"), "是");
    assert_string_equal(lang_text(lang_find("lo"), "T.country.LAO"), "ລາວ");
    assert_null(lang_text(lang_find("en"), "T.common.no_such_text"));
    assert_null(lang_text(lang_find("en"), "T.common"));
}

static void holes_are_filled(void **state)
{
    static const struct hole holes[] = { { "n", "3" }, { "label", "{n}" }, { "none", NULL }, { NULL, NULL } };
    static const struct {
        const char *text, *filled;
    } cases[] = {
        { "", "" },
        { "no holes", "no holes" },
        { "{n} days", "3 days" },
        { "{n}{n}", "33" },
        { "a value is not filled again: {label}", "a value is not filled again: {n}" },
        { "no value: {none}.", "no value: ." },
        { "unknown {m} stays", "unknown {m} stays" },
        { "open { {n} {", "open { 3 {" },
        { "{{n}}", "{3}" },
        { "还剩 {n} 天", "还剩 3 天" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(lang_fill(arena, cases[i].text, holes), cases[i].filled);
}

static void days_are_written_as_people_do(void **state)
{
    static const struct {
        const char *code, *text;
    } cases[] = {
        { "zh", "2026年9月1日" },          { "en", "1 September 2026" },
        { "lo", "1 ກັນຍາ 2026" },         { "th", "1 กันยายน 2026 (พ.ศ. 2569)" },
        { "vi", "1 tháng 9, 2026" },      { "my", "1 စက်တင်ဘာ 2026" },
        { "km", "1 កញ្ញា 2026" },           { "id", "1 September 2026" },
        { "ms", "1 September 2026" },     { "fil", "Setyembre 1, 2026" },
    };
    int64_t day = 0;

    (void)state;
    assert_true(day_parse("2026-09-01", &day));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(lang_day(arena, lang_find(cases[i].code), day), cases[i].text);
        assert_string_equal(lang_day(arena, lang_find(cases[i].code), NONE), "");
        assert_string_equal(lang_time(arena, lang_find(cases[i].code), NONE), "");
    }
    assert_true(day_parse("1968-02-29", &day));
    assert_string_equal(lang_day(arena, lang_find("en"), day), "29 February 1968");
}

static void every_language_has_twelve_months(void **state)
{
    (void)state;
    for (const struct lang *l = lang_table(); l->code; l++)
        for (int m = 1; m <= 12; m++)
            for (int other = 1; other < m; other++)
                assert_string_not_equal(lang_text(l, arena_fmt(arena, "T.month.%d", m)),
                                        lang_text(l, arena_fmt(arena, "T.month.%d", other)));
}

static void times_name_their_zone(void **state)
{
    static const struct {
        const char *code;
        int64_t utc_s;
        const char *text;
    } cases[] = {
        { "en", 1788278399, "1 September 2026, 23:59 Beijing time (UTC+8)" },
        { "en", 1788278400, "2 September 2026, 00:00 Beijing time (UTC+8)" },
        { "zh", 1788278399, "2026年9月1日 23:59（北京时间 UTC+8）" },
        { "en", -28801, "31 December 1969, 23:59 Beijing time (UTC+8)" },
        { "en", 0, "1 January 1970, 08:00 Beijing time (UTC+8)" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(lang_time(arena, lang_find(cases[i].code), cases[i].utc_s), cases[i].text);
    for (const struct lang *l = lang_table(); l->code; l++)
        assert_non_null(strstr(lang_time(arena, l, 0), "UTC+8"));
}

static void money_is_grouped(void **state)
{
    static const struct {
        int64_t fen;
        const char *text;
    } cases[] = {
        { 0, "¥0.00" },           { 5, "¥0.05" },
        { 99999, "¥999.99" },     { 100000, "¥1,000.00" },
        { 112300, "¥1,123.00" },  { 123456789012, "¥1,234,567,890.12" },
        { -112300, "-¥1,123.00" }, { INT64_MAX, "¥92,233,720,368,547,758.07" },
        { INT64_MIN + 1, "-¥92,233,720,368,547,758.07" }, { NONE, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(lang_money(arena, lang_find("zh"), cases[i].fen), cases[i].text);
}

static void countries_are_whole(void **state)
{
    static const char *const first[] = { "BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM", "CHN" };
    const char *const *codes = country_codes();
    size_t n = 0;

    (void)state;
    for (; codes[n]; n++) {
        const char *key = arena_fmt(arena, "T.country.%s", codes[n]);
        bool is_ours = n < sizeof first / sizeof *first;

        assert_true(country_is(codes[n]) && strlen(codes[n]) == 3);
        for (size_t i = 0; i < n; i++)
            assert_string_not_equal(codes[i], codes[n]);
        if (is_ours)
            assert_string_equal(codes[n], first[n]);
        assert_non_null(lang_text(lang_find("en"), key));
        assert_string_not_equal(lang_text(lang_find("zh"), key), lang_text(lang_find("en"), key));
    }
    assert_int_equal(n, 249);
    assert_false(country_is("XKX"));
    assert_false(country_is("la"));
    assert_false(country_is("lao"));
    assert_false(country_is(""));
    assert_false(country_is(NULL));
}

/* 2026-12-02 00:00 in Shanghai is too late: the last minute is 23:59 there, 22:59 in Vientiane, 22:29 in Yangon. */
static void deadlines_show_the_readers_clock(void **state)
{
    static const struct {
        const char *code, *clock;
    } cases[] = { { "lo", "= 22:59 " }, { "th", "= 22:59 " }, { "vi", "= 22:59 " }, { "km", "= 22:59 " },
                  { "id", "= 22:59 " }, { "my", "= 22:29 " } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = lang_deadline(arena, lang_find(cases[i].code), 1796140800);

        assert_non_null(strstr(text, "23:59"));
        assert_non_null(strstr(text, cases[i].clock));
    }
    assert_null(strstr(lang_deadline(arena, lang_find("zh"), 1796140800), "="));
    assert_string_equal(lang_deadline(arena, lang_find("lo"), NONE), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_languages_are_found_by_code),
        cmocka_unit_test(browsers_are_understood),
        cmocka_unit_test(texts_are_found_by_key),
        cmocka_unit_test(holes_are_filled),
        cmocka_unit_test(days_are_written_as_people_do),
        cmocka_unit_test(every_language_has_twelve_months),
        cmocka_unit_test(times_name_their_zone),
        cmocka_unit_test(deadlines_show_the_readers_clock),
        cmocka_unit_test(money_is_grouped),
        cmocka_unit_test(countries_are_whole),
    };

    return cmocka_run_group_tests(tests, open_texts, close_texts);
}
