/* ping: asks a program for /readyz over its own socket, as nginx would; rotation of keys asks for other things. The few
 * FastCGI records it takes are written here, because libfcgi is only for the answering side. */
#include "admin.h"
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { BEGIN = 1, END = 3, PARAMS = 4, INPUT = 5, OUTPUT = 6, HEAD_BYTES = 8, ANSWER_MAX = 4096 };

static void add_record(struct buf *b, unsigned char type, const void *body, size_t n)
{
    const unsigned char head[HEAD_BYTES] = { 1, type, 0, 1, (unsigned char)(n >> 8), (unsigned char)n, 0, 0 };

    buf_add(b, head, sizeof head);
    buf_add(b, body, n);
}

static void add_param(struct buf *b, const char *name, const char *value)
{
    const unsigned char lengths[2] = { (unsigned char)strlen(name), (unsigned char)strlen(value) };

    buf_add(b, lengths, sizeof lengths);
    buf_str(b, name);
    buf_str(b, value);
}

static struct buf question(struct arena *a, const char *uri)
{
    static const unsigned char responder[8] = { 0, 1 };
    struct buf params = { .arena = a }, b = { .arena = a };

    add_param(&params, "REQUEST_METHOD", "GET");
    add_param(&params, "DOCUMENT_URI", uri);
    add_param(&params, "REMOTE_ADDR", "127.0.0.1");
    add_param(&params, "SERVER_NAME", "localhost");
    add_record(&b, BEGIN, responder, sizeof responder);
    add_record(&b, PARAMS, params.p, params.n);
    add_record(&b, PARAMS, "", 0);
    add_record(&b, INPUT, "", 0);
    return b;
}

static int dial(const char *path, int patience_s)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    const struct timeval patience = { .tv_sec = patience_s };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || strlen(path) >= sizeof to.sun_path)
        return -1;
    memcpy(to.sun_path, path, strlen(path));
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

static bool read_all(int fd, void *to, size_t n)
{
    return n == 0 || recv(fd, to, n, MSG_WAITALL) == (ssize_t)n;
}

/* What the program printed, until it ends the request; false if it breaks off. */
static bool read_answer(int fd, struct buf *ret)
{
    unsigned char head[HEAD_BYTES];
    char body[65535 + 255];
    size_t n;

    while (read_all(fd, head, sizeof head)) {
        n = (size_t)head[4] << 8 | head[5];
        if (!read_all(fd, body, n + head[6]))
            return false;
        if (head[1] == END)
            return true;
        if (head[1] == OUTPUT && ret->n + n < ANSWER_MAX)
            buf_add(ret, body, n);
    }
    return false;
}

enum asked program_ask(struct req *r, const char *path, const char *uri, int patience_s, const char **ret)
{
    struct buf q = question(r->arena, uri), answer = { .arena = r->arena };
    int fd = dial(path, patience_s);
    bool whole;

    *ret = "";
    if (fd < 0)
        return ASKED_NOBODY;
    whole = send(fd, q.p, q.n, MSG_NOSIGNAL) == (ssize_t)q.n && read_answer(fd, &answer);
    close(fd);
    buf_str(&answer, "");
    *ret = answer.p;
    if (!whole)
        return ASKED_SILENT;
    return strncmp(answer.p, "Status: ", 8) == 0 && strncmp(answer.p, "Status: 200", 11) ? ASKED_NO : ASKED_YES;
}

int run_ping(struct req *r, const struct given *g)
{
    const char *name = g->word[0], *answer = "";
    const char *path = strchr(name, '/') ? name : arena_fmt(r->arena, "/run/qiao/%s.sock", name);

    switch (program_ask(r, path, "/readyz", ASK_S, &answer)) {
    case ASKED_NOBODY:
        fprintf(stderr, "Nobody listens on %s: systemctl status 'qiao@%s.socket'\n", path, name);
        return 1;
    case ASKED_SILENT:
        fprintf(stderr, "%s takes requests but does not answer: journalctl -u 'qiao@%s'\n", path, name);
        return 1;
    case ASKED_NO:
        fprintf(stderr, "%s answers, but is not ready (%.11s): is the database there?\n", path, answer);
        return 1;
    case ASKED_YES:
        break;
    }
    printf("%s is ready\n", name);
    return 0;
}
