/* Passwords: hashing and its places, what is too short, too long, too common, and what must be allowed. */
#include "crypt/password.h"
#include "crypt/guess.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static struct req r;
static int errors;

static int prepare(void **state)
{
    (void)state;
    r.arena = arena_open(1024 * 1024);
    errors = dup(STDERR_FILENO);
    return freopen("/dev/null", "w", stderr) ? 0 : -1;
}

static int tidy(void **state)
{
    (void)state;
    password_slots(0);
    arena_close(r.arena);
    fflush(stderr);
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

static void common_ones_are_refused(void **state)
{
    static const char *const common[] = {
        "password", "Password1", "PASSWORD123", "p@ssw0rd", "P@55w0rd!", "passw0rd2024", "!!password!!", "password1234",
        "12345678", "1234567890", "0987654321", "123456789a", "a123456789", "aa12345678", "11111111", "00000000",
        "1111111111", "12341234", "1212121212", "123123123", "123321123321", "112233445566", "qwertyuiop", "qwerty123",
        "Qwerty12345", "1q2w3e4r5t", "1qaz2wsx3edc", "q1w2e3r4t5", "zaq12wsx", "qazwsxedc", "asdfghjkl", "zxcvbnm123",
        "asdf1234", "1234qwer", "abcd1234", "abc123456", "abcdefgh", "abcabcabc", "zyxwvuts", "a1b2c3d4e5",
        "iloveyou", "iloveyou1314", "woaini1314", "woaini520", "5201314520", "woaiwo1234", "wang123456", "zhang12345678",
        "li19900101", "Admin@123", "admin123456", "adminadmin", "Admin@2024", "root123456", "letmein123", "welcome2024",
        "Welcome1!", "dragon12345", "monkey123", "sunshine1", "princess99", "football2024", "michael1990", "jessica123",
        "trustno1!", "changeme1", "mengla2024", "Mengla@2024", "vientiane1", "laos123456", "sabaidee99", "xishuangbanna",
        "mingalaba1", "matkhau123", "密码123456", "我爱你1314520", "ສະບາຍດີ123", "รหัสผ่าน1", "勐腊勐腊勐腊", "qweqweqwe",
        "ｐａｓｓｗｏｒｄ１", "pass\u00adword12", "aaaaaaaaaaaa", "我我我我我我我我我我", "密码密码密码", "!@#$%^&*()", "passwordpassword",
        "hellohello", "mypassword", "password welcome", "welcome-mengla", "0123456789", "9876543210", "147258369",
        "qwe123qwe123", "asdasdasd", "superman", "batman2020", "starwars77", "liverpool1", "pokemon123",
    };
    (void)state;

    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        const char *fault = password_fault(r.arena, common[i], 6, NULL);
        if (!fault || strcmp(fault, "common"))
            fail_msg("\"%s\": %s", common[i], fault ? fault : "allowed");
    }
}

/* No rules of composition, and a weak word among others does no harm. */
static void good_ones_are_allowed(void **state)
{
    static const char *const good[] = {
        "correct horse battery staple", "x7Kq9mPz2w", "7391Kq82615z", "kunming-bridge-7-rain", "the dragon ate my homework",
        "three welcome dogs of mengla sing", "mingwuhvteqz", "vogelbeere und regen", "我家门前有两棵枣树", "ຝົນຕົກຢູ່ພູສີມື້ນີ້",
        "ฝนตกที่บ้านยาย", "မိုးရွာတယ်ခေါင်းမိုး", "nieve sobre el volcan", "8273645918402", "tr0ub4dor&3x", "R4in-0n-T1n-R00f",
        "ພູເບ້ຍ-2819-ແມ່", "zebra quilt 44 lamp", "mưa trên mái nhà tôi", "hujan turun di bukit", "love8273645918402736451",
    };
    (void)state;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const char *fault = password_fault(r.arena, good[i], 8, NULL);
        if (fault)
            fail_msg("\"%s\": %s", good[i], fault);
    }
}

static void words_of_the_person_are_refused(void **state)
{
    static const char *const context[] = { "Somphone.Xayavong@Gmail.com", "勐腊职教中心", "Mengla Vocational Centre", "la", NULL };
    static const struct {
        const char *password, *fault;
    } cases[] = {
        { "somphone2024", "context" },
        { "Xayavong1990", "context" },
        { "s0mph0ne!!", "context" },
        { "somphonexayavong", "context" },
        { "somphone.xayavong@gmail.com", "context" },
        { "Somphone.Xayavong@Gmail.com1", "context" },
        { "xayavong-somphone", "context" },
        { "vocational1", "context" },
        { "勐腊职教中心2024", "context" },
        { "somphone somphone somphone", "context" },
        { "xayavong12345", "context" },
        { "somphone keeps eleven ducks", NULL },
        { "lalqzvxnwk", NULL },
        { "kvjtwmzqhb", NULL },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = password_fault(r.arena, cases[i].password, 6, context);
        if (!fault != !cases[i].fault || (fault && strcmp(fault, cases[i].fault)))
            fail_msg("\"%s\": %s", cases[i].password, fault ? fault : "allowed");
        if (cases[i].fault && password_fault(r.arena, cases[i].password, 6, NULL))
            fail_msg("\"%s\" is common without context", cases[i].password);
    }
}

static void any_bytes_are_survived(void **state)
{
    unsigned seed = 7;
    (void)state;

    for (int round = 0; round < 300; round++) {
        char s[200];
        for (size_t i = 0; i < sizeof s - 1; i++) {
            seed = seed * 1103515245 + 12345;
            s[i] = (char)(seed >> 16 | 1);
        }
        s[round % 199] = '\0';
        s[sizeof s - 1] = '\0';
        (void)password_fault(r.arena, s, 8, (const char *const[]){ s, NULL });
        arena_reset(r.arena);
    }
    assert_string_equal(password_fault(r.arena, repeat("x", 513), 8, NULL), "long");
    assert_string_equal(password_fault(r.arena, "\xff\xff", 8, NULL), "short");
}

static void the_table_is_sorted(void **state)
{
    size_t n = 0;
    (void)state;

    for (; guess_words[n + 1]; n++)
        if (strcmp(guess_words[n], guess_words[n + 1]) >= 0)
            fail_msg("%s, %s", guess_words[n], guess_words[n + 1]);
    assert_true(n > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_knows_its_password),
        cmocka_unit_test(composed_and_decomposed_are_one),
        cmocka_unit_test(weaker_parameters_are_told),
        cmocka_unit_test(an_unknown_name_costs_the_same),
        cmocka_unit_test(places_are_limited_and_come_back),
        cmocka_unit_test(limits_count_characters),
        cmocka_unit_test(common_ones_are_refused),
        cmocka_unit_test(good_ones_are_allowed),
        cmocka_unit_test(words_of_the_person_are_refused),
        cmocka_unit_test(any_bytes_are_survived),
        cmocka_unit_test(the_table_is_sorted),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
