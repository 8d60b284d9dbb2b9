/* The floor of make bench: a file's bytes as the answer to every request, through our own parent, accept loop and reply;
 * no settings, no language, no data set, no template. Never installed.
 *   constant SOCKET FILE [WORKERS] */
#include "app/prefork.h"
#include "base/log.h"
#include "http/http.h"
#include "http/serve.h"
#include <stdio.h>
#include <stdlib.h>

enum { FILE_MAX = 1 << 20, IDLE_S = 60 };

static struct bytes answer;

static void handle(struct fcgi *c, char *const *envp, void *ctx)
{
    struct http http = { .fcgi = c };
    struct req r = { .arena = ctx, .http = &http };

    if (http_read(&r, envp))
        reply_status(&r, 400);
    else
        reply_body(&r, "text/html; charset=utf-8", answer);
    reply_send(&r);
    arena_reset(ctx);
}

static int work(void *ctx, unsigned number)
{
    (void)ctx;
    (void)number;
    return serve_loop(0, true, IDLE_S, handle, arena_open(1 << 20));
}

static struct bytes file_read(const char *path)
{
    static unsigned char bytes[FILE_MAX];
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;

    if (!f || n == sizeof bytes)
        fatal("%s: cannot be read, or is longer than a page", path);
    fclose(f);
    return (struct bytes){ bytes, n };
}

int main(int argc, char **argv)
{
    int fd;

    log_name("constant");
    if (argc < 3)
        fatal("usage: constant SOCKET FILE [WORKERS]");
    answer = file_read(argv[2]);
    fd = prefork_listen(argv[1]);
    return fd < 0 ? 1 : prefork_run(&(struct prefork){ .listen_fd = fd, .workers = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 4,
                                                       .work = work });
}
