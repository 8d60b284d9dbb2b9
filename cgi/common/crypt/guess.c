/* Weighs how a password could be put together from words, series and repetitions.
 * This stands for a list of common passwords (SECURITY 24): such lists are mostly everyday words and rows of
 * keys with capitals, figures for letters and digits at the end; so the words are kept, and the rest is undone
 * here, which also catches what no list has yet.
 * Must not see anything but the text: no file, no network, no earlier passwords. */
#include "crypt/guess.h"
#include "base/text.h"

#include <string.h>

enum {
    KEY_MAX = 512,  /* bytes; password_fault() lets nothing longer through */
    EDGE_MAX = 8,   /* digits and signs at an end that add nothing: a year, a date, "123!" */
    UNIT_MIN = 3,   /* signs of a series or repetition */
    BLOCK_MAX = 4,  /* code points that may be repeated to any length and stay easy */
    WEIGHT_UNIT = 2, WEIGHT_SIGN = 1, WEIGHT_OTHER = 3,
    WEIGHT_EASY = 5, /* two units, perhaps with a sign between, or one and an odd letter */
};

struct weights {
    const char *key;
    size_t n;
    /* Least weight to come to a byte; [1]: having used a word, series or repetition. */
    unsigned char to[2][KEY_MAX + 1];
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c & 0x80);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the character that begins here. */
static size_t step(const char *s)
{
    size_t n = 1;

    while ((s[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static void come(struct weights *w, int used, size_t at, unsigned weight)
{
    if (weight < w->to[used][at])
        w->to[used][at] = (unsigned char)weight;
}

/* A sign typed for a letter: p@55w0rd. */
static bool stands_for(char c, char letter)
{
    static const char *const pairs[] = { "0o", "1l", "1i", "3e", "4a", "5s", "7t", "8b", "@a", "$s", "!i" };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (c == pairs[i][0] && letter == pairs[i][1])
            return true;
    return c == letter;
}

static void come_by_words(struct weights *w, size_t at, unsigned weight, const char *const *words)
{
    for (; *words; words++) {
        size_t n = 0;
        while ((*words)[n] && at + n < w->n && stands_for(w->key[at + n], (*words)[n]))
            n++;
        if (!(*words)[n])
            come(w, 1, at + n, weight);
    }
}

/* Bytes that run alike from here and from a place in a series, to the right or to the left. */
static size_t alike(const char *s, const char *series, size_t place, bool left)
{
    size_t n = 0;

    while (s[n] && (left ? n <= place && s[n] == series[place - n] : s[n] == series[place + n]))
        n++;
    return n;
}

static void come_by_series(struct weights *w, size_t at, unsigned weight)
{
    const char *s = w->key + at;
    size_t most = 0;

    for (const char *const *series = guess_series; *series; series++)
        for (size_t place = 0; (*series)[place]; place++)
            for (int left = 0; left < 2; left++) {
                size_t n = alike(s, *series, place, left);
                most = n > most ? n : most;
            }
    for (size_t n = UNIT_MIN; n <= most; n++)
        if ((s[n] & 0xc0) != 0x80)
            come(w, 1, at + n, weight);
}

static void come_by_repeat(struct weights *w, size_t at, unsigned weight)
{
    const char *s = w->key + at;
    size_t one = step(s), times = 1;

    while (!strncmp(s, s + times * one, one))
        if (++times >= UNIT_MIN)
            come(w, 1, at + times * one, weight);
}

/* Free at the ends: at most EDGE_MAX signs before the first letter and after the last. */
static bool weigh(struct weights *w, const char *const *extra)
{
    size_t first = 0, last = w->n;

    memset(w->to, 0xff, sizeof w->to);
    while (first < w->n && !is_letter(w->key[first]))
        first++;
    while (last > first && !is_letter(w->key[last - 1]))
        last--;
    if (first == w->n) {
        first = 0;
        last = w->n;
    }
    for (size_t i = 0; i <= first && i <= EDGE_MAX; i++)
        w->to[0][i] = 0;
    for (size_t i = 0; i < w->n; i += step(w->key + i)) {
        char c = w->key[i];
        unsigned odd = is_letter(c) || is_digit(c) ? WEIGHT_OTHER : WEIGHT_SIGN;
        unsigned least = w->to[0][i] < w->to[1][i] ? w->to[0][i] : w->to[1][i];
        if (least + odd > WEIGHT_EASY && least + WEIGHT_UNIT > WEIGHT_EASY)
            continue;
        for (int used = 0; used < 2; used++)
            if (w->to[used][i] <= WEIGHT_EASY)
                come(w, used, i + step(w->key + i), w->to[used][i] + odd);
        come_by_words(w, i, least + WEIGHT_UNIT, guess_words);
        come_by_words(w, i, least + WEIGHT_UNIT, extra);
        come_by_series(w, i, least + WEIGHT_UNIT);
        come_by_repeat(w, i, least + WEIGHT_UNIT);
    }
    for (size_t i = last; i <= w->n; i++)
        if (w->n - i <= EDGE_MAX && w->to[1][i] <= WEIGHT_EASY)
            return true;
    return false;
}

/* Bytes of the block that, repeated, gives the text; n if there is none. The last one may be cut. */
static size_t period(const char *s, size_t n)
{
    for (size_t p = 1; p <= n / 2; p++) {
        size_t i = p;
        while (i < n && s[i] == s[i - p])
            i++;
        if (i == n)
            return p;
    }
    return n;
}

bool guess_is_easy(const char *key, const char *const *extra)
{
    static const char *const none[] = { NULL };
    char block[KEY_MAX + 1];
    struct weights w = { .key = key, .n = strlen(key) };

    if (w.n > KEY_MAX)
        return false;
    if (!extra)
        extra = none;
    if (weigh(&w, extra))
        return true;
    w.n = period(key, w.n);
    if (w.n == strlen(key))
        return false;
    memcpy(block, key, w.n);
    block[w.n] = '\0';
    w.key = block;
    return text_length(block) <= BLOCK_MAX || weigh(&w, extra);
}
