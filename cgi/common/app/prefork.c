/* Forking, watching, restarting, stopping. The parent must not touch a connection or the database:
 * whatever can fail happens in a worker, and a worker that fails is replaced. */
#include "app/prefork.h"
#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WORKERS_MAX = 256,
    OLD_MAX = 2 * WORKERS_MAX,
    DRAIN_MS = 30000,    /* from SIGTERM to SIGKILL */
    QUICK_MS = 1000,     /* who dies sooner after its start makes the next start wait */
    QUICK_FREE = 3,      /* ... but not the first few times */
    WAIT_MIN_MS = 50, WAIT_MAX_MS = 1000,
    SETTLE_MS = 1000,    /* old workers go this long after the new ones came */
    TRIAL_S = 30,        /* a trial start that takes longer has failed */
    TICK_MS = 1000, TICK_SOON_MS = 50,
};

/* Shared with the workers: when the running request began, in monotonic ms; 0 if none runs. */
struct slot {
    _Atomic int64_t since_ms;
};

struct worker {
    pid_t pid; /* 0: none */
    int64_t started_ms, next_ms;
    unsigned quick; /* early deaths in a row */
};

struct parent {
    const struct prefork *p;
    struct slot *slot;
    struct worker worker[WORKERS_MAX];
    pid_t old[OLD_MAX]; /* workers of the program as it was before a restart */
    size_t old_n;
    pid_t trial;
    int64_t retire_ms; /* when the old ones are told to go; 0: were told */
    int64_t kill_ms;   /* when those told are killed; 0: nobody was told */
    bool stopping;
};

static struct slot *own_slot;

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void prefork_busy(bool busy)
{
    if (own_slot)
        atomic_store(&own_slot->since_ms, busy ? now_ms() : 0);
}

/* One datagram to systemd, if it asked for one (sd_notify(3)). */
static void notify(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    size_t n = path ? strlen(path) : 0;
    int fd;

    if (!n || n >= sizeof at.sun_path || (*path != '/' && *path != '@'))
        return;
    memcpy(at.sun_path, path, n);
    if (*path == '@')
        at.sun_path[0] = 0;
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    if (sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&at,
               (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) < 0)
        log_line(NULL, "notify=failed cause=\"%s\"", strerror(errno));
    close(fd);
}

static void signals_of(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    sigaddset(set, SIGCHLD);
}

static void signals_free(void)
{
    sigset_t set;

    signals_of(&set);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* ^C and a closed terminal reach the whole group; the parent passes on what concerns workers. */
static int worker_run(struct parent *m, unsigned number, pid_t parent)
{
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    signals_free();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        return 1;
    own_slot = &m->slot[number];
    return m->p->work(m->p->ctx, number);
}

static void worker_start(struct parent *m, unsigned number)
{
    struct worker *w = &m->worker[number];
    pid_t parent = getpid(), pid;

    atomic_store(&m->slot[number].since_ms, 0);
    w->started_ms = now_ms();
    pid = fork();
    if (!pid)
        exit(worker_run(m, number, parent));
    if (pid < 0) {
        fail(NULL, ERR_BUSY, "fork: %s", strerror(errno));
        w->next_ms = w->started_ms + WAIT_MAX_MS;
        return;
    }
    w->pid = pid;
}

/* The next one starts at once, unless several in a row did not live for a second. */
static void worker_died(struct parent *m, unsigned number, int status)
{
    struct worker *w = &m->worker[number];
    int64_t now = now_ms(), wait = 0;

    w->pid = 0;
    if (m->stopping)
        return;
    log_line(NULL, "worker=%u %s=%d", number, WIFSIGNALED(status) ? "signal" : "exit",
             WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    w->quick = now - w->started_ms < QUICK_MS ? w->quick + 1 : 0;
    if (w->quick > QUICK_FREE)
        wait = w->quick - QUICK_FREE > 5 ? WAIT_MAX_MS : WAIT_MIN_MS << (w->quick - QUICK_FREE - 1);
    w->next_ms = now + (wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS);
    if (m->retire_ms)
        m->retire_ms = now + SETTLE_MS; /* the old ones stay until the new ones stand */
}

static void workers_tell(struct parent *m, int signal)
{
    for (unsigned i = 0; i < m->p->workers; i++)
        if (m->worker[i].pid)
            kill(m->worker[i].pid, signal);
}

static void old_tell(struct parent *m, int signal)
{
    for (size_t i = 0; i < m->old_n; i++)
        kill(m->old[i], signal);
}

/* Who was a child before a restart is one after it. Names of other processes are not believed. */
static void old_read(struct parent *m)
{
    const char *s = getenv("PREFORK_OLD");
    char *end;

    while (s && *s && m->old_n < OLD_MAX) {
        long pid = strtol(s, &end, 10);
        if (end == s)
            break;
        if (pid > 1 && pid <= INT_MAX && waitpid((pid_t)pid, NULL, WNOHANG) == 0)
            m->old[m->old_n++] = (pid_t)pid;
        s = *end ? end + 1 : end;
    }
    unsetenv("PREFORK_OLD");
    m->retire_ms = m->old_n ? now_ms() + SETTLE_MS : 0;
}

static void old_write(const struct parent *m)
{
    char text[(OLD_MAX + WORKERS_MAX) * 12] = "";
    size_t n = 0;

    for (size_t i = 0; i < m->old_n; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%d,", (int)m->old[i]);
    for (unsigned i = 0; i < m->p->workers; i++)
        if (m->worker[i].pid)
            n += (size_t)snprintf(text + n, sizeof text - n, "%d,", (int)m->worker[i].pid);
    setenv("PREFORK_OLD", text, 1);
}

/* This program again, with the arguments it was started with. A package upgrade has put another
 * file in its place by then: the link names the old one with " (deleted)" behind it. */
static void self_exec(void)
{
    static char args[65536], path[PATH_MAX];
    static char *argv[1024];
    static const char gone[] = " (deleted)";
    ssize_t path_n = readlink("/proc/self/exe", path, sizeof path - 1);
    FILE *f = fopen("/proc/self/cmdline", "re");
    size_t n = f ? fread(args, 1, sizeof args - 1, f) : 0, argc = 0;

    if (f)
        fclose(f);
    for (char *s = args; s < args + n && argc < 1023; s += strlen(s) + 1)
        argv[argc++] = s;
    if (!argc || path_n <= 0)
        return;
    path[path_n] = 0;
    if (path_n >= (ssize_t)sizeof gone && !strcmp(path + path_n - (sizeof gone - 1), gone))
        path[path_n - (ssize_t)(sizeof gone - 1)] = 0;
    execv(path, argv);
    execv("/proc/self/exe", argv);
}

/* A start that fails must not take the running program with it (SECURITY R22). */
static void trial_start(struct parent *m)
{
    pid_t parent = getpid();

    if (m->trial || m->stopping)
        return;
    log_line(NULL, "restart=trial");
    m->trial = fork();
    if (m->trial < 0) {
        fail(NULL, ERR_BUSY, "fork: %s", strerror(errno));
        m->trial = 0;
    }
    if (m->trial)
        return;
    signals_free();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setenv("PREFORK_TRIAL", "1", 1);
    alarm(TRIAL_S); /* outlives exec */
    if (getppid() == parent)
        self_exec();
    _exit(1);
}

static void trial_died(struct parent *m, int status)
{
    m->trial = 0;
    if (m->stopping)
        return;
    if (!WIFEXITED(status) || WEXITSTATUS(status)) {
        fail(NULL, ERR_BUG, "the trial start failed; the program goes on as it is");
        return;
    }
    log_line(NULL, "restart=now");
    old_write(m);
    self_exec();
    unsetenv("PREFORK_OLD");
    fail(NULL, ERR_BUG, "exec: %s", strerror(errno));
}

static void children_reap(struct parent *m)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == m->trial)
            trial_died(m, status);
        for (unsigned i = 0; i < m->p->workers; i++)
            if (m->worker[i].pid == pid)
                worker_died(m, i, status);
        for (size_t i = 0; i < m->old_n; i++)
            if (m->old[i] == pid)
                m->old[i--] = m->old[--m->old_n];
    }
}

/*   returns  whether one waits for its time */
static bool workers_fill(struct parent *m)
{
    bool waiting = false;

    for (unsigned i = 0; i < m->p->workers && !m->stopping; i++) {
        if (m->worker[i].pid)
            continue;
        if (now_ms() >= m->worker[i].next_ms)
            worker_start(m, i);
        waiting |= !m->worker[i].pid;
    }
    return waiting;
}

static void watchdog_look(struct parent *m)
{
    for (unsigned i = 0; i < m->p->workers; i++) {
        int64_t since = atomic_load(&m->slot[i].since_ms), ms = now_ms() - since;
        if (!m->worker[i].pid || !since || ms <= m->p->watchdog_s * (int64_t)1000)
            continue;
        log_line(NULL, "worker=%u watchdog=kill after_ms=%lld", i, (long long)ms);
        kill(m->worker[i].pid, SIGKILL);
        atomic_store(&m->slot[i].since_ms, 0);
    }
}

static void clocks_look(struct parent *m)
{
    int64_t now = now_ms();

    if (m->retire_ms && now >= m->retire_ms) {
        m->retire_ms = 0;
        m->kill_ms = now + DRAIN_MS;
        old_tell(m, SIGTERM);
    }
    if (m->kill_ms && now >= m->kill_ms) {
        m->kill_ms = 0;
        old_tell(m, SIGKILL);
        if (m->stopping)
            workers_tell(m, SIGKILL);
    }
    if (m->p->watchdog_s > 0)
        watchdog_look(m);
}

static void stop(struct parent *m)
{
    if (m->stopping)
        return;
    m->stopping = true;
    m->retire_ms = 0;
    m->kill_ms = now_ms() + DRAIN_MS;
    notify("STOPPING=1");
    workers_tell(m, SIGTERM);
    old_tell(m, SIGTERM);
    if (m->trial)
        kill(m->trial, SIGKILL);
}

static bool children_are_left(const struct parent *m)
{
    for (unsigned i = 0; i < m->p->workers; i++)
        if (m->worker[i].pid)
            return true;
    return m->old_n > 0 || m->trial > 0;
}

int prefork_run(const struct prefork *p)
{
    static struct parent m;
    sigset_t set;

    if (getenv("PREFORK_TRIAL"))
        return 0;
    if (p->workers < 1 || p->workers > WORKERS_MAX)
        return fail(NULL, ERR_BUG, "%u workers", p->workers), 1;
    m.p = p;
    m.slot = mmap(NULL, p->workers * sizeof *m.slot, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (m.slot == MAP_FAILED)
        return fail(NULL, ERR_BUG, "mmap: %s", strerror(errno)), 1;
    signals_of(&set);
    sigprocmask(SIG_BLOCK, &set, NULL); /* before the first child could die unseen */
    old_read(&m);
    workers_fill(&m);
    notify("READY=1");
    while (!m.stopping || children_are_left(&m)) {
        int ms = workers_fill(&m) ? TICK_SOON_MS : TICK_MS;
        struct timespec wait = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };
        int signal = sigtimedwait(&set, NULL, &wait);
        if (signal == SIGTERM || signal == SIGINT)
            stop(&m);
        else if (signal == SIGHUP)
            trial_start(&m);
        children_reap(&m);
        clocks_look(&m);
    }
    return 0;
}
