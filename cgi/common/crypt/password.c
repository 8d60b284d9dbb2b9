/* Hashes and judges passwords. The only file that knows libsodium, and only what signs people in needs it.
 * Must not keep a password beyond the request, nor print one. */
#include "crypt/password.h"
#include "base/log.h"
#include "base/text.h"
#include "crypt/guess.h"

#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* SECURITY 23; measured 76 to 81 ms there and in PERFORMANCE 9. */
enum { PASSES = 2, MEMORY_KIB = 64 * 1024 };
enum {
    POINTS_MAX = 128, BYTES_MAX = 512, /* of what is hashed; SECURITY 24 */
    TYPED_MAX = 4 * BYTES_MAX,         /* as typed: letters that are not composed yet */
    KINDS = 4, KINDS_MIN = 3,          /* of signs, GB/T 22239-2019 8.1.4.1 a) */
    PIECE_MIN = 3,                     /* bytes of a part of a context word: no "la", no "的" */
    PIECES_MAX = 64,
    SLOT_LIFE_S = 60, /* no hash takes so long, and the watchdog has ended whoever held it */
};

/* A hash of random bytes nobody kept, with today's parameters: unknown names cost the same. */
static const char dummy[] = "$argon2id$v=19$m=65536,t=2,p=1$"
                            "LWzsM67+ncUDM10HRO+GDw$FFEx+aMEyaBYoTocSFm5vGbG3BhncmQq8TXSZV6XPN0";

/* A place holds the process and the second it was taken: pid << 32 | second. 0 is free. */
static _Atomic uint64_t *slots;
static unsigned slots_n;

void password_slots(unsigned n)
{
    if (slots)
        munmap((void *)slots, slots_n * sizeof *slots);
    slots = NULL;
    slots_n = n;
    if (!n)
        return;
    slots = mmap(NULL, n * sizeof *slots, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (slots == MAP_FAILED)
        fatal("no shared memory for %u places", n);
}

/* Seconds that no change of the clock moves. */
static uint32_t second_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint32_t)t.tv_sec;
}

static bool slot_is_left(uint64_t held, uint32_t now)
{
    pid_t pid = (pid_t)(held >> 32);

    /* A pid may have gone to a stranger, so age counts too. */
    return !held || now - (uint32_t)held > SLOT_LIFE_S || (kill(pid, 0) && errno == ESRCH);
}

/* Number of the place taken; slots_n if none is free. */
static unsigned slot_take(void)
{
    uint32_t now = second_now();
    uint64_t mine = (uint64_t)(uint32_t)getpid() << 32 | now;

    for (unsigned i = 0; i < slots_n; i++) {
        uint64_t held = atomic_load(&slots[i]);
        if (slot_is_left(held, now) && atomic_compare_exchange_strong(&slots[i], &held, mine))
            return i;
    }
    return slots_n;
}

static void slot_leave(unsigned i)
{
    if (i < slots_n)
        atomic_store(&slots[i], 0);
}

/* NFKC, so that a telephone and a computer that compose letters differently open the same account
 * (NIST SP 800-63B). Bytes that are not UTF-8 are left alone: no form lets them through. */
static const char *composed(struct arena *a, const char *password)
{
    return text_is_utf8(password, strlen(password)) ? text_nfkc(a, password) : password;
}

/* Asked first, because libsodium says "wrong password" when it only lacks the room to compute. */
static bool memory_is_there(void)
{
    size_t n = (size_t)MEMORY_KIB * 1024 + 1024 * 1024;
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return p != MAP_FAILED && !munmap(p, n);
}

static enum err begin(struct req *r, unsigned *ret_slot)
{
    if (sodium_init() < 0)
        return fail(r, ERR_BUG, "libsodium does not start");
    if (!memory_is_there())
        return fail(r, ERR_BUSY, "no memory for a password hash");
    *ret_slot = slot_take();
    if (slots_n && *ret_slot == slots_n)
        return fail(r, ERR_BUSY, "all %u places for password hashes are taken", slots_n);
    return OK;
}

enum err password_hash(struct req *r, const char *password, const char **ret)
{
    char *phc = arena_new(r->arena, crypto_pwhash_STRBYTES, 1);
    unsigned slot;
    enum err e;
    int failed;

    if ((e = begin(r, &slot)))
        return e;
    password = composed(r->arena, password);
    failed = crypto_pwhash_str_alg(phc, password, strlen(password), PASSES, (size_t)MEMORY_KIB * 1024,
                                   crypto_pwhash_ALG_ARGON2ID13);
    slot_leave(slot);
    if (failed)
        return fail(r, ERR_BUSY, "no memory for a password hash");
    *ret = phc;
    return OK;
}

/* Anything that is not argon2id of at least today's cost. */
static bool phc_is_weak(const char *phc)
{
    unsigned memory_kib, passes;

    return sscanf(phc, "$argon2id$v=19$m=%u,t=%u,", &memory_kib, &passes) != 2 || memory_kib < MEMORY_KIB ||
           passes < PASSES;
}

enum err password_verify(struct req *r, const char *phc, const char *password, bool *ret_right, bool *ret_old)
{
    bool known = phc && *phc, matched;
    unsigned slot;
    enum err e;

    /* What cannot be read would be refused at once, and the answer would tell so by its time. */
    if (known && crypto_pwhash_str_needs_rehash(phc, PASSES, (size_t)MEMORY_KIB * 1024) < 0) {
        (void)fail(r, ERR_BUG, "a stored password hash cannot be read");
        known = false;
    }
    if ((e = begin(r, &slot)))
        return e;
    password = composed(r->arena, password);
    matched = !crypto_pwhash_str_verify(known ? phc : dummy, password, strlen(password));
    slot_leave(slot);
    *ret_right = matched && known;
    if (ret_old)
        *ret_old = known && phc_is_weak(phc);
    return OK;
}

static void piece_add(struct arena *a, const char **list, size_t *n, const char *s, size_t length)
{
    if (*n + 1 < PIECES_MAX && length >= PIECE_MIN && text_length(arena_strn(a, s, length)) >= 2)
        list[(*n)++] = arena_strn(a, s, length);
}

static bool is_separator(char c)
{
    return !(c & 0x80) && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9');
}

/* The words, their parts between signs, and all parts run together: a.khamvong@mail.la. */
static const char *const *pieces_of(struct arena *a, const char *const *context)
{
    const char **list = arena_new(a, PIECES_MAX, sizeof *list);
    size_t n = 0;

    for (; context && *context; context++) {
        struct buf joined = { .arena = a };
        const char *s = text_key(a, *context);
        piece_add(a, list, &n, s, strlen(s));
        while (*s) {
            size_t length = 0;
            while (s[length] && !is_separator(s[length]))
                length++;
            piece_add(a, list, &n, s, length);
            buf_add(&joined, s, length);
            s += length + !!s[length];
        }
        if (joined.n)
            piece_add(a, list, &n, joined.p, joined.n);
    }
    return list;
}

const char *password_fault(struct arena *a, const char *password, int64_t min, const char *const *context)
{
    const char *key, *whole;
    size_t points;

    if (strlen(password) > TYPED_MAX)
        return "long";
    whole = composed(a, password);
    points = text_length(whole);
    if ((int64_t)points < min)
        return "short";
    if (points > POINTS_MAX || strlen(whole) > BYTES_MAX)
        return "long";
    key = text_key(a, password);
    if (guess_is_easy(key, NULL) || guess_is_known(a, key))
        return "common";
    return guess_is_easy(key, pieces_of(a, context)) ? "context" : NULL;
}

/* Letters of scripts without capitals count with the other signs. */
bool password_is_mixed(struct arena *a, const char *password)
{
    bool has[KINDS] = { false };
    int n = 0;

    for (const char *s = composed(a, password); *s; s++)
        has[*s >= 'A' && *s <= 'Z' ? 0 : *s >= 'a' && *s <= 'z' ? 1 : *s >= '0' && *s <= '9' ? 2 : 3] = true;
    for (int i = 0; i < KINDS; i++)
        n += has[i];
    return n >= KINDS_MIN;
}
