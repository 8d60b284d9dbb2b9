/* Pages drawn by draw.c and by ClearSilver itself: not a byte may differ, whatever the data. Small pages for each rule of
 * the language, then every shipped page with data made at random from the names its templates use. */
#include "view_folder.h"
#include "view/drawing.h"
#include <ctype.h>
#include <dirent.h>

/* Fixed seed, splitmix64: a failure is the same tomorrow. */
static uint64_t seed;

static uint64_t roll(uint64_t below)
{
    uint64_t z = seed += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % below;
}

static void expect_same(struct req *r, const char *page, const char *what)
{
    struct bytes b = { NULL, 0 };
    const char *ours = shown(r, page);
    size_t at = 0, from;

    assert_int_equal(view_render_plain(r, page, &b), OK);
    while (at < b.n && ours[at] == (char)b.p[at])
        at++;
    from = at < 60 ? 0 : at - 60;
    if (at < b.n || ours[at])
        fail_msg("%s (%s): at byte %zu drawn as\n%.120s\nby ClearSilver as\n%.*s", page, what, at, ours + from,
                 (int)(b.n - from < 120 ? b.n - from : 120), (const char *)b.p + from);
}

static const char *const rules[][2] = {
    { "values and what is missing", "<?cs var:v ?>|<?cs var:none ?>|<?cs var:l ?>|<?cs var:l.0 ?>|<?cs var:l.9.x ?>" },
    { "numbers", "<?cs var:#three ?>|<?cs var:#v ?>|<?cs var:#none ?>|<?cs var:12 ?>|<?cs var:#three + #zero ?>" },
    { "joined", "<?cs var:v + \"<&\" ?>|<?cs var:none + v ?>|<?cs var:three + \"4\" ?>|<?cs var:none + other ?>" },
    { "what is true", "<?cs if:v ?>a<?cs /if ?><?cs if:zero ?>b<?cs /if ?><?cs if:empty ?>c<?cs /if ?><?cs if:none ?>d<?cs /if ?>"
      "<?cs if:double ?>e<?cs /if ?><?cs if:!none ?>f<?cs /if ?><?cs if:?empty ?>g<?cs /if ?><?cs if:?l ?>h<?cs /if ?>"
      "<?cs if:hex ?>i<?cs /if ?>" },
    { "comparing", "<?cs if:v == \"x\" ?>a<?cs elif:three == \"3\" ?>b<?cs else ?>c<?cs /if ?><?cs if:none == \"\" ?>d<?cs /if ?>"
      "<?cs if:none != empty ?>e<?cs /if ?><?cs if:none == other ?>f<?cs /if ?><?cs if:#three == #3 ?>g<?cs /if ?>"
      "<?cs if:#three > #2 && #three <= #3 ?>h<?cs /if ?>"
      "<?cs if:three < \"20\" ?>i<?cs /if ?><?cs if:#none < #1 || v ?>j<?cs /if ?><?cs if:(v && none) || !empty ?>k<?cs /if ?>"
      "<?cs if:#minus < #zero ?>l<?cs /if ?>"
      "<?cs if:hex == #16 ?>m<?cs /if ?><?cs if:\"0x10\" == #16 ?>n<?cs /if ?>" },
    { "lists", "<?cs each:i = l ?>[<?cs var:i ?>,<?cs var:name(i) ?>,<?cs var:i.x ?><?cs if:first(i) ?>!<?cs /if ?>]<?cs /each ?>"
      "<?cs each:i = none ?>x<?cs /each ?><?cs each:i = v ?>y<?cs /each ?><?cs each:i = l.1 ?><?cs var:i ?><?cs /each ?>" },
    { "lists in lists", "<?cs each:i = l ?><?cs each:j = i ?><?cs var:name(i) ?><?cs var:name(j) ?><?cs if:first(i) ?>!"
      "<?cs /if ?><?cs each:i = l ?><?cs "
      "var:i.y ?><?cs /each ?><?cs var:i.x ?><?cs /each ?><?cs /each ?>" },
    { "with", "<?cs with:w = l.0 ?><?cs var:w.x ?><?cs var:w.none ?><?cs with:w = l[three] ?><?cs var:w.x ?><?cs /with ?><?cs /with ?>"
      "<?cs with:w = none ?>not<?cs /with ?><?cs with:w = T.p ?><?cs var:w.hello ?><?cs /with ?>" },
    { "brackets", "<?cs var:l[three] ?>|<?cs var:l[zero].x ?>|<?cs var:l[none].x ?>|<?cs var:l[\"1\"].y ?>|"
      "<?cs var:l[#zero].x ?>|<?cs var:l[v] ?>|"
      "<?cs var:T.kind[k] ?>|<?cs var:T.kind[none] ?>|<?cs var:T.kind[\"a\"] ?>|<?cs var:l[l.0.x].y ?>" },
    { "macros", "<?cs def:m(a, b) ?>(<?cs var:a ?>,<?cs var:a.x ?>,<?cs var:b ?>)<?cs if:b ?>B<?cs /if ?><?cs /def ?>"
      "<?cs call:m(l.0, \"<t>\") ?>"
      "<?cs call:m(none, three) ?><?cs call:m(\"\", #3) ?><?cs call:m(v + v, v == v) ?><?cs call:m(l[zero], l.1.y) ?>"
      "<?cs call:m(T.p.hello, T.p) ?>" },
    { "macros in macros", "<?cs def:in(a) ?><?cs var:a ?><?cs var:b ?><?cs var:i.x ?><?cs /def ?><?cs def:out(b) ?>"
      "<?cs call:in(b) ?><?cs call:in(b.x) ?><?cs /def ?>"
      "<?cs each:i = l ?><?cs call:out(i) ?><?cs call:out(\"s\") ?><?cs call:out(first(i)) ?><?cs /each ?>" },
    { "the caller's names", "<?cs def:m() ?><?cs var:w.x ?><?cs if:first(w) ?>!<?cs /if ?><?cs /def ?><?cs each:w = l ?>"
      "<?cs call:m() ?><?cs /each ?>" },
    { "texts", "<?cs var:T.p.hello ?>|<?cs var: T.p.hello ?>|<?cs if:T.p.hello ?>a<?cs /if ?><?cs if:T.p.none ?>b<?cs /if ?>|"
      "<?cs var:lang ?><?cs each:x = langs ?><?cs "
      "var:x.code ?><?cs if:x.current ?>*<?cs /if ?><?cs /each ?>" },
    { "addresses", "<a href=\"<?cs var:url_validate(u) ?>\"><a href=\"<?cs var:url_validate(bad) ?>\"><a href=\""
      "<?cs var:url_validate(none) ?>\">"
      "<a href=\"<?cs var:url_validate(odd) ?>\"><a href=\"<?cs var:url_validate(far) ?>\"><a href=\""
      "<?cs var:url_validate(\"/x?a=1&b=2\") ?>\"><a href=\"<?cs var:url_validate(app) ?>\"><a href=\""
      "<?cs var:url_validate(folded) ?>\">" },
    { "set", "<?cs set:made.x = \"<1>\" ?><?cs var:made.x ?><?cs if:v ?><?cs set:v = \"0\" ?><?cs /if ?><?cs if:v ?>a<?cs /if ?>"
      "<?cs set:table.0.x = \"again\" ?><?cs each:i = table ?><?cs var:i.x ?><?cs /each ?>" },
    { "space", "a\n  b <?cs var:v ?>\n<?cs if:v ?>\n  c\n<?cs /if ?>\n<?cs # nothing ?>\n\n d" },
};

static void fill(struct req *r)
{
    static const char *const values[][2] = {
        { "v", "a<b>&\"'\r\nc" }, { "zero", "0" }, { "three", "3" }, { "minus", "-4" }, { "empty", "" }, { "double", "00" },
        { "hex", "0x10" },
        { "k", "a" }, { "odd", "a<b>&\"' c" }, { "app", "otpauth://totp/qiao:a?secret=B&issuer=<\"" }, { "folded", "javascri\rpt:a" },
        { "u", "/p?x=1&y='2'" }, { "bad", "javascript:alert(1)" }, { "far", "https://x.test/?a&b" }, { "l.0", "zero" },
        { "l.0.x", "1" }, { "l.1.x", HOSTILE }, { "l.1.y", "y&" }, { "l.1.0", "deep" }, { "l.3", "three" }, { "l.3.x", "" },
    };

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        out_s(r, values[i][0], values[i][1]);
}

static void every_rule_is_drawn_the_same(void **state)
{
    enum { RULES = sizeof rules / sizeof *rules };
    const char *pages[RULES + 1] = { NULL };
    static const char *const folders[] = { "p", NULL };

    (void)state;
    for (size_t i = 0; i < RULES; i++) {
        pages[i] = arena_fmt(arena, "p/rule%zu", i);
        put(arena_fmt(arena, "%s.cs", pages[i]), rules[i][1]);
    }
    assert_true(view_open(folder, folders, pages, stderr));
    for (size_t i = 0; i < RULES; i++)
        for (size_t l = 0; l < 2; l++) {
            struct req r = request(l ? "zh" : "en");

            fill(&r);
            if (!view_is_ready(pages[i]))
                fail_msg("%s: left to ClearSilver", rules[i][0]);
            expect_same(&r, pages[i], rules[i][0]);
            view_finish(&r);
        }
}

/* What is not known is left alone, and drawn all the same. */
static void strange_pages_are_left_to_clearsilver(void **state)
{
    static const char *const folders[] = { "p", NULL }, *const pages[] = { "p/set", "p/loop", "p/good", NULL };

    (void)state;
    put("p/macro.cs", "<?cs def:m(a) ?><?cs set:a.x = \"1\" ?><?cs var:a.x ?><?cs /def ?>");
    put("p/set.cs", "<?cs include:\"p/macro.cs\" ?><?cs call:m(v) ?>");
    put("p/loop.cs", "<?cs loop:i = #1, #3, #1 ?><?cs var:i ?><?cs /loop ?>");
    put("p/good.cs", "<?cs var:v ?>");
    assert_true(view_open(folder, folders, pages, stderr));
    for (size_t i = 0; i < 3; i++) {
        struct req r = request("en");

        fill(&r);
        assert_int_equal(view_is_ready(pages[i]), i == 2);
        expect_same(&r, pages[i], "strange");
        view_finish(&r);
    }
}

enum { NAMES_MAX = 400 };
static const char *names[NAMES_MAX];
static size_t names_n;

static void name_learn(const char *s, size_t n)
{
    for (size_t i = 0; i < names_n; i++)
        if (strlen(names[i]) == n && memcmp(names[i], s, n) == 0)
            return;
    if (names_n < NAMES_MAX && n > 1 && n < 20)
        names[names_n++] = arena_strn(arena, s, n);
}

/* Words inside commands: names of the data set, and a few that are none. */
static void names_learn(const char *text)
{
    while ((text = strstr(text, "<?cs"))) {
        const char *end = strstr(text += 4, "?>");

        while (text < end) {
            size_t n = 0;

            while (islower((unsigned char)text[n]) || text[n] == '_')
                n++;
            if (n && text[n] != ':' && text[n] != '(')
                name_learn(text, n);
            text += n ? n : 1;
        }
    }
}

static const char *any_value(void)
{
    static const char *const values[] = { "", "0", "1", "3", "-2", "bad", "ok", "a<b>&\"'", "/x?a=1&b=2", "javascript:x", "home",
                                          "text", "person", "7.5" };

    return roll(4) ? values[roll(sizeof values / sizeof *values)] : names[roll(names_n)];
}

static void fill_at_random(struct req *r, const char *at, int depth)
{
    for (uint64_t n = depth == 0 ? names_n : 2 + roll(12); n > 0; n--) {
        const char *name = roll(3) ? names[depth == 0 ? n - 1 : roll(names_n)] : arena_fmt(arena, "%d", (int)roll(4));
        const char *path = *at ? arena_fmt(arena, "%s.%s", at, name) : name;

        if (roll(3))
            out_s(r, path, any_value());
        if (depth < 4 && roll((uint64_t)depth + 2) == 0)
            fill_at_random(r, path, depth + 1);
    }
}

static void every_shipped_page_is_drawn_the_same(void **state)
{
    static const char *const programs[] = { "apply", "login", NULL };

    (void)state;
    for (const char *const *p = programs; *p; p++) {
        const char *pages[101] = { "common/error", "common/form_page" }, *const folders[] = { *p, NULL };
        size_t n = 2;
        DIR *d = opendir(arena_fmt(arena, "templates/%s", *p));

        assert_non_null(d);
        for (struct dirent *e; (e = readdir(d)) && n < 100;) {
            char *dot = strstr(e->d_name, ".cs");

            if (dot && !dot[3] && strcmp(e->d_name, "parts.cs"))
                pages[n++] = arena_fmt(arena, "%s/%.*s", *p, (int)(dot - e->d_name), e->d_name);
        }
        closedir(d);
        assert_true(view_open("templates", folders, pages, stderr));
        for (size_t i = 0; i < n; i++)
            names_learn(file_text(arena, arena_fmt(arena, "templates/%s.cs", pages[i])));
        for (const char *const *s = (const char *const[]){ "frame", "form", "list", "steps", "summary", NULL }; *s; s++)
            names_learn(file_text(arena, arena_fmt(arena, "templates/common/%s.cs", *s)));
        for (size_t i = 0; i < n; i++) {
            if (!view_is_ready(pages[i]))
                fail_msg("%s: left to ClearSilver", pages[i]);
            for (int k = 0; k < 3; k++) {
                struct arena *own = arena;
                struct req r = { .arena = arena_open(16 << 20), .lang = &lang_table()[roll(10)], .id = "0123456789abcdef" };

                view_begin(&r);
                arena = r.arena;
                fill_at_random(&r, "", 0);
                out_s(&r, "page", roll(2) ? "apply_queue" : any_value());
                expect_same(&r, pages[i], r.lang->code);
                view_finish(&r);
                arena = own;
                arena_close(r.arena);
            }
        }
        if (p[1])
            view_close();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_rule_is_drawn_the_same, begin, finish),
        cmocka_unit_test_setup_teardown(strange_pages_are_left_to_clearsilver, begin, finish),
        cmocka_unit_test_setup_teardown(every_shipped_page_is_drawn_the_same, begin, finish),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
