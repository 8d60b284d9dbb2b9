/* Countries and areas of ISO 3166-1, by their alpha-3 codes, as passports write them. */
#ifndef QIAO_COUNTRY_H
#define QIAO_COUNTRY_H

#include <stdbool.h>

bool country_is(const char *code);
/* All codes, NULL at the end: the eleven of ASEAN, China, then the rest by English name.
 * Names are texts: T.country.<code>. */
const char *const *country_codes(void);

#endif
