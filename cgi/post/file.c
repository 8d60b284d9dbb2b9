/* A message into a file instead of onto the network. */
#include "post/post.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static bool write_all(int fd, struct bytes b)
{
    while (b.n > 0) {
        ssize_t n = write(fd, b.p, b.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        b.p += n;
        b.n -= (size_t)n;
    }
    return fsync(fd) == 0;
}

enum sent file_send(const char *path, struct arena *a, struct bytes message, const char **ret_problem)
{
    const char *part = arena_fmt(a, "%s.part", path);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool written;

    if (fd < 0) {
        *ret_problem = "the folder cannot be written";
        return SENT_AWAY;
    }
    written = write_all(fd, message);
    if (close(fd) || !written || rename(part, path)) {
        unlink(part);
        *ret_problem = "the folder cannot be written";
        return SENT_AWAY;
    }
    return SENT;
}
