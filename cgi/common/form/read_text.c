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
    const char *at = strchr(s, '@');

    if (!at || at == s || at - s > 64 || strchr(at + 1, '@') || strpbrk(s, " \t\r\n\"<>(),:;\\"))
        return false;
    if (!strchr(at + 1, '.') || at[1] == '.' || at[1] == '-' || strstr(at, "..") || s[strlen(s) - 1] == '.')
        return false;
    return *s != '.' && at[-1] != '.' && !strstr(s, "..");
}

const char *read_mail(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_LOWER);
    const char *fault;

    if (!v)
        return "text";
    if ((fault = keep(g, v, slot)))
        return fault;
    return *v && (!is_mail(v) || strlen(v) > 254) ? "mail" : NULL;
}

/* E.164 (DOMAIN 1.1); people type blanks, hyphens, brackets and a leading 00. */
const char *read_phone(const struct reading *g, void *slot)
{
    const char *v = value_of(g, TEXT_FOLD);
    char *to;
    size_t n = 0;

    if (!v)
        return "text";
    to = arena_new(g->r->arena, strlen(v) + 2, 1);
    if (strncmp(v, "00", 2) == 0) {
        to[n++] = '+';
        v += 2;
    }
    for (; *v; v++)
        if (!strchr(" -().", *v))
            to[n++] = *v;
    *(const char **)slot = to;
    if (n == 0)
        return NULL;
    if (to[0] != '+' || to[1] < '1' || to[1] > '9' || n < 8 || n > 16)
        return "phone";
    return strspn(to + 1, "0123456789") == n - 1 ? NULL : "phone";
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

/* As typed: a password may begin or end with a blank. Length is counted in code points. */
const char *read_secret(const struct reading *g, void *slot)
{
    const struct param *p = params_find(g->in, g->field->name);
    size_t n;

    if (!p || p->n == 0)
        return NULL;
    if (!text_is_utf8(p->value, p->n))
        return "text";
    *(const char **)slot = p->value;
    n = text_length(p->value);
    if ((int64_t)n < field_min(g->field))
        return "secret_short";
    return (int64_t)n > field_max(g->field) ? "secret_long" : NULL;
}
