/* Randomness of the kernel. Must not keep a pool: a fork would repeat it. */
#include "base/log.h"
#include "crypt/crypt.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

void random_bytes(void *p, size_t n)
{
    unsigned char *to = p;

    while (n) {
        ssize_t got = getrandom(to, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            fatal("no randomness: %s", strerror(errno));
        to += got;
        n -= (size_t)got;
    }
}

const char *random_text(struct arena *a, size_t n)
{
    unsigned char *p = arena_new(a, n, 1);

    random_bytes(p, n);
    return base64url_of(a, p, n);
}
