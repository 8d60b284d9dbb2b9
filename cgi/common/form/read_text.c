/* Bytes to values, for the kinds whose value is text. Pure: no database, no page. */
#include "base/ident.h"
#include "base/text.h"
#include "form/kind.h"
#include "view/country.h"
#include <string.h>

/* The cleaned value of the field; "" if not sent; NULL if it is not text. */
static const char *value_of(const struct reading *g, unsigned flags)
{
    const struct param *p = params_find(g->in, g->field->name);

    return p ? text_clean(g->r->arena, p->value, p->n, flags) : "";
}

static const char *keep(const struct reading *g, const char *v, void *slot)
{
    size_t n = text_length(v);

    *(const char **)slot = v;
    if (n == 0)
        return NULL;
    if ((int64_t)n < field_min(g->field))
        return "short";
    return (int64_t)n > field_max(g->field) ? "long" : NULL;
}

const char *read_text(const struct reading *g, void *slot)
{
    const char *v = value_of(g, g->field->kind == K_LINES ? TEXT_LINES : 0);

    return v ? keep(g, v, slot) : "text";
}

const char *read_name(const struct reading *g, void *slot)
{
    const char *v = value_of(g, 0);
    const char *fault;

    if (!v)
        return "text";
    if ((fault = keep(g, v, slot)))
        return fault;
    return *v && !text_has_letter(v) ? "name" : NULL;
}

/* One @, no blanks, a dot in the domain; the mailbox itself is proved by a letter, not by a pattern. */
static bool is_mail(const char *s)
{
    const char *at = strchr(s, '@'), *c = s;
    uint32_t point;

    while ((point = text_next(&c))) /* two that look the same would be two accounts */
        if (text_is_invisible(point))
            return false;
    if (!at || at == s || at - s > 64 || strchr(at + 1, '@') || strpbrk(s, " \t\r\n\"<>(),:;\\"))
        return false;
    if (!strchr(at + 1, '.') || at[1] == '.' || at[1] == '-' || strstr(at, "..") || s[strlen(s) - 1] == '.')
        return false;
    return *s != '.' && at[-1] != '.' && !strstr(s, "..");
}

static const char *mail_fault(const struct reading *g, const char *v, void *slot)
{
    const char *fault = keep(g, v, slot);

    if (fault)
        return fault;
    return *v && (!is_mail(v) || strlen(v) > 254) ? "mail" : NULL;
}

const char *read_mail(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_LOWER);

    return v ? mail_fault(g, v, slot) : "text";
}

/* "+856 020 ..." and "+66 (0)81 ...": at home these countries dial a 0 first, after their code it is none of the
 * number (ITU-T E.164, annex A). A number must not be two, for it may be how an account is known. */
static void drop_trunk_zero(char *e164)
{
    static const char *const codes[] = { "+86", "+856", "+855", "+84", "+66", "+95", "+60", "+62", "+63", NULL };

    for (const char *const *c = codes; *c; c++) {
        size_t n = strlen(*c);

        if (strncmp(e164, *c, n) == 0 && e164[n] == '0') {
            memmove(e164 + n, e164 + n + 1, strlen(e164 + n));
            return;
        }
    }
}

/* E.164 (DOMAIN 1.1); people type blanks, hyphens, brackets and a leading 00. */
static const char *phone_fault(const struct reading *g, const char *v, void *slot)
{
    char *to = arena_new(g->r->arena, strlen(v) + 2, 1);
    size_t n = 0;

    if (strncmp(v, "00", 2) == 0) {
        to[n++] = '+';
        v += 2;
    }
    for (; *v; v++)
        if (!strchr(" -().", *v))
            to[n++] = *v;
    drop_trunk_zero(to);
    *(const char **)slot = to;
    n = strlen(to);
    if (n == 0)
        return NULL;
    if (to[0] != '+' || to[1] < '1' || to[1] > '9' || n < 8 || n > 16)
        return "phone";
    return strspn(to + 1, "0123456789") == n - 1 ? NULL : "phone";
}

const char *read_phone(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_FOLD);

    return v ? phone_fault(g, v, slot) : "text";
}

bool reach_is_phone(const char *s)
{
    return *s == '+' && !strchr(s, '@');
}

/* Where an SMS cannot arrive: of the two countries most of our people come from, lengths are certain (DOMAIN 1.1). */
static bool is_no_mobile(const char *e164)
{
    size_t n = strlen(e164);

    if (strncmp(e164, "+86", 3) == 0)
        return n != 14 || e164[3] != '1' || e164[4] < '3';
    return strncmp(e164, "+85620", 6) == 0 && n != 14;
}

/* What holds an @ is meant as an address, what begins like a number as a number. */
const char *read_reach(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_LOWER), *number = value_of(g, TEXT_FOLD), *fault;

    if (!v || !number)
        return "text";
    if (!*v || strchr(v, '@'))
        return mail_fault(g, v, slot);
    if (!strchr("+(0123456789", *number)) {
        *(const char **)slot = v;
        return "reach";
    }
    if ((fault = phone_fault(g, number, slot)))
        return fault;
    return is_no_mobile(*(const char **)slot) ? "phone" : NULL;
}

const char *read_digits(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_FOLD | TEXT_BARE);
    size_t n;

    if (!v)
        return "text";
    *(const char **)slot = v;
    n = strlen(v);
    if (n == 0)
        return NULL;
    return strspn(v, "0123456789") != n || (int64_t)n < field_min(g->field) || (int64_t)n > field_max(g->field)
               ? "digits" : NULL;
}

const char *read_code(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_FOLD | TEXT_UPPER | TEXT_BARE);
    const char *fault;

    if (!v)
        return "text";
    if ((fault = keep(g, v, slot)))
        return fault;
    return strspn(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(v) ? NULL : "code";
}

const char *read_uscc(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_FOLD | TEXT_UPPER | TEXT_BARE);

    if (!v)
        return "text";
    *(const char **)slot = v;
    if (!*v || ((g->field->flags & F_DOUBT) && uscc_is_doubtful(v)))
        return NULL;
    return uscc_fault(v);
}

const char *read_rid(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_FOLD | TEXT_UPPER | TEXT_BARE);

    if (!v)
        return "text";
    *(const char **)slot = v;
    return *v ? rid_fault(v, g->today) : NULL;
}

const char *read_mrz(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_FOLD | TEXT_UPPER | TEXT_BARE);

    if (!v)
        return "text";
    *(const char **)slot = v;
    if (!*v)
        return NULL;
    if (strspn(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") != strlen(v))
        return "mrz";
    return strlen(v) == 44 ? NULL : "mrz_length";
}

const char *read_country(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_UPPER);

    if (!v)
        return "text";
    *(const char **)slot = v;
    return *v && !country_is(v) ? "choice" : NULL;
}

const char *read_choice(const struct reading *g, void *slot)
{
    const char *v = value_of(g, 0);

    if (!v)
        return "text";
    for (const char *const *c = g->field->choice; *c; c++)
        if (strcmp(*c, v) == 0) {
            *(const char **)slot = *c;
            return NULL;
        }
    return *v ? "choice" : NULL;
}

/* As typed: a password may begin or end with a blank. Length is counted in code points of what will be hashed: the same
 * word has as many on a phone that composes its letters as on one that does not (SECURITY 24). */
const char *read_secret(const struct reading *g, void *slot)
{
    const struct param *p = params_find(g->in, g->field->name);
    size_t n;

    if (!p || p->n == 0)
        return NULL;
    if (!text_is_utf8(p->value, p->n))
        return "text";
    *(const char **)slot = p->value;
    n = text_length(text_nfkc(g->r->arena, p->value));
    if ((int64_t)n < field_min(g->field))
        return "secret_short";
    return (int64_t)n > field_max(g->field) ? "secret_long" : NULL;
}
