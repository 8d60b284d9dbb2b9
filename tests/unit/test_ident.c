/* Identity numbers against published ones and against every number one sign away; areas and parts of amounts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/req.h"

#include <cmocka.h>
#include <string.h>

static int64_t day(const char *text)
{
    int64_t d;

    if (!day_parse(text, &d))
        fail_msg("%s is a day", text);
    return d;
}

static void expect(const char *number, const char *fault, const char *expected)
{
    if (strcmp(fault ? fault : "right", expected ? expected : "right"))
        fail_msg("%s: %s instead of %s", number, fault ? fault : "right", expected ? expected : "right");
}

/* Codes of real bodies, as the tests of python-stdnum collected them from public pages (tests/test_cn_uscc.doctest): each
 * check sign at least once; offices, companies, single traders; letters within. The first four: DOMAIN 1.5. */
static const char *const uscc[] = {
    "91110000600037341L", "121200004013590816", "91110000710926094P", "91120224064012553U", "911522010783762860",
    "9115220107837941X1", "91152201078382010M", "911522010783917502", "91152201078394644D", "91152201078395188Q",
    "91310112087994932F", "91310115MA1K3BTP2B", "91310116052958608G", "913101203509708598", "91340600MA2PBN188W",
    "91340600MA2PBN831R", "91340600MA2PBNE723", "91340600MA2PENCC7K", "91340600MA2PEP518T", "91340603MA2UJYNU67",
    "91340621MA2PEN6Q3Y", "914112810713741814", "91620105224521729E", "91620105750935948X", "91620105767728304H",
    "91620105784023285J", "92340602MA2PEL605A", "92340603MA2PBN17X5", "92340603MA2PBN2W0N", "92340603MA2PELE65C",
    "92340604MA2PBNWH99", "913205056082348768", "91371082775260043P", "9144030071526726XG",
};

static const struct {
    const char *number, *fault;
} uscc_wrong[] = {
    { "12345", "uscc_length" },
    { "", "uscc_length" },
    { "91110000600037341", "uscc_length" },
    { "91110000600037341LL", "uscc_length" },
    { "9111000060003IOZSV", "uscc_sign" },
    { "91110000600037341l", "uscc_sign" }, /* a form makes it upper case first */
    { "9111000060003734-L", "uscc_sign" },
    { "\xef\xbc\x99" "111000060003734", "uscc_sign" },
    { "91110000600037341N", "uscc_check" },
    { "A1110000600037341L", "uscc_check" }, /* letters may begin a code; here K would end it */
    { "91350211M00013FA1N", "uscc_check" }, /* of the pilot: 3 would be right (DOMAIN 1.1) */
};

static void credit_codes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof uscc / sizeof *uscc; i++) {
        expect(uscc[i], uscc_fault(uscc[i]), NULL);
        assert_false(uscc_is_doubtful(uscc[i]));
    }
    for (size_t i = 0; i < sizeof uscc_wrong / sizeof *uscc_wrong; i++) {
        expect(uscc_wrong[i].number, uscc_fault(uscc_wrong[i].number), uscc_wrong[i].fault);
        assert_int_equal(uscc_is_doubtful(uscc_wrong[i].number), strcmp(uscc_wrong[i].fault, "uscc_check") == 0);
    }
    expect("A1110000600037341K", uscc_fault("A1110000600037341K"), NULL);
    expect("91350211M00013FA13", uscc_fault("91350211M00013FA13"), NULL);
}

/* 31 is prime and no weight is a multiple of it: one wrong sign, or two neighbours changed about, never pass. */
static void one_wrong_sign_is_found(void **state)
{
    static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    char s[USCC_LENGTH + 1];
    (void)state;

    for (size_t i = 0; i < sizeof uscc / sizeof *uscc; i++)
        for (int at = 0; at < USCC_LENGTH; at++) {
            for (const char *c = signs; *c; c++) {
                strcpy(s, uscc[i]);
                s[at] = *c;
                expect(s, uscc_fault(s), *c == uscc[i][at] ? NULL : "uscc_check");
            }
            strcpy(s, uscc[i]);
            if (at > 0 && at < USCC_LENGTH - 1 && s[at] != s[at - 1]) {
                s[at] = uscc[i][at - 1];
                s[at - 1] = uscc[i][at];
                expect(s, uscc_fault(s), "uscc_check");
            }
        }
}

/* Published numbers (DOMAIN 1.5): GB 11643's own, tests of hutool and python-stdnum; permits of Hong Kong, Macao and
 * Taiwan residents, a foreigner's card. */
static const struct {
    const char *number, *birth;
    bool male;
} rid[] = {
    { "11010519491231002X", "1949-12-31", false },
    { "321083197812162119", "1978-12-16", true },
    { "360426199101010071", "1991-01-01", true },
    { "33010219200403064X", "1920-04-03", false },
    { "150102198807303035", "1988-07-30", true },
    { "81000019980902013X", "1998-09-02", true },
    { "820000200009100032", "2000-09-10", true },
    { "830000200209060065", "2002-09-06", false },
    { "932682198501010017", "1985-01-01", true },
    { "110105190001010028", "1900-01-01", false },
    { "110105202611230023", "2026-11-23", false }, /* born today */
};

static const struct {
    const char *number, *fault;
} rid_wrong[] = {
    { "", "rid_length" },
    { "11010519491231002", "rid_length" },
    { "11010519491231002XX", "rid_length" },
    { "150102880730303", "rid_old" },
    { "15010288073030X", "rid_length" },
    { "11010519491231002x", "rid_sign" }, /* a form makes it upper case first */
    { "1101051949123100X2", "rid_sign" },
    { "3301022011022000D6", "rid_sign" },
    { "1101051949123100 2", "rid_sign" },
    { "190105194912310024", "rid_place" }, /* right check digits, places that are none */
    { "000105194912310024", "rid_place" },
    { "730105194912310025", "rid_place" },
    { "870105194912310026", "rid_place" },
    { "201511221897205960", "rid_place" },
    { "110105194902310026", "rid_date" }, /* 31 February, right check digit */
    { "440524188001010014", "rid_date" }, /* 1880, right check digit: refused on purpose */
    { "110105189912310023", "rid_date" },
    { "110105202611240029", "rid_date" }, /* tomorrow */
    { "110105194912310021", "rid_check" },
    { "321083197812162118", "rid_check" },
};

static void resident_numbers(void **state)
{
    int64_t today = day("2026-11-23");
    (void)state;

    for (size_t i = 0; i < sizeof rid / sizeof *rid; i++) {
        expect(rid[i].number, rid_fault(rid[i].number, today), NULL);
        assert_int_equal(rid_birth(rid[i].number), day(rid[i].birth));
        assert_int_equal(rid_is_male(rid[i].number), rid[i].male);
    }
    for (size_t i = 0; i < sizeof rid_wrong / sizeof *rid_wrong; i++)
        expect(rid_wrong[i].number, rid_fault(rid_wrong[i].number, today), rid_wrong[i].fault);
    assert_int_equal(age_at(rid_birth("321083197812162119"), day("2017-04-10")), 38);
    assert_int_equal(age_at(rid_birth("932682198501010017"), day("2017-04-10")), 32);
    assert_int_equal(rid_birth("110105194902310026"), NONE);
}

/* 11 is prime: one wrong digit never passes, whatever else it breaks. */
static void one_wrong_digit_is_found(void **state)
{
    char s[RID_LENGTH + 1];
    (void)state;

    for (size_t i = 0; i < sizeof rid / sizeof *rid; i++)
        for (int at = 0; at < RID_LENGTH; at++)
            for (const char *c = "0123456789X"; *c; c++) {
                strcpy(s, rid[i].number);
                s[at] = *c;
                assert_int_equal(rid_fault(s, day("2026-11-23")) == NULL, *c == rid[i].number[at]);
            }
}

static void fifteen_digits_become_eighteen(void **state)
{
    static const struct {
        const char *old, *now;
    } cases[] = {
        { "150102880730303", "150102198807303035" },
        { "330102200403064", "33010219200403064X" },
        { "360198910283844", NULL }, /* 83 February */
        { "815727834224151", NULL }, /* month 42 */
        { "190105491231002", NULL }, /* no such place */
        { "150102880730996", NULL }, /* born before 1900 */
        { "15010288073030", NULL },
        { "1501028807303033", NULL },
        { "15010288073030X", NULL },
        { "150102198807303035", NULL },
        { "", NULL },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char to[RID_LENGTH + 1] = "as before";

        if (rid_from_15(cases[i].old, to) != (cases[i].now != NULL) ||
            strcmp(to, cases[i].now ? cases[i].now : "as before"))
            fail_msg("%s: %s", cases[i].old, to);
    }
}

/* 49805.15 m2 and 74.71 mu stand in one notice (DOMAIN 1.5). */
static void areas_in_mu(void **state)
{
    static const struct {
        int64_t area, mu;
    } cases[] = {
        { 4980515, 7471 }, { 0, 0 },    { 333, 0 },       { 334, 1 },  { 1000, 2 },
        { 999, 1 },        { 66667, 100 }, { 66666, 100 }, { 1000000, 1500 }, { 3000, 5 },
        { 9223372036854775807, 13835058055282164 },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(mu_of_area(cases[i].area), cases[i].mu);
    assert_int_equal(mu_of_area(-1), NONE);
    assert_int_equal(mu_of_area(NONE), NONE);
}

/* A published deposit, 409.4108 of 818.8216 wan yuan, is half of the starting price (DOMAIN 1.5). */
static void parts_of_amounts(void **state)
{
    static const struct {
        int64_t amount, ppm, part;
    } cases[] = {
        { 818821600, 500000, 409410800 }, { 1000000, 34500, 34500 },  { 1, 500000, 1 },         { 1, 499999, 0 },
        { 3, 500000, 2 },                 { 818821600, 1000000, 818821600 }, { 818821600, 0, 0 }, { 0, 34500, 0 },
        { 9223372036854775807, 1000000, 9223372036854775807 },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(part_of(cases[i].amount, cases[i].ppm), cases[i].part);
    assert_int_equal(part_of(-1, 500000), NONE);
    assert_int_equal(part_of(1, -1), NONE);
    assert_int_equal(part_of(1, 1000001), NONE);
    assert_int_equal(part_of(NONE, 500000), NONE);
}

static void phones_in_groups(void **state)
{
    static const char *const cases[][2] = {
        { "+8562055550101", "+856 20 5555 0101" }, { "+8613800138000", "+86 138 0013 8000" },
        { "+66812345678", "+66 812 345 678" },     { "+85512345678", "+855 1234 5678" },
        { "+12025550123", "+1 20 2555 0123" },     { "+6591234567", "+65 9123 4567" },
        { "+37255501234", "+372 5550 1234" },      { "+6707123456", "+670 712 3456" },
        { "+1234567", "+1 23 4567" },              { "+123456789012345", "+1 23 4567 8901 2345" },
        { "+123456", "+123456" },                  { "+1234567890123456", "+1234567890123456" },
        { "+856 20", "+856 20" },                  { "somchai@example.test", "somchai@example.test" },
        { "", "" },                                { "+", "+" },
    };
    struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(phone_grouped(a, cases[i][0]), cases[i][1]);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(credit_codes),
        cmocka_unit_test(one_wrong_sign_is_found),
        cmocka_unit_test(resident_numbers),
        cmocka_unit_test(one_wrong_digit_is_found),
        cmocka_unit_test(fifteen_digits_become_eighteen),
        cmocka_unit_test(areas_in_mu),
        cmocka_unit_test(parts_of_amounts),
        cmocka_unit_test(phones_in_groups),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
