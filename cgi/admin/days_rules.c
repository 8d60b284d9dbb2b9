/* Reads a notice line by line; the first thing that is wrong is told with its line. No database, no page. */
#include "days_rules.h"
#include "base/clock.h"
#include <string.h>

/* Between the parts of a line. */
static const char *const between[] = { " ", "\t", ",", "，", ";", "；", "..", "~", "～",
                                       "至", "到", "—", "–", "-", NULL };
static const char *const year_ends[] = { "-", "/", ".", "年", NULL };
static const char *const month_ends[] = { "-", "/", ".", "月", NULL };
static const char *const day_ends[] = { "日", NULL };

static const struct word {
    const char *text;
    bool worked;
} words[] = {
    { "holiday", false }, { "off", false }, { "放假", false }, { "休", false },
    { "休息", false }, { "workday", true }, { "worked", true },
    { "上班", true }, { "班", true }, { "工作日", true },
    { NULL, false },
};

static size_t begins(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strncmp(s, *list, strlen(*list)) == 0)
            return strlen(*list);
    return 0;
}

static const char *skip(const char *s)
{
    for (size_t n; (n = begins(s, between));)
        s += n;
    return s;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number of at most so many digits, and one of the ends after it. */
static bool read_part(const char **s, unsigned max, const char *const *ends, bool must, int64_t *ret)
{
    unsigned digits = 0;
    size_t n;

    for (*ret = 0; is_digit(**s) && digits < max; digits++)
        *ret = *ret * 10 + *(*s)++ - '0';
    n = begins(*s, ends);
    *s += n;
    return digits && (n || !must);
}

static const char *read_day(const char **s, int64_t *ret)
{
    int64_t y, m, d;

    if (!read_part(s, 4, year_ends, true, &y) || !read_part(s, 2, month_ends, true, &m) ||
        !read_part(s, 2, day_ends, false, &d) || is_digit(**s))
        return "days_line";
    return day_from(y, m, d, ret) ? NULL : "days_none";
}

static const char *read_line(const char *s, int64_t *ret_first, int64_t *ret_last, bool *ret_worked)
{
    const char *fault = read_day(&s, ret_first);
    const struct word *w = words;
    size_t n;

    if (fault)
        return fault;
    *ret_last = *ret_first;
    s = skip(s);
    if (is_digit(*s) && (fault = read_day(&s, ret_last)))
        return fault;
    s = skip(s);
    n = strcspn(s, ","); /* the name of the holiday may follow */
    while (n && strchr(" \t\r", s[n - 1]))
        n--;
    while (w->text && (strlen(w->text) != n || strncmp(s, w->text, n)))
        w++;
    *ret_worked = w->worked;
    return w->text ? NULL : "days_line";
}

static int year_of(int64_t day)
{
    int y, m, d;

    day_split(day, &y, &m, &d);
    return y;
}

const struct off_day *days_find(const struct days *d, int64_t day)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->day[i].day == day)
            return &d->day[i];
    return NULL;
}

static void days_put(struct days *d, int64_t day, bool worked)
{
    size_t i = d->n++;

    for (; i && d->day[i - 1].day > day; i--)
        d->day[i] = d->day[i - 1];
    d->day[i] = (struct off_day){ day, worked };
}

static const char *add_line(struct days *d, int64_t first, int64_t last, bool worked)
{
    for (int64_t day = first; day <= last; day++) {
        if (days_find(d, day))
            return "days_twice";
        if (worked && day_weekday(day) < 5)
            return "days_weekday";
        days_put(d, day, worked);
    }
    return NULL;
}

const char *days_read(const char *text, int year, int64_t today, struct days *ret, unsigned *ret_line)
{
    *ret = (struct days){ .n = 0 };
    *ret_line = 0;
    while (*text) {
        size_t n = strcspn(text, "\n");
        char line[200] = "";
        const char *s = line, *fault;
        int64_t first, last;
        bool worked;

        ++*ret_line;
        if (n < sizeof line)
            memcpy(line, text, n);
        text += n + (text[n] == '\n');
        s += strspn(s, " \t\r");
        if (n < sizeof line && (!*s || *s == '#' || (*ret_line == 1 && !strpbrk(s, "0123456789"))))
            continue;
        if ((fault = read_line(s, &first, &last, &worked)))
            return fault;
        if (last < first)
            return "days_order";
        if (year_of(first) != year || year_of(last) != year)
            return "days_year";
        if (first < today)
            return "days_past";
        if ((fault = add_line(ret, first, last, worked)))
            return fault;
    }
    return ret->n ? NULL : "days_empty";
}

const char *days_text(struct arena *a, const struct days *d)
{
    struct buf b = { .arena = a };

    buf_str(&b, "");
    for (size_t i = 0; i < d->n; i++)
        buf_fmt(&b, "%s %s\n", day_text(a, d->day[i].day), d->day[i].worked ? "worked" : "off");
    return b.p;
}

int days_working(const struct days *d, int year)
{
    int64_t first = 0, last = -1;
    int n = 0;

    if (!day_from(year, 1, 1, &first) || !day_from(year, 12, 31, &last))
        return 0;
    for (int64_t day = first; day <= last; day++) {
        const struct off_day *o = days_find(d, day);

        n += o ? o->worked : day_weekday(day) < 5;
    }
    return n;
}

void days_merge(const struct days *old, const struct days *notice, int64_t today, struct days *ret)
{
    *ret = (struct days){ .n = 0 };
    for (size_t i = 0; i < old->n; i++)
        if (old->day[i].day < today)
            days_put(ret, old->day[i].day, old->day[i].worked);
    for (size_t i = 0; i < notice->n; i++)
        if (notice->day[i].day >= today)
            days_put(ret, notice->day[i].day, notice->day[i].worked);
}
