/* A small PNG of one colour for demo papers, written without a picture library. */
#include "demo.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIDE = 96 };

static uint32_t crc_of(const unsigned char *p, size_t n)
{
    uint32_t c = 0xffffffffu;

    while (n--) {
        c ^= *p++;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    }
    return ~c;
}

static void be32(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> (24 - 8 * i));
}

static void chunk(struct buf *b, const char *type, const void *data, size_t n)
{
    unsigned char *p = arena_new(b->arena, n + 12, 1);

    be32(p, (uint32_t)n);
    memcpy(p + 4, type, 4);
    if (n)
        memcpy(p + 8, data, n);
    be32(p + 8 + n, crc_of(p + 4, n + 4));
    buf_add(b, p, n + 12);
}

/* One stored (uncompressed) deflate block with its Adler sum: RFC 1950, 1951. */
static void pixels(struct buf *b, unsigned char grey)
{
    unsigned char raw[SIDE * (SIDE + 1)] = { 0 }, *z;
    uint32_t s1 = 1, s2 = 0;
    size_t n = sizeof raw;

    for (size_t i = 0; i < n; i++) {
        raw[i] = i % (SIDE + 1) ? grey : 0;
        s1 = (s1 + raw[i]) % 65521;
        s2 = (s2 + s1) % 65521;
    }
    z = arena_new(b->arena, n + 11, 1);
    memcpy(z, "\x78\x01\x01", 3);
    z[3] = (unsigned char)(n & 255);
    z[4] = (unsigned char)(n >> 8);
    z[5] = (unsigned char)~z[3];
    z[6] = (unsigned char)~z[4];
    memcpy(z + 7, raw, n);
    be32(z + 7 + n, s2 << 16 | s1);
    chunk(b, "IDAT", z, n + 11);
}

struct upload *picture_make(struct req *r, struct dice *d, const char *name)
{
    struct upload *u = arena_new(r->arena, 1, sizeof *u);
    struct buf b = { .arena = r->arena };
    unsigned char head[13] = { 0 };

    be32(head, SIDE);
    be32(head + 4, SIDE);
    head[8] = 8; /* bits; colour type 0 is grey */
    buf_add(&b, "\x89PNG\r\n\x1a\n", 8);
    chunk(&b, "IHDR", head, sizeof head);
    pixels(&b, (unsigned char)(100 + dice_roll(d, 120)));
    chunk(&b, "IEND", NULL, 0);
    *u = (struct upload){ .fd = memfd_create("picture", MFD_CLOEXEC), .size = b.n, .name = name };
    if (u->fd < 0 || write(u->fd, b.p, b.n) != (ssize_t)b.n)
        fatal("no memory for a picture");
    lseek(u->fd, 0, SEEK_SET);
    return u;
}
