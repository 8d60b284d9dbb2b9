/* first-admin: the accounts nobody can be asked to give. Whoever has root here could write them into the database
 * anyway; this way the rules hold, and the audit has its row. The password comes from the terminal, never from the
 * command line; the second factor is set up at the first sign-in, as for all staff. */
#include "admin.h"
#include "auth/audit.h"
#include "auth/role.h"
#include "base/setting.h"
#include "base/text.h"
#include "crypt/crypt.h"
#include "crypt/password.h"
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 600 };

/* One line without echo; NULL at the end of input. */
static const char *ask_secret(struct req *r, const char *question)
{
    char *line = arena_new(r->arena, LINE_MAX_BYTES, 1);
    bool terminal = isatty(STDIN_FILENO);
    struct termios before, quiet;
    bool got;

    if (terminal && tcgetattr(STDIN_FILENO, &before) == 0) {
        fprintf(stderr, "%s: ", question);
        quiet = before;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    got = fgets(line, LINE_MAX_BYTES, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    line[strcspn(line, "\r\n")] = '\0';
    return got ? line : NULL;
}

/* As login reads it when signing in: NFC and nothing else. */
static const char *ask_password(struct req *r, const char *mail)
{
    const char *const context[] = { mail, setting_text(SET_SITE), NULL };
    const char *typed = ask_secret(r, "Password of the new account"), *again, *fault;

    if (!typed || !text_is_utf8(typed, strlen(typed))) {
        fputs("No password was given.\n", stderr);
        return NULL;
    }
    fault = password_fault(r->arena, typed, setting_int(SET_PASSWORD_MIN), context);
    if (!fault && setting_mlps() && !password_is_mixed(r->arena, typed))
        fault = "mix";
    if (fault) {
        fprintf(stderr, "This password may not be used (%s): at least %lld characters, none of the common ones, "
                        "not the address itself.\n", fault, (long long)setting_int(SET_PASSWORD_MIN));
        return NULL;
    }
    if (!isatty(STDIN_FILENO))
        return typed;
    again = ask_secret(r, "The same again");
    if (again && strcmp(again, typed) == 0)
        return typed;
    fputs("The two differ.\n", stderr);
    return NULL;
}

static bool is_mail(const char *s)
{
    const char *at = strchr(s, '@');

    return at && at > s && at[1] && !strchr(at + 1, '@') && strlen(s) <= 254 && !strpbrk(s, " <>,;\"\r\n\t");
}

/* How many of each are made here. A grant has two voices (auth/grant.h), so two security administrators are the least
 * from which every other role can be reached on the pages; the other two need not wait for that. Who has left does not
 * count, so that an installation whose administrators are gone finds its way back. */
static const struct seat {
    unsigned role;
    int64_t most;
} seats[] = { { R_SECURITY_ADMIN, 2 }, { R_SYS_ADMIN, 1 }, { R_AUDITOR, 1 } };

static const struct seat *seat_find(const char *name)
{
    unsigned role = name ? role_find(name) : R_SECURITY_ADMIN;

    for (size_t i = 0; i < sizeof seats / sizeof *seats; i++)
        if (seats[i].role == role)
            return &seats[i];
    return NULL;
}

/* Is one wanted, and where? All administrators are people of one organisation: elsewhere those of security could
 * neither give nor take their roles. */
static bool may_make(struct req *r, const struct seat *s, const char *org, struct first *ret)
{
    const char *site = setting_text(SET_SITE);
    int64_t n;

    if (admins_count(r, s->role, &n) || admins_org(r, &ret->org, &ret->org_name))
        return false;
    if (n >= s->most) {
        fprintf(stderr, "There %s of role %s already; more of them are given on the pages, %s/org/all.\n",
                n == 1 ? "is one" : "are enough", role_name(s->role), setting_text(SET_ORIGIN));
        return false;
    }
    if (ret->org && org && strcmp(org, ret->org_name)) {
        fprintf(stderr, "The administrators are people of %s; leave --org out.\n", ret->org_name);
        return false;
    }
    if (!ret->org)
        ret->org_name = org ? org : *site ? site : "qiao";
    return true;
}

static void say_next(struct req *r)
{
    const char *origin = setting_text(SET_ORIGIN);
    int64_t n;

    if (admins_count(r, R_SECURITY_ADMIN, &n))
        return;
    if (n < seats[0].most)
        printf("What a security administrator gives a second one confirms: first-admin again, for %s.\n",
               n ? "another person" : "two people");
    else
        printf("The security administrators give all other roles at %s/org/all.\n", origin);
}

int run_first_admin(struct req *r, const struct given *g)
{
    const char *mail = text_clean(r->arena, g->word[0], strlen(g->word[0]), TEXT_LOWER), *password;
    const struct seat *s = seat_find(g->word[1]);
    struct first f = { .mail = mail, .role = s ? s->role : 0 };
    enum err e;

    if (!s) {
        fputs("The roles are security_admin, sys_admin and auditor; others are given on the pages.\n", stderr);
        return 2;
    }
    if (!mail || !is_mail(mail)) {
        fputs("That is no mail address.\n", stderr);
        return 2;
    }
    if (!crypt_open(setting_text(SET_CREDENTIALS)) || !may_make(r, s, g->org, &f) ||
        !(password = ask_password(r, mail)))
        return 1;
    password_slots(1);
    audit_open("admin", "hand");
    if (password_hash(r, password, &f.phc))
        return 1;
    e = admin_add(r, &f);
    if (e == ERR_TWICE)
        fputs("This address has an account already; use another.\n", stderr);
    if (e)
        return 1;
    printf("%s is %s in %s, may sign in at %s/login/ and sets up the second factor there.\n"
           "A forgotten password is reset there by mail.\n", mail, role_name(f.role), f.org_name,
           setting_text(SET_ORIGIN));
    say_next(r);
    return 0;
}
