/* A QR code as the path of an SVG picture. The only place that knows libqrencode. */
#include "login.h"
#include <qrencode.h>

enum { QUIET = 4 }; /* empty modules around, ISO/IEC 18004 */

const char *qr_path(struct arena *a, const char *text, int *ret_size)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    struct buf b = { .arena = a };

    *ret_size = 0;
    if (!code)
        return "";
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                buf_fmt(&b, "M%d %dh1v1h-1z", x + QUIET, y + QUIET);
    *ret_size = code->width + 2 * QUIET;
    QRcode_free(code);
    return b.p;
}
