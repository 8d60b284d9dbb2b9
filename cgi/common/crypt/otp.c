/* HOTP (RFC 4226) and TOTP (RFC 6238). Pure: who calls keeps the last step and counts the tries. */
#include "crypt/otp.h"
#include "base/log.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

enum { STEP_S = 30, DIGITS = 6 };

uint32_t hotp(struct bytes key, uint64_t counter, int digits)
{
    unsigned char message[8], code[20];
    uint32_t number, limit = 1;
    unsigned at;

    if (digits < 6 || digits > 8 || key.n > INT32_MAX)
        fatal("a one-time code has 6 to 8 digits");
    for (int i = 8; i-- > 0; counter >>= 8)
        message[i] = (unsigned char)counter;
    if (!HMAC(EVP_sha1(), key.p ? key.p : message, (int)key.n, message, sizeof message, code, NULL))
        fatal("HMAC does not work");
    at = code[19] & 0x0f; /* RFC 4226 5.3 */
    number = (uint32_t)(code[at] & 0x7f) << 24 | (uint32_t)code[at + 1] << 16 | (uint32_t)code[at + 2] << 8 |
             code[at + 3];
    while (digits-- > 0)
        limit *= 10;
    return number % limit;
}

uint64_t totp_step(struct bytes key, uint32_t code, int64_t utc_s, unsigned around, uint64_t last_step)
{
    uint64_t now = utc_s < STEP_S ? 1 : (uint64_t)utc_s / STEP_S;

    for (uint64_t step = now > around ? now - around : 0; step <= now + around; step++)
        if (step > last_step && hotp(key, step, DIGITS) == code)
            return step;
    return 0;
}
