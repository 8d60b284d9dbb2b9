/* The secrets in memory that is neither swapped nor dumped. Sealing keys are read again when their file has changed:
 * a rotation stops nobody, and what was taken out is forgotten. Must not print a secret, nor take one from the
 * environment or the command line (SECURITY 34). */
#include "crypt/keys.h"
#include "base/log.h"
#include "crypt/crypt.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>

enum { LOOK_EVERY_MS = 1000 };

struct secrets {
    unsigned char hmac[KEY_BYTES];
    struct seal_keys seal;
};
static struct secrets *secrets;

/* The file of sealing keys, and which state of it was read last, well or not. */
static char file[4096];
static struct stat seen;
static int64_t looked_ms;

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Whole pages of its own: locking and dumping go by the page. Best effort: RLIMIT_MEMLOCK may say no. */
static struct secrets *room(void)
{
    struct secrets *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        fatal("no memory for keys");
    (void)mlock(s, sizeof *s);
    (void)madvise(s, sizeof *s, MADV_DONTDUMP);
    (void)prctl(PR_SET_DUMPABLE, 0); /* no core, and no other process of this user reads our memory (SECURITY 22) */
    return s;
}

/* A file put in its place has another number, even within one tick of the clock. */
static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static bool seal_file_read(struct seal_keys *to)
{
    char text[KEY_FILE_MAX + 1];
    bool right;

    if (stat(file, &seen))
        memset(&seen, 0, sizeof seen);
    looked_ms = now_ms();
    right = key_file_read(file, text);
    if (right && !(right = seal_keys_read(text, to)))
        fprintf(stderr, "%s: not lines of a number, a blank and 64 hexadecimal digits, each number once\n", file);
    secret_wipe(text, sizeof text);
    return right;
}

/* Once for each state of the file. One that is away or broken changes nothing: what is sealed must open meanwhile. */
static void look(void)
{
    struct seal_keys fresh = { .n = 0 };
    struct stat now;

    looked_ms = now_ms();
    if (!secrets || stat(file, &now) || is_same(&now, &seen))
        return;
    if (seal_file_read(&fresh)) {
        secrets->seal = fresh;
        log_line(NULL, "keys=%zu seals=%u", fresh.n, fresh.list[0].id);
    } else {
        fail(NULL, ERR_BUG, "the keys stay as they were");
    }
    secret_wipe(&fresh, sizeof fresh);
}

static void look_now_and_then(void)
{
    if (now_ms() - looked_ms >= LOOK_EVERY_MS)
        look();
}

bool crypt_open(const char *folder)
{
    char path[sizeof file], text[KEY_FILE_MAX + 1];
    struct secrets fresh = { .seal.n = 0 };
    bool right;

    snprintf(path, sizeof path, "%s/hmac.key", folder);
    right = key_file_read(path, text);
    if (right && !(right = hmac_key_read(text, fresh.hmac)))
        fprintf(stderr, "%s: not 64 hexadecimal digits\n", path);
    secret_wipe(text, sizeof text);
    snprintf(file, sizeof file, "%s/seal.keys", folder);
    right = right && seal_file_read(&fresh.seal);
    if (right && !secrets)
        secrets = room();
    if (right)
        *secrets = fresh;
    secret_wipe(&fresh, sizeof fresh);
    return right;
}

const unsigned char *keys_hmac(void)
{
    if (!secrets)
        fatal("a key was needed before crypt_open");
    return secrets->hmac;
}

const struct seal_key *keys_newest(void)
{
    if (!secrets)
        fatal("a key was needed before crypt_open");
    look_now_and_then();
    return &secrets->seal.list[0];
}

static const struct seal_key *find(uint32_t id)
{
    for (size_t i = 0; secrets && i < secrets->seal.n; i++)
        if (secrets->seal.list[i].id == id)
            return &secrets->seal.list[i];
    return NULL;
}

const struct seal_key *keys_find(uint32_t id)
{
    look_now_and_then();
    if (!find(id))
        look();
    return find(id);
}

const char *seal_key_ids(struct arena *a)
{
    struct buf b = { .arena = a };

    look();
    buf_str(&b, "");
    for (size_t i = 0; secrets && i < secrets->seal.n; i++)
        buf_fmt(&b, "%s%u", i ? " " : "", secrets->seal.list[i].id);
    return b.p;
}
