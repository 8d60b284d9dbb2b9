/* The table of kinds we take. A kind is decided by signature alone; the name and the type a
 * browser claims are not looked at. */
#include "document/sniff.h"

#include <string.h>

static const char *const jpeg_names[] = { "jpg", "jpeg", "jpe", NULL };
static const char *const png_names[] = { "png", NULL };
static const char *const pdf_names[] = { "pdf", NULL };

static const struct kind_of_file kinds[] = {
    { "image/jpeg", jpeg_names, 3, "\xff\xd8\xff", jpeg_clean },
    { "image/png", png_names, 8, "\x89PNG\r\n\x1a\n", png_clean },
    { "application/pdf", pdf_names, 5, "%PDF-", pdf_clean },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const struct kind_of_file *sniff_kind(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < KINDS; i++)
        if (n >= kinds[i].magic_n && memcmp(p, kinds[i].magic, kinds[i].magic_n) == 0)
            return &kinds[i];
    return NULL;
}

const struct kind_of_file *sniff_mime(const char *mime)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].mime, mime) == 0)
            return &kinds[i];
    return NULL;
}

const char *sniff(unsigned char *p, size_t *n, const struct kind_of_file **ret)
{
    const struct kind_of_file *k;
    const char *fault;

    if (*n == 0)
        return "file_empty";
    k = sniff_kind(p, *n);
    if (!k)
        return "file_type";
    fault = k->clean(p, n);
    if (fault)
        return fault;
    *ret = k;
    return NULL;
}

const char *picture_fault(uint32_t width, uint32_t height)
{
    if (width == 0 || height == 0)
        return "file_broken";
    if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX ||
        (uint64_t)width * height > PICTURE_PIXELS_MAX)
        return "file_size";
    return NULL;
}
