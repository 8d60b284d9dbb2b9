/* qiao-admin: what an administrator does by hand, one command a row; without a command it serves the pages of
 * /admin (pages.c), as every program does.
 * SECURITY: runs as the database's administrator and with the right to read all secrets, so it takes no input
 * but its command line, the settings and, for a password, the terminal; it prints no secret and no one's data. */
#include "admin/command/admin.h"
#include "pages.h"
#include "auth/role.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "data/db.h"
#include "view/lang.h"
#include <pwd.h>
#include <string.h>
#include <unistd.h>

enum { ARENA_MAX = 256 << 20 };

/* Where the units of conf/systemd have it. */
static const char common_env[] = "/etc/qiao/common.env";

struct command {
    const char *name, *words; /* words in capitals must be given, in [] may */
    int (*run)(struct req *r, const struct given *g);
    const char *sentence;
};

static const struct command commands[] = {
    { "migrate", "[--plan] [--schema DIR]", run_migrate, "bring database, tables, secrets and rights up to date" },
    { "check", "[--schema DIR]", run_check, "is everything right? a line each, exit 1 if not" },
    { "status", "[--schema DIR]", run_status, "letters waiting, deadlines passed, sessions, schema" },
    { "first-admin", "MAIL [ROLE]", run_first_admin,
      "security_admin (two), sys_admin or auditor while there is none; --org NAME: where" },
    { "wait", "", run_wait, "until the database answers, at most a minute" },
    { "ping", "PROGRAM", run_ping, "does a program answer on its socket? PROGRAM may be a socket path" },
    { "audit-verify", "[--heads FILE]", run_audit_verify, "is the audit whole? names the record that is not, exit 1" },
    { "audit-heads", "", run_audit_heads, "the last record of each chain: to be kept on another machine" },
    { "keys", "WORD [ID]", run_keys, "list, add, rewrap, drop ID, rotate: keys of private values; --sockets DIR" },
    { "lang", "[FOLDER]", run_lang, "texts missing or wrong, per language" },
    { NULL, NULL, NULL, NULL },
};

static const struct who administrator = { .name = "", .org_name = "", .mail = "", .lang = "" };

static int say_usage(void)
{
    fputs("usage: qiao-admin COMMAND\n", stderr);
    for (const struct command *c = commands; c->name; c++)
        fprintf(stderr, "  %-12s %-24s %s\n", c->name, c->words, c->sentence);
    fprintf(stderr, "Settings are the variables QIAO_*, and what %s says of the others; --env FILE names another\n"
                    "file. The database is entered as QIAO_DB_USER, or as the caller.\n", common_env);
    return 2;
}

/* Words of the command in capitals that were not given. */
static bool is_complete(const struct command *c, const struct given *g)
{
    bool must = *c->words >= 'A' && *c->words <= 'Z';
    bool may = must || strstr(c->words, "[FOLDER]");
    bool two = strstr(c->words, " [ROLE") || strstr(c->words, " [ID");

    return (!must || g->word[0]) && (may || !g->word[0]) && (two || !g->word[1]);
}

static bool read_words(int argc, char **argv, struct given *ret)
{
    size_t n = 0;

    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--plan") == 0)
            ret->plan = true;
        else if (strcmp(argv[i], "--schema") == 0 && i + 1 < argc)
            ret->schema = argv[++i];
        else if (strcmp(argv[i], "--heads") == 0 && i + 1 < argc)
            ret->heads = argv[++i];
        else if (strcmp(argv[i], "--env") == 0 && i + 1 < argc)
            ret->env = argv[++i];
        else if (strcmp(argv[i], "--sockets") == 0 && i + 1 < argc)
            ret->sockets = argv[++i];
        else if (strcmp(argv[i], "--org") == 0 && i + 1 < argc)
            ret->org = argv[++i];
        else if (*argv[i] == '-' || n == 2)
            return false;
        else
            ret->word[n++] = argv[i];
    }
    return true;
}

static const char *database_user(struct arena *a)
{
    const char *name = setting_text(SET_DB_USER);
    const struct passwd *me = *name ? NULL : getpwuid(geteuid());

    return me ? arena_str(a, me->pw_name) : *name ? name : "root";
}

static int command_main(int argc, char **argv)
{
    static struct req r;
    struct given g = { .schema = "/usr/share/qiao/schema", .sockets = "/run/qiao" };
    const struct command *c = commands;

    while (c->name && (argc < 2 || strcmp(c->name, argv[1])))
        c++;
    if (!c->name || !read_words(argc, argv, &g) || !is_complete(c, &g))
        return say_usage();
    log_name("admin");
    if (!env_read(g.env ? g.env : common_env, g.env != NULL, stderr) || !setting_read(stderr))
        fatal("the settings are not right");
    r = (struct req){ .arena = arena_open(ARENA_MAX), .now = clock_now(), .id = "admin", .who = &administrator,
                      .lang = lang_find("en") };
    r.db = db_open(database_user(r.arena), NULL);
    argc = c->run(&r, &g);
    db_close(r.db);
    arena_close(r.arena);
    return argc;
}

int main(int argc, char **argv)
{
    /* A word is a command; a mode of serving begins with a hyphen, as with the other programs. */
    return argc < 2 || *argv[1] == '-' ? pages_main(argc, argv) : command_main(argc, argv);
}
