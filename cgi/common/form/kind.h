/* The kinds of fields as a table. Only form/ looks here. */
#ifndef QIAO_KIND_H
#define QIAO_KIND_H

#include "form/form.h"
#include "http/http.h"

/* What one read needs. */
struct reading {
    struct req *r;
    const struct field *field;
    const struct params *in;
    int64_t today;
};

struct kind_row {
    const char *name;       /* as templates know it */
    const char *inputmode;  /* keyboard of a phone */
    bool number;            /* int64_t in the record; else const char * (K_FILE: struct upload *) */
    int64_t min, max;       /* when the field gives none */
    /* Bytes to the value at `slot`; name of a fault or NULL. Nothing given leaves the slot as it is. */
    const char *(*read)(const struct reading *g, void *slot);
    /* A value for the reader's eye. */
    const char *(*text)(struct req *r, const struct form *f, const struct field *d, const void *slot);
};
const struct kind_row *kind_of(const struct field *d);
int64_t field_min(const struct field *d);
int64_t field_max(const struct field *d);

/* Nothing was given. */
bool slot_is_empty(const struct field *d, const void *slot);
/* Texts of a choice: T.choice.<texts>.<code>; of countries: T.country.<code>. */
const char *choice_text(struct req *r, const struct field *d, const char *code);

const char *read_text(const struct reading *g, void *slot);
const char *read_name(const struct reading *g, void *slot);
const char *read_mail(const struct reading *g, void *slot);
const char *read_phone(const struct reading *g, void *slot);
const char *read_reach(const struct reading *g, void *slot);
const char *read_digits(const struct reading *g, void *slot);
const char *read_code(const struct reading *g, void *slot);
const char *read_uscc(const struct reading *g, void *slot);
const char *read_rid(const struct reading *g, void *slot);
const char *read_mrz(const struct reading *g, void *slot);
const char *read_country(const struct reading *g, void *slot);
const char *read_choice(const struct reading *g, void *slot);
const char *read_secret(const struct reading *g, void *slot);
const char *read_choices(const struct reading *g, void *slot);
const char *read_yesno(const struct reading *g, void *slot);
const char *read_tick(const struct reading *g, void *slot);
const char *read_agree(const struct reading *g, void *slot);
const char *read_date(const struct reading *g, void *slot);
const char *read_int(const struct reading *g, void *slot);
const char *read_money(const struct reading *g, void *slot);
const char *read_hidden(const struct reading *g, void *slot);
const char *read_file(const struct reading *g, void *slot);

#endif
