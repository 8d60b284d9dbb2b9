/* The shape of the first records of a FastCGI request (specification 1.0: 3.3, 3.4, 5.1, 5.2).
 * Pure, linear, and stricter than the specification: one peer, nginx, is all there is. */
#include "http/frame.h"
#include "http/http.h"

#include <stdbool.h>
#include <stdint.h>

enum { VERSION = 1, BEGIN_REQUEST = 1, PARAMS = 4, HEADER = 8 };

/* Where the walk through the pairs stands; pairs may be split over records anywhere. */
struct pairs {
    uint32_t length[2]; /* of name and value */
    int which, more;    /* length being read, its bytes still to come */
    size_t skip;        /* bytes of name and value still to come */
    size_t sum;
};

/* false: a pair too long for any request of ours. */
static bool pairs_pass(struct pairs *s, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (s->skip) {
            size_t step = s->skip < n - i ? s->skip : n - i;
            s->skip -= step;
            i += step;
            continue;
        }
        if (s->more) {
            s->length[s->which] = s->length[s->which] << 8 | p[i];
            s->more--;
        } else if (p[i] & 0x80) {
            s->length[s->which] = p[i] & 0x7f;
            s->more = 3;
        } else {
            s->length[s->which] = p[i];
        }
        i++;
        if (s->more)
            continue;
        if (s->length[s->which] > HTTP_HEAD_MAX)
            return false;
        if (++s->which == 2) {
            s->skip = s->length[0] + s->length[1];
            s->which = 0;
        }
    }
    s->sum += n;
    return s->sum <= HTTP_HEAD_MAX;
}

static bool pairs_are_whole(const struct pairs *s)
{
    return !s->which && !s->more && !s->skip;
}

enum frame frame_look(const unsigned char *p, size_t n)
{
    struct pairs pairs = { .which = 0 };
    unsigned id = 0;

    for (size_t at = 0; n - at >= HEADER;) {
        const unsigned char *h = p + at;
        unsigned this_id = (unsigned)h[2] << 8 | h[3];
        size_t length = (size_t)h[4] << 8 | h[5], padding = h[6], have;
        bool first = at == 0;
        if (h[0] != VERSION || h[1] != (first ? BEGIN_REQUEST : PARAMS))
            return FRAME_BAD;
        if (first ? !this_id || length != 8 : this_id != id)
            return FRAME_BAD;
        id = this_id;
        /* After these two libfcgi 2.4.2 forgets to skip padding (SECURITY 3); nginx sends none. */
        if ((first || !length) && padding)
            return FRAME_BAD;
        if (!first && !length)
            return pairs_are_whole(&pairs) ? FRAME_WHOLE : FRAME_BAD;
        have = n - at - HEADER < length ? n - at - HEADER : length;
        if (!first && !pairs_pass(&pairs, h + HEADER, have))
            return FRAME_BAD;
        if (n - at - HEADER < length + padding)
            return FRAME_PART;
        at += HEADER + length + padding;
    }
    return FRAME_PART;
}
