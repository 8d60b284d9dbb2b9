/* The socket a program is reached by: unix only, never open to everybody. Who can write to it can
 * say who a reader is (SECURITY 1), so what is wrong with it stops the start. */
#include "app/prefork.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* More than nginx sends at once; the kernel's net.core.somaxconn cuts it. */
enum { BACKLOG = 1024 };

static int option_get(int fd, int name)
{
    int value = 0;
    socklen_t n = sizeof value;

    return getsockopt(fd, SOL_SOCKET, name, &value, &n) ? -1 : value;
}

/* Sentence about a listening socket that must not be served, NULL if it may. */
static const char *socket_fault(int fd)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    socklen_t n = sizeof at;
    char path[sizeof at.sun_path + 1] = "";
    struct stat st;

    if (option_get(fd, SO_DOMAIN) != AF_UNIX)
        return "is no unix socket: FastCGI over a network is refused";
    if (option_get(fd, SO_TYPE) != SOCK_STREAM)
        return "is no stream socket";
    if (getsockname(fd, (struct sockaddr *)&at, &n) || n > sizeof at)
        return "has no name";
    if (n <= sizeof(sa_family_t) || !at.sun_path[0])
        return "has no path: everybody on this machine could connect";
    memcpy(path, at.sun_path, n - sizeof(sa_family_t));
    if (stat(path, &st))
        return "has a path that is gone";
    return st.st_mode & S_IWOTH ? "may be written by everybody: mode must be 0660" : NULL;
}

/* A socket file nobody listens on is left over from a process that was killed. */
static bool stale_remove(const char *path, const struct sockaddr_un *at)
{
    struct stat st;
    int fd;
    bool taken;

    if (lstat(path, &st))
        return errno == ENOENT;
    if (!S_ISSOCK(st.st_mode)) {
        errno = EEXIST;
        return false;
    }
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    taken = connect(fd, (const struct sockaddr *)at, sizeof *at) == 0 || errno == EAGAIN;
    close(fd);
    if (taken) {
        errno = EADDRINUSE;
        return false;
    }
    return unlink(path) == 0;
}

/* Bound with its mode from the first moment: there is no instant in which others could connect. */
static int socket_make(const char *path)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    mode_t before;
    int fd, wrong;

    if (strlen(path) >= sizeof at.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(at.sun_path, path, strlen(path) + 1);
    if (!stale_remove(path, &at))
        return -1;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    before = umask(0117);
    wrong = bind(fd, (struct sockaddr *)&at, sizeof at);
    umask(before);
    if (wrong || listen(fd, BACKLOG)) {
        close(fd);
        return -1;
    }
    return fd;
}

int prefork_listen(const char *path)
{
    const char *fault;
    int fd;

    if (option_get(STDIN_FILENO, SO_ACCEPTCONN) == 1) {
        fault = socket_fault(STDIN_FILENO);
        if (!fault)
            return STDIN_FILENO;
        fail(NULL, ERR_BUG, "descriptor 0 %s", fault);
        return -1;
    }
    if (!path[0]) {
        fail(NULL, ERR_BUG, "descriptor 0 is no listening socket, and QIAO_LISTEN is empty");
        return -1;
    }
    fd = socket_make(path);
    if (fd < 0 || (fd != STDIN_FILENO && dup2(fd, STDIN_FILENO) < 0)) {
        fail(NULL, ERR_BUG, "%s: %s", path, strerror(errno));
        return -1;
    }
    if (fd != STDIN_FILENO)
        close(fd);
    else
        fcntl(fd, F_SETFD, 0); /* was the lowest free one: must outlive a restart too */
    return STDIN_FILENO;
}
