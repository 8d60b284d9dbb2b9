/* Form tokens before the forms are shown: each is good for one submission, and a load of them needs thousands. Reads one
 * session per line from standard input, as it stands in the cookie, and deals tokens out in turn. Never installed.
 *   tokens CREDENTIALS FORM COUNT   prints lines "cookie token" */
#include "auth/session.h"
#include "base/log.h"
#include "crypt/crypt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SESSIONS_MAX = 4096, COOKIE_MAX = 64, COOKIE_BYTES = 32 };

struct session {
    char cookie[COOKIE_MAX];
    struct digest hash;
};
static struct session sessions[SESSIONS_MAX];

static size_t sessions_read(void)
{
    unsigned char b[COOKIE_BYTES];
    size_t n = 0;

    while (n < SESSIONS_MAX && fgets(sessions[n].cookie, COOKIE_MAX, stdin)) {
        sessions[n].cookie[strcspn(sessions[n].cookie, "\r\n")] = '\0';
        if (base64url_read(b, sizeof b, sessions[n].cookie) != sizeof b)
            fatal("not the cookie of a session: %s", sessions[n].cookie);
        sessions[n].hash = hash_sha256(b, sizeof b);
        n++;
    }
    return n;
}

int main(int argc, char **argv)
{
    struct req r = { .arena = arena_open(1 << 20) };
    size_t n, count;

    log_name("tokens");
    if (argc != 4 || !crypt_open(argv[1]))
        fatal("usage: tokens CREDENTIALS FORM COUNT");
    count = strtoul(argv[3], NULL, 10);
    n = sessions_read();
    if (!n)
        fatal("no sessions");
    for (size_t i = 0; i < count; i++) {
        const struct session *s = &sessions[i % n];
        struct who who = { .id = 1, .session = { s->hash.b, sizeof s->hash.b } };

        r.who = &who;
        printf("%s %s\n", s->cookie, token_make(&r, argv[2]));
        arena_reset(r.arena);
    }
    return fflush(stdout) ? 1 : 0;
}
