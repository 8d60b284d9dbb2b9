/* An answer as records of FastCGI (specification 1.0: 3.3, 5.3, 5.5), in as few writes as the kernel takes. libfcgi's
 * own stream cuts it into pieces of 8 KB: a page is three system calls then, and nginx is woken by each. */
#include "http/record.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum { HEADER = 8, END_REQUEST = 3, STDOUT = 6, GET_VALUES_RESULT = 10, CONTENT_MAX = 65528, BATCH = 16 };

static void header_fill(unsigned char *h, int type, unsigned id, size_t length)
{
    memcpy(h, (const unsigned char[HEADER]){ 1, (unsigned char)type, (unsigned char)(id >> 8), (unsigned char)id,
                                             (unsigned char)(length >> 8), (unsigned char)length }, HEADER);
}

/* All of it; false when the peer has gone or takes nothing for longer than the socket's limit. */
static bool send_all(int fd, struct iovec *v, size_t n)
{
    while (n) {
        struct msghdr m = { .msg_iov = v, .msg_iovlen = n };
        ssize_t sent = sendmsg(fd, &m, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        for (; n && (size_t)sent >= v->iov_len; v++, n--)
            sent -= (ssize_t)v->iov_len;
        if (n) {
            v->iov_base = (char *)v->iov_base + sent;
            v->iov_len -= (size_t)sent;
        }
    }
    return true;
}

static struct iovec vec(const void *p, size_t n)
{
    return (struct iovec){ (void *)(uintptr_t)p, n }; /* sendmsg only reads */
}

/* The next record's content, from what is left of both parts. */
static size_t content_take(struct iovec *v, size_t *n, struct bytes part[2])
{
    size_t room = CONTENT_MAX;

    for (int i = 0; i < 2 && room; i++) {
        size_t step = part[i].n < room ? part[i].n : room;

        if (!step)
            continue;
        v[(*n)++] = vec(part[i].p, step);
        part[i].p += step;
        part[i].n -= step;
        room -= step;
    }
    return CONTENT_MAX - room;
}

bool record_send(int fd, unsigned id, struct bytes head, struct bytes body, bool last)
{
    struct bytes part[2] = { head, body };
    unsigned char headers[BATCH][HEADER], tail[4 * HEADER] = { 0 };
    struct iovec v[3 * BATCH + 1];

    header_fill(tail, STDOUT, id, 0);
    header_fill(tail + HEADER, END_REQUEST, id, HEADER);
    header_fill(tail + 3 * HEADER, GET_VALUES_RESULT, 0, 0);
    for (;;) {
        size_t n = 0;

        for (int i = 0; i < BATCH && part[0].n + part[1].n; i++) {
            size_t at = n++;

            header_fill(headers[i], STDOUT, id, content_take(v, &n, part));
            v[at] = vec(headers[i], HEADER);
        }
        if (part[0].n + part[1].n == 0) {
            v[n++] = vec(tail, (last ? 4 : 3) * HEADER);
            return send_all(fd, v, n);
        }
        if (!send_all(fd, v, n))
            return false;
    }
}
