/* check, lang, status, wait: is the installation right, are all texts there, how is it, does the database answer.
 * Changes nothing. */
#include "admin.h"
#include "auth/role.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/migrate.h"
#include "flow/calendar.h"
#include "view/lang.h"
#include "view/view.h"
#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* Warned about so many days before the longest clock could not be started any more. */
enum { WAIT_S = 60, WARN_DAYS = 90, MB = 1 << 20, FOLDERS_MAX = 30 };

static bool say_ok(const char *what)
{
    printf("ok %s\n", what);
    return true;
}

static bool check_credentials(struct req *r, const struct given *g)
{
    const char *folder = setting_text(SET_CREDENTIALS);
    const char *const *program = migrate_programs(r, arena_fmt(r->arena, "%s/grants.sql", g->schema));
    bool right = true;

    if (!crypt_open(folder)) {
        printf("No keys in %s: run qiao-admin migrate, or bring the files back from the backup.\n", folder);
        return false;
    }
    for (; program && *program; program++)
        if (!program_password(r, *program, false)) {
            printf("No database password %s/%s.db: run qiao-admin migrate.\n", folder, *program);
            right = false;
        }
    return right && say_ok(arena_fmt(r->arena, "credentials in %s", folder));
}

static bool check_database(struct req *r, const struct given *g)
{
    const char *wrong = migrate_server(r);

    (void)g;
    if (!wrong)
        return say_ok(arena_fmt(r->arena, "database answers on %s", setting_text(SET_DB_SOCKET)));
    printf("The database does not answer on %s: %s. Start it, or correct QIAO_DB_SOCKET.\n",
           setting_text(SET_DB_SOCKET), wrong);
    return false;
}

static bool check_schema(struct req *r, const struct given *g)
{
    const char *version = "";
    struct migration *m;
    size_t n = 0, fresh = 0, changed = 0;

    if (migrate_list(r, g->schema, &m, &n)) {
        printf("The schema cannot be compared with the files of %s: name the folder with --schema.\n", g->schema);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        fresh += m[i].state == MIGRATION_NEW;
        changed += m[i].state == MIGRATION_CHANGED;
    }
    if (fresh || changed || n == 0) {
        printf("The schema is not that of %s (%zu files to apply, %zu changed): run qiao-admin migrate.\n", g->schema,
               fresh, changed);
        return false;
    }
    return migrate_version(r, &version) == OK && say_ok(arena_fmt(r->arena, "schema %s", version));
}

/* What there is to say of the calendar; ret_right: the longest clock can be started for WARN_DAYS to come. */
static const char *calendar_words(struct req *r, bool *ret_right)
{
    const struct calendar *c;
    int64_t guessed = 0, longest = 0, day = day_of(r->now);
    const char *last;

    *ret_right = false;
    if (calendar_get(r, &c) || calendar_provisional(r, &guessed) || longest_term(r, &longest))
        return "The calendar of this year is not loaded: deadlines cannot be computed. Load the yearly notice.";
    last = day_text(r->arena, c->last);
    if (calendar_add(c, day, longest) == NONE)
        return arena_fmt(r->arena, "The calendar ends on %s: %lld working days from today cannot be computed, and what "
                                   "starts such a clock is refused. Bring in the notice of %d under /admin/days.",
                         last, (long long)longest, calendar_missing(r));
    if (calendar_add(c, day + WARN_DAYS, longest) == NONE)
        return arena_fmt(r->arena,
                         "The calendar ends on %s: in less than %d days deadlines cannot be computed any more. "
                                   "Bring in the notice of %d under /admin/days.", last, WARN_DAYS,
                         calendar_missing(r));
    *ret_right = true;
    if (!guessed)
        return arena_fmt(r->arena, "until %s", last);
    return arena_fmt(r->arena, "until %s; %lld holds only the days that are off every year: replace it when the notice "
                               "is out", last, (long long)guessed);
}

static bool check_calendar(struct req *r, const struct given *g)
{
    bool right;
    const char *words = calendar_words(r, &right);

    (void)g;
    if (right)
        return say_ok(arena_fmt(r->arena, "calendar %s", words));
    puts(words);
    return false;
}

static bool check_texts(struct req *r, const struct given *g)
{
    (void)g;
    if (texts_open(r, setting_text(SET_TEMPLATES)))
        return say_ok(arena_fmt(r->arena, "texts of all languages in %s", setting_text(SET_TEMPLATES)));
    printf("The texts in %s cannot be read: install the templates again, or correct QIAO_TEMPLATES.\n",
           setting_text(SET_TEMPLATES));
    return false;
}

static bool check_one_disk(struct req *r, const char *what, const char *folder)
{
    int64_t need = setting_int(SET_SMALL_DISK_MB), free_mb;
    struct statvfs s;

    if (statvfs(folder, &s)) {
        printf("The folder %s of %s cannot be seen: make it, or run this as an administrator.\n", folder, what);
        return false;
    }
    free_mb = (int64_t)(s.f_bavail * s.f_frsize / MB);
    if (free_mb >= need)
        return say_ok(arena_fmt(r->arena, "disk of %s has %lld MB left", what, (long long)free_mb));
    printf("The disk of %s has only %lld MB left, uploads are refused below %lld: make room under %s.\n", what,
           (long long)free_mb, (long long)need, folder);
    return false;
}

static bool check_disks(struct req *r, const struct given *g)
{
    const char *folder = NULL;
    bool right = check_one_disk(r, "uploads", setting_text(SET_SPOOL));

    (void)g;
    if (database_folder(r, &folder))
        return false;
    return check_one_disk(r, "the database", folder) && right;
}

/* A lost second step, and every role that two must agree to, need two of them. */
static bool check_people(struct req *r, const struct given *g)
{
    int64_t n;

    (void)g;
    if (admins_count(r, R_SECURITY_ADMIN, &n))
        return false;
    if (n >= 2)
        return say_ok(arena_fmt(r->arena, "%lld security administrators", (long long)n));
    printf("There %s, two are needed: run qiao-admin first-admin MAIL%s.\n",
           n ? "is only one security administrator" : "are no security administrators", n ? "" : ", twice");
    return false;
}

int run_check(struct req *r, const struct given *g)
{
    static bool (*const first[])(struct req *r, const struct given *g) = { check_credentials, check_texts };
    static bool (*const second[])(struct req *r, const struct given *g) = { check_schema, check_calendar, check_people,
                                                                              check_disks };
    bool right = say_ok("settings"); /* checked before any command runs */

    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        right = first[i](r, g) && right;
    if (!check_database(r, g))
        return 1; /* what follows asks it */
    if (migrate_open(r, false)) {
        printf("There is no database %s yet: run qiao-admin migrate.\n", setting_text(SET_DB_NAME));
        return 1;
    }
    for (size_t i = 0; i < sizeof second / sizeof *second; i++)
        right = second[i](r, g) && right;
    return right ? 0 : 1;
}

int run_status(struct req *r, const struct given *g)
{
    const char *version = "";
    struct status s;
    bool right;

    (void)g;
    if (migrate_version(r, &version) || status_read(r, &s))
        return 1;
    printf("schema    %s\n", version);
    printf("accounts  %lld\n", (long long)s.accounts);
    printf("sessions  %lld open\n", (long long)s.sessions);
    printf("outbox    %lld waiting%s, %lld failed\n", (long long)s.waiting,
           s.oldest_at == NONE ? "" : arena_fmt(r->arena, " (oldest %lld min)", (long long)(r->now - s.oldest_at) / 60),
           (long long)s.failed);
    printf("timers    %lld running, %lld due\n", (long long)s.timers, (long long)s.timers_due);
    printf("calendar  %s\n", calendar_words(r, &right));
    return 0;
}

int run_wait(struct req *r, const struct given *g)
{
    const struct timespec pause = { .tv_nsec = 200 * 1000000L };
    int64_t until = clock_now() + WAIT_S;
    const char *wrong;

    (void)g;
    while ((wrong = migrate_server(r)) && clock_now() < until)
        nanosleep(&pause, NULL);
    if (wrong)
        fprintf(stderr, "The database does not answer on %s: %s\n", setting_text(SET_DB_SOCKET), wrong);
    return wrong ? 1 : 0;
}

/* What translators still have to do; reads the catalogues as the programs do. */
static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool texts_open(struct req *r, const char *templates)
{
    const char *folder[FOLDERS_MAX + 1] = { NULL }, *const no_pages[] = { NULL };
    DIR *d = opendir(templates);
    struct dirent *entry;
    size_t n = 0;

    if (!d) {
        fprintf(stderr, "%s cannot be read\n", templates);
        return false;
    }
    while (n < FOLDERS_MAX && (entry = readdir(d)))
        if (*entry->d_name != '.' && strcmp(entry->d_name, "common") &&
            access(arena_fmt(r->arena, "%s/%s/lang/en.hdf", templates, entry->d_name), R_OK) == 0)
            folder[n++] = arena_str(r->arena, entry->d_name);
    closedir(d);
    qsort(folder, n, sizeof *folder, by_name);
    return view_open(templates, folder, no_pages, stderr);
}

int run_lang(struct req *r, const struct given *g)
{
    char *path = realpath(g->word[0] ? g->word[0] : "/usr/share/qiao/templates", arena_new(r->arena, PATH_MAX, 1));
    unsigned wrong;

    if (!path || !texts_open(r, path))
        return 1;
    wrong = view_check(NULL, stdout);
    view_close();
    printf("%u to do\n", wrong);
    return wrong ? 1 : 0;
}
