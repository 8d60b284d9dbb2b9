/* The file of sealing keys changes under a program that runs: it seals with the new key and opens with both. */
#include "crypt/crypt.h"
#include "crypt/rotate.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define PLACE "apply_person|passport_no|17|4"

static struct req r;
static char folder[] = "/tmp/qiao_keys_XXXXXX", path[64];

static const char *ids(void)
{
    return seal_key_ids(r.arena);
}

static struct bytes sealed(void)
{
    return seal(r.arena, PLACE, (struct bytes){ (const unsigned char *)"E12345678", 9 });
}

static enum err opens(struct bytes value)
{
    int null = open("/dev/null", O_WRONLY), kept = dup(STDERR_FILENO);
    struct bytes got = { NULL, 0 };
    enum err e;

    dup2(null, STDERR_FILENO);
    e = unseal(&r, PLACE, value, &got);
    dup2(kept, STDERR_FILENO);
    close(null);
    close(kept);
    if (!e)
        assert_string_equal((const char *)got.p, "E12345678");
    return e;
}

static void quietly(void (*act)(void))
{
    int null = open("/dev/null", O_WRONLY), kept = dup(STDERR_FILENO);

    dup2(null, STDERR_FILENO);
    act();
    dup2(kept, STDERR_FILENO);
    close(null);
    close(kept);
}

/* Longer than a program waits before it looks at the file again. */
static void a_second(void)
{
    nanosleep(&(struct timespec){ .tv_sec = 1, .tv_nsec = 50000000 }, NULL);
}

/* What another process does; keeps nothing of it here. */
static uint32_t elsewhere(bool adds, uint32_t id)
{
    int ends[2], status;
    pid_t pid;

    assert_int_equal(pipe(ends), 0);
    if (!(pid = fork())) {
        bool right = adds ? seal_keys_add(folder, &id) : seal_keys_drop(folder, id);
        right = write(ends[1], &id, sizeof id) == sizeof id && right;
        _exit(right ? 0 : 1);
    }
    assert_int_equal(read(ends[0], &id, sizeof id), sizeof id);
    waitpid(pid, &status, 0);
    close(ends[0]);
    close(ends[1]);
    return status ? 0 : id;
}

static void a_key_is_added_and_dropped(void **state)
{
    struct stat before, after;
    uint32_t id = 0;
    (void)state;

    assert_string_equal(ids(), "1");
    assert_int_equal(chmod(path, 0440), 0);
    assert_int_equal(stat(path, &before), 0);
    assert_true(seal_keys_add(folder, &id));
    assert_int_equal(id, 2);
    assert_string_equal(ids(), "2 1");
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_equal(after.st_uid, before.st_uid);
    assert_true(seal_keys_add(folder, &id));
    assert_string_equal(ids(), "3 2 1");
    assert_true(seal_keys_drop(folder, 2));
    assert_string_equal(ids(), "3 1");
    assert_int_equal(elsewhere(false, 3), 0); /* it seals */
    assert_int_equal(elsewhere(false, 2), 0); /* it is gone */
    assert_true(seal_keys_add(folder, &id));
    assert_string_equal(ids(), "4 3 1"); /* no number twice */
    assert_true(seal_keys_drop(folder, 3) && seal_keys_drop(folder, 1));
    assert_true(crypt_open(folder));
    assert_string_equal(ids(), "4");
    assert_true(seal_keys_changed_at(folder) > 1700000000);
}

static void a_running_program_opens_at_once(void **state)
{
    struct bytes old = sealed(), fresh;
    char file[200];
    int fd;
    (void)state;

    assert_int_equal(elsewhere(true, 0), 5);
    /* Sealed by a program that has looked already. */
    if (fork() == 0) {
        struct bytes s;
        a_second();
        s = sealed();
        snprintf(file, sizeof file, "%s/value", folder);
        fd = open(file, O_WRONLY | O_CREAT, 0600);
        _exit(write(fd, s.p, s.n) != (ssize_t)s.n);
    }
    wait(NULL);
    snprintf(file, sizeof file, "%s/value", folder);
    fd = open(file, O_RDONLY);
    fresh = (struct bytes){ arena_new(r.arena, 200, 1), 86 };
    assert_int_equal(read(fd, (void *)(uintptr_t)fresh.p, 200), 86);
    close(fd);
    unlink(file);
    assert_int_equal(seal_key_id(fresh), 5);
    assert_int_equal(opens(fresh), OK);
    assert_int_equal(opens(old), OK);
    assert_int_equal(seal_key_id(sealed()), 5);
}

static void a_running_program_seals_with_the_new_key_within_a_second(void **state)
{
    uint32_t id;
    (void)state;

    id = elsewhere(true, 0);
    a_second();
    assert_int_equal(seal_key_id(sealed()), id);
}

static void what_was_dropped_is_forgotten(void **state)
{
    struct bytes old = sealed();
    uint32_t id = seal_key_id(old);
    (void)state;

    assert_true(elsewhere(true, 0));
    a_second();
    assert_int_equal(opens(old), OK);
    assert_int_equal(elsewhere(false, id), id);
    a_second();
    assert_int_equal(opens(old), ERR_BUSY);
    assert_int_equal(opens(sealed()), OK);
}

/* A file that is away, broken or open to everybody leaves the keys as they were; right again, it is read. */
static void spoil_and_look(void)
{
    struct bytes value = sealed();
    char away[80];
    FILE *f;

    snprintf(away, sizeof away, "%s.away", path);
    assert_int_equal(rename(path, away), 0);
    a_second();
    assert_int_equal(opens(value), OK);
    assert_int_equal(seal_key_id(sealed()), seal_key_id(value));
    f = fopen(path, "w");
    fputs("9 12\n", f);
    fclose(f);
    chmod(path, 0400);
    a_second();
    assert_int_equal(opens(value), OK);
    assert_int_equal(seal_key_id(sealed()), seal_key_id(value));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rename(away, path), 0);
    assert_int_equal(chmod(path, 0444), 0);
    a_second();
    assert_int_equal(opens(value), OK);
    assert_int_equal(chmod(path, 0400), 0);
    a_second();
    assert_int_equal(opens(value), OK);
}

static void a_broken_file_changes_nothing(void **state)
{
    (void)state;
    quietly(spoil_and_look);
    assert_true(strlen(ids()) > 0);
}

static void change_nothing(void)
{
    uint32_t id = 0;

    assert_false(seal_keys_add("/nonexistent", &id));
    assert_false(seal_keys_drop(folder, 4711));
    for (int i = 0; i < 40; i++)
        if (!seal_keys_add(folder, &id))
            break;
    assert_false(seal_keys_add(folder, &id));
}

/* Many at the same time: each adds one, none is lost. */
static void changes_wait_for_each_other(void **state)
{
    pid_t pid[8];
    int status;
    size_t n = 0;
    (void)state;

    for (size_t i = 0; i < 8; i++)
        if (!(pid[i] = fork())) {
            uint32_t id;
            _exit(!seal_keys_add(folder, &id));
        }
    for (size_t i = 0; i < 8; i++) {
        waitpid(pid[i], &status, 0);
        assert_int_equal(status, 0);
    }
    for (const char *s = ids(); s; s = strchr(s + 1, ' '))
        n++;
    assert_true(n >= 9);
    assert_true(crypt_open(folder));
    quietly(change_nothing);
    assert_true(crypt_open(folder)); /* a full file is a right one */
}

static int prepare(void **state)
{
    (void)state;
    r.arena = arena_open(1 << 20);
    if (!mkdtemp(folder) || !crypt_make(folder) || !crypt_open(folder))
        return -1;
    snprintf(path, sizeof path, "%s/seal.keys", folder);
    return 0;
}

static int tidy(void **state)
{
    static const char *const others[] = { "hmac.key", "sms.key" };
    char file[80];
    (void)state;

    unlink(path);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        snprintf(file, sizeof file, "%s/%s", folder, others[i]);
        unlink(file);
    }
    arena_close(r.arena);
    return rmdir(folder);
}

static void who_holds_keys_cannot_be_dumped(void **state)
{
    (void)state;
    assert_int_equal(prctl(PR_GET_DUMPABLE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_holds_keys_cannot_be_dumped),
        cmocka_unit_test(a_key_is_added_and_dropped),
        cmocka_unit_test(a_running_program_opens_at_once),
        cmocka_unit_test(a_running_program_seals_with_the_new_key_within_a_second),
        cmocka_unit_test(what_was_dropped_is_forgotten),
        cmocka_unit_test(a_broken_file_changes_nothing),
        cmocka_unit_test(changes_wait_for_each_other),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
