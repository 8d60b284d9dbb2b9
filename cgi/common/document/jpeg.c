/* Walks the markers of a JPEG (ITU-T T.81 annex B) and keeps only what is needed to draw it.
 * It never decodes; all writing is in place and behind the reading. */
#include "document/sniff.h"

#include <stdbool.h>
#include <string.h>

enum {
    M_SOF0 = 0xc0,
    M_SOF2 = 0xc2,
    M_DHT = 0xc4,
    M_JPG = 0xc8,
    M_DAC = 0xcc,
    M_SOF15 = 0xcf,
    M_RST0 = 0xd0,
    M_RST7 = 0xd7,
    M_EOI = 0xd9,
    M_SOS = 0xda,
    M_DQT = 0xdb,
    M_DNL = 0xdc,
    M_DRI = 0xdd,
    M_APP0 = 0xe0,
    M_APP1 = 0xe1,
    M_APP2 = 0xe2,
    M_APP14 = 0xee,
    M_APP15 = 0xef,
    M_COM = 0xfe
};

struct walk {
    unsigned char *p;
    size_t n, at, kept; /* at: next byte to read; kept: bytes written, never more than at */
    bool framed, scanned, turned;
};

static unsigned u16(const unsigned char *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

static void keep(struct walk *j, size_t from, size_t n)
{
    memmove(j->p + j->kept, j->p + from, n);
    j->kept += n;
}

static unsigned tiff16(const unsigned char *p, bool little)
{
    return little ? (unsigned)p[1] << 8 | p[0] : u16(p);
}

/* Orientation 2 to 8 of the first image directory (Exif 2.3, tag 0x0112), 0 if upright or unknown. */
static unsigned exif_turn(const unsigned char *t, size_t n)
{
    bool little;
    size_t dir, entries;

    if (n < 8 || (memcmp(t, "II*\0", 4) != 0 && memcmp(t, "MM\0*", 4) != 0))
        return 0;
    little = t[0] == 'I';
    dir = little ? (size_t)tiff16(t + 6, true) << 16 | tiff16(t + 4, true)
                 : (size_t)u16(t + 4) << 16 | u16(t + 6);
    if (dir > n - 2)
        return 0;
    entries = tiff16(t + dir, little);
    for (const unsigned char *e = t + dir + 2; entries > 0 && (size_t)(t + n - e) >= 12; e += 12, entries--)
        if (tiff16(e, little) == 0x0112 && tiff16(e + 2, little) == 3) {
            unsigned turn = tiff16(e + 8, little);

            return turn >= 2 && turn <= 8 ? turn : 0;
        }
    return 0;
}

/* Of all that a phone writes into APP1 (place, time, camera, a small copy of the picture) only the
 * way up is kept, in a fresh segment: without it an officer reads a passport sideways. */
static void exif_reduce(struct walk *j, const unsigned char *body, size_t n)
{
    static const unsigned char fresh[36] = { 0xff, M_APP1, 0, 34,  'E', 'x', 'i', 'f', 0, 0,
                                             'M',  'M',    0, '*', 0,   0,   0,   8,   0, 1,
                                             0x01, 0x12,   0, 3,   0,   0,   0,   1,   0, 0 /* turn */,
                                             0,    0,      0, 0,   0,   0 };
    unsigned turn;

    if (j->turned || n < 6 || memcmp(body, "Exif\0", 6) != 0)
        return;
    turn = exif_turn(body + 6, n - 6);
    if (turn == 0 || n + 4 < sizeof(fresh))
        return;
    j->turned = true;
    memcpy(j->p + j->kept, fresh, sizeof(fresh));
    j->p[j->kept + 29] = (unsigned char)turn;
    j->kept += sizeof(fresh);
}

/* Frame header: precision, height, width, components. */
static const char *frame(struct walk *j, unsigned marker, const unsigned char *body, size_t n)
{
    unsigned parts;

    if (j->framed || n < 6)
        return "file_broken";
    if (marker > M_SOF2)
        return "file_type"; /* lossless, arithmetic, hierarchical: no browser shows it */
    parts = body[5];
    if ((body[0] != 8 && body[0] != 12) || (parts != 1 && parts != 3 && parts != 4) ||
        n != 6 + (size_t)3 * parts)
        return "file_broken";
    j->framed = true;
    return picture_fault(u16(body + 3), u16(body + 1));
}

/* Needed for the picture or its colours; everything else may tell about people, or be a program. */
static bool is_needed(unsigned marker, const unsigned char *body, size_t n)
{
    switch (marker) {
    case M_DHT:
    case M_DAC:
    case M_DQT:
    case M_DRI:
    case M_DNL:
        return true;
    case M_APP0: /* without the small copy that may follow */
        return n == 14 && memcmp(body, "JFIF", 5) == 0;
    case M_APP2: /* a colour profile; the other use points at more pictures behind the end */
        return n >= 14 && memcmp(body, "ICC_PROFILE", 12) == 0;
    case M_APP14:
        return n == 12 && memcmp(body, "Adobe", 5) == 0;
    default:
        return marker >= M_SOF0 && marker <= M_SOF2;
    }
}

/* Compressed bytes after SOS, up to the next marker that is neither a stuffed 0 nor a restart. */
static const char *scan(struct walk *j)
{
    size_t i = j->at;

    while (i < j->n) {
        const unsigned char *f = memchr(j->p + i, 0xff, j->n - i);

        if (!f)
            break;
        i = (size_t)(f - j->p);
        if (i + 1 >= j->n)
            break;
        if (f[1] == 0 || (f[1] >= M_RST0 && f[1] <= M_RST7)) {
            i += 2;
        } else if (f[1] == 0xff) {
            i++;
        } else {
            keep(j, j->at, i - j->at);
            j->at = i;
            j->scanned = true;
            return NULL;
        }
    }
    return "file_broken"; /* cut off */
}

/* One segment with a length; `at` stands behind its marker. */
static const char *segment(struct walk *j, unsigned marker)
{
    const unsigned char *body = j->p + j->at + 2;
    const char *fault = NULL;
    size_t n;

    if (j->n - j->at < 2 || u16(j->p + j->at) < 2 || u16(j->p + j->at) > j->n - j->at)
        return "file_broken";
    n = u16(j->p + j->at) - 2u;
    if (marker >= M_SOF0 && marker <= M_SOF15 && marker != M_DHT && marker != M_JPG && marker != M_DAC)
        fault = frame(j, marker, body, n);
    else if (marker == M_SOS)
        fault = !j->framed || n < 6 ? "file_broken" : NULL;
    else if (marker == M_APP1)
        exif_reduce(j, body, n);
    else if (marker != M_COM && !(marker >= M_APP0 && marker <= M_APP15) && !is_needed(marker, body, n))
        fault = "file_broken";
    if (fault)
        return fault;
    if (marker == M_SOS || is_needed(marker, body, n)) {
        j->p[j->kept++] = 0xff;
        j->p[j->kept++] = (unsigned char)marker;
        keep(j, j->at, n + 2);
    }
    j->at += n + 2;
    return marker == M_SOS ? scan(j) : NULL;
}

const char *jpeg_clean(unsigned char *p, size_t *n)
{
    struct walk j = { .p = p, .n = *n, .at = 2, .kept = 2 };

    while (j.at + 1 < j.n && p[j.at] == 0xff) {
        const char *fault;
        unsigned marker;

        while (j.at < j.n && p[j.at] == 0xff)
            j.at++; /* any number of 0xff may fill the space before a marker */
        if (j.at == j.n)
            break;
        marker = p[j.at++];
        if (marker == M_EOI) {
            if (!j.scanned)
                return "file_broken";
            p[j.kept++] = 0xff;
            p[j.kept++] = M_EOI;
            *n = j.kept; /* what follows the end is left out */
            return NULL;
        }
        fault = segment(&j, marker);
        if (fault)
            return fault;
    }
    return "file_broken";
}
