/* Looks at both ends of a PDF (ISO 32000-1, 7.5) so that it is not a web page or an archive under
 * another name. It changes nothing: a signed file must stay byte for byte. */
#include "document/sniff.h"

#include <stdbool.h>
#include <string.h>

static bool holds(const unsigned char *p, size_t n, const char *what, size_t what_n)
{
    return memmem(p, n, what, what_n) != NULL;
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

/* Browsers guess HTML from the first 1 KiB or less. */
static bool is_page(const unsigned char *p, size_t n)
{
    static const char *const tags[] = { "<!doctype", "<html", "<head", "<body", "<script",
                                        "<iframe",   "<svg",  "<?php", NULL };
    unsigned char head[1024];

    n = n < sizeof(head) ? n : sizeof(head);
    for (size_t i = 0; i < n; i++)
        head[i] = lower(p[i]);
    for (const char *const *t = tags; *t; t++)
        if (holds(head, n, *t, strlen(*t)))
            return true;
    return false;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

const char *pdf_clean(unsigned char *p, size_t *n)
{
    enum { TAIL = 1024, ZIP_END = 22 + 65535 /* record and its longest comment */ };
    size_t size = *n;
    const unsigned char *tail = p + (size > TAIL ? size - TAIL : 0);
    const unsigned char *zip = p + (size > ZIP_END ? size - ZIP_END : 0);

    if (is_page(p, size))
        return "file_type";
    if (size < 8 || !is_digit(p[5]) || p[6] != '.' || !is_digit(p[7]))
        return "file_broken";
    if (!holds(tail, (size_t)(p + size - tail), "%%EOF", 5) || !holds(p, size, " obj", 4) ||
        !holds(p, size, "startxref", 9))
        return "file_broken"; /* cut off, or only the first line is a PDF */
    /* End record of a ZIP on disk 0: two files in one, one of them never looked at. */
    if (holds(zip, (size_t)(p + size - zip), "PK\5\6\0\0\0\0", 8))
        return "file_type";
    return NULL;
}
