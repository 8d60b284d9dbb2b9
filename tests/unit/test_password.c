/* Passwords: hashing, its cost and its places, and the limits of length. Which are too easy: test_guess.c. */
#include "crypt/password.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static struct req r;
static int errors;

static int prepare(void **state)
{
    (void)state;
    r.arena = arena_open(16 * 1024 * 1024);
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    password_slots(0);
    arena_close(r.arena);
    return 0;
}

/* Around tests whose complaints are wanted: they would fill the screen. */
static int be_quiet(void **state)
{
    int null = open("/dev/null", O_WRONLY);

    (void)state;
    errors = dup(STDERR_FILENO);
    return dup2(null, STDERR_FILENO) < 0 || close(null);
}

static int be_loud(void **state)
{
    (void)state;
    return dup2(errors, STDERR_FILENO) < 0 || close(errors);
}

static bool fits(const char *phc, const char *password)
{
    bool right = false;

    assert_int_equal(password_verify(&r, phc, password, &right, NULL), OK);
    return right;
}

static void a_hash_knows_its_password(void **state)
{
    const char *phc, *other;
    bool right = false, old = true;
    (void)state;

    assert_int_equal(password_hash(&r, "三条小鱼在澜沧江", &phc), OK);
    assert_int_equal(strncmp(phc, "$argon2id$v=19$m=65536,t=2,p=1$", 31), 0);
    assert_int_equal(password_hash(&r, "三条小鱼在澜沧江", &other), OK);
    assert_string_not_equal(phc, other);
    assert_int_equal(password_verify(&r, phc, "三条小鱼在澜沧江", &right, &old), OK);
    assert_true(right);
    assert_false(old);
    assert_false(fits(phc, "三条小鱼在澜沧"));
    assert_false(fits(phc, ""));
}

/* A telephone and a computer compose letters differently. */
static void composed_and_decomposed_are_one(void **state)
{
    const char *phc;
    (void)state;

    assert_int_equal(password_hash(&r, "Nguy\u1ec5n \u00e0 Vi\u1ec7t Nam 7", &phc), OK);
    assert_true(fits(phc, "Nguye\u0302\u0303n a\u0300 Vie\u0323\u0302t Nam 7"));
    assert_true(fits(phc, "Nguy\u1ec5n \u00e0 Vi\u1ec7t Nam \uff17")); /* full width */
    assert_false(fits(phc, "nguy\u1ec5n \u00e0 Vi\u1ec7t Nam 7"));
    assert_false(fits(phc, "Nguy\xe1n"));
}

static void weaker_parameters_are_told(void **state)
{
    /* "password" each; made with other parameters of the same function. */
    static const struct {
        const char *phc;
        bool old;
    } cases[] = {
        { "$argon2id$v=19$m=19456,t=2,p=1$FG5k66E2XsuUO88NOjwGSA$2GhY6oQZMFXr+Aj0b1xF9S9SzqaDBh4P4gFAjVh2BHY", true },
        { "$argon2id$v=19$m=65536,t=1,p=1$SiJhiclVpzfleELdYR7ybA$EpqSQLg+nh2neN/EOozLjoTs0Gce8liIHk+tLfj7ysk", true },
        { "$argon2id$v=19$m=98304,t=3,p=1$yhJWBWWbexyxxSzDjC6NbA$mJdoSkbtUxjn6rdrESHl2gTkmjjHvZUlhRjj5acJQRI", false },
        { "$argon2i$v=19$m=65536,t=3,p=1$ksYbHeTyhRi/lm5ctaXd/g$baSLkWNzU9xQaNuaHNfkjj7PdWusASB2gegpEo4nnnc", true },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool right = false, old = !cases[i].old;
        assert_int_equal(password_verify(&r, cases[i].phc, "password", &right, &old), OK);
        assert_true(right);
        assert_int_equal(old, cases[i].old);
    }
}

static int64_t cpu_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Processor time of one answer, the least of three. */
static int64_t cost_ns(const char *phc)
{
    int64_t least = INT64_MAX;

    for (int i = 0; i < 3; i++) {
        int64_t from = cpu_ns(), spent;
        assert_false(fits(phc, "not this one"));
        spent = cpu_ns() - from;
        least = spent < least ? spent : least;
    }
    return least;
}

static void an_unknown_name_costs_the_same(void **state)
{
    static const char *const none[] = { NULL, "", "x", "$argon2id$v=19$broken" };
    const char *phc;
    int64_t real;
    bool right = true, old = true;
    (void)state;

    assert_int_equal(password_hash(&r, "right", &phc), OK);
    real = cost_ns(phc);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        int64_t spent = cost_ns(none[i]);
        if (spent < real / 2 || spent > real * 2)
            fail_msg("case %zu: %lld ns, a real one %lld", i, (long long)spent, (long long)real);
    }
    assert_int_equal(password_verify(&r, NULL, "", &right, &old), OK);
    assert_false(right);
    assert_false(old);
}

static enum err hash_once(void)
{
    const char *phc = NULL;
    enum err e = password_hash(&r, "x", &phc);

    assert_true((e == OK) == (phc != NULL));
    return e;
}

/* A child is stopped in the middle of a hash: its place stays taken; when it is dead, it is free again. */
static void places_are_limited_and_come_back(void **state)
{
    bool right = true, busy = false;
    int status;
    pid_t pid;
    (void)state;

    password_slots(1);
    assert_int_equal(hash_once(), OK);
    assert_int_equal(hash_once(), OK);
    if (!(pid = fork()))
        for (;;)
            (void)hash_once();
    for (int i = 0; i < 400 && !busy; i++) {
        nanosleep(&(struct timespec){ 0, 5000000 }, NULL);
        kill(pid, SIGSTOP);
        assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
        assert_true(WIFSTOPPED(status));
        if (!(busy = hash_once() == ERR_BUSY))
            kill(pid, SIGCONT);
    }
    assert_true(busy);
    assert_int_equal(password_verify(&r, NULL, "x", &right, NULL), ERR_BUSY);
    assert_true(right); /* untouched */
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(hash_once(), OK);
    assert_int_equal(hash_once(), OK);
    password_slots(2);
    assert_int_equal(hash_once(), OK);
    password_slots(0);
    assert_int_equal(hash_once(), OK);
}

/* AddressSanitizer needs terabytes of addresses itself. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define CAN_LIMIT_MEMORY
/* Too little room is not a wrong password. */
static void no_memory_is_busy(void **state)
{
    (void)state;
    const char *phc = NULL;
    bool right;
    int status;
    pid_t pid;

    assert_int_equal(password_hash(&r, "x", &phc), OK);
    if (!(pid = fork()))
        _exit(setrlimit(RLIMIT_AS, &(struct rlimit){ 60 << 20, 60 << 20 }) || hash_once() != ERR_BUSY ||
              password_verify(&r, phc, "x", &right, NULL) != ERR_BUSY);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}
#endif

static const char *repeat(const char *s, int n)
{
    struct buf b = { .arena = r.arena };

    while (n-- > 0)
        buf_str(&b, s);
    return b.p;
}

/* Different letters, so that repetition is not the fault. */
static const char *han(uint32_t from, int n)
{
    struct buf b = { .arena = r.arena };

    for (int i = 0; i < n; i++)
        buf_fmt(&b, "%c%c%c", (int)(0xe0 | (from + (uint32_t)i * 7) >> 12),
                (int)(0x80 | ((from + (uint32_t)i * 7) >> 6 & 63)), (int)(0x80 | ((from + (uint32_t)i * 7) & 63)));
    return b.p;
}

/* Eight Vietnamese letters as a phone types them that does not compose: each three points and five bytes. */
#define EIGHT "e\u0323\u0302u\u031b\u0303o\u031b\u0309a\u0306\u0300o\u0302\u0303a\u0302\u0309o\u0323\u0302u\u031b\u0301"

static void limits_count_characters(void **state)
{
    const struct {
        const char *name, *password;
        int64_t min;
        const char *fault;
    } cases[] = {
        { "empty", "", 10, "short" },
        { "nine letters", "kvjtwmzqh", 10, "short" },
        { "ten letters", "kvjtwmzqhb", 10, NULL },
        { "eight, floor", "kvjtwmzq", 8, NULL },
        { "seven, floor", "kvjtwmz", 8, "short" },
        { "nine Chinese characters are 27 bytes", han(0x5000, 9), 10, "short" },
        { "ten Chinese characters", han(0x5000, 10), 10, NULL },
        { "nine emoji are 36 bytes", "😀🐘🌊🚲🍜🎋🥁🧵🛶", 10, "short" },
        { "ten emoji", "😀🐘🌊🚲🍜🎋🥁🧵🛶🌾", 10, NULL },
        { "nine letters, decomposed into ten", "kvjtwmzqe\u0301", 10, "short" },
        { "ten letters, decomposed", "kvjtwmzqhe\u0301", 10, NULL },
        { "ten letters, composed", "kvjtwmzqhé", 10, NULL },
        { "a ligature counts as its letters", "kvjtwmzqﬁ", 10, NULL },
        { "128 Chinese characters", han(0x5000, 128), 10, NULL },
        { "129 Chinese characters", han(0x5000, 129), 10, "long" },
        { "512 bytes of 128 emoji", repeat("😀🐘🌊🚲", 32), 10, "common" },
        { "512 bytes", repeat("😀🐘🌊🚲🍜🎋🥁🧵", 16), 10, NULL },
        { "516 bytes", repeat("😀🐘🌊", 43), 10, "long" },
        { "128 letters, 640 bytes before they are composed", repeat(EIGHT, 16), 10, NULL },
        { "129 letters, not composed", arena_fmt(r.arena, "%sk", repeat(EIGHT, 16)), 10, "long" },
        { "fourteen letters, not composed", arena_fmt(r.arena, "%skvjtwm", EIGHT), 15, "short" },
        { "fifteen letters, not composed", arena_fmt(r.arena, "%skvjtwmz", EIGHT), 15, NULL },
        { "a megabyte", repeat("kvjtwmzq", 131072), 10, "long" },
        { "64 letters are allowed", "six boats go down the river by night and nobody rows any of them", 15, NULL },
        { "129 points of 200 bytes", han(0x5000, 40), 41, "short" },
        { "one that unfolds to 18 each", repeat("ﷺ", 8), 10, "long" },
        { "blanks count", "a b  c d  e", 10, NULL },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = password_fault(r.arena, cases[i].password, cases[i].min, NULL);
        if (!fault != !cases[i].fault || (fault && strcmp(fault, cases[i].fault)))
            fail_msg("%s: %s", cases[i].name, fault ? fault : "allowed");
    }
}

/* MLPS for staff: three of four kinds; letters without capitals are with the signs. */
static void three_kinds_of_signs(void **state)
{
    static const struct {
        const char *password;
        bool mixed;
    } cases[] = {
        { "", false }, { "four quiet river stones", false }, { "Four quiet river stones", true },
        { "four quiet river 4", true }, { "FOUR4four", true }, { "四条安静的河石头", false }, { "四条river石头", false },
        { "四条River石头", true }, { "四条river石头7", true }, { "1234567890", false }, { "１２３abcＡＢＣ", true },
        { "ແມ່ນ້ຳຂອງ 2026", false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (password_is_mixed(r.arena, cases[i].password) != cases[i].mixed)
            fail_msg("%s", cases[i].password);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_knows_its_password),
        cmocka_unit_test(composed_and_decomposed_are_one),
        cmocka_unit_test(weaker_parameters_are_told),
        cmocka_unit_test_setup_teardown(an_unknown_name_costs_the_same, be_quiet, be_loud),
        cmocka_unit_test_setup_teardown(places_are_limited_and_come_back, be_quiet, be_loud),
#ifdef CAN_LIMIT_MEMORY
        cmocka_unit_test_setup_teardown(no_memory_is_busy, be_quiet, be_loud),
#endif
        cmocka_unit_test(limits_count_characters),
        cmocka_unit_test(three_kinds_of_signs),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
