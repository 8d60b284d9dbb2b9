/* The start of every program: settings, secrets, templates, then serve, --check or --sweep. */
#include "app/parts.h"
#include "app/prefork.h"
#include "base/clock.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "crypt/password.h"
#include "data/db.h"
#include "http/serve.h"
#include "view/view.h"
#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A request never needs more than a large upload and its sealed copy. */
enum { ARENA_MAX = 64 << 20, IDLE_S = 60, TEMPLATES_MAX = 100 };

static const struct who the_clock = { .name = "", .org_name = "", .mail = "", .lang = "", .actor_name = "",
                                      .for_name = "", .roles = R_CLOCK };

/* Password of this program's database account: first line of <credentials>/<program>.db. */
static const char *db_password(struct arena *a, const char *name)
{
    char line[200] = "";
    FILE *f = fopen(arena_fmt(a, "%s/%s.db", setting_text(SET_CREDENTIALS), name), "r");

    if (!f)
        return NULL;
    if (!fgets(line, sizeof line, f))
        line[0] = '\0';
    fclose(f);
    line[strcspn(line, "\r\n")] = '\0';
    return arena_str(a, line);
}

/* The connection lives as long as the process, and so does what it is opened with. */
static struct db *open_db(const char *name)
{
    static struct arena *a;
    const char *user = setting_text(SET_DB_USER);

    if (!a)
        a = arena_open(1 << 16);
    return db_open(*user ? user : arena_fmt(a, "qiao_%s", name), db_password(a, name));
}

static void add_page(const char **pages, size_t *n, const char *page)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(pages[i], page) == 0)
            return;
    if (*n == TEMPLATES_MAX)
        fatal("more than %d templates", (int)TEMPLATES_MAX);
    pages[(*n)++] = page;
}

static void open_view(const char *name, const struct app *app)
{
    const char *pages[TEMPLATES_MAX + 1] = { NULL };
    const char *own[] = { name, NULL };
    size_t n = 0;

    if (app->route) {
        add_page(pages, &n, "common/error");
        add_page(pages, &n, "common/form_page");
    }
    for (const struct route *t = app->route; t && t->path; t++)
        if (t->view && *t->view)
            add_page(pages, &n, t->view);
    if (!view_open(setting_text(SET_TEMPLATES), app->folders ? app->folders : own, pages, stderr))
        fatal("the templates are not right");
}

static void start(const char *name, const struct app *app)
{
    log_name(name);
    if (!setting_read(stderr))
        fatal("the settings are not right");
    if (!crypt_open(setting_text(SET_CREDENTIALS)))
        fatal("no secrets in %s: run qiao-admin migrate", setting_text(SET_CREDENTIALS));
    if (app->password_slots)
        password_slots(app->password_slots);
    open_view(name, app);
    if (app->flow)
        flow_open(app->flow);
    audit_open(name, "tool");
}

struct req *app_tool(const char *name, const struct app *app)
{
    static struct req r;

    start(name, app);
    r = (struct req){ .arena = arena_open(ARENA_MAX), .now = clock_now(), .who = &the_clock, .app = app,
                      .lang = lang_find("en"), .id = "tool" };
    r.db = open_db(name);
    view_begin(&r);
    return &r;
}

/* Where the kernel gives each session an equal share of the CPU (sched_autogroup_enabled, as Debian has it), nice
 * counts inside the session only, and each program is started in one of its own: the session steps back as a whole. */
static void step_back(int nice)
{
    FILE *f = getsid(0) == getpid() ? fopen("/proc/self/autogroup", "w") : NULL;

    if (f) {
        fprintf(f, "%d", nice);
        if (fclose(f))
            fail(NULL, ERR_BUSY, "autogroup: %s", strerror(errno));
    }
}

static int work(void *ctx, unsigned number)
{
    struct worker w = { .app = ctx, .arena = arena_open(ARENA_MAX) };
    char text[12];
    int code;

    snprintf(text, sizeof text, "%u", number);
    audit_open(w.app->name, text);
    if (w.app->nice && setpriority(PRIO_PROCESS, 0, w.app->nice))
        fail(NULL, ERR_BUSY, "nice: %s", strerror(errno));
    w.db = open_db(w.app->name);
    code = serve_loop(0, setting_int(SET_KEEP_CONN) > 0, IDLE_S, handle_request, &w);
    db_close(w.db);
    arena_close(w.arena);
    return code;
}

static int serve(const struct app *app)
{
    int64_t workers = setting_int(SET_WORKERS);
    int fd;

    if (app_has_files(app) && access(setting_text(SET_SPOOL), W_OK | X_OK))
        fatal("QIAO_SPOOL: %s: %s", setting_text(SET_SPOOL), strerror(errno));
    if ((fd = prefork_listen(setting_text(SET_LISTEN))) < 0)
        return 1;
    if (workers == 0)
        workers = 2 * sysconf(_SC_NPROCESSORS_ONLN);
    if (app->nice)
        step_back(app->nice);
    malloc_trim(0); /* what parsing left behind is not inherited by every worker */
    return prefork_run(&(struct prefork){ .listen_fd = fd, .workers = (unsigned)(workers < 4 ? 4 : workers),
                                          .watchdog_s = (int)setting_int(SET_WATCHDOG_S), .work = work,
                                          .ctx = (void *)(uintptr_t)app });
}

int app_main(int argc, char **argv, const struct app *app)
{
    const char *mode = argc > 1 ? argv[1] : "";
    struct req *r;
    unsigned wrong;

    if (argc > 2 || (*mode && strcmp(mode, "--check") && strcmp(mode, "--sweep") && strcmp(mode, "--tables"))) {
        fprintf(stderr, "usage: qiao-%s [--check | --sweep | --tables]\n", app->name);
        return 2;
    }
    if (strcmp(mode, "--tables") == 0) {
        print_tables(app);
        return 0;
    }
    if (strcmp(mode, "--sweep") == 0)
        return sweep_program(app_tool(app->name, app));
    if (strcmp(mode, "--check") == 0) {
        r = app_tool(app->name, app);
        if (!database_answers(r))
            return 1;
        wrong = check_all(r, stderr);
        printf("%s: %u complaints\n", app->name, wrong);
        return wrong ? 1 : 0;
    }
    start(app->name, app);
    return serve(app);
}
