/* Bytes to values, for the kinds whose value is a number, and for files. Pure. */
#include "base/clock.h"
#include "base/text.h"
#include "form/kind.h"
#include <string.h>

static const char *value_of(const struct reading *g, const char *suffix)
{
    const struct param *p = params_find(g->in, arena_fmt(g->r->arena, "%s%s", g->field->name, suffix));

    return p ? text_clean(g->r->arena, p->value, p->n, TEXT_FOLD) : "";
}

/* Digits only, at most 18 of them. */
static bool number_of(const char *s, int64_t *ret)
{
    int64_t v = 0;
    size_t n = strlen(s);

    if (n == 0 || n > 18 || strspn(s, "0123456789") != n)
        return false;
    for (; *s; s++)
        v = v * 10 + (*s - '0');
    *ret = v;
    return true;
}

static const char *in_range(const struct reading *g, int64_t v, int64_t *slot)
{
    *slot = v;
    if (v < field_min(g->field))
        return "small";
    return v > field_max(g->field) ? "large" : NULL;
}

const char *read_int(const struct reading *g, void *slot)
{
    const char *v = value_of(g, "");
    bool minus;
    int64_t n;

    if (!v)
        return "text";
    if (!*v)
        return NULL;
    minus = *v == '-';
    if (!number_of(v + (minus ? 1 : 0), &n))
        return "number";
    return in_range(g, minus ? -n : n, slot);
}

/* Yuan with at most two decimals to fen (DOMAIN 1.1): no exponent, no thousands separator. */
const char *read_money(const struct reading *g, void *slot)
{
    const char *v = value_of(g, "");
    const char *dot;
    int64_t yuan, fen = 0;
    size_t digits;

    if (!v)
        return "text";
    if (!*v)
        return NULL;
    dot = strchr(v, '.');
    digits = dot ? (size_t)(dot - v) : strlen(v);
    if (digits > 13 || !number_of(arena_strn(g->r->arena, v, digits), &yuan))
        return "money";
    if (dot) {
        if (strlen(dot + 1) > 2 || !number_of(dot + 1, &fen))
            return "money";
        if (strlen(dot + 1) == 1)
            fen *= 10;
    }
    return in_range(g, yuan * 100 + fen, slot);
}

/* Day, month and year are three fields; limits are days from today. */
const char *read_date(const struct reading *g, void *slot)
{
    const char *d = value_of(g, "-d"), *m = value_of(g, "-m"), *y = value_of(g, "-y");
    int64_t dd, mm, yy, day;

    if (!d || !m || !y)
        return "text";
    if (!*d && !*m && !*y)
        return NULL;
    if (!number_of(d, &dd) || !number_of(m, &mm) || !number_of(y, &yy))
        return "date";
    if (yy > 2400)
        return "date_be"; /* a Buddhist year: the text offers year - 543 (UX U9) */
    if (!day_from(yy, mm, dd, &day))
        return "date";
    *(int64_t *)slot = day;
    if (g->field->min == 0 && g->field->max == 0)
        return NULL;
    if (day < g->today + g->field->min)
        return "date_early";
    return day > g->today + g->field->max ? "date_late" : NULL;
}

const char *read_yesno(const struct reading *g, void *slot)
{
    const char *v = value_of(g, "");

    if (!v)
        return "text";
    if (!*v)
        return NULL;
    if (strcmp(v, "yes") && strcmp(v, "no"))
        return "choice";
    *(int64_t *)slot = strcmp(v, "yes") == 0;
    return NULL;
}

const char *read_tick(const struct reading *g, void *slot)
{
    const struct param *p = params_find(g->in, g->field->name);

    *(int64_t *)slot = p && p->n > 0;
    return g->field->must && !*(int64_t *)slot ? "tick" : NULL;
}

/* The box carries the version of the notice beside it, so that nobody agrees to one he has not seen. */
const char *read_agree(const struct reading *g, void *slot)
{
    const char *v = value_of(g, "");
    int64_t n = 0;

    if (!v || (*v && !number_of(v, &n)))
        return "choice";
    *(int64_t *)slot = n;
    return g->field->must && n == 0 ? "tick" : n > field_max(g->field) ? "choice" : NULL;
}

const char *read_choices(const struct reading *g, void *slot)
{
    int64_t bits = 0;
    bool any = false;

    for (size_t i = 0; i < g->in->n; i++) {
        const struct param *p = &g->in->list[i];
        size_t c = 0;

        if (strcmp(p->name, g->field->name) || p->n == 0)
            continue;
        while (g->field->choice[c] && strcmp(g->field->choice[c], p->value))
            c++;
        if (!g->field->choice[c])
            return "choice";
        bits |= (int64_t)1 << c;
        any = true;
    }
    if (any)
        *(int64_t *)slot = bits;
    return NULL;
}

const char *read_hidden(const struct reading *g, void *slot)
{
    const char *v = value_of(g, "");
    int64_t n;

    if (!v || (*v && !number_of(v, &n)))
        return "number";
    if (*v)
        *(int64_t *)slot = n;
    return NULL;
}

const char *read_file(const struct reading *g, void *slot)
{
    const struct param *p = params_find(g->in, g->field->name);

    if (!p || (!p->upload && p->n == 0))
        return NULL;
    if (!p->upload)
        return "file_none"; /* a text where a file was asked */
    *(struct upload **)slot = p->upload;
    if (p->upload->size == 0)
        return "file_empty";
    return p->upload->cut || (int64_t)p->upload->size > field_max(g->field) ? "file_size" : NULL;
}
