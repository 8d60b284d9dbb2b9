/* The ten languages and the choice among them. No files are read here: catalogue.c does. */
#include "view/inside.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct catalogue texts[LANGS];

/* Order of the menu; codes, tags and own names from UX 7. */
static const struct lang langs[LANGS + 1] = {
    { "zh", "zh-Hans", "简体中文", 480, &texts[0] },
    { "en", "en", "English", 480, &texts[1] },
    { "lo", "lo", "ລາວ", 420, &texts[2] },
    { "th", "th", "ไทย", 420, &texts[3] },
    { "vi", "vi", "Tiếng Việt", 420, &texts[4] },
    { "my", "my", "မြန်မာ", 390, &texts[5] },
    { "km", "km", "ខ្មែរ", 420, &texts[6] },
    { "id", "id", "Bahasa Indonesia", 420, &texts[7] },
    { "ms", "ms", "Bahasa Melayu", 480, &texts[8] },
    { "fil", "fil", "Filipino", 480, &texts[9] },
    { NULL, NULL, NULL, 0, NULL },
};

const struct lang *lang_table(void)
{
    return langs;
}

const struct lang *lang_find(const char *code)
{
    if (!code)
        return NULL;
    for (const struct lang *l = langs; l->code; l++)
        if (strcmp(l->code, code) == 0)
            return l;
    return NULL;
}

/* Language of a range like "zh-TW"; browsers of older phones still say tl and in. */
static const struct lang *lang_of_range(const char *s, size_t n)
{
    static const char *const old[][2] = { { "tl", "fil" }, { "in", "id" } };
    char code[4];
    size_t len = 0;

    while (len < n && s[len] != '-')
        len++;
    if (len == 0 || len >= sizeof code)
        return NULL;
    memcpy(code, s, len);
    code[len] = '\0';
    for (size_t i = 0; i < sizeof old / sizeof *old; i++)
        if (strcasecmp(code, old[i][0]) == 0)
            return lang_find(old[i][1]);
    for (const struct lang *l = langs; l->code; l++)
        if (strcasecmp(code, l->code) == 0)
            return l;
    return NULL;
}

/* Weight in thousandths (RFC 9110, 12.4.2); 1000 without a q, -1 if it is malformed. */
static int weight_of(const char *s, const char *end)
{
    int whole, part = 0, unit = 100;

    while (s < end && (*s == ' ' || *s == '\t' || *s == ';'))
        s++;
    if (s == end)
        return 1000;
    if (end - s < 3 || (*s != 'q' && *s != 'Q') || s[1] != '=' || (s[2] != '0' && s[2] != '1'))
        return -1;
    whole = (s[2] - '0') * 1000;
    s += 3;
    if (s < end && *s == '.')
        for (s++; s < end && *s >= '0' && *s <= '9' && unit > 0; s++, unit /= 10)
            part += (*s - '0') * unit;
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    return s == end && whole + part <= 1000 ? whole + part : -1;
}

const struct lang *lang_choose(const char *accept_language)
{
    const struct lang *best = NULL;
    int best_weight = 0;
    const char *s = accept_language ? accept_language : "";

    while (*s) {
        const char *end = s + strcspn(s, ",");
        const char *range;
        const struct lang *l;
        int weight;

        while (s < end && (*s == ' ' || *s == '\t'))
            s++;
        range = s;
        while (s < end && *s != ';' && *s != ' ' && *s != '\t')
            s++;
        l = lang_of_range(range, (size_t)(s - range));
        weight = weight_of(s, end);
        if (l && weight > best_weight) {
            best = l;
            best_weight = weight;
        }
        s = *end ? end + 1 : end;
    }
    return best;
}

const char *lang_text(const struct lang *l, const char *key)
{
    return hdf_get_value(l->texts->hdf, key, NULL);
}
