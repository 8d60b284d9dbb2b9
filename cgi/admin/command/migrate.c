/* migrate: secrets, database, tables, rights; also the words for what is missing. All of it may be repeated. */
#include "admin.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/migrate.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSWORD_BYTES = 16 };

static const char *read_line(struct arena *a, const char *path)
{
    char line[200];
    FILE *f = fopen(path, "r");
    bool got = f && fgets(line, sizeof line, f);

    if (f)
        fclose(f);
    if (!got)
        return NULL;
    line[strcspn(line, "\r\n")] = '\0';
    return arena_str(a, line);
}

const char *program_password(struct req *r, const char *program, bool make)
{
    const char *path = arena_fmt(r->arena, "%s/%s.db", setting_text(SET_CREDENTIALS), program), *text;
    unsigned char secret[PASSWORD_BYTES];
    int fd = make ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400) : -1;
    bool written;

    if (fd < 0)
        return !make || errno == EEXIST ? read_line(r->arena, path) : NULL;
    random_bytes(secret, sizeof secret);
    text = hex_of(r->arena, secret, sizeof secret);
    secret_wipe(secret, sizeof secret);
    written = write(fd, text, strlen(text)) == (ssize_t)strlen(text) && fsync(fd) == 0;
    close(fd);
    if (written)
        return text;
    unlink(path);
    return NULL;
}

static const char *made_password(struct req *r, const char *program)
{
    return program_password(r, program, true);
}

/* Refuses as a whole before anything is done: a file that was applied must not read differently. */
static bool is_unchanged(const struct migration *m, size_t n)
{
    bool right = true;

    for (size_t i = 0; i < n; i++)
        if (m[i].state == MIGRATION_CHANGED) {
            printf("%s was changed after it had been applied: put it back, and bring the change as a new file\n",
                   m[i].file);
            right = false;
        }
    return right;
}

static int apply_all(struct req *r, const char *folder, const struct migration *m, size_t n)
{
    const char *grants = arena_fmt(r->arena, "%s/grants.sql", folder);
    size_t applied = 0;

    for (size_t i = 0; i < n; i++) {
        if (m[i].state != MIGRATION_NEW)
            continue;
        if (migrate_apply(r, folder, m[i].file))
            return 1;
        printf("applied %s\n", m[i].file);
        applied++;
    }
    if (migrate_grants(r, grants, made_password))
        return 1;
    printf("%zu applied, %zu were there, rights are set\n", applied, n - applied);
    return 0;
}

static int show_plan(const struct migration *m, size_t n)
{
    size_t fresh = 0;

    for (size_t i = 0; i < n; i++)
        if (m[i].state == MIGRATION_NEW) {
            printf("would apply %s\n", m[i].file);
            fresh++;
        }
    printf("%zu to apply, %zu are there\n", fresh, n - fresh);
    return 0;
}

int run_migrate(struct req *r, const struct given *g)
{
    const char *secrets = setting_text(SET_CREDENTIALS);
    struct migration *m;
    size_t n = 0;
    enum err e;

    if (!g->plan) {
        if (mkdir(secrets, 0700) && errno != EEXIST)
            fatal("%s: %s", secrets, strerror(errno));
        if (!crypt_make(secrets) || !crypt_open(secrets))
            return 1;
    }
    e = migrate_open(r, !g->plan);
    if (e && !(g->plan && e == ERR_GONE))
        return 1;
    if (migrate_list(r, g->schema, &m, &n) || !is_unchanged(m, n))
        return 1;
    if (n == 0)
        fatal("%s holds no migrations", g->schema);
    return g->plan ? show_plan(m, n) : apply_all(r, g->schema, m, n);
}
