/* Which passwords are too easy to guess, and which must be allowed. */
#include "crypt/guess.h"
#include "crypt/password.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int prepare(void **state)
{
    (void)state;
    arena = arena_open(1024 * 1024);
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
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
        const char *fault = password_fault(arena, common[i], 6, NULL);
        if (!fault || strcmp(fault, "common"))
            fail_msg("\"%s\": %s", common[i], fault ? fault : "allowed");
    }
}

/* From the list of the most used ones that are made of no common word (ASVS 6.2.4, 6.2.12), short and long. */
static void known_ones_are_refused(void **state)
{
    static const char *const known[] = {
        "boris123", "novifarm", "giveitup", "swallows", "miranda1", "badnaamhere", "085tzzqi", "universi", "nevermor",
        "seraphim", "ducati99", "dkflbvbhjdyf", "ultraman", "usmc0311", "alphaman", "greyhoun", "23176djivanfros",
        "polniypizdec110211", "zqjphsyf6ctifgu", "lhbjkjubz2957704", "nemvxyheqdd5oqxyxyzi", "1234qwerasdfzxcv",
        "bpgjldsgjldthnf", "1qa2ws3ed4rf5tg", "111222333444555", "122333444455555", "qwertasdfgzxcvb", "SERAPHIM", "Boris123",
    };
    (void)state;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *fault = password_fault(arena, known[i], 8, NULL);
        if (!fault || strcmp(fault, "common"))
            fail_msg("\"%s\": %s", known[i], fault ? fault : "allowed");
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
        const char *fault = password_fault(arena, good[i], 8, NULL);
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
        const char *fault = password_fault(arena, cases[i].password, 6, context);
        if (!fault != !cases[i].fault || (fault && strcmp(fault, cases[i].fault)))
            fail_msg("\"%s\": %s", cases[i].password, fault ? fault : "allowed");
        if (cases[i].fault && password_fault(arena, cases[i].password, 6, NULL))
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
        (void)password_fault(arena, s, 8, (const char *const[]){ s, NULL });
        arena_reset(arena);
    }
    assert_string_equal(password_fault(arena, "\xff\xff", 8, NULL), "short");
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
        cmocka_unit_test(common_ones_are_refused),
        cmocka_unit_test(known_ones_are_refused),
        cmocka_unit_test(good_ones_are_allowed),
        cmocka_unit_test(words_of_the_person_are_refused),
        cmocka_unit_test(any_bytes_are_survived),
        cmocka_unit_test(the_table_is_sorted),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
