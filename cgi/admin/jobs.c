/* /admin/jobs: do the programs answer, what did the clock do for each, what waits for it. Only looked at: what is wrong
 * is put right by hand on the host. */
#include "admin/command/admin.h"
#include "pages.h"
#include "base/clock.h"
#include "base/setting.h"
#include "flow/calendar.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Little patience: there are several programs, and the page has a watchdog. A sweep comes each minute. */
enum { PAGE_ASK_S = 1, PROGRAMS_MAX = 30, LATE_S = 300 };

/* T.answers.<name> */
static const char *const answer_names[] = { [ASKED_YES] = "ready", [ASKED_NO] = "unready", [ASKED_SILENT] = "silent",
                                            [ASKED_NOBODY] = "away" };

/* Programs that have a socket beside this one's. */
struct programs {
    const char *folder, *name[PROGRAMS_MAX];
    bool swept[PROGRAMS_MAX];
    size_t n;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *own_folder(struct req *r)
{
    struct sockaddr_un own = { .sun_family = AF_UNIX };
    socklen_t length = sizeof own;
    const char *path = setting_text(SET_LISTEN), *slash;

    if (!*path && getsockname(STDIN_FILENO, (struct sockaddr *)&own, &length) == 0 && own.sun_family == AF_UNIX)
        path = arena_strn(r->arena, own.sun_path, strnlen(own.sun_path, sizeof own.sun_path));
    slash = strrchr(path, '/');
    return slash ? arena_strn(r->arena, path, (size_t)(slash - path)) : "/run/qiao";
}

/* name.sock each; the database may have its own there. */
static void programs_find(struct req *r, struct programs *ret)
{
    struct dirent *entry;
    DIR *d;

    *ret = (struct programs){ .folder = own_folder(r) };
    d = opendir(ret->folder);
    while (d && ret->n < PROGRAMS_MAX && (entry = readdir(d))) {
        size_t end = strlen(entry->d_name);

        if (end < 6 || strcmp(entry->d_name + end - 5, ".sock") ||
            strcmp(arena_fmt(r->arena, "%s/%s", ret->folder, entry->d_name), setting_text(SET_DB_SOCKET)) == 0)
            continue;
        ret->name[ret->n++] = arena_strn(r->arena, entry->d_name, end - 5);
    }
    if (d)
        closedir(d);
    qsort(ret->name, ret->n, sizeof *ret->name, by_name);
}

static void show_programs(struct req *r, const struct programs *p)
{
    static const char *const columns[] = { "program", "answers", NULL };
    struct node *list = list_add(r, "programs", columns), *row;

    for (size_t i = 0; i < p->n; i++) {
        const char *path = arena_fmt(r->arena, "%s/%s.sock", p->folder, p->name[i]), *answer;
        enum asked a = program_ask(r, path, "/readyz", PAGE_ASK_S, &answer);

        row = node_item(list, "row");
        node_cell(row, p->name[i]);
        node_s(node_cell(row, text_of(r, "answers", answer_names[a])), "tag", a == ASKED_YES ? "ok" : "bad");
    }
}

static void show_sweep(struct req *r, struct node *list, const struct rows *q)
{
    int64_t began = db_time(q, 2), ended = db_time(q, 3);
    bool whole = ended != NONE && ended >= began, failed = db_i(q, 5) > 0;
    bool late = r->now - (ended == NONE ? began : ended) > LATE_S;
    struct node *row = node_item(list, "row");

    node_cell(row, db_s(q, 0));
    node_cell(row, db_s(q, 1));
    node_cell(row, stamp(r, began));
    node_cell(row, whole ? span(r, ended - began) : "");
    cell_number(r, row, db_i(q, 4));
    node_s(node_cell(row, text_of(r, "sweep", late ? "late" : failed ? "failed" : whole ? "well" : "at_work")), "tag",
           failed || late ? "bad" : "ok");
}

/* A program nobody sweeps has no row, and is told all the same. */
static enum err show_sweeps(struct req *r, struct programs *p)
{
    static const char *const columns[] = { "program", "host", "ran", "took", "fired", "state", NULL };
    struct node *list = list_add(r, "sweeps", columns), *row;
    struct rows q;
    enum err e = sweeps_all(r, &q);

    while (!e && db_next(&q)) {
        for (size_t i = 0; i < p->n; i++)
            p->swept[i] |= strcmp(p->name[i], db_s(&q, 0)) == 0;
        show_sweep(r, list, &q);
    }
    if (e || (e = db_end(&q)))
        return e;
    for (size_t i = 0; i < p->n; i++) {
        if (p->swept[i])
            continue;
        row = node_item(list, "row");
        node_cell(row, p->name[i]);
        for (int n = 0; n < 4; n++)
            node_cell(row, "");
        node_s(node_cell(row, text_of(r, "sweep", "never")), "tag", "bad");
    }
    return OK;
}

static enum err show_timers(struct req *r)
{
    static const char *const columns[] = { "flow", "running", "standing", "due", "oldest", NULL };
    struct node *list = list_add(r, "timers", columns), *row;
    struct rows q;
    enum err e = timers_all(r, &q);

    while (!e && db_next(&q)) {
        row = node_item(list, "row");
        node_cell(row, db_s(&q, 0));
        cell_number(r, row, db_i(&q, 1));
        cell_number(r, row, db_i(&q, 2));
        cell_number(r, row, db_i(&q, 3));
        node_cell(row, db_i(&q, 3) > 0 ? stamp(r, db_time(&q, 4)) : "");
    }
    return e ? e : db_end(&q);
}

/* How far deadlines can be computed, and the first year that is only guessed. */
static enum err show_calendar(struct req *r)
{
    const struct calendar *c;
    int64_t guessed = 0;
    enum err e = calendar_get(r, &c);

    if (e == ERR_HORIZON) {
        fact_add(r, "horizon", text_of(r, "admin", "no_calendar"));
        return OK;
    }
    if (e || (e = calendar_provisional(r, &guessed)))
        return e;
    fact_add(r, "horizon", lang_day(r->arena, r->lang, c->last));
    if (guessed)
        fact_add(r, "provisional", arena_fmt(r->arena, "%lld", (long long)guessed));
    return OK;
}

enum err jobs_load(struct req *r)
{
    const char *version = "";
    struct programs p;
    enum err e;

    if ((e = schema_version(r, &version)) || (e = show_calendar(r)))
        return e;
    fact_add(r, "schema", version);
    programs_find(r, &p);
    show_programs(r, &p);
    e = show_sweeps(r, &p);
    return e ? e : show_timers(r);
}
