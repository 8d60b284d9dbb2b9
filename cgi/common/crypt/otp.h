/* One-time codes: HOTP of RFC 4226, TOTP of RFC 6238 with SHA-1 and 30 s. Pure. */
#ifndef QIAO_OTP_H
#define QIAO_OTP_H

#include "base/arena.h"

/* digits 6 to 8; the code as a number. */
uint32_t hotp(struct bytes key, uint64_t counter, int digits);
/* Step (utc_s / 30) whose six-digit code this is.
 *   around   steps it may be early or late: 1 (RFC 6238 5.2, clocks differ and people type) or 0 (ASVS 6.5.5)
 *   returns  0 if none, or not later than last_step: a code works once
 */
uint64_t totp_step(struct bytes key, uint32_t code, int64_t utc_s, unsigned around, uint64_t last_step);

#endif
