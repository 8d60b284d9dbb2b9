/* From the start of a program to the end of its first page, with nothing between: asked over FastCGI as soon as the
 * socket takes it. The program is ended afterwards. Never installed.
 *   first SOCKET PATH COOKIE PROGRAM [ARGUMENT ...]   prints milliseconds and the status of the answer */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6, PATIENCE_MS = 20000 };

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void record(unsigned char **p, int type, const void *body, size_t n)
{
    unsigned char head[8] = { 1, (unsigned char)type, 0, 1, (unsigned char)(n >> 8), (unsigned char)n };

    memcpy(*p, head, sizeof head);
    if (n)
        memcpy(*p + sizeof head, body, n);
    *p += sizeof head + n;
}

static void pair(unsigned char **p, const char *name, const char *value)
{
    size_t a = strlen(name), b = strlen(value);

    *(*p)++ = (unsigned char)a;
    *(*p)++ = (unsigned char)b; /* all of ours are shorter than 128 */
    memcpy(*p, name, a);
    memcpy(*p + a, value, b);
    *p += a + b;
}

static size_t request_make(unsigned char *to, const char *path, const char *cookie)
{
    static const unsigned char responder[8] = { 0, 1 };
    unsigned char params[2048], *end = params, *p = to;
    const char *query = strchr(path, '?');
    char plain[128], cookies[128];

    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(path, "?"), path);
    snprintf(cookies, sizeof cookies, "%s", cookie);
    pair(&end, "REQUEST_METHOD", "GET");
    pair(&end, "DOCUMENT_URI", plain);
    pair(&end, "QUERY_STRING", query ? query + 1 : "");
    pair(&end, "REMOTE_ADDR", "127.0.0.1");
    pair(&end, "SERVER_NAME", "127.0.0.1");
    pair(&end, "HTTP_COOKIE", cookies);
    record(&p, BEGIN, responder, sizeof responder);
    record(&p, PARAMS, params, (size_t)(end - params));
    record(&p, PARAMS, NULL, 0);
    record(&p, STDIN, NULL, 0);
    return (size_t)(p - to);
}

static bool whole(int fd, void *to, size_t n)
{
    for (char *p = to; n;) {
        ssize_t got = recv(fd, p, n, MSG_WAITALL);
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

/* Status of the answer, read to its end; 0 if it was cut off. */
static int answer_read(int fd)
{
    static char body[65536 + 256];
    unsigned char head[8];
    int status = 0;

    while (whole(fd, head, sizeof head)) {
        size_t n = (size_t)head[4] << 8 | head[5];
        if (!whole(fd, body, n + head[6]))
            return 0;
        if (head[1] == STDOUT && !status && n > 11 && !strncmp(body, "Status: ", 8))
            status = (int)strtol(body + 8, NULL, 10);
        if (head[1] == END)
            return status;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    struct timespec pause = { .tv_nsec = 200000 };
    unsigned char request[4096];
    size_t n;
    double start;
    pid_t pid;
    int fd, status = 0;

    if (argc < 5 || strlen(argv[1]) >= sizeof to.sun_path) {
        fprintf(stderr, "usage: first SOCKET PATH COOKIE PROGRAM [ARGUMENT ...]\n");
        return 2;
    }
    memcpy(to.sun_path, argv[1], strlen(argv[1]) + 1);
    unlink(argv[1]);
    n = request_make(request, argv[2], argv[3]);
    start = now_ms();
    pid = fork();
    if (pid == 0) {
        execv(argv[4], argv + 4);
        _exit(127);
    }
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    while (connect(fd, (const struct sockaddr *)&to, sizeof to) && now_ms() - start < PATIENCE_MS)
        nanosleep(&pause, NULL);
    if (send(fd, request, n, MSG_NOSIGNAL) == (ssize_t)n)
        status = answer_read(fd);
    printf("%.1f %d\n", now_ms() - start, status);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    return status == 200 ? 0 : 1;
}
