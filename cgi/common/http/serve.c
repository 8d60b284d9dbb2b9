/* The accept loop: many connections of nginx by epoll, one request at a time by libfcgi.
 * Must not lose a request it could still have answered, and must not wait on one peer while others
 * have something to say. Reasons for most lines stand in PERFORMANCE 4 and SECURITY 1 to 3. */
#include "http/serve.h"
#include "base/log.h"
#include "http/frame.h"
#include "http/record.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum {
    CONN_MAX = 128,    /* connections of one worker; RLIMIT_NOFILE is 256 (SECURITY 5) */
    KEEP_MAX = 96,     /* of them kept between requests */
    LISTEN = CONN_MAX, /* place of the listening socket among the events */
    EVENTS = 32,
    PEEK = 8192,       /* nearly every head fits */
    IO_S = 10,         /* a peer that owes bytes, or takes none, for longer is dropped; so is a
                        * silent one while stopping: nginx itself closes after 5 s */
    TICK_MS = 1000,
    CROWD = 16, /* of so many requests that kept others waiting, one gives its connection back */
    DRAIN_MAX = 2 * MULTIPART_MAX,
};

struct conn {
    int fd;        /* -1: place is free */
    int64_t since; /* monotonic seconds: last answer, or first byte of what is owed */
    bool owing;    /* fresh, or a head has begun */
    bool watched;  /* is in the epoll set */
};

struct loop {
    int epoll, listen_fd, idle_s;
    bool keep, listening, last; /* last: the request in hand is to be the last of its connection */
    int64_t now, tick; /* monotonic seconds */
    size_t open;
    unsigned crowd;
    struct conn conn[CONN_MAX];
    FCGX_Request request;
    struct fcgi fcgi;
    void (*handle)(struct fcgi *c, char *const *envp, void *ctx);
    void *ctx;
    unsigned char head[FRAME_MAX];
};

static volatile sig_atomic_t stopping;

static void stop_set(int signal)
{
    (void)signal;
    stopping = 1;
}

static int64_t seconds_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return t.tv_sec;
}

/* With EPOLLEXCLUSIVE a new connection wakes one idle worker, not all. */
static void listen_on(struct loop *l)
{
    struct epoll_event ev = { .events = EPOLLIN | EPOLLEXCLUSIVE, .data.u32 = LISTEN };

    if (!l->listening && !stopping && l->open < CONN_MAX)
        l->listening = epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->listen_fd, &ev) == 0;
}

static void listen_off(struct loop *l)
{
    if (l->listening)
        epoll_ctl(l->epoll, EPOLL_CTL_DEL, l->listen_fd, NULL);
    l->listening = false;
}

static void conn_forget(struct loop *l, struct conn *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    l->open--;
    listen_on(l); /* if it was full, there is room now */
}

/* Edge-triggered: half a head makes no noise until more of it comes. */
static void conn_watch(struct loop *l, struct conn *c)
{
    struct epoll_event ev = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET,
                              .data.u32 = (uint32_t)(c - l->conn) };

    if (c->watched)
        return;
    c->watched = epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &ev) == 0;
    if (!c->watched) {
        fail(NULL, ERR_BUSY, "epoll: %s", strerror(errno));
        conn_forget(l, c);
    }
}

/* The body of the request in flight. */
static long body_read(void *ctx, char *to, size_t n)
{
    FCGX_Request *q = &((struct loop *)ctx)->request;
    int got = FCGX_GetStr(to, n > DRAIN_MAX ? DRAIN_MAX : (int)n, q->in);

    return FCGX_GetError(q->in) ? -1 : got;
}

/* To the end of the body, so that its last record is not taken for the next request. */
static bool body_drain(FCGX_Request *q)
{
    char scrap[4096];
    long got = 0, sum = 0;

    while (sum < DRAIN_MAX && (got = FCGX_GetStr(scrap, sizeof scrap, q->in)) > 0)
        sum += got;
    if (FCGX_GetError(q->in))
        got = -1;
    return sum < DRAIN_MAX && got == 0;
}

/* The signal waits outside while a request is served. */
static bool stop_is_due(void)
{
    sigset_t waiting;

    return stopping || (!sigpending(&waiting) && sigismember(&waiting, SIGTERM) == 1);
}

/* A worker nearly full keeps nobody more: silent ones must not hold every place. */
static bool is_last(const struct loop *l)
{
    return l->last || !l->keep || l->open > KEEP_MAX || !l->listening || stop_is_due();
}

/* The whole answer. libfcgi is told that its streams are closed, so that it adds nothing. */
static bool answer_send(void *ctx, struct bytes head, struct bytes body)
{
    struct loop *l = ctx;
    FCGX_Request *q = &l->request;
    bool last;

    if (q->out->wasFCloseCalled)
        return false; /* one answer each */
    if (!body_drain(q))
        q->keepConnection = 0;
    last = is_last(l);
    q->out->wasFCloseCalled = q->err->wasFCloseCalled = 1;
    if (!record_send(q->ipcFd, (unsigned)q->requestId, head, body, last && q->keepConnection)) {
        q->keepConnection = 0;
        return false;
    }
    if (last)
        q->keepConnection = 0;
    return true;
}

/*   last     nobody is to send another request over this connection
 *   returns  whether it stays open */
static bool request_serve(struct loop *l, struct conn *c, bool last)
{
    FCGX_Request *q = &l->request;

    q->ipcFd = c->fd;
    q->keepConnection = 1; /* until BEGIN_REQUEST is read; 0 would close before */
    q->detached = 1;       /* close without shutdown() and its 2 s of waiting for the peer */
    c->fd = -1;            /* libfcgi owns it now, and closes it on any error */
    if (FCGX_Accept_r(q) < 0) {
        fail(NULL, ERR_BROKEN, "request broken off in its head");
        q->ipcFd = -1;
        return false;
    }
    l->last = last;
    l->handle(&l->fcgi, q->envp, l->ctx);
    if (!q->out->wasFCloseCalled)
        q->keepConnection = 0; /* no answer came: nginx is told by the end of the connection */
    FCGX_Finish_r(q);
    c->fd = q->ipcFd;
    q->ipcFd = -1;
    return c->fd >= 0;
}

/* What has come, without taking it: libfcgi reads it again. */
static enum frame head_look(struct loop *l, struct conn *c, ssize_t *ret_n)
{
    ssize_t n = recv(c->fd, l->head, PEEK, MSG_PEEK | MSG_DONTWAIT);
    enum frame what = n > 0 ? frame_look(l->head, (size_t)n) : FRAME_PART;

    if (n == PEEK && what == FRAME_PART) {
        n = recv(c->fd, l->head, sizeof l->head, MSG_PEEK | MSG_DONTWAIT);
        what = n > 0 ? frame_look(l->head, (size_t)n) : FRAME_PART;
        if (n == (ssize_t)sizeof l->head && what == FRAME_PART)
            what = FRAME_BAD;
    }
    *ret_n = n;
    return what;
}

/* A connection has news: a request, a part of one, or its end. */
static void conn_ready(struct loop *l, struct conn *c, bool crowded)
{
    ssize_t n;
    enum frame what = head_look(l, c, &n);

    if (what == FRAME_WHOLE) {
        if (!request_serve(l, c, crowded && ++l->crowd % CROWD == 0)) {
            conn_forget(l, c);
            return;
        }
        c->owing = false;
        c->since = seconds_now();
    } else if (what == FRAME_BAD) {
        fail(NULL, ERR_BROKEN, "not a request of nginx");
        conn_forget(l, c);
        return;
    } else if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        conn_forget(l, c);
        return;
    } else if (n > 0 && !c->owing) {
        c->owing = true;
        c->since = l->now;
    }
    conn_watch(l, c);
}

static struct conn *conn_add(struct loop *l, int fd)
{
    struct timeval limit = { .tv_sec = IO_S };
    struct conn *c = l->conn;

    while (c->fd >= 0)
        c++; /* the caller saw that there is room */
    *c = (struct conn){ .fd = fd, .since = l->now, .owing = true };
    l->open++;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    return c;
}

/* One at a time: the next one may go to a worker that has nothing to do.
 *   returns  false if the socket can never be accepted from */
static bool conn_accept(struct loop *l)
{
    int fd = l->open < CONN_MAX ? accept4(l->listen_fd, NULL, NULL, SOCK_CLOEXEC) : -1;

    if (fd >= 0) {
        conn_ready(l, conn_add(l, fd), false);
        return true;
    }
    if (l->open < CONN_MAX) {
        if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)
            return true;
        fail(NULL, ERR_BUSY, "accept: %s", strerror(errno));
        if (errno == EBADF || errno == EINVAL || errno == ENOTSOCK || errno == EOPNOTSUPP)
            return false;
    }
    listen_off(l); /* no room or no descriptors: look again at the next tick */
    return true;
}

/* Once a second: silent connections go, and a full worker listens again. */
static void loop_tick(struct loop *l)
{
    int silence_s = l->idle_s > IO_S ? IO_S : l->idle_s;

    for (struct conn *c = l->conn; c < l->conn + CONN_MAX; c++)
        if (c->fd >= 0 && l->now - c->since > (c->owing || stopping ? silence_s : l->idle_s))
            conn_forget(l, c);
    listen_on(l);
    l->tick = l->now;
}

static bool loop_turn(struct loop *l, const sigset_t *mask)
{
    int wait = l->open || !l->listening ? TICK_MS : -1, n;
    struct epoll_event ev[EVENTS];
    bool knocked = false;

    n = epoll_pwait(l->epoll, ev, EVENTS, wait, mask);
    l->now = seconds_now();
    if (n < 0 && errno != EINTR) {
        fail(NULL, ERR_BUG, "epoll: %s", strerror(errno));
        return false;
    }
    for (int i = 0; i < n; i++) {
        struct conn *c;
        if (ev[i].data.u32 == LISTEN) {
            knocked = true;
            continue;
        }
        c = &l->conn[ev[i].data.u32];
        if (c->fd >= 0)
            conn_ready(l, c, n - knocked - i > 1);
    }
    if (knocked && !stopping && !conn_accept(l))
        return false;
    if (l->now != l->tick)
        loop_tick(l);
    return true;
}

static bool loop_open(struct loop *l)
{
    int flags = fcntl(l->listen_fd, F_GETFL), listens = 0;
    socklen_t n = sizeof listens;

    for (size_t i = 0; i < CONN_MAX; i++)
        l->conn[i].fd = -1;
    l->now = l->tick = seconds_now();
    l->fcgi = (struct fcgi){ body_read, answer_send, l };
    if (getsockopt(l->listen_fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &n) || !listens)
        return false;
    /* No listening socket for libfcgi: after an error it would accept by itself, and wait there. */
    if (flags < 0 || fcntl(l->listen_fd, F_SETFL, flags | O_NONBLOCK) || FCGX_Init() ||
        FCGX_InitRequest(&l->request, -1, 0))
        return false;
    l->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (l->epoll < 0)
        return false;
    listen_on(l);
    return l->listening;
}

int serve_loop(int listen_fd, bool keep, int idle_s,
               void (*handle)(struct fcgi *c, char *const *envp, void *ctx), void *ctx)
{
    struct loop l = { .epoll = -1, .listen_fd = listen_fd, .idle_s = idle_s, .keep = keep,
                      .handle = handle, .ctx = ctx };
    struct sigaction act = { .sa_handler = stop_set };
    sigset_t stop, before;
    bool right;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    stopping = 0;
    /* The signal is let in only while waiting: it never cuts a request, never comes between look
     * and wait, and never meets FCGX_Init's handler, whose flag only libfcgi's own accept reads. */
    sigprocmask(SIG_BLOCK, &stop, &before);
    sigdelset(&before, SIGTERM);
    right = loop_open(&l) && !sigaction(SIGTERM, &act, NULL);
    if (!right)
        fail(NULL, ERR_BUG, "descriptor %d cannot be served: %s", listen_fd, strerror(errno));
    while (right && !(stopping && !l.open)) {
        right = loop_turn(&l, &before);
        if (stopping)
            listen_off(&l);
    }
    for (struct conn *c = l.conn; c < l.conn + CONN_MAX; c++)
        if (c->fd >= 0)
            conn_forget(&l, c);
    if (l.epoll >= 0)
        close(l.epoll);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return right ? 0 : 1;
}
