/* Passwords others would try first. */
#ifndef QIAO_GUESS_H
#define QIAO_GUESS_H

#include "base/arena.h"
#include <stdbool.h>

/* Words people make passwords of, lower case, sorted by bytes, NULL at the end. */
extern const char *const guess_words[];
/* Rows of keys and other series; any part of three signs counts, backwards too. */
extern const char *const guess_series[];

/* Made of at most two words, series and repetitions, with up to eight digits or signs at each end.
 *   key    text_key() of the password
 *   extra  more words, each text_key(); NULL at the end
 */
bool guess_is_easy(const char *key, const char *const *extra);
/* One of the passwords used most, of at least eight signs, that guess_is_easy() does not see. */
bool guess_is_known(struct arena *a, const char *key);

#endif
