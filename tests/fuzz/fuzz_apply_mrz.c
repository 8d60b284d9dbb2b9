/* Passport lines and names of any bytes: no crash, and a right pair stops being right when one of its
 * check digits is changed. */
#include "apply/apply.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINE = 44 };

/* The next n bytes as text; NUL ends it early, as it would in a record. */
static char *take(const uint8_t **data, size_t *size, size_t n)
{
    size_t have = *size < n ? *size : n;
    char *s = calloc(1, n + 1);

    if (!s)
        abort();
    memcpy(s, *data, have);
    *data += have;
    *size -= have;
    return s;
}

static void check_digits(const char *line1, const char *line2)
{
    static const int digits[] = { 9, 19, 27, 43 };
    char changed[LINE + 1];

    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
        memcpy(changed, line2, sizeof changed);
        changed[digits[i]] = changed[digits[i]] == '9' ? '0' : (char)(changed[digits[i]] + 1);
        if (!mrz_fault(line1, changed))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *line1 = take(&data, &size, LINE), *line2 = take(&data, &size, LINE);
    char *names = take(&data, &size, 300), *second = strchr(names, '\n');
    struct person p = { .name_primary = names, .name_secondary = "", .sex = "m", .nationality = "UTO",
                        .passport_no = "L898902C3", .mrz1 = line1, .mrz2 = line2 };

    if (second) {
        *second = '\0';
        p.name_secondary = second + 1;
    }
    if (!mrz_fault(line1, line2)) {
        check_digits(line1, line2);
        mrz_compare(&p, 20780); /* only lines that passed the form are compared */
    }
    free(names);
    free(line2);
    free(line1);
    return 0;
}
