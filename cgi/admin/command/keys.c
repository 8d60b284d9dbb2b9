/* keys: which keys seal private values, a new one, everything wrapped anew, an old one taken away. In this order
 * nothing is ever sealed under a key that is not there: a key seals as soon as it is added, values are wrapped anew
 * only when every running program knows it, and one is dropped only when nothing needs it. Prints no key, no value. */
#include "admin.h"
#include "auth/audit.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "data/migrate.h"
#include "keys.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A program looks at the file each second; what it has begun before ends within its watchdog. */
enum { SLACK_S = 2, IDS_MAX = 64 };

/* One run of the command. */
struct job {
    struct req *r;
    const char *folder, *sockets;
    struct sealed_column *column;
    size_t columns;
    uint32_t id;  /* the one to drop */
    bool settled; /* every program knows the newest key, and what began before it has ended */
};

static uint32_t newest(struct job *j)
{
    return (uint32_t)strtoul(seal_key_ids(j->r->arena), NULL, 10);
}

static bool has_id(const char *ids, uint32_t id)
{
    char *end;

    for (const char *s = ids; *s; s = *end == ' ' ? end + 1 : "")
        if (strtoul(s, &end, 10) == id)
            return true;
    return false;
}

static bool note(struct job *j, const char *what, uint32_t id, bool refused)
{
    return audit_now(j->r, (struct audit){ .action = A_KEYS, .refused = refused,
                     .detail = arena_fmt(j->r->arena, "%s %u", what, id) }) == OK;
}

/* false if a program answers that does not have the key. */
static bool program_knows(struct job *j, const char *socket, uint32_t id)
{
    const char *path = arena_fmt(j->r->arena, "%s/%s", j->sockets, socket), *answer = "", *body;
    enum asked asked = program_ask(j->r, path, "/keyz", ASK_S, &answer);

    if (asked == ASKED_NOBODY)
        return true; /* it does not run */
    body = strstr(answer, "\r\n\r\n");
    if (asked == ASKED_YES && body && has_id(body + 4, id))
        return true;
    printf("%.*s does not know key %u yet.\n", (int)strcspn(socket, "."), socket, id);
    return false;
}

static bool programs_know(struct job *j, uint32_t id)
{
    DIR *d = opendir(j->sockets);
    struct dirent *entry;
    bool right = true;

    while (d && (entry = readdir(d))) {
        size_t n = strlen(entry->d_name);
        if (n > 5 && strcmp(entry->d_name + n - 5, ".sock") == 0 && strcmp(entry->d_name, "db.sock"))
            right = program_knows(j, entry->d_name, id) && right;
    }
    if (d)
        closedir(d);
    if (!right)
        printf("Programs started by systemd have a copy of the keys from their start, so:\n"
               "  systemctl restart 'qiao@*.service' qiao-post    (sockets stay open, no request is lost)\n"
               "and then the same command again.\n");
    return right;
}

/* Nothing is sealed under an older key any more, and what was is in the database. */
static bool settle(struct job *j)
{
    int64_t wait = setting_int(SET_WATCHDOG_S) + SLACK_S;

    if (j->settled)
        return true;
    if (!programs_know(j, newest(j)))
        return false;
    printf("Waiting %lld s for requests that began before.\n", (long long)wait);
    fflush(stdout);
    nanosleep(&(struct timespec){ .tv_sec = wait }, NULL);
    return j->settled = true;
}

static bool find_columns(struct job *j)
{
    bool right = true;

    if (sealed_columns(j->r, SEAL_HEAD, &j->column, &j->columns))
        return false;
    for (size_t i = 0; i < j->columns; i++)
        if (j->column[i].wrong) {
            printf("%s.%s is called sealed but %s.\n", j->column[i].table, j->column[i].name, j->column[i].wrong);
            right = false;
        }
    if (!j->columns)
        printf("No column is called sealed: is this the right database?\n");
    return right && j->columns;
}

/* Where values need a key: "account.password 3, outbox.body 14"; NULL if the columns cannot be read. */
static const char *places_of(struct job *j, const struct count *all, uint32_t id, uint64_t *ret_n)
{
    struct buf b = { .arena = j->r->arena };

    buf_str(&b, "");
    *ret_n = 0;
    for (size_t i = 0; i < j->columns; i++)
        for (size_t k = 0; k < all[i].n; k++)
            if (all[i].list[k].id == id) {
                *ret_n += all[i].list[k].n;
                buf_fmt(&b, "%s%s.%s %llu", b.n ? ", " : "", j->column[i].table, j->column[i].name,
                        (unsigned long long)all[i].list[k].n);
            }
    return b.p;
}

static struct count *count_all(struct job *j)
{
    struct count *all = arena_new(j->r->arena, j->columns, sizeof *all);

    for (size_t i = 0; i < j->columns; i++)
        if (keys_count(j->r, &j->column[i], &all[i]))
            return NULL;
    return all;
}

/* What the database needs and the file does not have. */
static bool list_missing(struct job *j, const struct count *all, const char *ids)
{
    uint32_t told[IDS_MAX];
    const char *places;
    size_t n = 0;
    uint64_t sum;

    for (size_t i = 0; i < j->columns; i++)
        for (size_t k = 0; k < all[i].n; k++) {
            uint32_t id = all[i].list[k].id;
            size_t t = 0;

            while (t < n && told[t] != id)
                t++;
            if (t < n || n == IDS_MAX || (id && has_id(ids, id)))
                continue;
            told[n++] = id;
            places = places_of(j, all, id, &sum);
            printf("%s  %llu values: %s\n", id ? arena_fmt(j->r->arena, "key %u  is not here", id) : "not sealed",
                   (unsigned long long)sum, places);
        }
    return n == 0;
}

static int keys_list(struct job *j)
{
    const char *ids = seal_key_ids(j->r->arena), *places;
    const struct count *all = count_all(j);
    uint64_t n;
    char *end;

    if (!all)
        return 1;
    for (const char *s = ids; *s; s = *end == ' ' ? end + 1 : "") {
        uint32_t id = (uint32_t)strtoul(s, &end, 10);
        places = places_of(j, all, id, &n);
        printf("key %u  %s  %llu values%s%s\n", id, s == ids ? "seals" : "opens", (unsigned long long)n,
               s != ids && n ? ": " : "", s != ids ? places : "");
    }
    return list_missing(j, all, ids) ? 0 : 1;
}

static int keys_add(struct job *j)
{
    uint32_t id = 0;

    if (!seal_keys_add(j->folder, &id))
        return 1;
    printf("Key %u seals from now on. The file of keys is part of the backup: without it nothing opens.\n", id);
    fflush(stdout);
    return note(j, "add", id, false) ? 0 : 1;
}

static bool rewrap_all(struct job *j, uint32_t id, uint64_t *ret_damaged)
{
    uint64_t done, damaged;

    *ret_damaged = 0;
    for (size_t i = 0; i < j->columns; i++) {
        const struct sealed_column *c = &j->column[i];

        if (keys_rewrap(j->r, c, id, &done, &damaged))
            return false;
        if (done || damaged)
            printf("%s.%s: %llu wrapped anew%s\n", c->table, c->name, (unsigned long long)done,
                   damaged ? arena_fmt(j->r->arena, ", %llu cannot be opened and stay", (unsigned long long)damaged)
                           : "");
        fflush(stdout);
        *ret_damaged += damaged;
    }
    return true;
}

static int keys_rewrap_all(struct job *j)
{
    uint32_t id = newest(j);
    uint64_t damaged;

    if (!settle(j) || !rewrap_all(j, id, &damaged) || !note(j, "rewrap", id, damaged > 0))
        return 1;
    printf(damaged ? "Everything else is under key %u.\n" : "Everything is under key %u.\n", id);
    return damaged ? 1 : 0;
}

static int keys_drop(struct job *j, uint32_t id)
{
    const struct count *all;
    const char *places;
    uint64_t n;

    if (!has_id(seal_key_ids(j->r->arena), id) || id == newest(j)) {
        printf(id == newest(j) ? "Key %u is the one that seals.\n" : "There is no key %u.\n", id);
        return 1;
    }
    if (!settle(j) || !(all = count_all(j)))
        return 1;
    places = places_of(j, all, id, &n);
    if (n) {
        printf("Key %u is needed by %llu values: %s. Run qiao-admin keys rewrap.\n", id, (unsigned long long)n, places);
        note(j, "drop", id, true);
        return 1;
    }
    if (!seal_keys_drop(j->folder, id))
        return 1;
    printf("Key %u is gone. Backups of the database from before need the file of keys from before.\n", id);
    return note(j, "drop", id, false) ? 0 : 1;
}

static int keys_drop_one(struct job *j)
{
    return keys_drop(j, j->id);
}

/* 0 if it is no number of a key. */
static uint32_t id_of(const char *s)
{
    char *end;
    unsigned long id = s && *s >= '1' && *s <= '9' ? strtoul(s, &end, 10) : 0;

    return id && !*end && id <= UINT32_MAX ? (uint32_t)id : 0;
}

/* Goes on where an earlier one stopped: with an old key in the file there is one that seals already. */
static int keys_rotate(struct job *j)
{
    const char *ids = strchr(seal_key_ids(j->r->arena), ' ');
    char *end;

    if (!ids && keys_add(j))
        return 1;
    if (keys_rewrap_all(j))
        return 1;
    ids = strchr(seal_key_ids(j->r->arena), ' ');
    for (const char *s = ids ? ids + 1 : ""; *s; s = *end == ' ' ? end + 1 : "")
        if (keys_drop(j, (uint32_t)strtoul(s, &end, 10)))
            return 1;
    return 0;
}

static const struct word {
    const char *name;
    int (*run)(struct job *j);
} words[] = { { "list", keys_list }, { "add", keys_add }, { "rewrap", keys_rewrap_all }, { "rotate", keys_rotate },
              { "drop", keys_drop_one } };

int run_keys(struct req *r, const struct given *g)
{
    struct job j = { .r = r, .folder = setting_text(SET_CREDENTIALS), .sockets = g->sockets, .id = id_of(g->word[1]) };
    const struct word *w = words;

    while (w < words + sizeof words / sizeof *words && strcmp(w->name, g->word[0]))
        w++;
    if (w == words + sizeof words / sizeof *words || (w->run == keys_drop_one ? !j.id : g->word[1] != NULL)) {
        fputs("usage: qiao-admin keys list | add | rewrap | drop ID | rotate\n", stderr);
        return 2;
    }
    audit_open("admin", "hand");
    if (!crypt_open(j.folder) || migrate_open(r, false) || !find_columns(&j))
        return 1;
    return w->run(&j);
}
