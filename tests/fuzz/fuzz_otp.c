/* One-time codes of any key and any typed bytes: a code of the three steps around now is taken once, nothing else is; the
 * text of a key is the key (RFC 4226, RFC 4648, RFC 6238). */
#include "crypt/crypt.h"
#include "crypt/otp.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { KEY_MAX = 64, STEP_S = 30, DIGITS = 6 };

/* RFC 4648 section 6, written once more so that one mistake is not compared with itself. */
static size_t decode(const char *text, uint8_t *to)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint32_t bits = 0;
    unsigned have = 0;
    size_t n = 0;

    for (; *text; text++) {
        const char *at = strchr(signs, *text);

        if (!at)
            abort();
        bits = bits << 5 | (uint32_t)(at - signs);
        if ((have += 5) >= 8)
            to[n++] = (uint8_t)(bits >> (have -= 8));
    }
    return n;
}

static void check_text(struct arena *a, struct bytes key)
{
    uint8_t back[KEY_MAX + 8];
    const char *text = base32_of(a, key.p, key.n);

    if (strlen(text) != (key.n * 8 + 4) / 5 || decode(text, back) != key.n || memcmp(back, key.p, key.n))
        abort();
}

static void check_code(struct bytes key, uint32_t code, int64_t now, uint64_t last)
{
    uint64_t step = totp_step(key, code, now, 1, last), here = now < STEP_S ? 1 : (uint64_t)now / STEP_S;

    if (step && (step <= last || step < here - 1 || step > here + 1 || hotp(key, step, DIGITS) != code))
        abort();
    if (step && totp_step(key, code, now, 1, step) && hotp(key, step + 1, DIGITS) != code && hotp(key, step + 2, DIGITS) != code)
        abort(); /* the same code once more */
    for (uint64_t s = here - 1; s <= here + 1; s++) {
        uint32_t right = hotp(key, s, DIGITS);

        if (right > 999999 || (s > last && !totp_step(key, right, now, 1, last)))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    uint8_t key[KEY_MAX + 1];
    uint32_t code, seconds;
    uint8_t behind;
    size_t n;

    if (size < sizeof code + sizeof seconds + sizeof behind)
        return 0;
    memcpy(&code, data, sizeof code);
    memcpy(&seconds, data + sizeof code, sizeof seconds);
    behind = data[sizeof code + sizeof seconds];
    n = size - sizeof code - sizeof seconds - sizeof behind;
    n = n > KEY_MAX ? KEY_MAX : n;
    memcpy(key, data + size - n, n);
    key[n] = 0;
    if (!a)
        a = arena_open(1 << 20);
    check_text(a, (struct bytes){ key, n });
    check_code((struct bytes){ key, n }, code, seconds, seconds / STEP_S > behind ? seconds / STEP_S - behind : 0);
    arena_reset(a);
    return 0;
}
