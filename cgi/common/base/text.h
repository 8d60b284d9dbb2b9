/* UTF-8 text as people type it: checked, normalised, counted in code points. */
#ifndef QIAO_TEXT_H
#define QIAO_TEXT_H

#include "base/arena.h"
#include <stdbool.h>

/* Strict UTF-8: no overlong forms, no surrogates, no NUL, nothing over U+10FFFF. */
bool text_is_utf8(const char *s, size_t n);

/* Code points of valid UTF-8; what every length limit counts. */
size_t text_length(const char *s);
/* Next code point, moving *s on; 0 at the end. A byte that is not UTF-8 counts as U+FFFD. */
uint32_t text_next(const char **s);
/* The other way: one code point at the end of b. */
void text_put(struct buf *b, uint32_t c);
/* NFKC and nothing else; NULL-terminated text in, the arena's out. */
const char *text_nfkc(struct arena *a, const char *s);
/* Soft hyphen, joiners, bidi controls, fillers: what leaves no mark on the page by itself. */
bool text_is_invisible(uint32_t c);

enum text_flags {
    TEXT_LINES = 1,   /* line feeds are kept (CR LF and CR become LF) */
    TEXT_FOLD = 2,    /* NFKC, and Lao, Thai, Khmer, Burmese, full-width digits become 0-9 */
    TEXT_UPPER = 4,   /* ASCII letters to upper case */
    TEXT_LOWER = 8,   /* ASCII letters to lower case */
    TEXT_BARE = 16,   /* all white space and hyphens removed (numbers of documents) */
};

/* One typed value made fit to keep: NFC, outer white space trimmed, inner runs of blanks of a
 * single line made one, invisible formatting characters (soft hyphen, byte order mark, bidi
 * controls) removed; U+200B/200C/200D/2060 stay, because Khmer, Burmese and our own texts use them,
 * but text made only of them is empty.
 * A tab counts as a blank; U+2028 and U+2029 as line feeds.
 *   returns  NULL if it is not UTF-8 or holds control characters; otherwise text of the arena
 */
const char *text_clean(struct arena *a, const char *s, size_t n, unsigned flags);

/* At least one code point of Unicode category L (a name of combining marks only is none). */
bool text_has_letter(const char *s);
/* Burmese that looks typed in the Zawgyi encoding (UX 7.5); a reason to ask, never to change. */
bool text_is_zawgyi(const char *s);
/* NFKC, lower case, invisible characters removed: for comparing, never for keeping. */
const char *text_key(struct arena *a, const char *s);
/* Words, where each CJK ideograph, kana or Lao/Thai/Khmer/Burmese letter run of
 * four letters counts as one (DOMAIN 2.3: Chinese by character, others by word). */
size_t text_words(const char *s);

#endif
