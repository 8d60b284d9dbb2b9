/* Reads the secrets once, keeps them in memory that is neither swapped nor dumped, and makes fresh ones.
 * Must not print a secret, nor take one from the environment or the command line (SECURITY 34). */
#include "crypt/keys.h"
#include "base/log.h"
#include "crypt/crypt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEAL_KEYS_MAX = 32, FILE_BYTES = 4096 };

struct keys {
    unsigned char hmac[KEY_BYTES];
    struct seal_key seal[SEAL_KEYS_MAX]; /* in the order of the file: the first seals */
    size_t n;
};

static struct keys *keys;

const unsigned char *keys_hmac(void)
{
    if (!keys)
        fatal("a key was needed before crypt_open");
    return keys->hmac;
}

const struct seal_key *keys_newest(void)
{
    if (!keys)
        fatal("a key was needed before crypt_open");
    return &keys->seal[0];
}

const struct seal_key *keys_find(uint32_t id)
{
    for (size_t i = 0; keys && i < keys->n; i++)
        if (keys->seal[i].id == id)
            return &keys->seal[i];
    return NULL;
}

/* Whole pages of its own: locking and dumping go by the page. Best effort: RLIMIT_MEMLOCK may say no. */
static struct keys *keys_room(void)
{
    struct keys *k = mmap(NULL, sizeof *k, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (k == MAP_FAILED)
        fatal("no memory for keys");
    (void)mlock(k, sizeof *k);
    (void)madvise(k, sizeof *k, MADV_DONTDUMP);
    return k;
}

/* The whole file as text; complains itself. */
static bool file_read(const char *path, char *to)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    ssize_t n;

    if (fd < 0 || fstat(fd, &st)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    n = read(fd, to, FILE_BYTES);
    close(fd);
    if (n <= 0 || n == FILE_BYTES || memchr(to, '\0', (size_t)n)) {
        fprintf(stderr, "%s: no file of keys\n", path);
        return false;
    }
    if (st.st_mode & S_IRWXO) {
        fprintf(stderr, "%s: every user of this machine can reach it, mode 0400 is right\n", path);
        return false;
    }
    to[n] = '\0';
    return true;
}

/* End of a line: moves on to the next; false if something else stands there. */
static bool line_end(const char **s)
{
    *s += **s == '\r';
    if (**s && **s != '\n')
        return false;
    *s += **s == '\n';
    return true;
}

static bool hmac_key_read(const char *text, struct keys *k)
{
    if (strnlen(text, 2 * KEY_BYTES) < 2 * KEY_BYTES || !hex_read(k->hmac, KEY_BYTES, text))
        return false;
    text += 2 * KEY_BYTES;
    return line_end(&text) && !*text;
}

static bool seal_key_read(const char **s, struct keys *k)
{
    struct seal_key *to = &k->seal[k->n];
    uint64_t id = 0;

    for (; **s >= '0' && **s <= '9' && id <= UINT32_MAX; ++*s)
        id = id * 10 + (uint64_t)(**s - '0');
    if (!id || id > UINT32_MAX || *(*s)++ != ' ' || strnlen(*s, 2 * KEY_BYTES) < 2 * KEY_BYTES ||
        !hex_read(to->key, KEY_BYTES, *s))
        return false;
    for (size_t i = 0; i < k->n; i++)
        if (k->seal[i].id == id)
            return false;
    to->id = (uint32_t)id;
    k->n++;
    *s += 2 * KEY_BYTES;
    return line_end(s);
}

static bool seal_keys_read(const char *text, struct keys *k)
{
    while (*text)
        if (k->n == SEAL_KEYS_MAX || !seal_key_read(&text, k))
            return false;
    return k->n > 0;
}

bool crypt_open(const char *folder)
{
    struct keys *fresh = keys_room(), *old = keys;
    char path[4096], text[FILE_BYTES + 1];
    bool right;

    snprintf(path, sizeof path, "%s/hmac.key", folder);
    right = file_read(path, text);
    if (right && !(right = hmac_key_read(text, fresh)))
        fprintf(stderr, "%s: not 64 hexadecimal digits\n", path);
    if (right) {
        snprintf(path, sizeof path, "%s/seal.keys", folder);
        right = file_read(path, text);
        if (right && !(right = seal_keys_read(text, fresh)))
            fprintf(stderr, "%s: not lines of a number, a blank and 64 hexadecimal digits, each number once\n",
                    path);
    }
    secret_wipe(text, sizeof text);
    if (right)
        keys = fresh;
    else
        old = fresh;
    if (old) {
        secret_wipe(old, sizeof *old);
        munmap(old, sizeof *old);
    }
    return right;
}

static bool file_fill(int folder, const char *name, const char *text)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400);
    size_t n = strlen(text);
    bool right;

    if (fd < 0)
        return false;
    right = write(fd, text, n) == (ssize_t)n && !fsync(fd);
    return !close(fd) && right;
}

/* Never half a file under the final name, and whoever else makes it at the same time: one wins. */
static bool file_make(int folder, const char *name, const char *before)
{
    unsigned char key[KEY_BYTES];
    char text[2 * KEY_BYTES + 16], fresh[64];
    bool right;
    int n;

    if (!faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW))
        return true;
    random_bytes(key, sizeof key);
    n = snprintf(text, sizeof text, "%s", before);
    for (size_t i = 0; i < sizeof key; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "%02x", key[i]);
    snprintf(text + n, sizeof text - (size_t)n, "\n");
    snprintf(fresh, sizeof fresh, "%s.%ld", name, (long)getpid());
    unlinkat(folder, fresh, 0);
    right = file_fill(folder, fresh, text) && (!linkat(folder, fresh, folder, name, 0) || errno == EEXIST);
    n = errno;
    unlinkat(folder, fresh, 0);
    secret_wipe(key, sizeof key);
    secret_wipe(text, sizeof text);
    errno = n;
    return right;
}

bool crypt_make(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool right = fd >= 0 && file_make(fd, "hmac.key", "") && file_make(fd, "seal.keys", "1 ") && !fsync(fd);

    if (!right)
        fprintf(stderr, "%s: keys cannot be made: %s\n", folder, strerror(errno));
    if (fd >= 0)
        close(fd);
    return right;
}
