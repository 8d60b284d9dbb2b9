/* The parent of a program's workers: it serves nothing itself, and keeps them alive. */
#ifndef QIAO_PREFORK_H
#define QIAO_PREFORK_H

#include <stdbool.h>

struct prefork {
    int listen_fd;
    unsigned workers; /* 1 to 256 */
    int watchdog_s;   /* a worker busy for longer is killed; 0: never */
    int (*work)(void *ctx, unsigned number); /* in the child; what it returns is its exit code */
    void *ctx;
};

/* Forks the workers and forks again what dies. Called once, after everything that workers share was
 * loaded. Signals:
 *   SIGTERM, SIGINT  workers finish what they have begun, at most 30 s; then it returns
 *   SIGHUP           the program is started anew in the same process, so that templates, secrets
 *                    and the binary itself are fresh; a trial start comes first, and if that fails the
 *                    old one goes on. Old workers finish once the new ones stand.
 * During a trial start it returns 0 at once: everything before it has worked.
 *   returns  exit code of the program
 */
int prefork_run(const struct prefork *p);

/* In a worker: a request begins or ends; the watchdog counts in between. */
void prefork_busy(bool busy);

/* The socket to serve, always as descriptor 0, where it outlives a restart.
 * A listening unix socket that is descriptor 0 already is used as it is; otherwise one is made.
 *   path     of the socket to make, mode 0660; "" if descriptor 0 must be one
 *   returns  0, or -1 after one line that says what is wrong: not a socket, TCP, open to everybody,
 *            served by another process
 */
int prefork_listen(const char *path);

#endif
