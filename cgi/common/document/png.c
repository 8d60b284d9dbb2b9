/* Walks the chunks of a PNG (ISO/IEC 15948) and keeps only what is needed to draw it.
 * It never inflates, and does not check CRCs: a reader does. */
#include "document/sniff.h"

#include <stdbool.h>
#include <string.h>

static uint32_t u32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool is_type(const unsigned char *chunk, const char *type)
{
    return memcmp(chunk + 4, type, 4) == 0;
}

/* Depths allowed for each colour type, bit n is n bits per sample (table 11.1 of the standard). */
static bool is_depth(unsigned colour, unsigned depth)
{
    static const uint32_t depths[7] = {
        [0] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16,
        [2] = 1u << 8 | 1u << 16,
        [3] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8,
        [4] = 1u << 8 | 1u << 16,
        [6] = 1u << 8 | 1u << 16,
    };

    return colour <= 6 && depth <= 16 && (depths[colour] >> depth & 1) != 0;
}

static const char *header_fault(const unsigned char *chunk, uint32_t len)
{
    const unsigned char *h = chunk + 8;

    if (!is_type(chunk, "IHDR") || len != 13 || !is_depth(h[9], h[8]) || h[10] || h[11] || h[12] > 1)
        return "file_broken";
    if (u32(h) > INT32_MAX || u32(h + 4) > INT32_MAX)
        return "file_broken";
    return picture_fault(u32(h), u32(h + 4));
}

/* Texts, times, Exif with the place, and animations are left out. */
static bool is_needed(const unsigned char *chunk)
{
    static const char *const needed[] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM",
                                          "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", NULL };

    for (const char *const *t = needed; *t; t++)
        if (is_type(chunk, *t))
            return true;
    return false;
}

static bool is_letters(const unsigned char *chunk)
{
    for (int i = 4; i < 8; i++)
        if (!((chunk[i] >= 'A' && chunk[i] <= 'Z') || (chunk[i] >= 'a' && chunk[i] <= 'z')))
            return false;
    return true;
}

const char *png_clean(unsigned char *p, size_t *n)
{
    enum { CHUNK = 12 /* length, type, CRC */, LOWER = 0x20 };
    size_t at = 8, kept = 8;
    bool data = false;

    while (*n - at >= CHUNK) {
        const unsigned char *chunk = p + at;
        uint32_t len = u32(chunk);
        const char *fault = NULL;
        bool end = is_type(chunk, "IEND");

        if (len > *n - at - CHUNK || !is_letters(chunk))
            return "file_broken";
        if (at == 8)
            fault = header_fault(chunk, len);
        else if (is_type(chunk, "IHDR") || (!(chunk[4] & LOWER) && !is_needed(chunk)))
            fault = "file_broken"; /* a second header, or an unknown chunk that says it is vital */
        if (fault)
            return fault;
        data = data || (is_type(chunk, "IDAT") && len > 0);
        if (end && (len != 0 || !data || at + CHUNK != *n))
            return "file_broken"; /* nothing may follow the end */
        if (is_needed(chunk)) {
            memmove(p + kept, chunk, (size_t)len + CHUNK);
            kept += (size_t)len + CHUNK;
        }
        at += (size_t)len + CHUNK;
        if (end) {
            *n = kept;
            return NULL;
        }
    }
    return "file_broken";
}
