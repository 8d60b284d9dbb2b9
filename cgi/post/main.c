/* The post program: takes letters from the outbox and hands them to the mail relay or the gateway for SMS. It shows
 * nothing and decides nothing about a case; a case never waits for it.
 *
 * SECURITY. It reads no request. What people wrote reaches it as the text, subject and receiver of a
 * letter; the receiver is checked before it becomes a command to the relay, the rest is encoded. It is
 * the only program that speaks to a network. Who holds it can read letters that wait, the addresses and phones
 * of accounts, and send mail and SMS in our name. */
#include "post/post.h"

#include "app/app.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { PAUSE_S = 5, ARENA_BYTES = 16 * 1024 * 1024 };

static void signals_of_end(sigset_t *ret)
{
    sigemptyset(ret);
    sigaddset(ret, SIGTERM);
    sigaddset(ret, SIGINT);
}

/* The signals are blocked all the time, so that a letter on its way is always finished. */
static bool is_asked_to_end(void)
{
    sigset_t waiting;

    sigpending(&waiting);
    return sigismember(&waiting, SIGTERM) || sigismember(&waiting, SIGINT);
}

static void pause_s(int64_t s)
{
    sigset_t end;

    signals_of_end(&end);
    if (!is_asked_to_end() && sigtimedwait(&end, NULL, &(struct timespec){ .tv_sec = s }) > 0)
        raise(SIGTERM); /* stays pending */
}

/* Rounds until asked to end; with `once`, until nothing is due. */
static enum err run(const struct req *tool, bool once)
{
    struct arena *each = arena_open(ARENA_BYTES);
    struct req r = *tool;
    sigset_t end;
    size_t n;
    enum err e;

    r.arena = arena_open(ARENA_BYTES);
    signals_of_end(&end);
    sigprocmask(SIG_BLOCK, &end, NULL);
    log_line(&r, "started relay=%s sms=%s", setting_text(SET_RELAY)[0] ? "set" : "none",
             setting_text(SET_SMS_HOOK)[0] ? "set" : "none");
    do {
        r.now = clock_now();
        e = round_send(&r, each, is_asked_to_end, &n);
        arena_reset(r.arena);
        if (once && (e || n < POST_BATCH))
            break;
        if (e || n < POST_BATCH)
            pause_s(PAUSE_S);
    } while (!is_asked_to_end());
    log_line(&r, "ended");
    arena_close(r.arena);
    arena_close(each);
    return once ? e : OK;
}

int main(int argc, char **argv)
{
    static const char *const no_folder[] = { NULL };
    static const struct app post = { .name = "post", .sql = post_sql, .folders = no_folder };
    const char *mode = argc > 1 ? argv[1] : "";
    unsigned wrong;

    if (argc > 2 || (mode[0] && strcmp(mode, "--once") != 0 && strcmp(mode, "--check") != 0)) {
        fprintf(stderr, "usage: qiao-post [--once | --check]\n");
        return 2;
    }
    if (strcmp(mode, "--check") == 0) {
        wrong = post_check(app_tool("post", &post));
        printf("post: %u complaints\n", wrong);
        return wrong ? 1 : 0;
    }
    return run(app_tool("post", &post), strcmp(mode, "--once") == 0) ? 1 : 0;
}
