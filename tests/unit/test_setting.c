/* The environment is checked as a whole: unknown names, ranges, shapes, defaults. */
#include "base/setting.h"
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char complaint[4096];

/* Reads exactly these settings, "NAME=value" each, NULL at the end. */
static bool read_only(char **entries)
{
    char **kept = environ;
    FILE *to = fmemopen(complaint, sizeof complaint, "w");
    bool right;

    memset(complaint, 0, sizeof complaint);
    assert_non_null(to);
    environ = entries;
    right = setting_read(to);
    environ = kept;
    fclose(to);
    return right;
}

static bool read_one(const char *entry)
{
    char copy[2048], *entries[] = { copy, NULL };

    snprintf(copy, sizeof copy, "%s", entry);
    return read_only(entries);
}

static void before_reading_defaults_hold(void **state)
{
    (void)state;
    assert_int_equal(setting_int(SET_CLOCK_SHIFT_S), 0);
    assert_int_equal(setting_int(SET_SESSION_IDLE_S), 1800);
    assert_string_equal(setting_text(SET_DB_NAME), "qiao");
}

static void defaults(void **state)
{
    static const struct {
        enum setting s;
        const char *text;
    } texts[] = {
        { SET_ORIGIN, "https://qiao.example" }, { SET_SITE, "" }, { SET_PHONE, "" }, { SET_LISTEN, "" },
        { SET_TEMPLATES, "/usr/share/qiao/templates" },                { SET_SPOOL, "/var/lib/qiao/spool" },
        { SET_CREDENTIALS, "/etc/qiao/credentials" },                  { SET_DB_SOCKET, "/run/mysqld/mysqld.sock" },
        { SET_DB_NAME, "qiao" },                { SET_DB_USER, "" },   { SET_LANG, "zh" },
        { SET_CLAMD, "" },                      { SET_RELAY, "" },     { SET_MAIL_FROM, "" }, { SET_SMS_HOOK, "" },
        { SET_PASSWORD_RULE, "nist" },
    };
    static const struct {
        enum setting s;
        int64_t number;
    } numbers[] = {
        { SET_WORKERS, 0 },           { SET_KEEP_CONN, 1 },        { SET_WATCHDOG_S, 15 },
        { SET_CLOCK_SHIFT_S, 0 },     { SET_SESSION_IDLE_S, 1800 }, { SET_SESSION_LIFE_S, 43200 },
        { SET_STAFF_IDLE_S, 900 },    { SET_STAFF_LIFE_S, 28800 }, { SET_PASSWORD_MIN, 15 }, { SET_PASSWORD_DAYS, 90 },
        { SET_TOTP_STEPS, 1 }, { SET_FRESH_S, 600 },
        { SET_DEMO, 0 },              { SET_SMALL_DISK_MB, 2048 },
    };
    char *entries[] = { NULL };
    (void)state;

    assert_true(read_only(entries));
    assert_string_equal(complaint, "");
    assert_int_equal(sizeof texts / sizeof *texts + sizeof numbers / sizeof *numbers, SET__MAX);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(setting_text(texts[i].s), texts[i].text);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_int_equal(setting_int(numbers[i].s), numbers[i].number);
}

static const struct {
    const char *entry;
    bool right;
} cases[] = {
    { "QIAO_ORIGIN=https://mengla.edu.cn", true },
    { "QIAO_ORIGIN=https://mengla.edu.cn:8443", true },
    { "QIAO_ORIGIN=http://127.0.0.1:8080", true },
    { "QIAO_ORIGIN=http://localhost", true },
    { "QIAO_ORIGIN=http://localhost:8080", true },
    { "QIAO_ORIGIN=http://[::1]:8080", true },
    { "QIAO_ORIGIN=https://[::1]", true },
    { "QIAO_ORIGIN=http://mengla.edu.cn", false },
    { "QIAO_ORIGIN=http://localhost.evil.example", false },
    { "QIAO_ORIGIN=http://127.0.0.1.evil.example", false },
    { "QIAO_ORIGIN=https://mengla.edu.cn/", false },
    { "QIAO_ORIGIN=https://mengla.edu.cn/qiao", false },
    { "QIAO_ORIGIN=https://user@mengla.edu.cn", false },
    { "QIAO_ORIGIN=https://Mengla.edu.cn", false },
    { "QIAO_ORIGIN=https://mengla.edu.cn:0", false },
    { "QIAO_ORIGIN=https://mengla.edu.cn:65536", false },
    { "QIAO_ORIGIN=https://mengla.edu.cn:", false },
    { "QIAO_ORIGIN=https://", false },
    { "QIAO_ORIGIN=ftp://mengla.edu.cn", false },
    { "QIAO_ORIGIN=", false },
    { "QIAO_SMS_HOOK=", true },
    { "QIAO_SMS_HOOK=https://sms.example/send?account=7", true },
    { "QIAO_SMS_HOOK=https://sms.example:8443", true },
    { "QIAO_SMS_HOOK=http://127.0.0.1:9000/send", true },
    { "QIAO_SMS_HOOK=http://[::1]/send", true },
    { "QIAO_SMS_HOOK=file:/var/lib/qiao/sms", true },
    { "QIAO_SMS_HOOK=http://sms.example/send", false },
    { "QIAO_SMS_HOOK=http://127.0.0.1.evil.example/send", false },
    { "QIAO_SMS_HOOK=https://", false },
    { "QIAO_SMS_HOOK=https:///send", false },
    { "QIAO_SMS_HOOK=https://user@sms.example/send", false },
    { "QIAO_SMS_HOOK=https://sms.example/a b", false },
    { "QIAO_SMS_HOOK=ftp://sms.example/", false },
    { "QIAO_SMS_HOOK=file:sms", false },
    { "QIAO_SITE=", true },
    { "QIAO_SITE=中国（勐腊）东盟教育培训中心", true },
    { "QIAO_SITE=a\nb", false },
    { "QIAO_SITE=\xff", false },
    { "QIAO_LISTEN=/run/qiao/apply.sock", true },
    { "QIAO_LISTEN=apply.sock", false },
    { "QIAO_WORKERS=0", true },
    { "QIAO_WORKERS=256", true },
    { "QIAO_WORKERS=257", false },
    { "QIAO_WORKERS=-1", false },
    { "QIAO_WORKERS=4x", false },
    { "QIAO_WORKERS= 4", false },
    { "QIAO_WORKERS=+4", false },
    { "QIAO_WORKERS=", false },
    { "QIAO_WORKERS=0x10", false },
    { "QIAO_WORKERS=99999999999999999999", false },
    { "QIAO_KEEP_CONN=2", false },
    { "QIAO_WATCHDOG_S=0", false },
    { "QIAO_SPOOL=", false },
    { "QIAO_SPOOL=spool", false },
    { "QIAO_DB_NAME=qiao_test", true },
    { "QIAO_DB_NAME=qiao;drop", false },
    { "QIAO_DB_NAME=", false },
    { "QIAO_DB_USER=", true },
    { "QIAO_CLOCK_SHIFT_S=0", true },
    { "QIAO_CLOCK_SHIFT_S=-86400", false }, /* without QIAO_DEMO */
    { "QIAO_CLOCK_SHIFT_S=--1", false },
    { "QIAO_CLOCK_SHIFT_S=9223372036854775807", false },
    { "QIAO_LANG=lo", true },
    { "QIAO_LANG=fil", true },
    { "QIAO_LANG=../en", false },
    { "QIAO_LANG=x", false },
    { "QIAO_SESSION_IDLE_S=3601", false },
    { "QIAO_SESSION_LIFE_S=86401", false },
    { "QIAO_PASSWORD_RULE=nist", true },
    { "QIAO_PASSWORD_RULE=mlps", true },
    { "QIAO_PASSWORD_RULE=", false },
    { "QIAO_PASSWORD_RULE=both", false },
    { "QIAO_PASSWORD_DAYS=365", true },
    { "QIAO_PASSWORD_DAYS=0", false },
    { "QIAO_PASSWORD_MIN=8", true },
    { "QIAO_PASSWORD_MIN=7", false },
    { "QIAO_PASSWORD_MIN=65", false },
    { "QIAO_RELAY=smtp://127.0.0.1:25", true },
    { "QIAO_RELAY=smtp+starttls://mail.mengla.edu.cn:587", true },
    { "QIAO_RELAY=smtps://mail.mengla.edu.cn:465", true },
    { "QIAO_RELAY=file:/tmp/mail", true },
    { "QIAO_RELAY=", true },
    { "QIAO_RELAY=smtp://127.0.0.1", false },
    { "QIAO_RELAY=smtp+starttls://mail.mengla.edu.cn", false },
    { "QIAO_RELAY=starttls://127.0.0.1:587", false },
    { "QIAO_RELAY=file:mail", false },
    { "QIAO_RELAY=mail.example", false },
    { "QIAO_MAIL_FROM=qiao@mengla.edu.cn", true },
    { "QIAO_MAIL_FROM=qiao", false },
    { "QIAO_MAIL_FROM=a@b@c", false },
    { "QIAO_MAIL_FROM=Qiao <a@b>", false },
    { "QIAO_DEMO=yes", false },
    { "QIAO_SMALL_DISK_MB=0", true },
    { "QIAO_PASWORD_MIN=12", false },
    { "QIAO_=1", false },
    { "QIAO_ORIGIN_=x", false },
    { "QIAO_origin=https://a.example", false },
    { "QIAOX=1", true },
    { "PATH=/bin", true },
};

static void values_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (read_one(cases[i].entry) != cases[i].right)
            fail_msg("%s", cases[i].entry);
        /* Each refusal says which setting; each acceptance says nothing. */
        if (cases[i].right != !complaint[0])
            fail_msg("%s: said \"%s\"", cases[i].entry, complaint);
        if (!cases[i].right) {
            char name[64];
            snprintf(name, sizeof name, "%.*s", (int)strcspn(cases[i].entry, "="), cases[i].entry);
            if (strncmp(complaint, name, strlen(name)))
                fail_msg("%s: said \"%s\"", cases[i].entry, complaint);
        }
    }
}

static void values_arrive(void **state)
{
    char *entries[] = { (char *)"QIAO_WORKERS=3", (char *)"QIAO_SITE=勐腊", (char *)"QIAO_CLOCK_SHIFT_S=-5",
                        (char *)"QIAO_LISTEN=/run/x=y", (char *)"QIAO_DEMO=1", NULL };
    (void)state;

    assert_true(read_only(entries));
    assert_int_equal(setting_int(SET_WORKERS), 3);
    assert_int_equal(setting_int(SET_CLOCK_SHIFT_S), -5);
    assert_string_equal(setting_text(SET_SITE), "勐腊");
    assert_string_equal(setting_text(SET_LISTEN), "/run/x=y");
}

static void all_faults_are_told_at_once(void **state)
{
    char *entries[] = { (char *)"QIAO_WORKERS=x", (char *)"QIAO_NOTHING=1", (char *)"QIAO_LANG=", NULL };
    char *twice[] = { (char *)"QIAO_DEMO=0", (char *)"QIAO_DEMO=1", NULL };
    (void)state;

    assert_false(read_only(entries));
    assert_non_null(strstr(complaint, "QIAO_WORKERS is not a whole number\n"));
    assert_non_null(strstr(complaint, "QIAO_NOTHING is no setting\n"));
    assert_non_null(strstr(complaint, "QIAO_LANG is empty\n"));
    assert_false(read_only(twice));
    assert_string_equal(complaint, "QIAO_DEMO is given twice\n");
}

/* Whatever the order of the environment. */
static void a_clock_is_shifted_in_demos_only(void **state)
{
    char *demo[] = { (char *)"QIAO_CLOCK_SHIFT_S=86400", (char *)"QIAO_DEMO=1", NULL };
    char *real[] = { (char *)"QIAO_DEMO=0", (char *)"QIAO_CLOCK_SHIFT_S=1", NULL };
    (void)state;

    assert_true(read_only(demo));
    assert_string_equal(complaint, "");
    assert_false(read_only(real));
    assert_string_equal(complaint, "QIAO_CLOCK_SHIFT_S is for tests and needs QIAO_DEMO=1\n");
}

static void credentials_come_from_systemd(void **state)
{
    char *given[] = { (char *)"CREDENTIALS_DIRECTORY=/run/credentials/x", NULL };
    char *both[] = { (char *)"CREDENTIALS_DIRECTORY=/run/credentials/x", (char *)"QIAO_CREDENTIALS=/srv/keys", NULL };
    (void)state;

    assert_true(read_only(given));
    assert_string_equal(setting_text(SET_CREDENTIALS), "/run/credentials/x");
    assert_true(read_only(both));
    assert_string_equal(setting_text(SET_CREDENTIALS), "/srv/keys");
}

static void the_table_can_be_printed(void **state)
{
    static char text[16384];
    FILE *to = fmemopen(text, sizeof text, "w");
    size_t lines = 0;
    (void)state;

    assert_non_null(to);
    assert_true(read_one("QIAO_WORKERS=3"));
    setting_print(to);
    fclose(to);
    for (const char *p = text; (p = strchr(p, '\n')); p++)
        lines++;
    assert_int_equal(lines, 3 * SET__MAX);
    assert_non_null(strstr(text, "QIAO_WORKERS=3\n    Processes of the program; 0: two per core.\n    default \"0\"; 0 to 256\n"));
    assert_non_null(strstr(text, "QIAO_SITE=\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_reading_defaults_hold),
        cmocka_unit_test(defaults),
        cmocka_unit_test(values_are_checked),
        cmocka_unit_test(values_arrive),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(a_clock_is_shifted_in_demos_only),
        cmocka_unit_test(credentials_come_from_systemd),
        cmocka_unit_test(the_table_can_be_printed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
