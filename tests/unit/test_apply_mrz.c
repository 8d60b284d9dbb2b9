/* Machine-readable lines against ICAO Doc 9303's specimen and single-digit faults (DOMAIN 1.5, 2.4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "apply/apply.h"
#include "base/clock.h"

#include <cmocka.h>
#include <string.h>

#define SPECIMEN_1 "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
#define SPECIMEN_2 "L898902C36UTO7408122F1204159ZE184226B<<<<<10"

static void specimen_is_right(void **state)
{
    (void)state;
    assert_null(mrz_fault(SPECIMEN_1, SPECIMEN_2));
}

/* Partial examples of the standard: AB2134<<< has 5, 520727 has 3. Without a personal number its digit may be 0 or <. */
static void other_examples_are_right(void **state)
{
    (void)state;
    assert_null(mrz_fault(SPECIMEN_1, "AB2134<<<5UTO5207273M1204159<<<<<<<<<<<<<<08"));
    assert_null(mrz_fault(SPECIMEN_1, "AB2134<<<5UTO5207273M1204159<<<<<<<<<<<<<<<8"));
    assert_null(mrz_fault(SPECIMEN_1, "L898902C36UTO0002299F1204159ZE184226B<<<<<18")); /* 29 February 2000 */
}

/* Every character of the second line that a check digit covers, changed by one, is found. */
static void each_digit_counts(void **state)
{
    char line[45];

    (void)state;
    for (size_t i = 0; i < 44; i++) {
        if ((i >= 10 && i <= 12) || i == 20) /* nationality and sex have no check digit */
            continue;
        strcpy(line, SPECIMEN_2);
        line[i] = line[i] == '9' ? '0' : line[i] == '<' ? '1' : line[i] == 'Z' ? 'Y' : (char)(line[i] + 1);
        if (!mrz_fault(SPECIMEN_1, line))
            fail_msg("a change at %zu was not found: %s", i, line);
    }
}

static void faults_are_named(void **state)
{
    static const struct {
        const char *name, *line1, *line2, *fault;
    } cases[] = {
        { "43 characters", SPECIMEN_1, "L898902C36UTO7408122F1204159ZE184226B<<<<<1", "mrz_length" },
        { "45 characters", SPECIMEN_1 "<", SPECIMEN_2, "mrz_length" },
        { "a visa", "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", SPECIMEN_2, "mrz_kind" },
        { "O for 0 in the number", SPECIMEN_1, "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10", "mrz_number" },
        { "wrong birth", SPECIMEN_1, "L898902C36UTO7408132F1204159ZE184226B<<<<<10", "mrz_birth" },
        { "wrong expiry", SPECIMEN_1, "L898902C36UTO7408122F1205159ZE184226B<<<<<10", "mrz_expiry" },
        { "wrong personal number", SPECIMEN_1, "L898902C36UTO7408122F1204159ZE184227B<<<<<10", "mrz_personal" },
        { "wrong composite", SPECIMEN_1, "L898902C36UTO7408122F1204159ZE184226B<<<<<11", "mrz_composite" },
        /* all five digits right, but there is no such day */
        { "month 13", SPECIMEN_1, "L898902C36UTO7413128F1204159ZE184226B<<<<<10", "mrz_birth" },
        { "30 February", SPECIMEN_1, "L898902C36UTO7402304F1204159ZE184226B<<<<<16", "mrz_birth" },
        { "expires on 29 February 2013", SPECIMEN_1, "L898902C36UTO7408122F1302295ZE184226B<<<<<10", "mrz_expiry" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = mrz_fault(cases[i].line1, cases[i].line2);

        if (!fault || strcmp(fault, cases[i].fault))
            fail_msg("%s: %s instead of %s", cases[i].name, fault ? fault : "nothing", cases[i].fault);
    }
}

static struct person eriksson(void)
{
    struct person p = { .name_primary = "Eriksson", .name_secondary = "Anna Maria", .sex = "f", .nationality = "UTO",
                        .passport_no = "L898902C3", .mrz1 = SPECIMEN_1, .mrz2 = SPECIMEN_2 };

    day_from(1974, 8, 12, &p.birth);
    day_from(2012, 4, 15, &p.passport_expires);
    return p;
}

static void same_person_has_no_warning(void **state)
{
    struct person p = eriksson();
    int64_t today;

    (void)state;
    day_from(2011, 1, 1, &today);
    assert_int_equal(mrz_compare(&p, today), 0);
}

static void differences_are_told(void **state)
{
    struct person p = eriksson();
    int64_t today;

    (void)state;
    day_from(2011, 1, 1, &today);
    p.birth++;
    assert_int_equal(mrz_compare(&p, today), MRZ_BIRTH);
    p = eriksson();
    p.name_primary = "Anna";
    p.name_secondary = "Eriksson"; /* typed in the other order: warn, never block */
    assert_int_equal(mrz_compare(&p, today), MRZ_NAME);
    p = eriksson();
    p.passport_no = "L898902C4";
    p.sex = "m";
    assert_int_equal(mrz_compare(&p, today), MRZ_NUMBER | MRZ_SEX);
}

/* One name only, as many people in Myanmar, Indonesia and Laos have. */
static void single_names_fit(void **state)
{
    struct person p = eriksson();
    int64_t today;

    (void)state;
    day_from(2011, 1, 1, &today);
    p.name_primary = "Sukarni";
    p.name_secondary = "";
    p.mrz1 = "P<IDNSUKARNI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<";
    p.nationality = "UTO";
    assert_int_equal(mrz_compare(&p, today), 0);
    p.name_primary = "Htin Linn";
    p.mrz1 = "P<MMRHTIN<LINN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<";
    assert_int_equal(mrz_compare(&p, today), 0);
}

/* 39 places: a longer name is cut, and what is left must be its beginning. */
static void long_names_are_compared_by_beginning(void **state)
{
    struct person p = eriksson();
    int64_t today;

    (void)state;
    day_from(2011, 1, 1, &today);
    p.name_primary = "Nurul Aisyah Binti Ahmad Fauzi";
    p.name_secondary = "Kartika Dewi Lestari";
    p.mrz1 = "P<UTONURUL<AISYAH<BINTI<AHMAD<FAUZI<<KARTIKA";
    assert_int_equal(mrz_compare(&p, today), 0);
    p.name_secondary = "Kartini Dewi";
    assert_int_equal(mrz_compare(&p, today), MRZ_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(specimen_is_right),
        cmocka_unit_test(other_examples_are_right),
        cmocka_unit_test(each_digit_counts),
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(same_person_has_no_warning),
        cmocka_unit_test(differences_are_told),
        cmocka_unit_test(single_names_fit),
        cmocka_unit_test(long_names_are_compared_by_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
