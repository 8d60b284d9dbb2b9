/* Bytes as text: hexadecimal, base64url and base32 (RFC 4648), without padding.
 * Reading accepts one spelling only, so that a text can be compared instead of its bytes. */
#include "crypt/crypt.h"

#include <string.h>

/* Groups of `bits` bits, highest first, the last one filled with zeros. */
static const char *letters_of(struct arena *a, const void *p, size_t n, const char *alphabet, unsigned bits)
{
    const unsigned char *from = p;
    char *to = arena_new(a, n / bits * 8 + n % bits * 8 / bits + 2, 1);
    size_t length = 0;
    unsigned held = 0, left = 0;

    for (size_t i = 0; i < n; i++) {
        held = (held << 8 | from[i]) & 0xffff;
        for (left += 8; left >= bits; left -= bits)
            to[length++] = alphabet[held >> (left - bits) & ((1u << bits) - 1)];
    }
    if (left)
        to[length++] = alphabet[held << (bits - left) & ((1u << bits) - 1)];
    return to;
}

static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const char *hex_of(struct arena *a, const void *p, size_t n)
{
    return letters_of(a, p, n, "0123456789abcdef", 4);
}

const char *base64url_of(struct arena *a, const void *p, size_t n)
{
    return letters_of(a, p, n, base64url, 6);
}

const char *base32_of(struct arena *a, const void *p, size_t n)
{
    return letters_of(a, p, n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5);
}

size_t base64url_read(unsigned char *to, size_t room, const char *s)
{
    size_t n = 0;
    unsigned held = 0, left = 0;
    const char *sign;

    for (; *s; s++) {
        if (!(sign = strchr(base64url, *s)))
            return SIZE_MAX;
        held = (held << 6 | (unsigned)(sign - base64url)) & 0xffff;
        left += 6;
        if (left < 8)
            continue;
        left -= 8;
        if (n == room)
            return SIZE_MAX;
        to[n++] = (unsigned char)(held >> left);
    }
    /* Six bits alone are no byte, and spare bits must be zero. */
    return left == 6 || (held & ((1u << left) - 1)) ? SIZE_MAX : n;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f')
        return (c | 32) - 'a' + 10;
    return -1;
}

bool hex_read(unsigned char *to, size_t n, const char *s)
{
    for (size_t i = 0; i < n; i++) {
        int high = hex_digit(s[2 * i]), low = high < 0 ? -1 : hex_digit(s[2 * i + 1]);
        if (low < 0)
            return false;
        to[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
