/* INSTREAM of clamd(8) over its unix socket: lengths and bytes out, one line back.
 * It fails closed: whatever is not a clear "OK" or "FOUND" keeps the file out. */
#include "document/clamd.h"

#include "base/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* One step may take 5 s; all of it less than the watchdog of a request (SECURITY 5: 15 s). */
enum { STEP_S = 5, ALL_S = 10, CHUNK = 64 * 1024, REPLY_MAX = 1024 };

static int64_t seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static int reach(const char *path)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    struct timeval step = { .tv_sec = STEP_S };
    int fd;

    if (strlen(path) >= sizeof(to.sun_path)) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(to.sun_path, path, strlen(path) + 1);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &step, sizeof(step)) ||
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &step, sizeof(step)) ||
        connect(fd, (const struct sockaddr *)&to, sizeof(to))) {
        int why = errno;

        close(fd);
        errno = why;
        return -1;
    }
    return fd;
}

static bool say(int fd, const void *p, size_t n, int64_t until)
{
    const char *at = p;

    while (n > 0) {
        ssize_t sent = send(fd, at, n, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0 || seconds() > until)
            return false;
        at += sent;
        n -= (size_t)sent;
    }
    return true;
}

/* Reads up to the NUL that ends a reply of the "z" form. */
static bool hear(int fd, char reply[REPLY_MAX], int64_t until)
{
    size_t n = 0;

    while (n < REPLY_MAX - 1 && seconds() <= until) {
        ssize_t got = recv(fd, reply + n, REPLY_MAX - 1 - n, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        n += (size_t)got;
        reply[n] = '\0';
        if (strlen(reply) < n)
            return true;
    }
    return false;
}

static bool show(int fd, struct bytes body, char reply[REPLY_MAX])
{
    int64_t until = seconds() + ALL_S;
    uint32_t end = 0;

    if (!say(fd, "zINSTREAM", sizeof("zINSTREAM"), until))
        return false;
    for (size_t at = 0; at < body.n;) {
        size_t n = body.n - at < CHUNK ? body.n - at : CHUNK;
        uint32_t length = htonl((uint32_t)n);

        if (!say(fd, &length, sizeof(length), until) || !say(fd, body.p + at, n, until))
            return false;
        at += n;
    }
    return say(fd, &end, sizeof(end), until) && hear(fd, reply, until);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

enum err clamd_scan(struct req *r, const char *path, struct bytes body, bool *ret_bad)
{
    char reply[REPLY_MAX] = "";
    int fd = reach(path);
    bool heard;

    if (fd < 0)
        return fail(r, ERR_BUSY, "clamd at %s: %s", path, strerror(errno));
    heard = show(fd, body, reply);
    close(fd);
    if (!heard)
        return fail(r, ERR_BUSY, "clamd at %s broke off or was too slow", path);
    if (strcmp(reply, "stream: OK") == 0)
        *ret_bad = false;
    else if (ends_with(reply, " FOUND"))
        *ret_bad = true;
    else
        return fail(r, ERR_BUSY, "clamd at %s does not say OK or FOUND", path);
    return OK;
}
