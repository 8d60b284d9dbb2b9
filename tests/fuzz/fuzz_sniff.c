/* Files of strangers: whatever the bytes are, sniff() ends, stays inside them, never makes them
 * longer, and finds nothing more to clean in what it has cleaned. */
#include "document/sniff.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of exactly that size, so that the sanitizer sees one byte too many. */
    unsigned char *p = malloc(size ? size : 1);
    const struct kind_of_file *kind = NULL, *again = NULL;
    size_t n = size, m;

    if (!p)
        abort();
    memcpy(p, data, size);
    if (!sniff(p, &n, &kind)) {
        if (n > size || !kind)
            abort();
        m = n;
        if (sniff(p, &m, &again) || m != n || again != kind)
            abort();
    }
    free(p);
    return 0;
}
