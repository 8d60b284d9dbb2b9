/* FastCGI parameters of strangers, one a line: what http_read() accepts keeps its promises, and what
 * it refuses can still be answered. */
#include "http/http.h"

#include <fcntl.h>
#include <sanitizer/common_interface_defs.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

enum { ENTRIES = 300 };

static int errors = -1, nowhere = -1;

/* Each refusal is logged: not here. Reports of the sanitizers stay visible. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    errors = dup(STDERR_FILENO);
    nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    __sanitizer_set_report_fd((void *)(intptr_t)errors);
    if (errors < 0 || nowhere < 0)
        abort();
    return 0;
}

static void check(const struct req *r, enum err e)
{
    const struct http *h = r->http;
    const char *const texts[] = { h->path, h->query_text, h->address, h->agent, h->language, h->cookie_text,
                                  h->type, h->origin,     h->fetch_site, h->if_none_match };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!texts[i])
            abort();
    if (strlen(r->id) != 32 || strspn(r->id, "0123456789abcdef") != 32 || (e && e != ERR_BROKEN))
        abort();
    if (e)
        return;
    if (h->path[0] != '/' || !h->address[0] || h->length < -1 || h->query.n > FORM_FIELDS_MAX ||
        strlen(h->cookie_text) > HTTP_COOKIE_MAX)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    char *envp[ENTRIES + 1] = { NULL }, *text;
    struct req r = { .now = 0 };
    size_t n = 0;

    if (!a)
        a = arena_open(16 << 20);
    r.arena = a;
    text = arena_strn(a, (const char *)data, size);
    while (n < ENTRIES && *text) {
        size_t line = strcspn(text, "\n");
        envp[n++] = arena_strn(a, text, line);
        text += text[line] ? line + 1 : line;
    }
    dup2(nowhere, STDERR_FILENO);
    check(&r, http_read(&r, envp));
    dup2(errors, STDERR_FILENO);
    arena_reset(a);
    return 0;
}
