/* Cookie headers of strangers, and the same bytes as a value to set: nothing leaves its line, and a
 * value that was set is read back. */
#include "base/setting.h"
#include "http/reply.h"

#include <fcntl.h>
#include <sanitizer/common_interface_defs.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static int errors = -1, nowhere = -1;

/* Refused values are logged, one line each: not here. Reports of the sanitizers stay visible. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    errors = dup(STDERR_FILENO);
    nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    __sanitizer_set_report_fd((void *)(intptr_t)errors);
    if (errors < 0 || nowhere < 0 || setenv("QIAO_ORIGIN", "https://qiao.example", 1) || !setting_read(stderr))
        abort();
    return 0;
}

static void set_and_get(struct arena *a, const char *value)
{
    struct http http = { .cookie_text = "" }, back = { .cookie_text = "" };
    struct req r = { .arena = a, .http = &http }, s = { .arena = a, .http = &back };

    reply_cookie(&r, "sid", value, 60);
    if (!http.reply || !http.reply->n)
        return;
    if (strpbrk(http.reply->list[0].value, "\r\n"))
        abort();
    back.cookie_text = arena_fmt(a, "x=y; __Host-sid=%s; z", value);
    if (strcmp(cookie_get(&s, "sid"), value))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    struct http http = { .cookie_text = "" };
    struct req r = { .http = &http };
    const char *value;

    if (!a)
        a = arena_open(16 << 20);
    dup2(nowhere, STDERR_FILENO);
    r.arena = a;
    http.cookie_text = arena_strn(a, (const char *)data, size);
    value = cookie_get(&r, "sid");
    if (strchr(value, ';') || (*value && !strstr(http.cookie_text, arena_fmt(a, "__Host-sid=%s", value))))
        abort();
    set_and_get(a, http.cookie_text);
    arena_reset(a);
    dup2(errors, STDERR_FILENO);
    return 0;
}
