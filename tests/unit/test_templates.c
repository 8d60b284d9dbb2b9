/* The templates all programs use: every kind of field, hostile values, error pages. Run from the top folder. */
#include "view_folder.h"

static struct node *add_field(struct node *form, const char *kind, const char *name)
{
    struct node *f = node_item(form, "field");

    node_s(f, "form", "sample");
    node_s(f, "kind", kind);
    node_s(f, "name", name);
    node_s(f, "fill", "off");
    node_i(f, "must", 1);
    for (int i = 0; i < 2; i++) {
        struct node *o = node_item(f, "options");

        node_s(o, "code", i ? "two" : "one");
        node_s(o, "label", HOSTILE);
        if (i)
            node_i(o, "selected", 1);
    }
    node_s(f, "value", HOSTILE);
    return f;
}

/* Every kind of field with hostile words in every value; the page is the general one for forms. */
static void put_form(struct req *r)
{
    static const char *const kinds[] = { "text", "lines", "name", "mail", "phone", "code", "mrz", "country", "choice", "choices",
                                         "yesno", "tick", "date", "int", "money", "secret", "file", "hidden", "shown" };
    struct node *f = out_node(r, "form.sample"), *x;

    out_s(r, "main_form", "sample");
    out_s(r, "page", "p_form");
    out_s(r, "here", "/p/form?");
    node_s(f, "name", "sample");
    node_s(f, "action", "javascript:alert(1)");
    node_s(f, "token", "t0k");
    node_s(f, "enctype", "multipart/form-data");
    node_i(f, "mark", 1);
    node_i(f, "faulty", 1);
    x = node_item(f, "fault");
    node_s(x, "field", "text");
    node_s(x, "text", HOSTILE);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        x = add_field(f, kinds[i], kinds[i]);
        node_i(x, "max", 40);
        if (i % 2 == 0)
            node_s(x, "error", HOSTILE);
    }
    node_i(add_field(f, "choice", "folded"), "fold", 1);
    x = node_child(f, "field.12");
    node_s(x, "day", HOSTILE);
    node_s(x, "fill", "bday");
    out_s(r, "banner.kind", "bad");
    out_s(r, "banner.text", HOSTILE);
    out_i(r, "who.id", 7);
    out_s(r, "who.name", HOSTILE);
    out_s(r, "who.org", HOSTILE);
    out_s(r, "site", HOSTILE);
    out_i(r, "faulty", 1);
}

static bool open_form(void)
{
    struct buf b = { .arena = arena };

    buf_str(&b, "T.page.p_form.title = About you\nT.form.sample {\n");
    for (const char *const *k = (const char *const[]){ "text", "lines", "name", "mail", "phone", "code", "mrz", "country", "choice",
             "choices", "yesno", "tick", "date", "int", "money", "secret", "file", "shown", "folded", NULL }; *k; k++)
        buf_fmt(&b, "%s.label = Label of %s\n%s.hint = Hint of %s\n", *k, *k, *k, *k);
    buf_str(&b, "}\n");
    put("p/lang/en.hdf", b.p);
    put("p/lang/zh.hdf", "");
    return view_open(folder, (const char *const[]){ "p", NULL },
                     (const char *const[]){ "common/form_page", "common/error", NULL }, stderr);
}

static void forms_are_drawn_whole(void **state)
{
    static const char *const parts[] = {
        "<title>Error: About you - ", "<form class=\"form\" id=\"sample-form\" novalidate method=\"post\" action=\"#\"",
        "enctype=\"multipart/form-data\"", "<input type=\"hidden\" name=\"token\" value=\"t0k\">",
        "<a href=\"#sample-text\">", "<label for=\"sample-text\">Label of text</label>",
        "aria-describedby=\"sample-text-hint sample-text-error\" aria-invalid=\"true\"", "id=\"sample-text-error\"",
        "<textarea rows=\"6\" id=\"sample-lines\" name=\"lines\" aria-describedby=\"sample-lines-hint\" maxlength=\"40\"",
        "type=\"email\"", "type=\"tel\"", "<select id=\"sample-country\"", "<select id=\"sample-folded\"",
        "<input type=\"radio\" id=\"sample-choice\" name=\"choice\" value=\"one\">",
        "<input type=\"radio\" id=\"sample-choice-two\" name=\"choice\" value=\"two\" checked>",
        "<input type=\"checkbox\" id=\"sample-choices-two\" name=\"choices\" value=\"two\" checked>",
        "<input type=\"checkbox\" id=\"sample-tick\" name=\"tick\"", "name=\"date-d\"", "name=\"date-m\"", "name=\"date-y\"",
        "autocomplete=\"bday-day\"", "<input type=\"password\" id=\"sample-secret\"", "<input type=\"file\" id=\"sample-file\"",
        "<input type=\"hidden\" name=\"hidden\"", "name=\"mark\" value=\"done\"", "name=\"mark\" value=\"later\"",
        "<button type=\"submit\" class=\"button\">Save and continue</button>", "role=\"alert\"",
    };
    struct req r;
    const char *page;

    (void)state;
    assert_true(open_form());
    r = request("en");
    put_form(&r);
    page = shown(&r, "common/form_page");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        expect_in(page, parts[i]);
    assert_true(strstr(page, "name=\"date-d\"") < strstr(page, "name=\"date-y\""));
    assert_null(strstr(arena_strn(arena, strstr(page, "type=\"password\""), 120), "value="));
    view_finish(&r);
    r = request("zh");
    put_form(&r);
    page = shown(&r, "common/form_page");
    assert_true(strstr(page, "name=\"date-d\"") > strstr(page, "name=\"date-y\""));
    view_finish(&r);
}

static void hostile_values_stay_words(void **state)
{
    (void)state;
    assert_true(open_form());
    for (const struct lang *l = lang_table(); l->code; l++) {
        struct req r = request(l->code);
        const char *page;

        put_form(&r);
        page = shown(&r, "common/form_page");
        expect_not_in(page, "<svg");
        expect_not_in(page, "<?cs");
        expect_not_in(page, "javascript:");
        expect_in(page, arena_fmt(arena, "<html lang=\"%s\"", l->tag));
        expect_in(page, arena_fmt(arena, "href=\"/p/form?lang=%s\" aria-current=\"true\"", l->code));
        assert_true(strlen(page) < 40000);
        view_finish(&r);
    }
}

static void error_pages_have_words_for_each_status(void **state)
{
    static const int statuses[] = { 400, 403, 404, 405, 409, 413, 422, 429, 500, 503 };

    (void)state;
    assert_true(open_form());
    for (const struct lang *l = lang_table(); l->code; l++)
        for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
            struct req r = request(l->code);
            const char *page, *title = lang_text(l, arena_fmt(arena, "T.error_page.%d.title", statuses[i]));

            assert_non_null(title);
            out_i(&r, "error_status", statuses[i]);
            page = shown(&r, "common/error");
            expect_in(page, "<code>0123456789abcdef</code>");
            expect_in(page, "href=\"/login/\"");
            expect_not_in(page, "<h1></h1>");
            view_finish(&r);
        }
}

/* Its text has a hole, so that the program fills it in. */
static void a_missing_calendar_has_a_page_of_its_own(void **state)
{
    (void)state;
    assert_true(open_form());
    for (const struct lang *l = lang_table(); l->code; l++) {
        const struct hole holes[] = { { "year", "2030" }, { NULL, NULL } };
        struct req r = request(l->code);
        const char *page, *text = lang_fill(arena, lang_text(l, "T.error_page.calendar.text"), holes);

        out_s(&r, "error_status", "calendar");
        out_s(&r, "error_text", text);
        page = shown(&r, "common/error");
        expect_in(page, text);
        expect_in(page, "2030");
        expect_in(page, arena_fmt(arena, "<h1>%s</h1>", lang_text(l, "T.error_page.calendar.title")));
        view_finish(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(forms_are_drawn_whole, begin, finish),
        cmocka_unit_test_setup_teardown(hostile_values_stay_words, begin, finish),
        cmocka_unit_test_setup_teardown(error_pages_have_words_for_each_status, begin, finish),
        cmocka_unit_test_setup_teardown(a_missing_calendar_has_a_page_of_its_own, begin, finish),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
