/* The table of kinds, and values shown to the reader. A new kind is one row and two functions. */
#include "base/ident.h"
#include "form/kind.h"
#include "view/country.h"
#include "view/lang.h"
#include <string.h>

static const char *as_is(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    (void)r, (void)f, (void)d;
    return *(const char *const *)slot;
}

static const char *grouped(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    (void)f, (void)d;
    return phone_grouped(r->arena, *(const char *const *)slot);
}

static const char *hidden(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    (void)r, (void)f, (void)d, (void)slot;
    return "";
}

static const char *number(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    (void)f, (void)d;
    return arena_fmt(r->arena, "%lld", (long long)*(const int64_t *)slot);
}

static const char *money(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    (void)f, (void)d;
    return lang_money(r->arena, r->lang, *(const int64_t *)slot);
}

static const char *date(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    (void)f, (void)d;
    return lang_day(r->arena, r->lang, *(const int64_t *)slot);
}

static const char *yesno(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    const char *t = lang_text(r->lang, *(const int64_t *)slot ? "T.common.yes" : "T.common.no");

    (void)f, (void)d;
    return t ? t : "";
}

const char *choice_text(struct req *r, const struct field *d, const char *code)
{
    const char *group = d->texts ? d->texts : d->name;
    const char *t;

    if (d->kind == K_COUNTRY)
        t = lang_text(r->lang, arena_fmt(r->arena, "T.country.%s", code));
    else
        t = lang_text(r->lang, arena_fmt(r->arena, "T.choice.%s.%s", group, code));
    return t ? t : code;
}

static const char *choice(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    (void)f;
    return choice_text(r, d, *(const char *const *)slot);
}

static const char *choices(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    struct buf b = { .arena = r->arena };

    (void)f;
    for (size_t i = 0; d->choice[i]; i++)
        if (*(const int64_t *)slot & ((int64_t)1 << i)) {
            if (b.n)
                buf_str(&b, "; ");
            buf_str(&b, choice_text(r, d, d->choice[i]));
        }
    return b.p ? b.p : "";
}

static const char *file(struct req *r, const struct form *f, const struct field *d, const void *slot)
{
    struct upload *const *u = slot;

    (void)r, (void)f, (void)d;
    return (*u)->name;
}

static const struct kind_row kinds[K__MAX] = {
    [K_TEXT] = { "text", NULL, false, 0, 200, read_text, as_is },
    [K_LINES] = { "lines", NULL, false, 0, 4000, read_text, as_is },
    [K_NAME] = { "name", NULL, false, 1, 100, read_name, as_is },
    [K_MAIL] = { "mail", "email", false, 3, 254, read_mail, as_is },
    [K_PHONE] = { "phone", "tel", false, 8, 16, read_phone, grouped },
    [K_REACH] = { "reach", "email", false, 3, 254, read_reach, grouped },
    [K_DIGITS] = { "digits", "numeric", false, 6, 6, read_digits, as_is },
    [K_CODE] = { "code", NULL, false, 1, 40, read_code, as_is },
    [K_USCC] = { "code", NULL, false, USCC_LENGTH, USCC_LENGTH, read_uscc, as_is },
    [K_RID] = { "code", NULL, false, RID_LENGTH, RID_LENGTH, read_rid, as_is },
    [K_MRZ] = { "mrz", NULL, false, 44, 44, read_mrz, as_is },
    [K_COUNTRY] = { "country", NULL, false, 3, 3, read_country, choice },
    [K_CHOICE] = { "choice", NULL, false, 1, 40, read_choice, choice },
    [K_CHOICES] = { "choices", NULL, true, 0, 0, read_choices, choices },
    [K_YESNO] = { "yesno", NULL, true, 0, 1, read_yesno, yesno },
    [K_TICK] = { "tick", NULL, true, 0, 1, read_tick, yesno },
    [K_AGREE] = { "agree", NULL, true, 0, 9999, read_agree, yesno },
    [K_DATE] = { "date", "numeric", true, 0, 0, read_date, date },
    [K_INT] = { "int", "numeric", true, 0, 999999999, read_int, number },
    [K_MONEY] = { "money", "decimal", true, 0, 999999999999999, read_money, money },
    [K_SECRET] = { "secret", NULL, false, 1, 128, read_secret, hidden },
    [K_FILE] = { "file", NULL, false, 1, UPLOAD_MAX, read_file, file },
    [K_HIDDEN] = { "hidden", NULL, true, 0, 0, read_hidden, number },
};

const struct kind_row *kind_of(const struct field *d)
{
    return &kinds[d->kind];
}

int64_t field_min(const struct field *d)
{
    return d->min == 0 && d->max == 0 ? kinds[d->kind].min : d->min;
}

int64_t field_max(const struct field *d)
{
    return d->min == 0 && d->max == 0 ? kinds[d->kind].max : d->max;
}

bool slot_is_empty(const struct field *d, const void *slot)
{
    if (d->kind == K_FILE)
        return !*(struct upload *const *)slot;
    if (kinds[d->kind].number)
        return *(const int64_t *)slot == NONE;
    return !*(const char *const *)slot || !**(const char *const *)slot;
}
