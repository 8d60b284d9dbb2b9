/* Each kind of field: bytes as people type them to values, and the name of the fault otherwise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/ident.h"
#include "form/kind.h"

#include <cmocka.h>
#include <string.h>

struct record {
    const char *text;
    int64_t number;
    struct upload *file;
};

static const char *const colours[] = { "red", "green", "blue", NULL };

/* One try: kind, limits, what is typed; the value as text, or the fault. */
struct try {
    const char *name;
    enum kind kind;
    bool must;
    int64_t min, max;
    const char *typed;
    const char *fault;  /* NULL: right */
    const char *value;  /* of text kinds */
    int64_t number;     /* of the others */
};

static const struct try tries[] = {
    { "text is trimmed", K_TEXT, true, 1, 10, "  a  b ", NULL, "a b", 0 },
    { "code points count, not bytes", K_TEXT, true, 1, 4, "ກຂຄງ", NULL, "ກຂຄງ", 0 },
    { "one too many", K_TEXT, true, 1, 4, "ກຂຄງຈ", "long", NULL, 0 },
    { "too short", K_TEXT, true, 3, 9, "ab", "short", NULL, 0 },
    { "missing", K_TEXT, true, 1, 9, "", "must", NULL, 0 },
    { "blanks only are missing", K_TEXT, true, 1, 9, "  ", "must", NULL, 0 },
    { "optional", K_TEXT, false, 1, 9, "", NULL, "", 0 },
    { "not UTF-8", K_TEXT, true, 1, 9, "\xc0\xaf", "text", NULL, 0 },
    { "a name in Burmese", K_NAME, true, 1, 100, "ထင်လင်း", NULL, "ထင်လင်း", 0 },
    { "marks only are no name", K_NAME, true, 1, 100, "\xe0\xba\xb4\xe0\xba\xb4", "name", NULL, 0 },
    { "digits only are no name", K_NAME, true, 1, 100, "123", "name", NULL, 0 },
    { "mail", K_MAIL, true, 0, 0, "Somsak@Example.Test", NULL, "somsak@example.test", 0 },
    { "mail without a dot", K_MAIL, true, 0, 0, "a@b", "mail", NULL, 0 },
    { "mail with a mark nobody sees", K_MAIL, true, 0, 0, "li\u200b@example.test", "mail", NULL, 0 },
    { "mail in another script", K_MAIL, true, 0, 0, "勐腊@例え.テスト", NULL, "勐腊@例え.テスト", 0 },
    { "two at signs", K_MAIL, true, 0, 0, "a@b@c.de", "mail", NULL, 0 },
    { "mail with a line break", K_MAIL, true, 0, 0, "a@b.de\r\nBcc: x@y.z", "text", NULL, 0 },
    { "phone with blanks", K_PHONE, true, 0, 0, "+856 20 5555-1234", NULL, "+8562055551234", 0 },
    { "phone with 00", K_PHONE, true, 0, 0, "00856 20 55551234", NULL, "+8562055551234", 0 },
    { "phone in Lao digits", K_PHONE, true, 0, 0, "+໘໕໖໒໐໕໕໕໕໑໒໓໔", NULL, "+8562055551234", 0 },
    { "phone without its country", K_PHONE, true, 0, 0, "02055551234", "phone", NULL, 0 },
    { "phone of 16 digits", K_PHONE, true, 0, 0, "+1234567890123456", "phone", NULL, 0 },
    { "phone with the 0 of home", K_PHONE, true, 0, 0, "+856 (0)20 5555 1234", NULL, "+8562055551234", 0 },
    { "a 0 that is part of the number", K_PHONE, true, 0, 0, "+39 06 1234567", NULL, "+39061234567", 0 },
    { "reached by mail", K_REACH, true, 0, 0, " Somsak@Example.Test ", NULL, "somsak@example.test", 0 },
    { "reached by phone", K_REACH, true, 0, 0, "+856 020 5555-1234", NULL, "+8562055551234", 0 },
    { "reached by phone, Burmese digits", K_REACH, true, 0, 0, "+၉၅၉၁၂၃၄၅၆၇၈", NULL, "+95912345678", 0 },
    { "reached by phone, 00", K_REACH, true, 0, 0, "0066 81 234 5678", NULL, "+66812345678", 0 },
    { "reached, no country", K_REACH, true, 0, 0, "138 0013 8000", "phone", NULL, 0 },
    { "reached, a Chinese mobile", K_REACH, true, 0, 0, "+86 138 0013 8000", NULL, "+8613800138000", 0 },
    { "reached, a Chinese landline", K_REACH, true, 0, 0, "+86 0691 8122345", "phone", NULL, 0 },
    { "reached, a digit short", K_REACH, true, 0, 0, "+86 138 0013 800", "phone", NULL, 0 },
    { "reached, a Lao digit short", K_REACH, true, 0, 0, "+856 20 5555 123", "phone", NULL, 0 },
    { "reached, another Lao network", K_REACH, true, 0, 0, "+856 30 555 1234", NULL, "+856305551234", 0 },
    { "reached, a name", K_REACH, true, 0, 0, "somsak", "reach", NULL, 0 },
    { "reached, half an address", K_REACH, true, 0, 0, "somsak@", "mail", NULL, 0 },
    { "reached, an address that begins like a number", K_REACH, true, 0, 0, "+85620@example.test", NULL,
      "+85620@example.test", 0 },
    { "reached, a line break", K_REACH, true, 0, 0, "+8562055551234\r\nx", "text", NULL, 0 },
    { "reached, nothing", K_REACH, true, 0, 0, " ", "must", NULL, 0 },
    { "digits of a message", K_DIGITS, true, 0, 0, " 123 456 ", NULL, "123456", 0 },
    { "digits in Khmer", K_DIGITS, true, 0, 0, "១២៣-៤៥៦", NULL, "123456", 0 },
    { "a digit short", K_DIGITS, true, 0, 0, "12345", "digits", NULL, 0 },
    { "a letter among digits", K_DIGITS, true, 0, 0, "12345O", "digits", NULL, 0 },
    { "secret counted as composed", K_SECRET, true, 1, 4, "e\u0301e\u0300a\u0301a\u0300", NULL,
      "e\u0301e\u0300a\u0301a\u0300", 0 },
    { "secret, one too many", K_SECRET, true, 1, 4, "e\u0301e\u0300a\u0301a\u0300k", "secret_long", NULL, 0 },
    { "secret, not UTF-8", K_SECRET, true, 1, 9, "abc\xc0\xaf", "text", NULL, 0 },
    { "document number", K_CODE, true, 3, 20, " l898-902 c3 ", NULL, "L898902C3", 0 },
    { "full-width document number", K_CODE, true, 3, 20, "Ｌ８９８", NULL, "L898", 0 },
    { "sign in a document number", K_CODE, true, 3, 20, "AB/12", "code", NULL, 0 },
    { "credit code with blanks, small letters", K_USCC, true, 0, 0, " 91 110000 60003734-1l ", NULL, "91110000600037341L", 0 },
    { "full-width credit code", K_USCC, true, 0, 0, "９１１１００００６０００３７３４１Ｌ", NULL, "91110000600037341L", 0 },
    { "credit code, last sign missing", K_USCC, true, 0, 0, "91110000600037341", "uscc_length", NULL, 0 },
    { "credit code with an I", K_USCC, true, 0, 0, "9111000060003734IL", "uscc_sign", NULL, 0 },
    { "credit code, wrong check sign", K_USCC, true, 0, 0, "91350211M00013FA1N", "uscc_check", NULL, 0 },
    { "credit code left open", K_USCC, false, 0, 0, " ", NULL, "", 0 },
    { "credit code missing", K_USCC, true, 0, 0, "", "must", NULL, 0 },
    { "full-width resident number, small x", K_RID, true, 0, 0, "１１０１０５ １９４９１２３１ ００２ｘ", NULL, "11010519491231002X", 0 },
    { "resident number of 15 digits", K_RID, true, 0, 0, "150102880730303", "rid_old", NULL, 0 },
    { "resident number, born tomorrow", K_RID, true, 0, 0, "110105202611240029", "rid_date", NULL, 0 },
    { "country", K_COUNTRY, true, 0, 0, "LAO", NULL, "LAO", 0 },
    { "no such country", K_COUNTRY, true, 0, 0, "QQQ", "choice", NULL, 0 },
    { "choice", K_CHOICE, true, 0, 0, "green", NULL, "green", 0 },
    { "no such choice", K_CHOICE, true, 0, 0, "black", "choice", NULL, 0 },
    { "number", K_INT, true, 0, 300, "180", NULL, NULL, 180 },
    { "number in Thai digits", K_INT, true, 0, 300, "๑๘๐", NULL, NULL, 180 },
    { "number with a letter", K_INT, true, 0, 300, "18O", "number", NULL, 0 },
    { "number too large", K_INT, true, 0, 300, "301", "large", NULL, 0 },
    { "number too small", K_INT, true, 5, 300, "4", "small", NULL, 0 },
    { "money with one decimal", K_MONEY, true, 0, 0, "12.5", NULL, NULL, 1250 },
    { "money with two", K_MONEY, true, 0, 0, "8188216.00", NULL, NULL, 818821600 },
    { "full-width money", K_MONEY, true, 0, 0, "１２", NULL, NULL, 1200 },
    { "exponent", K_MONEY, true, 0, 0, "1e5", "money", NULL, 0 },
    { "thousands separator", K_MONEY, true, 0, 0, "1,000", "money", NULL, 0 },
    { "three decimals", K_MONEY, true, 0, 0, "1.234", "money", NULL, 0 },
    { "14 digits of yuan", K_MONEY, true, 0, 0, "12345678901234", "money", NULL, 0 },
    { "yes", K_YESNO, true, 0, 0, "yes", NULL, NULL, 1 },
    { "no is an answer", K_YESNO, true, 0, 0, "no", NULL, NULL, 0 },
    { "neither", K_YESNO, true, 0, 0, "", "must", NULL, 0 },
    { "ticked", K_TICK, true, 0, 0, "1", NULL, NULL, 1 },
    { "not ticked", K_TICK, true, 0, 0, "", "tick", NULL, 0 },
    { "agreed to the second version", K_AGREE, true, 0, 0, "2", NULL, NULL, 2 },
    { "agreed to nothing", K_AGREE, true, 0, 0, "", "tick", NULL, 0 },
    { "agreed to nothing, which another rule judges", K_AGREE, false, 0, 0, "", NULL, NULL, 0 },
    { "agreed to rubbish", K_AGREE, true, 0, 0, "on", "choice", NULL, 0 },
    { "agreed to no version", K_AGREE, true, 0, 0, "999999999999", "choice", NULL, 0 },
    { "secret keeps its blanks", K_SECRET, true, 1, 9, " a b ", NULL, " a b ", 0 },
    { "secret too long", K_SECRET, true, 1, 3, "abcd", "secret_long", NULL, 0 },
    { "MRZ in small letters with blanks", K_MRZ, true, 0, 0, "l898902c36uto7408122f1204159ze184226b<<<<< 10", NULL,
      "L898902C36UTO7408122F1204159ZE184226B<<<<<10", 0 },
    { "43 characters", K_MRZ, true, 0, 0, "L898902C36UTO7408122F1204159ZE184226B<<<<<1", "mrz_length", NULL, 0 },
    { "hidden number", K_HIDDEN, true, 0, 0, "12", NULL, NULL, 12 },
    { "hidden rubbish", K_HIDDEN, true, 0, 0, "-1", "number", NULL, 0 },
    { "hidden, 19 digits", K_HIDDEN, true, 0, 0, "9999999999999999999", "number", NULL, 0 },
};

/* A request without a database or a page. */
static struct req *request(void)
{
    static struct req r;

    r = (struct req){ .arena = arena_open(1 << 20), .id = "test" };
    r.now = day_end(20780) - 3600; /* 2026-11-23, 23:00 in Mengla */
    return &r;
}

static const char *read_one(struct req *r, const struct field *fields, struct param *params, size_t n, void **record)
{
    const struct form form = { .name = "test", .size = sizeof(struct record), .field = fields };
    struct params in = { params, n };
    enum err e = form_read(r, &form, &in, record);

    assert_true(e == OK || e == ERR_INPUT);
    assert_int_equal(e == OK, r->faults->n == 0);
    return r->faults->n ? r->faults->list[0].name : NULL;
}

static void kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        const struct try *t = &tries[i];
        struct req *r = request();
        const struct field fields[] = {
            { .name = "x", .kind = t->kind, .must = t->must, .min = t->min, .max = t->max, .choice = colours,
              .at = t->value || t->kind < K_CHOICES || t->kind == K_SECRET ? offsetof(struct record, text)
                                                                           : offsetof(struct record, number) },
            { .name = NULL }
        };
        struct param p = { .name = "x", .value = t->typed, .n = strlen(t->typed) };
        struct record *record;
        const char *fault = read_one(r, fields, &p, 1, (void **)&record);

        if ((fault == NULL) != (t->fault == NULL) || (fault && strcmp(fault, t->fault)))
            fail_msg("%s: fault %s instead of %s", t->name, fault ? fault : "none", t->fault ? t->fault : "none");
        if (!fault && t->value && strcmp(record->text, t->value))
            fail_msg("%s: '%s' instead of '%s'", t->name, record->text, t->value);
        if (!fault && !t->value && record->number != t->number)
            fail_msg("%s: %lld", t->name, (long long)record->number);
        arena_close(r->arena);
    }
}

/* A code of the pilot of 2015: taken where the program says so, and told from a right one. */
static void a_doubtful_code_is_taken_where_allowed(void **state)
{
    static const struct field fields[] = {
        { .name = "x", .kind = K_USCC, .at = offsetof(struct record, text), .must = true, .flags = F_DOUBT },
        { .name = NULL }
    };
    static const char *const wrong[] = { "91350211M00013FA1", "9111000060003IOZSV", NULL };
    struct req *r = request();
    struct param p = { .name = "x", .value = "91350211m00013fa1n", .n = 18 };
    struct record *record;

    (void)state;
    assert_null(read_one(r, fields, &p, 1, (void **)&record));
    assert_string_equal(record->text, "91350211M00013FA1N");
    assert_true(uscc_is_doubtful(record->text));
    for (const char *const *w = wrong; *w; w++) {
        p = (struct param){ .name = "x", .value = *w, .n = strlen(*w) };
        assert_non_null(read_one(r, fields, &p, 1, (void **)&record));
    }
    arena_close(r->arena);
}

static const struct {
    const char *name, *d, *m, *y, *fault;
} dates[] = {
    { "a day", "27", "9", "2008", NULL },
    { "leap day", "29", "2", "2008", NULL },
    { "no leap day", "29", "2", "2009", "date" },
    { "31 April", "31", "4", "2008", "date" },
    { "month 13", "1", "13", "2008", "date" },
    { "Lao digits", "໒໗", "໙", "໒໐໐໘", NULL },
    { "two digits of a year", "27", "9", "08", "date" },
    { "Buddhist year", "27", "9", "2551", "date_be" },
    { "no month", "27", "", "2008", "date" },
    { "nothing", "", "", "", "must" },
    { "today is not past", "23", "11", "2026", "date_late" },
    { "yesterday is", "22", "11", "2026", NULL },
    { "too long ago", "1", "1", "1920", "date_early" },
    { "letters", "a", "b", "c", "date" },
};

static void dates_of_birth(void **state)
{
    static const struct field fields[] = {
        { .name = "x", .kind = K_DATE, .at = offsetof(struct record, number), .must = true, .min = -100 * 366,
          .max = -1 },
        { .name = NULL }
    };

    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct req *r = request();
        struct param p[] = { { .name = "x-d", .value = dates[i].d, .n = strlen(dates[i].d) },
                             { .name = "x-m", .value = dates[i].m, .n = strlen(dates[i].m) },
                             { .name = "x-y", .value = dates[i].y, .n = strlen(dates[i].y) } };
        void *record;
        const char *fault = read_one(r, fields, p, 3, &record);

        if ((fault == NULL) != (dates[i].fault == NULL) || (fault && strcmp(fault, dates[i].fault)))
            fail_msg("%s: fault %s", dates[i].name, fault ? fault : "none");
        arena_close(r->arena);
    }
}

static void unknown_fields_are_refused(void **state)
{
    static const struct field fields[] = { { .name = "x", .kind = K_TEXT }, { .name = NULL } };
    static const struct form form = { .name = "test", .size = sizeof(struct record), .field = fields };
    static const struct form query = { .name = "test", .size = sizeof(struct record), .field = fields, .query = true };
    struct req *r = request();
    struct param p = { .name = "y", .value = "1", .n = 1 };
    struct params in = { &p, 1 };
    void *record;

    (void)state;
    assert_int_equal(form_read(r, &form, &in, &record), ERR_BROKEN);
    assert_int_equal(form_read(r, &query, &in, &record), OK);
    arena_close(r->arena);
}

static void later_forgives_what_is_missing_only(void **state)
{
    static const struct field fields[] = {
        { .name = "x", .kind = K_TEXT, .at = offsetof(struct record, text), .must = true, .min = 1, .max = 3 },
        { .name = NULL }
    };
    static const struct form form = { .name = "test", .size = sizeof(struct record), .field = fields, .mark = "done" };
    struct req *r = request();
    struct param p[] = { { .name = "x", .value = "", .n = 0 }, { .name = "mark", .value = "later", .n = 5 } };
    struct params in = { p, 2 };
    void *record;

    (void)state;
    assert_int_equal(form_read(r, &form, &in, &record), OK);
    p[0] = (struct param){ .name = "x", .value = "abcd", .n = 4 };
    assert_int_equal(form_read(r, &form, &in, &record), ERR_INPUT);
    in.n = 1;
    p[0] = (struct param){ .name = "x", .value = "abc", .n = 3 };
    assert_int_equal(form_read(r, &form, &in, &record), ERR_INPUT); /* neither done nor later */
    assert_string_equal(r->faults->list[0].name, "mark");
    arena_close(r->arena);
}

static void ask_two(struct faults *f, const void *record, int64_t today)
{
    (void)record, (void)today;
    fault_add(f, "x", "second");
    fault_add(f, "y", "rule");
}

/* Rules between fields are told together with what is wrong in the fields; a field keeps its first fault. */
static void all_faults_are_told_at_once(void **state)
{
    static const struct field fields[] = {
        { .name = "x", .kind = K_TEXT, .at = offsetof(struct record, text), .must = true, .min = 1, .max = 3 },
        { .name = "y", .kind = K_INT, .at = offsetof(struct record, number) },
        { .name = NULL }
    };
    static const struct form form = { .name = "test", .size = sizeof(struct record), .field = fields,
                                      .check = ask_two };
    struct req *r = request();
    struct params in = { NULL, 0 };
    void *record;

    (void)state;
    assert_int_equal(form_read(r, &form, &in, &record), ERR_INPUT);
    assert_int_equal(r->faults->n, 2);
    assert_string_equal(r->faults->list[0].name, "must");
    assert_string_equal(r->faults->list[1].name, "rule");
    arena_close(r->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(a_doubtful_code_is_taken_where_allowed),
        cmocka_unit_test(dates_of_birth),
        cmocka_unit_test(unknown_fields_are_refused),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(later_forgives_what_is_missing_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
