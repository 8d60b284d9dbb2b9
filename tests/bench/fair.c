/* Many clients that ask again as soon as they are answered, each counted for itself: percentiles over all of them hide
 * the one who starves (PERFORMANCE 4). Never installed.
 *   fair PORT CLIENTS SECONDS PATH COOKIE
 * prints: clients answered at all, answers, median wait and longest wait in ms (one that still waits at the end counts) */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 256, HEAD_MAX = 8192, SAMPLES_MAX = 2000000 };

struct client {
    char head[HEAD_MAX]; /* of the answer, until its length is known */
    size_t n;            /* bytes of it */
    long left;           /* bytes of the body still to come; -1: head not whole yet */
    double since;
    unsigned long answers;
};

static struct client clients[CLIENTS_MAX];
static struct pollfd polls[CLIENTS_MAX];
static float waits[SAMPLES_MAX]; /* ms */
static size_t waits_n;

static _Noreturn void stop(const char *what)
{
    perror(what);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int connect_to(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (const struct sockaddr *)&to, sizeof to))
        stop("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static void ask(struct client *c, int fd, const char *request, size_t n)
{
    c->n = 0;
    c->left = -1;
    c->since = now_ms();
    if (send(fd, request, n, MSG_NOSIGNAL) != (ssize_t)n)
        stop("send");
}

/* The head is whole: what is left of the body. */
static void head_read(struct client *c, char *end)
{
    char *length = strcasestr(c->head, "\r\nContent-Length:");

    if (strncmp(c->head, "HTTP/1.1 200", 12) || !length || length > end) {
        fprintf(stderr, "fair: not a page of known length: %.60s\n", c->head);
        exit(1);
    }
    c->left = strtol(length + 17, NULL, 10) - (long)(c->n - (size_t)(end + 4 - c->head));
}

/*   returns  whether the answer is complete */
static bool take(struct client *c, int fd)
{
    static char scrap[65536];
    ssize_t n;
    char *end;

    if (c->left < 0) {
        n = recv(fd, c->head + c->n, sizeof c->head - 1 - c->n, 0);
        if (n <= 0)
            stop("closed by the server");
        c->n += (size_t)n;
        c->head[c->n] = '\0';
        end = strstr(c->head, "\r\n\r\n");
        if (end)
            head_read(c, end);
        else if (c->n == sizeof c->head - 1)
            stop("head");
    } else {
        n = recv(fd, scrap, sizeof scrap, 0);
        if (n <= 0)
            stop("closed by the server");
        c->left -= n;
    }
    return c->left == 0;
}

static void note(struct client *c, bool answered)
{
    if (answered)
        c->answers++;
    if (waits_n < SAMPLES_MAX)
        waits[waits_n++] = (float)(now_ms() - c->since);
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return x < y ? -1 : x > y;
}

static void report(int n)
{
    unsigned long sum = 0;
    int served = 0;

    for (int i = 0; i < n; i++) {
        served += clients[i].answers > 0;
        sum += clients[i].answers;
        note(&clients[i], false);
    }
    qsort(waits, waits_n, sizeof *waits, by_size);
    printf("%d %lu %.2f %.2f\n", served, sum, (double)waits[waits_n / 2], (double)waits[waits_n - 1]);
}

int main(int argc, char **argv)
{
    char request[2048];
    int n = argc == 6 ? (int)strtol(argv[2], NULL, 10) : 0;
    int length;
    double end;

    if (n < 1 || n > CLIENTS_MAX) {
        fprintf(stderr, "usage: fair PORT CLIENTS SECONDS PATH COOKIE\n");
        return 2;
    }
    length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %s\r\n\r\n", argv[4], argv[5]);
    if (length < 0 || (size_t)length >= sizeof request)
        return 2;
    for (int i = 0; i < n; i++) {
        polls[i] = (struct pollfd){ connect_to((int)strtol(argv[1], NULL, 10)), POLLIN, 0 };
        ask(&clients[i], polls[i].fd, request, (size_t)length);
    }
    end = now_ms() + 1e3 * strtod(argv[3], NULL);
    while (now_ms() < end) {
        if (poll(polls, (nfds_t)n, 100) < 0)
            stop("poll");
        for (int i = 0; i < n; i++)
            if (polls[i].revents && take(&clients[i], polls[i].fd)) {
                note(&clients[i], true);
                ask(&clients[i], polls[i].fd, request, (size_t)length);
            }
    }
    report(n);
    return 0;
}
