/* What a file is, by its first bytes and its structure, never by its name. Pure and fuzzed:
 * lengths and markers are walked, nothing is decompressed or drawn. */
#ifndef QIAO_SNIFF_H
#define QIAO_SNIFF_H

#include <stddef.h>
#include <stdint.h>

/* SECURITY 5: a 30 000 x 30 000 picture of one colour is 109 KB and would cost the reader gigabytes. */
enum { PICTURE_SIDE_MAX = 12000, PICTURE_PIXELS_MAX = 40000000 };

struct kind_of_file {
    const char *mime;
    const char *const *extension; /* the first is put on; NULL at the end */
    size_t magic_n;
    const char *magic;
    /* NULL, or the fault. May shorten and rewrite the bytes in place: what describes the person
     * who took the picture (place, camera, comments) and all that follows the end is taken out. */
    const char *(*clean)(unsigned char *p, size_t *n);
};

/* NULL if it is none of ours. */
const struct kind_of_file *sniff_kind(const unsigned char *p, size_t n);
const struct kind_of_file *sniff_mime(const char *mime);

/* Checks and cleans.
 *   n        in: bytes there; out: bytes to keep, never more
 *   returns  NULL, or file_empty, file_type, file_size, file_broken
 */
const char *sniff(unsigned char *p, size_t *n, const struct kind_of_file **ret);

/* NULL if a picture of that size may be kept. */
const char *picture_fault(uint32_t width, uint32_t height);

const char *jpeg_clean(unsigned char *p, size_t *n);
const char *png_clean(unsigned char *p, size_t *n);
const char *pdf_clean(unsigned char *p, size_t *n);

#endif
