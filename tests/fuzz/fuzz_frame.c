/* The first bytes of a connection: what is called whole stays so with more bytes behind it, was not
 * bad with fewer, and libfcgi reads it to the end without waiting or aborting. */
#include "http/frame.h"

#include <fcgiapp.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The peer stays open and silent: a read too many would wait for ever, and be found by -timeout. */
static void accept_whole(const uint8_t *data, size_t size)
{
    FCGX_Request q;
    int fds[2];

    if (FCGX_Init() || FCGX_InitRequest(&q, -1, 0) || socketpair(AF_UNIX, SOCK_STREAM, 0, fds))
        abort();
    if (write(fds[1], data, size) != (ssize_t)size)
        abort();
    q.ipcFd = fds[0];
    q.keepConnection = 1;
    q.detached = 1;
    if (FCGX_Accept_r(&q) == 0) {
        q.detached = 1;
        q.keepConnection = 0;
        FCGX_Finish_r(&q);
    }
    close(fds[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum frame what = FRAME_PART;

    if (size > 16384) /* more would not fit the socket at once */
        return 0;
    for (size_t n = 0; n <= size; n += 1 + n / 16) {
        enum frame now = frame_look(data, n);
        if (what != FRAME_PART && now != what)
            abort();
        what = now;
    }
    if (frame_look(data, size) == FRAME_WHOLE)
        accept_whole(data, size);
    return 0;
}
