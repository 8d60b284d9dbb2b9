/* first-admin: the one account nobody can be asked to give. The password comes from the terminal, never from
 * the command line; the second factor is set up at the first sign-in, as for all staff. */
#include "admin.h"
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

int run_first_admin(struct req *r, const struct given *g)
{
    const char *mail = text_clean(r->arena, g->word[0], strlen(g->word[0]), TEXT_LOWER), *password, *phc;
    const char *org = g->word[1] ? g->word[1] : *setting_text(SET_SITE) ? setting_text(SET_SITE) : "qiao";
    bool exists;
    enum err e;

    if (!mail || !is_mail(mail)) {
        fputs("That is no mail address.\n", stderr);
        return 2;
    }
    if (!crypt_open(setting_text(SET_CREDENTIALS)) || admin_exists(r, &exists))
        return 1;
    if (exists) {
        fputs("There is an administrator already; others are invited on the pages.\n", stderr);
        return 1;
    }
    if (!(password = ask_password(r, mail)))
        return 1;
    password_slots(1);
    if (password_hash(r, password, &phc))
        return 1;
    e = admin_add(r, mail, phc, org);
    if (e == ERR_TWICE)
        fputs("This address has an account already; use another.\n", stderr);
    if (e)
        return 1;
    printf("%s may sign in at %s/login and sets up the second factor there.\n"
           "A forgotten password is reset there by mail.\n", mail, setting_text(SET_ORIGIN));
    return 0;
}
