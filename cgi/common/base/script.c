/* What kind of writing a text is: letters, words, the Zawgyi encoding, the key it is compared by.
 * Must not be used to change what is kept. */
#include "base/text.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>

static bool is_letter(uint32_t c)
{
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L) && !text_is_invisible(c);
}

bool text_has_letter(const char *s)
{
    uint32_t c;

    while ((c = text_next(&s)))
        if (is_letter(c))
            return true;
    return false;
}

const char *text_key(struct arena *a, const char *s)
{
    struct buf to = { .arena = a };
    uint32_t c;

    buf_add(&to, "", 0);
    for (s = text_nfkc(a, s); (c = text_next(&s));)
        if (!text_is_invisible(c))
            text_put(&to, uc_tolower(c));
    /* Again: what was hidden or upper case may have kept letter and mark apart. */
    return text_nfkc(a, to.p);
}

enum writing { W_BLANK, W_OTHER, W_WORD, W_SIGN, W_RUN };

/*   W_SIGN  a word by itself: Chinese characters, kana
 *   W_RUN   a letter of a script that writes no blanks between words
 */
static enum writing writing_of(uint32_t c)
{
    if (uc_is_property_white_space(c) || c == 0x200b)
        return W_BLANK;
    if (uc_is_property_ideographic(c) || c == 0x3005)
        return W_SIGN;
    if (!is_letter(c))
        return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_N) ? W_WORD : W_OTHER;
    if ((c >= 0x3041 && c <= 0x30ff) || (c >= 0x31f0 && c <= 0x31ff) || (c >= 0xff66 && c <= 0xff9f))
        return W_SIGN;
    if ((c >= 0x0e01 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) ||
        (c >= 0xa9e0 && c <= 0xa9ff) || (c >= 0xaa60 && c <= 0xaa7f))
        return W_RUN;
    return W_WORD;
}

size_t text_words(const char *s)
{
    size_t words = 0, run = 0;
    bool inside = false;
    uint32_t c;

    while ((c = text_next(&s))) {
        enum writing w = writing_of(c);
        if (w == W_OTHER) /* marks, apostrophes, stops: end nothing by themselves */
            continue;
        words += w == W_SIGN || (w == W_WORD && !inside) || (w == W_RUN && run % 4 == 0);
        inside = w == W_WORD;
        run = w == W_RUN ? run + 1 : 0;
    }
    return words;
}

/* Consonants and independent vowels of Burmese, and letters of Mon, Karen and Shan. */
static bool is_base(uint32_t c)
{
    return (c >= 0x1000 && c <= 0x102a) || c == 0x103f || c == 0x104e || (c >= 0x1050 && c <= 0x1055) ||
           (c >= 0x105a && c <= 0x105d) || c == 0x1061 || c == 0x1065 || c == 0x1066 ||
           (c >= 0x106e && c <= 0x1070) || (c >= 0x1075 && c <= 0x1081) || c == 0x108e ||
           (c >= 0xaa60 && c <= 0xaa7a);
}

static bool is_medial(uint32_t c)
{
    return (c >= 0x103b && c <= 0x103e) || (c >= 0x105e && c <= 0x1060) || c == 0x1082;
}

/* Signs which in Unicode belong to Mon, Karen, Kayah and Shan; Zawgyi has stacked letters there. */
static bool is_minority(uint32_t c)
{
    return c == 0x1033 || c == 0x1034 || (c >= 0x1060 && c <= 0x1097);
}

/* Such a sign used as those languages use it: a letter that begins a run, a final one under asat,
 * or a Shan vowel with no Burmese consonant after it (Zawgyi draws its wide medial Ra there, before one). */
static bool is_used_so(uint32_t before, uint32_t c, uint32_t after)
{
    bool starts = before < 0x1000 || before > 0x109f;

    if (c == 0x1028 || (c >= 0x105b && c <= 0x105d))
        return true;
    return is_minority(c) && ((starts && is_base(c)) || after == 0x103a ||
                              (c >= 0x1082 && c <= 0x1086 && !(after >= 0x1000 && after <= 0x1021)));
}

bool text_is_zawgyi(const char *s)
{
    uint32_t before = 0, c = text_next(&s), after;
    bool odd = false, page = false;

    for (; c; before = c, c = after) {
        after = text_next(&s);
        /* Vowel E and medials are stored after their consonant; Zawgyi types E and Ra first.
         * (A medial after asat is a contraction, as in the word for man.) */
        if ((c == 0x1031 || (c >= 0x103b && c <= 0x103e)) && !is_base(before) && !is_medial(before) &&
            !(before == 0x103a && c != 0x1031))
            return true;
        /* The stacking sign needs a letter to stack; Zawgyi uses it as asat. */
        if (c == 0x1039 && !is_base(after))
            return true;
        odd |= is_minority(c);
        page |= is_used_so(before, c, after);
    }
    return odd && !page;
}
