/* The template engine: the data set, texts, escaping, mistakes, comparing catalogues. Run from the top folder. */
#include "view_folder.h"

static const char *said; /* what view_open or view_check complained about */

/* Opens the folder with the pages p/one and, if there is a text for it, p/two. */
static bool opens(const char *one, const char *two)
{
    const char *pages[] = { "p/one", two ? "p/two" : NULL, NULL };
    char *words = NULL;
    size_t n;
    FILE *f = open_memstream(&words, &n);
    bool good;

    put("p/one.cs", one);
    if (two)
        put("p/two.cs", two);
    good = view_open(folder, (const char *const[]){ "p", NULL }, pages, f);
    fclose(f);
    said = arena_str(arena, words);
    free(words);
    return good;
}

static void data_set_holds_values_lists_and_groups(void **state)
{
    struct req r;
    struct node *n;

    (void)state;
    assert_true(opens("<?cs var:a ?>|<?cs var:g.b ?>|<?cs var:none ?>|<?cs each:i = l ?><?cs var:name(i) ?>=<?cs var:i.v ?>"
                      "<?cs each:j = i.m ?>(<?cs var:j.w ?>)<?cs /each ?>,<?cs /each ?>", NULL));
    r = request("en");
    out_s(&r, "a", "first");
    out_s(&r, "a", "second");
    out_i(&r, "g.b", INT64_MIN + 1);
    out_i(&r, "none", NONE);
    for (int i = 0; i < 30; i++) {
        n = out_item(&r, "l");
        node_i(n, "v", i * i);
        if (i == 2) {
            node_s(node_item(n, "m"), "w", "x");
            node_s(node_child(node_item(n, "m"), "w"), "", NULL);
            node_s(node_item(n, "m"), "w", "z");
        }
    }
    node_s(out_node(&r, "g"), "b", NULL);
    expect_in(shown(&r, "p/one"), "second|||0=0,1=1,2=4(x)()(z),3=9,");
    expect_in(shown(&r, "p/one"), "10=100,11=121,12=144,");
    expect_in(shown(&r, "p/one"), "29=841,");
    view_finish(&r);
    assert_null(r.out);
    view_finish(&r);
}

static void values_are_escaped_everywhere(void **state)
{
    struct req r;
    const char *page;

    (void)state;
    assert_true(opens("<?cs def:m(x) ?><i><?cs var:x ?></i><?cs /def ?><p title=\"<?cs var:v ?>\"><?cs var:v ?></p>"
                      "<?cs call:m(v) ?><?cs each:i = l ?><b><?cs var:i ?></b><?cs /each ?><?cs var:\"<\" + v ?>"
                      "<?cs set:s = v ?><?cs var:s ?>", NULL));
    r = request("lo");
    out_s(&r, "v", HOSTILE);
    out_s(&r, "l.0", HOSTILE);
    page = shown(&r, "p/one");
    expect_not_in(page, "<svg");
    expect_not_in(page, "<?cs");
    expect_not_in(page, "'");
    expect_in(page, "<p title=\"&quot;&gt;&lt;svg onload=alert(1)&gt;&#39;&amp;{{&lt;?cs var:x ?&gt;\">");
    expect_in(page, "<i>&quot;&gt;&lt;svg");
    expect_in(page, "<b>&quot;&gt;&lt;svg");
    view_finish(&r);
}

static void addresses_are_checked(void **state)
{
    static const struct {
        const char *url, *href;
    } cases[] = {
        { "/apply/?id=1&x=2", "href=\"/apply/?id=1&amp;x=2\"" }, { "javascript:alert(1)", "href=\"#\"" },
        { "javascri\rpt:alert(1)", "href=\"#\"" },              { "/\t/example.test", "href=\"#\"" },
        { "//example.test", "href=\"#\"" },                     { " /\\example.test", "href=\"#\"" },
        { "JaVaScRiPt:alert(1)", "href=\"#\"" },                { "data:text/html,x", "href=\"#\"" },
        { "https://example.test/", "href=\"https://example.test/\"" }, { "\"onload=x", "href=\"&quot;onload=x\"" },
        { "otpauth://totp/qiao:a%40b.test?secret=B&issuer=\"<", "href=\"otpauth://totp/qiao:a%40b.test?secret=B&amp;issuer=&quot;&lt;\"" },
        { "otpauth://totp/other:a", "href=\"#\"" },            { "OTPAUTH://totp/qiao:a", "href=\"#\"" },
        { "otpauth://hotp/qiao:a", "href=\"#\"" },             { "otpauth:javascript:alert(1)", "href=\"#\"" },
        { "otpauth://totp/qiao:\na", "href=\"#\"" },           { "xotpauth://totp/qiao:a", "href=\"#\"" },
    };

    (void)state;
    assert_true(opens("<a href=\"<?cs var:url_validate(u) ?>\">x</a>", NULL));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct req r = request("en");

        out_s(&r, "u", cases[i].url);
        expect_in(shown(&r, "p/one"), cases[i].href);
        view_finish(&r);
    }
}

static void constant_texts_become_part_of_the_page(void **state)
{
    struct req en, zh;

    (void)state;
    assert_true(opens("<p title=\"<?cs var:T.p.hello ?>\"><?cs var: T.p.hello\n ?></p><?cs var:T.kind[k] ?>", NULL));
    en = request("en");
    out_s(&en, "T.p.hello", "changed by a handler");
    out_s(&en, "k", "a");
    assert_string_equal(shown(&en, "p/one"), "<p title=\"Hello &amp; &lt;welcome&gt;\">Hello &amp; &lt;welcome&gt;</p>Kind A");
    view_finish(&en);
    zh = request("zh");
    out_s(&zh, "k", "a");
    assert_string_equal(shown(&zh, "p/one"), "<p title=\"你好\">你好</p>甲类");
    view_finish(&zh);
}

static void missing_translations_show_english(void **state)
{
    struct req r;

    (void)state;
    put("p/lang/lo.hdf", "T.kind.a = ຊະນິດ ກ\n");
    assert_true(opens("<?cs var:T.p.hello ?> <?cs var:T.kind[k] ?>", NULL));
    r = request("lo");
    out_s(&r, "k", "a");
    assert_string_equal(shown(&r, "p/one"), "Hello &amp; &lt;welcome&gt; ຊະນິດ ກ");
    assert_string_equal(lang_text(r.lang, "T.p.count"), "{n} of {m}");
    view_finish(&r);
}

static void mistakes_stop_the_start(void **state)
{
    static const struct {
        const char *name, *page, *words;
    } cases[] = {
        { "unknown text", "<p>\n\n<?cs var:T.p.nothing ?></p>", "p/one.cs:3: T.p.nothing" },
        { "unknown text after a long one", "<?cs var:T.p.hello\n\n ?>\n<?cs var:T.p.nothing ?>", "p/one.cs:4: T.p.nothing" },
        { "group instead of a text", "<?cs var:T.p ?>", "p/one.cs:1: T.p" },
        { "unknown text given to a macro", "<?cs def:m(x) ?><?cs /def ?>\n<?cs call:m(T.p.nothing) ?>", "p/one.cs:2: T.p.nothing" },
        { "unknown text joined", "<?cs var:T.p.hello + T.p.nothing ?>", "T.p.nothing" },
        { "unknown macro", "<?cs call:nowhere() ?>", "nowhere" },
        { "page without a body", "<?cs include:\"common/layout.cs\" ?>", "page_body" },
        { "unknown include", "<?cs include:\"p/nowhere.cs\" ?>", "p/nowhere.cs" },
        { "include outside", "<?cs include:\"/etc/passwd\" ?>", "/etc/passwd" },
        { "include above", "<?cs include:\"../p/one.cs\" ?>", "../p/one.cs" },
        { "unknown command", "<?cs var:T.p.hello ?>\n\n<?cs print:a ?>", "p/one.cs:3: Unknown command" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (opens(cases[i].page, NULL))
            fail_msg("%s: not noticed", cases[i].name);
        if (!strstr(said, cases[i].words))
            fail_msg("%s: %s", cases[i].name, said);
        view_close();
    }
    assert_true(opens("<?cs if:T.p.perhaps ?>x<?cs /if ?>", NULL));
}

static void bad_catalogues_stop_the_start(void **state)
{
    static const struct {
        const char *name, *text, *words;
    } cases[] = {
        { "template in a text", "T.p.hello = <?cs var:who.mail ?>\n", "p/lang/vi.hdf: hello" },
        { "colon for equals", "T.p.hello : T.p.count\n", "p/lang/vi.hdf: hello" },
        { "no value", "T.p.hello\n", "p/lang/vi.hdf" },
        { "include", "#include \"/etc/passwd\"\n", "p/lang/vi.hdf" },
        { "garbage", "T.p {\n hello = x\n} y\n", "p/lang/vi.hdf" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put("p/lang/vi.hdf", cases[i].text);
        if (opens("x", NULL))
            fail_msg("%s: not noticed", cases[i].name);
        if (!strstr(said, cases[i].words))
            fail_msg("%s: %s", cases[i].name, said);
        view_close();
    }
    put("p/lang/vi.hdf", "T.p.hello = Xin chào\n");
    assert_true(opens("x", NULL));
}

/* One tree, one data set after the other: nothing of one answer is in the next, nothing stays in the texts. */
static void answers_do_not_touch_each_other(void **state)
{
    (void)state;
    assert_true(opens("<?cs set:mine = v ?><?cs with:t = T.p ?><?cs var:t.count ?><?cs /with ?>|<?cs var:mine ?>|<?cs var:old ?>",
                      "<?cs var:v ?>"));
    for (int i = 0; i < 1000; i++) {
        struct req r = request(i % 2 ? "en" : "zh");
        const char *want = i % 2 ? "{n} of {m}|" : "{m} 之 {n}|";

        out_s(&r, "v", arena_fmt(arena, "%d", i));
        if (i == 500)
            out_s(&r, "old", "once");
        assert_string_equal(shown(&r, "p/one"), arena_fmt(arena, "%s%d|%s", want, i, i == 500 ? "once" : ""));
        if (i == 700)
            assert_string_equal(shown(&r, "p/two"), "700");
        view_finish(&r);
    }
}

static void unknown_pages_are_our_mistake(void **state)
{
    struct req r;
    struct bytes b = { NULL, 7 };

    (void)state;
    assert_true(opens("x", NULL));
    r = request("en");
    assert_int_equal(view_render(&r, "p/nowhere", &b), ERR_BUG);
    assert_int_equal(b.n, 7);
    view_finish(&r);
}

static void line_feeds_after_silent_commands_are_not_sent(void **state)
{
    struct req r;

    (void)state;
    assert_true(opens("<ul>\n    <?cs each:i = l ?>\n    <li><?cs var:i ?>\n</li>\n    <?cs /each ?>\n</ul>\n<?cs # note ?>\n", NULL));
    r = request("en");
    out_s(&r, "l.0", "a\n\n  b");
    assert_string_equal(shown(&r, "p/one"), "<ul>\n<li>a\n\n  b\n</li>\n</ul>\n");
    view_finish(&r);
}

static unsigned check(const char *const *must_all)
{
    char *words = NULL;
    size_t n;
    FILE *f = open_memstream(&words, &n);
    unsigned count = view_check(must_all, f);

    fclose(f);
    said = arena_str(arena, words);
    free(words);
    return count;
}

static void catalogues_are_compared(void **state)
{
    (void)state;
    put("p/lang/en.hdf", "T.p.a = A {n}\nT.p.b = B\nT.sample.c = C\nT.format.day = {day}\n");
    put("p/lang/zh.hdf", "T.p.a = 甲 {n}\nT.p.b = 乙\nT.sample.c = 丙\nT.format.day = {year}\n");
    assert_true(opens("x", NULL));
    if (check(NULL) != 0)
        fail_msg("common texts: %s", said);
    put("p/lang/zh.hdf", "T.p.a = 甲 {m}\nT.p.b = <b>乙</b>\nT.p.bb = 丁\n");
    put("p/lang/th.hdf", "T.p.a = เอ\n");
    assert_int_equal(check(NULL), 7);
    expect_in(said, "p/lang/zh.hdf: T.p.a: lost {n}");
    expect_in(said, "p/lang/zh.hdf: T.p.a: has no {m}");
    expect_in(said, "p/lang/zh.hdf: T.p.b: holds markup");
    expect_in(said, "p/lang/zh.hdf: T.p.bb: is not in en.hdf");
    expect_in(said, "p/lang/zh.hdf: T.sample.c: is missing");
    expect_in(said, "p/lang/zh.hdf: T.format.day: is missing");
    expect_in(said, "p/lang/th.hdf: T.p.a: lost {n}");
    assert_int_equal(check((const char *const[]){ "T.sample.", NULL }), 7 + 8);
    expect_in(said, "p/lang/fil.hdf: T.sample.c: is missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(data_set_holds_values_lists_and_groups, begin, finish),
        cmocka_unit_test_setup_teardown(values_are_escaped_everywhere, begin, finish),
        cmocka_unit_test_setup_teardown(addresses_are_checked, begin, finish),
        cmocka_unit_test_setup_teardown(constant_texts_become_part_of_the_page, begin, finish),
        cmocka_unit_test_setup_teardown(missing_translations_show_english, begin, finish),
        cmocka_unit_test_setup_teardown(mistakes_stop_the_start, begin, finish),
        cmocka_unit_test_setup_teardown(bad_catalogues_stop_the_start, begin, finish),
        cmocka_unit_test_setup_teardown(answers_do_not_touch_each_other, begin, finish),
        cmocka_unit_test_setup_teardown(unknown_pages_are_our_mistake, begin, finish),
        cmocka_unit_test_setup_teardown(line_feeds_after_silent_commands_are_not_sent, begin, finish),
        cmocka_unit_test_setup_teardown(catalogues_are_compared, begin, finish),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
