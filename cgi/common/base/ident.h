/* Numbers people and organisations are known by in China, and the two sums that notices print beside them.
 * Text comes in as the form kinds leave it: NFKC, upper case, no blanks, no hyphens. Pure. */
#ifndef QIAO_IDENT_H
#define QIAO_IDENT_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

enum { USCC_LENGTH = 18, RID_LENGTH = 18, RID_OLD_LENGTH = 15 };

/* Unified social credit code (GB 32100-2015): 31 signs (no I O S V Z), letters in any place, since villages (N...)
 * and others have them in the first two.
 *   returns  name of the fault: uscc_length, uscc_sign, uscc_check; NULL: right
 */
const char *uscc_fault(const char *s);
/* All is right but the check sign. Codes of the pilot of 2015 are like that, and typing errors are. A program may take
 * such a code (flag F_DOUBT of the field) only with the licence uploaded and an officer's decision in the log
 * (DOMAIN 1.1). */
bool uscc_is_doubtful(const char *s);

/* Resident identity number (GB 11643-1999), with the permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) and
 * the permanent residence card of foreigners (9). Born from 1900 on: 440524188001010014 has a right check digit and is
 * refused, for nobody alive has it.
 *   today    day number; nobody is born after it
 *   returns  name of the fault: rid_length, rid_old (15 digits: ask, then rid_from_15), rid_sign, rid_place, rid_date,
 *            rid_check; NULL: right
 */
const char *rid_fault(const char *s, int64_t today);
/* Of a number without a fault. rid_birth: NONE if there is no such day. */
int64_t rid_birth(const char *s);
bool rid_is_male(const char *s);
/* A number of 15 digits, out of use since 2013, as one of 18: born in 19.., check digit added. Never without asking the
 * person. Numbers 996 to 999 were given to people born before 1900 and are refused.
 *   returns  false if it is none; then `to` is left alone
 */
bool rid_from_15(const char *s, char to[RID_LENGTH + 1]);

/* Luhn digit of decimal digits (ISO/IEC 7812-1): the last one of our case numbers. */
int luhn_digit(const char *digits);

/* A telephone number (E.164) for the eye: country, then groups of four, of three where one digit would stand alone:
 * +856 20 5555 0101. Anything else, a mail address too, is given back as it is. */
const char *phone_grouped(struct arena *a, const char *s);

/* Area in 0.01 square metres as 0.01 mu, half up: 1 mu is 10000 / 15 m2. For showing only. NONE if negative. */
int64_t mu_of_area(int64_t area);
/* So many millionths of an amount, half up: 500000 is half, 34500 is 3.45 %. NONE if the amount is negative or
 * ppm outside 0 to 1000000. */
int64_t part_of(int64_t amount, int64_t ppm);

#endif
