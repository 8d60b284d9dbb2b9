/* Migrations and rights: the one place where SQL from files is sent as text (SECURITY 19). Only
 * qiao-admin runs it, as the database's administrator; nothing of a request ever comes here. */
#include "base/log.h"
#include "base/setting.h"
#include "data/conn.h"
#include "data/migrate.h"
#include <dirent.h>
#include <mysqld_error.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 2000 };

static const struct sql find_file = { .text =
    "SELECT sha256 = SHA2(?, 256) FROM schema_version WHERE file = ?" };
static const struct sql note_file = { .text =
    "INSERT INTO schema_version (file, sha256, applied_at) VALUES (?, SHA2(?, 256), UTC_TIMESTAMP()) "
    "ON DUPLICATE KEY UPDATE sha256 = VALUES(sha256), applied_at = VALUES(applied_at)" };
static const struct sql find_table = { .text =
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = DATABASE() AND table_name = 'schema_version'" };
static const struct sql find_newest = { .text =
    "SELECT file FROM schema_version WHERE file REGEXP '^[0-9]' ORDER BY file DESC LIMIT 1" };
static const struct sql find_tables = { .text =
    "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE ? "
    "ORDER BY table_name LIMIT 1000" };

static const char make_version[] =
    "CREATE TABLE IF NOT EXISTS schema_version ("
    "file VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, "
    "sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the file as it was applied', "
    "applied_at DATETIME NOT NULL) COMMENT='Migrations applied; written by qiao-admin'";

static enum err send_text(struct req *r, const char *text, const char *file)
{
    MYSQL *my = r->db->my;
    MYSQL_RES *rows;

    if (mysql_real_query(my, text, strlen(text)))
        return fail(r, ERR_BUG, "%s: %u %s in: %.60s", file, mysql_errno(my), mysql_error(my), text);
    rows = mysql_store_result(my);
    if (rows)
        mysql_free_result(rows);
    return OK;
}

const char *migrate_server(struct req *r)
{
    struct trouble t;

    if (conn_open(r, NULL, false, &t))
        return t.text;
    conn_drop(r->db);
    return NULL;
}

/* The name stands in a statement: letters, digits and _ only. */
static bool is_plain_name(const char *s)
{
    return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

enum err migrate_open(struct req *r, bool make)
{
    const char *name = setting_text(SET_DB_NAME);
    struct trouble t;
    enum err e;

    if (!is_plain_name(name))
        return fail(r, ERR_BUG, "QIAO_DB_NAME: only a-z, 0-9 and _");
    if ((e = conn_open(r, NULL, true, &t)))
        return fail(r, e, "db: cannot connect: %u %s", t.no, t.text);
    if (make && (e = send_text(r, arena_fmt(r->arena, "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4 "
                                                      "COLLATE utf8mb4_uca1400_as_cs", name), "database")))
        return e;
    if (mysql_select_db(r->db->my, name))
        return mysql_errno(r->db->my) == ER_BAD_DB_ERROR ? ERR_GONE
                                                          : fail(r, ERR_BUG, "db: %s", mysql_error(r->db->my));
    return make ? send_text(r, make_version, "schema_version") : OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct migration *)a)->file, ((const struct migration *)b)->file);
}

static bool is_migration(const char *name)
{
    size_t n = strlen(name);

    return n > 9 && n <= 80 && strspn(name, "0123456789") == 4 && name[4] == '_' && strcmp(name + n - 4, ".sql") == 0;
}

static enum err ask_state(struct req *r, const char *folder, struct migration *m)
{
    const char *text = script_read(r->arena, arena_fmt(r->arena, "%s/%s", folder, m->file));
    struct rows q;
    enum err e;

    if (!text)
        return fail(r, ERR_BUG, "%s/%s cannot be read", folder, m->file);
    e = db_one(r, &find_file, (const struct arg[]){ arg_s(text), arg_s(m->file), arg_end() }, &q);
    if (e == ERR_GONE) {
        m->state = MIGRATION_NEW;
        return OK;
    }
    if (e)
        return e;
    m->state = db_i(&q, 0) == 1 ? MIGRATION_DONE : MIGRATION_CHANGED;
    return db_end(&q);
}

enum err migrate_list(struct req *r, const char *folder, struct migration **ret, size_t *ret_n)
{
    struct migration *m = arena_new(r->arena, FILES_MAX, sizeof *m);
    struct dirent *entry;
    struct rows q;
    bool fresh = !r->db->my; /* no such database yet: everything is new */
    size_t n = 0;
    enum err e = OK;
    DIR *d = opendir(folder);

    if (!d)
        return fail(r, ERR_BUG, "schema folder %s cannot be read", folder);
    while (n < FILES_MAX && (entry = readdir(d)))
        if (is_migration(entry->d_name))
            m[n++].file = arena_str(r->arena, entry->d_name);
    closedir(d);
    qsort(m, n, sizeof *m, by_name);
    if (!fresh && (e = db_one(r, &find_table, (const struct arg[]){ arg_end() }, &q)) == ERR_GONE) {
        fresh = true;
        e = OK;
    }
    for (size_t i = 0; i < n && !fresh && !e; i++)
        e = ask_state(r, folder, &m[i]);
    *ret = m;
    *ret_n = n;
    return e;
}

enum err migrate_apply(struct req *r, const char *folder, const char *file)
{
    const char *text = script_read(r->arena, arena_fmt(r->arena, "%s/%s", folder, file)), *at = text, *one;
    enum err e;

    if (!text)
        return fail(r, ERR_BUG, "%s/%s cannot be read", folder, file);
    while ((one = script_next(r->arena, &at)))
        if ((e = send_text(r, one, file)))
            return e;
    return db_do(r, &note_file, (const struct arg[]){ arg_s(file), arg_s(text), arg_end() }, NULL, NULL);
}

enum err migrate_version(struct req *r, const char **ret)
{
    struct rows q;
    enum err e = db_one(r, &find_newest, (const struct arg[]){ arg_end() }, &q);

    *ret = e ? "" : arena_strn(r->arena, db_s(&q, 0), 4);
    return e == ERR_GONE ? OK : e;
}

/* What stands in {word:...}; NULL if there is none, else ret_start and ret_end are around it. */
static const char *hole_in(struct arena *a, const char *text, const char *word, const char **ret_start,
                           const char **ret_end)
{
    const char *start = strstr(text, arena_fmt(a, "{%s:", word)), *end = start ? strchr(start, '}') : NULL;

    if (!end)
        return NULL;
    *ret_start = start;
    *ret_end = end + 1;
    start += strlen(word) + 2;
    return arena_strn(a, start, (size_t)(end - start));
}

static const char *hole_fill(struct arena *a, const char *text, const char *start, const char *end, const char *value)
{
    return arena_fmt(a, "%.*s%s%s", (int)(start - text), text, value, end);
}

/* The statements of a rights file with each {each:...} unfolded; passwords still as holes. */
static enum err unfold(struct req *r, const char *script, struct buf *ret)
{
    const char *one, *pattern, *start, *end;
    struct rows q;
    enum err e;

    while ((one = script_next(r->arena, &script))) {
        pattern = hole_in(r->arena, one, "each", &start, &end);
        if (!pattern) {
            buf_fmt(ret, "%s;\n", one);
            continue;
        }
        if ((e = db_ask(r, &find_tables, (const struct arg[]){ arg_s(pattern), arg_end() }, &q)))
            return e;
        while (db_next(&q))
            buf_fmt(ret, "%s;\n", hole_fill(r->arena, one, start, end, db_s(&q, 0)));
        if ((e = db_end(&q)))
            return e;
    }
    return OK;
}

static enum err grant_run(struct req *r, const char *one, const char *(*password)(struct req *r, const char *name))
{
    const char *name, *start, *end, *secret;

    while ((name = hole_in(r->arena, one, "password", &start, &end))) {
        secret = is_plain_name(name) ? password(r, name) : NULL;
        if (!secret || !*secret || strpbrk(secret, "'\\{"))
            return fail(r, ERR_BUG, "grants: no usable password for %s", name);
        one = hole_fill(r->arena, one, start, end, secret);
    }
    if (mysql_real_query(r->db->my, one, strlen(one)) == 0)
        return OK;
    /* 60 characters of it end before any password begins, but the server's sentence may go further. */
    return fail(r, ERR_BUG, "grants: %u in: %.40s", mysql_errno(r->db->my), one);
}

enum err migrate_grants(struct req *r, const char *path, const char *(*password)(struct req *r, const char *name))
{
    const char *script = script_read(r->arena, path), *one;
    struct buf all = { .arena = r->arena };
    struct rows q;
    bool same;
    enum err e;

    if (!script)
        return fail(r, ERR_BUG, "%s cannot be read", path);
    buf_str(&all, "");
    if ((e = unfold(r, script, &all)))
        return e;
    e = db_one(r, &find_file, (const struct arg[]){ arg_s(all.p), arg_s("grants.sql"), arg_end() }, &q);
    if (e && e != ERR_GONE)
        return e;
    same = e == OK && db_i(&q, 0) == 1;
    script = all.p;
    while ((one = script_next(r->arena, &script)))
        if (!(same && strncasecmp(one, "REVOKE", 6) == 0) && (e = grant_run(r, one, password)))
            return e;
    return db_do(r, &note_file, (const struct arg[]){ arg_s("grants.sql"), arg_s(all.p), arg_end() }, NULL, NULL);
}

const char *const *migrate_programs(struct req *r, const char *path)
{
    enum { PROGRAMS_MAX = 50 };
    const char **list = arena_new(r->arena, PROGRAMS_MAX + 1, sizeof *list);
    const char *script = script_read(r->arena, path), *one, *name, *start, *end;
    size_t n = 0, i;

    while (script && (one = script_next(r->arena, &script))) {
        if (!(name = hole_in(r->arena, one, "password", &start, &end)))
            continue;
        for (i = 0; i < n && strcmp(list[i], name); i++)
            continue;
        if (i == n && n < PROGRAMS_MAX)
            list[n++] = name;
    }
    return script ? list : NULL;
}
