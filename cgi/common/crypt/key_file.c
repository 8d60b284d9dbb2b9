/* The files of secrets: read, made, and the sealing keys changed as a whole. Never half a file under the final name. */
#include "crypt/crypt.h"
#include "crypt/keys.h"
#include "crypt/rotate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char seal_file[] = "seal.keys";

bool key_file_read(const char *path, char *to)
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
    n = read(fd, to, KEY_FILE_MAX);
    close(fd);
    if (n <= 0 || n == KEY_FILE_MAX || memchr(to, '\0', (size_t)n)) {
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

bool hmac_key_read(const char *text, unsigned char to[KEY_BYTES])
{
    if (strnlen(text, 2 * KEY_BYTES) < 2 * KEY_BYTES || !hex_read(to, KEY_BYTES, text))
        return false;
    text += 2 * KEY_BYTES;
    return line_end(&text) && !*text;
}

static bool seal_key_read(const char **s, struct seal_keys *k)
{
    struct seal_key *to = &k->list[k->n];
    uint64_t id = 0;

    for (; **s >= '0' && **s <= '9' && id <= UINT32_MAX; ++*s)
        id = id * 10 + (uint64_t)(**s - '0');
    if (!id || id > UINT32_MAX || *(*s)++ != ' ' || strnlen(*s, 2 * KEY_BYTES) < 2 * KEY_BYTES ||
        !hex_read(to->key, KEY_BYTES, *s))
        return false;
    for (size_t i = 0; i < k->n; i++)
        if (k->list[i].id == id)
            return false;
    to->id = (uint32_t)id;
    k->n++;
    *s += 2 * KEY_BYTES;
    return line_end(s);
}

bool seal_keys_read(const char *text, struct seal_keys *to)
{
    while (*text)
        if (to->n == KEYS_MAX || !seal_key_read(&text, to))
            return false;
    return to->n > 0;
}

/* Digits of a key after what stands at `to`; no copy of it is left elsewhere. */
static size_t key_write(const unsigned char key[KEY_BYTES], char *to)
{
    for (int i = 0; i < KEY_BYTES; i++)
        snprintf(to + 2 * i, 3, "%02x", key[i]);
    to[2 * KEY_BYTES] = '\n';
    to[2 * KEY_BYTES + 1] = '\0';
    return 2 * KEY_BYTES + 1;
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

/* Whoever else makes it at the same time: one wins. */
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
    key_write(key, text + n);
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

static bool say(const char *folder, const char *what)
{
    fprintf(stderr, "%s: %s: %s\n", folder, what, strerror(errno));
    return false;
}

bool crypt_make(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool right = fd >= 0 && file_make(fd, "hmac.key", "") && file_make(fd, seal_file, "1 ") &&
                 file_make(fd, "sms.key", "") && !fsync(fd);

    if (!right)
        say(folder, "keys cannot be made");
    if (fd >= 0)
        close(fd);
    return right;
}

/* The fresh file has mode and owner of the one it takes the place of: whoever may read that may read this. */
static bool file_replace(int folder, const char *text)
{
    char fresh[64];
    struct stat st;
    int n;
    bool right;

    snprintf(fresh, sizeof fresh, "%s.%ld", seal_file, (long)getpid());
    unlinkat(folder, fresh, 0);
    right = !fstatat(folder, seal_file, &st, AT_SYMLINK_NOFOLLOW) && (S_ISREG(st.st_mode) || (errno = ELOOP, false)) &&
            file_fill(folder, fresh, text) && !fchmodat(folder, fresh, st.st_mode & 0777, 0) &&
            !fchownat(folder, fresh, st.st_uid, st.st_gid, AT_SYMLINK_NOFOLLOW) &&
            !renameat(folder, fresh, folder, seal_file) && !fsync(folder);
    n = errno;
    unlinkat(folder, fresh, 0);
    errno = n;
    return right;
}

static bool keys_write(int folder, const struct seal_keys *k)
{
    char text[KEYS_MAX * (2 * KEY_BYTES + 12) + 1] = "";
    size_t n = 0;
    bool right;

    for (size_t i = 0; i < k->n; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "%u ", k->list[i].id);
        n += key_write(k->list[i].key, text + n);
    }
    right = file_replace(folder, text);
    secret_wipe(text, sizeof text);
    return right;
}

static bool add(struct seal_keys *k, uint32_t *id)
{
    uint32_t most = 0;

    for (size_t i = 0; i < k->n; i++)
        if (k->list[i].id > most)
            most = k->list[i].id;
    if (k->n == KEYS_MAX || most == UINT32_MAX)
        return false;
    memmove(k->list + 1, k->list, k->n * sizeof *k->list);
    k->n++;
    *id = k->list[0].id = most + 1;
    random_bytes(k->list[0].key, KEY_BYTES);
    return true;
}

static bool drop(struct seal_keys *k, uint32_t *id)
{
    for (size_t i = 1; i < k->n; i++)
        if (k->list[i].id == *id) {
            memmove(k->list + i, k->list + i + 1, (k->n - i - 1) * sizeof *k->list);
            k->n--;
            return true;
        }
    return false;
}

/* One at a time: the folder is locked from reading to writing. */
static bool keys_change(const char *folder, bool (*change)(struct seal_keys *k, uint32_t *id), uint32_t *id,
                        const char *refusal)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct seal_keys k = { .n = 0 };
    char path[4096], text[KEY_FILE_MAX + 1] = "";
    bool right = false;

    snprintf(path, sizeof path, "%s/%s", folder, seal_file);
    if (fd < 0 || flock(fd, LOCK_EX))
        say(folder, "keys cannot be changed");
    else if (!key_file_read(path, text) || !seal_keys_read(text, &k))
        fprintf(stderr, "%s: no keys to change\n", path);
    else if (!change(&k, id))
        fprintf(stderr, "%s: %s\n", path, refusal);
    else
        right = keys_write(fd, &k) || say(folder, "keys cannot be changed");
    if (fd >= 0)
        close(fd);
    secret_wipe(&k, sizeof k);
    secret_wipe(text, sizeof text);
    return right;
}

bool seal_keys_add(const char *folder, uint32_t *ret_id)
{
    return keys_change(folder, add, ret_id, "is full: drop keys that nothing needs any more");
}

bool seal_keys_drop(const char *folder, uint32_t id)
{
    return keys_change(folder, drop, &id, "has no such key, or it is the one that seals");
}

int64_t seal_keys_changed_at(const char *folder)
{
    char path[4096];
    struct stat st;

    snprintf(path, sizeof path, "%s/%s", folder, seal_file);
    return stat(path, &st) ? NONE : st.st_mtim.tv_sec;
}
