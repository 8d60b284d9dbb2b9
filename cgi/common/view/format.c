/* Values for the reader's eye, in the order and with the names of the reader's language. */
#include "base/clock.h"
#include "view/lang.h"
#include <inttypes.h>
#include <string.h>

/* UTC+8 all year: the service stands in Asia/Shanghai, and deadlines mean its clock (clock.h). */
enum { ZONE_S = 8 * 3600, BUDDHIST_YEARS = 543 };

static const char *hole_value(const struct hole *holes, const char *name, size_t n)
{
    for (const struct hole *h = holes; h->name; h++)
        if (strlen(h->name) == n && memcmp(h->name, name, n) == 0)
            return h->value ? h->value : "";
    return NULL;
}

const char *lang_fill(struct arena *a, const char *text, const struct hole *holes)
{
    struct buf b = { .arena = a };

    buf_str(&b, "");
    while (*text) {
        size_t plain = strcspn(text, "{"), n = 0;
        const char *value = NULL;

        buf_add(&b, text, plain);
        text += plain;
        if (*text == '{') {
            n = strcspn(text + 1, "{}");
            if (text[1 + n] == '}')
                value = hole_value(holes, text + 1, n);
            buf_add(&b, text, value ? 0 : 1); /* a brace that is no hole stays */
            text += value ? n + 2 : 1;
            buf_str(&b, value ? value : "");
        }
    }
    return b.p;
}

static const char *format_of(const struct lang *l, const char *key)
{
    const char *text = lang_text(l, key);

    return text ? text : "";
}

const char *lang_day(struct arena *a, const struct lang *l, int64_t day)
{
    int y, m, d;

    if (day == NONE)
        return "";
    day_split(day, &y, &m, &d);
    return lang_fill(a, format_of(l, "T.format.day"), (const struct hole[]){
        { "day", arena_fmt(a, "%d", d) },
        { "month", format_of(l, arena_fmt(a, "T.month.%d", m)) },
        { "year", arena_fmt(a, "%d", y) },
        { "be_year", arena_fmt(a, "%d", y + BUDDHIST_YEARS) },
        { NULL, NULL } });
}

static const char *clock_text(struct arena *a, int64_t utc_s, int64_t zone_s)
{
    int64_t minute = ((utc_s + zone_s) % DAY_S + DAY_S) % DAY_S / 60;

    return arena_fmt(a, "%02d:%02d", (int)(minute / 60), (int)(minute % 60));
}

const char *lang_time(struct arena *a, const struct lang *l, int64_t utc_s)
{
    if (utc_s == NONE)
        return "";
    return lang_fill(a, format_of(l, "T.format.time"), (const struct hole[]){
        { "day", lang_day(a, l, day_of(utc_s)) },
        { "clock", clock_text(a, utc_s, ZONE_S) },
        { "zone", format_of(l, "T.format.zone") },
        { NULL, NULL } });
}

const char *lang_deadline(struct arena *a, const struct lang *l, int64_t end_s)
{
    if (end_s == NONE)
        return "";
    if (l->zone_min * 60 == ZONE_S)
        return lang_time(a, l, end_s - 1);
    return arena_fmt(a, "%s = %s %s", lang_time(a, l, end_s - 1), clock_text(a, end_s - 1, l->zone_min * 60),
                     format_of(l, "T.format.city"));
}

const char *lang_money(struct arena *a, const struct lang *l, int64_t fen)
{
    struct buf b = { .arena = a };
    uint64_t value;
    const char *whole;
    size_t n;

    (void)l; /* one form for all languages, as on the contracts (UX 7.8) */
    if (fen == NONE)
        return "";
    value = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    whole = arena_fmt(a, "%" PRIu64, value / 100);
    n = strlen(whole);
    buf_str(&b, fen < 0 ? "-¥" : "¥");
    for (size_t i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            buf_str(&b, ",");
        buf_add(&b, whole + i, 1);
    }
    buf_fmt(&b, ".%02d", (int)(value % 100));
    return b.p;
}
