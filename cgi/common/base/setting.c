/* The one table of settings and its reader. Nothing is read again after the start: a change is a restart.
 * Must not know what a setting is for. */
#include "base/setting.h"
#include "base/arena.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum setting_kind {
    S_INT,    /* min to max */
    S_TEXT,   /* no control characters; min to max bytes */
    S_NAME,   /* letters, digits, underscore, hyphen; min to max bytes */
    S_PATH,   /* absolute, or empty if min is 0 */
    S_ORIGIN, /* https://host[:port]; http only to this machine */
    S_LANG,   /* code of a language, as "zh" or "pt-tl" */
    S_RELAY,  /* smtp://, smtp+starttls:// or smtps://host:port, file:/folder, or empty */
    S_MAIL,   /* one address, or empty */
    S_RULE,   /* nist or mlps */
    S_HOOK,   /* https://host[:port]/path, http:// to this machine, file:/folder, or empty */
};

struct row {
    const char *name; /* without QIAO_ */
    enum setting_kind kind;
    const char *normal; /* the default */
    int64_t min, max;
    const char *sentence;
};

/* A socket path has 107 bytes (unix(7)); a path of ours 1024; a database name 64, a user 80 (MariaDB). */
static const struct row rows[] = {
    [SET_ORIGIN] = { "ORIGIN", S_ORIGIN, "https://qiao.example", 1, 255, "Public address of the installation." },
    [SET_SITE] = { "SITE", S_TEXT, "", 0, 200, "Name of the installation, shown beside the mark." },
    [SET_PHONE] = { "PHONE", S_TEXT, "", 0, 60, "Telephone of the centre, shown on the page of help." },
    [SET_LISTEN] = { "LISTEN", S_PATH, "", 0, 107, "Own socket; empty: descriptor 0 is the socket." },
    [SET_WORKERS] = { "WORKERS", S_INT, "0", 0, 256, "Processes of the program; 0: two per core." },
    [SET_KEEP_CONN] = { "KEEP_CONN", S_INT, "1", 0, 1, "1 keeps connections of nginx open." },
    /* Below the 20 s of nginx, so that the program decides (SECURITY 5). */
    [SET_WATCHDOG_S] = { "WATCHDOG_S", S_INT, "15", 1, 600, "Seconds after which a request is ended." },
    [SET_TEMPLATES] = { "TEMPLATES", S_PATH, "/usr/share/qiao/templates", 1, 1024, "Templates and catalogues." },
    [SET_SPOOL] = { "SPOOL", S_PATH, "/var/lib/qiao/spool", 1, 1024, "Uploads on their way in." },
    [SET_CREDENTIALS] = { "CREDENTIALS", S_PATH, "/etc/qiao/credentials", 1, 1024,
                          "Secrets; the folder systemd hands over, if it does." },
    [SET_DB_SOCKET] = { "DB_SOCKET", S_PATH, "/run/mysqld/mysqld.sock", 1, 107, "Socket of the database." },
    [SET_DB_NAME] = { "DB_NAME", S_NAME, "qiao", 1, 64, "Name of the database." },
    [SET_DB_USER] = { "DB_USER", S_NAME, "", 0, 80, "User there; empty: qiao_ and the program's name." },
    [SET_CLOCK_SHIFT_S] = { "CLOCK_SHIFT_S", S_INT, "0", -3155760000, 3155760000,
                            "Seconds added to the clock, for tests: only with QIAO_DEMO=1." },
    [SET_LANG] = { "LANG", S_LANG, "zh", 2, 8, "Language when the browser names none of ours." },
    /* At most 1 h and 24 h, as NIST SP 800-63B has it for AAL2 (SECURITY 5). */
    [SET_SESSION_IDLE_S] = { "SESSION_IDLE_S", S_INT, "1800", 1, 3600, "Seconds until an idle session ends." },
    [SET_SESSION_LIFE_S] = { "SESSION_LIFE_S", S_INT, "43200", 1, 86400, "Seconds until any session ends." },
    [SET_STAFF_IDLE_S] = { "STAFF_IDLE_S", S_INT, "900", 1, 3600, "The same for staff, idle." },
    [SET_STAFF_LIFE_S] = { "STAFF_LIFE_S", S_INT, "28800", 1, 86400, "The same for staff, any." },
    [SET_TOTP_STEPS] = { "TOTP_STEPS", S_INT, "1", 0, 1,
                         "Steps of 30 s a code of the second factor may be early or late." },
    [SET_FRESH_S] = { "FRESH_S", S_INT, "600", 30, 3600,
                      "Seconds after which a sensitive act asks for the password again." },
    /* Where there is no second factor; floor 8, and 64 must be allowed (SECURITY 24, ASVS 6.2). */
    [SET_PASSWORD_MIN] = { "PASSWORD_MIN", S_INT, "15", 8, 64, "Characters a password must have." },
    [SET_PASSWORD_RULE] = { "PASSWORD_RULE", S_RULE, "nist", 4, 4,
                            "nist: long passwords, kept; mlps: those of staff are mixed and changed." },
    [SET_PASSWORD_DAYS] = { "PASSWORD_DAYS", S_INT, "90", 1, 365, "With mlps: days until staff must change it." },
    [SET_CLAMD] = { "CLAMD", S_PATH, "", 0, 107, "Socket of clamd; empty: uploads are not scanned." },
    [SET_RELAY] = { "RELAY", S_RELAY, "", 0, 300,
                    "Where mail goes: smtp://host:port, smtp+starttls:// or smtps:// where TLS is a must, or file:/folder." },
    [SET_MAIL_FROM] = { "MAIL_FROM", S_MAIL, "", 0, 254, "Sender of mail." },
    [SET_SMS_HOOK] = { "SMS_HOOK", S_HOOK, "", 0, 500,
                       "Gateway for SMS: https://host/path (http:// on this machine), or file:/folder." },
    [SET_DEMO] = { "DEMO", S_INT, "0", 0, 1, "1 shows a banner and allows demo data." },
    [SET_SMALL_DISK_MB] = { "SMALL_DISK_MB", S_INT, "2048", 0, 1048576,
                            "Uploads are refused below so many MB of free space." },
};
_Static_assert(sizeof rows / sizeof *rows == SET__MAX, "a row for each setting");

static struct {
    const char *text; /* NULL: the default */
    int64_t number;
    bool given;
} values[SET__MAX];
static bool was_read;

/* Whole number in decimal digits, a minus sign allowed. */
static bool number_read(const char *s, int64_t *ret)
{
    char *end;

    if (s[*s == '-'] < '0' || s[*s == '-'] > '9')
        return false;
    errno = 0;
    *ret = strtoll(s, &end, 10);
    return !errno && !*end;
}

static bool text_is_plain(const char *s)
{
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return false;
    return text_is_utf8(s, strlen(s));
}

/* s up to a sign of `ends` or the end: at least one letter, digit, dot, hyphen, or [::1]. */
static const char *host_end(const char *s)
{
    const char *digits = "0123456789", *letters = "abcdefghijklmnopqrstuvwxyz";
    size_t n = 0;

    if (!strncmp(s, "[::1]", 5))
        return s + 5;
    while (s[n] && (strchr(digits, s[n]) || strchr(letters, s[n]) || s[n] == '.' || s[n] == '-'))
        n++;
    return n ? s + n : NULL;
}

/* host or host:port, nothing after it. */
static bool host_is_right(const char *s, bool port_must)
{
    const char *p = host_end(s);
    int64_t port;

    if (!p)
        return false;
    if (!*p)
        return !port_must;
    return *p == ':' && number_read(p + 1, &port) && port > 0 && port < 65536;
}

static bool host_is_here(const char *s)
{
    static const char *const here[] = { "127.0.0.1", "localhost", "[::1]" };

    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        size_t n = strlen(here[i]);
        if (!strncmp(s, here[i], n) && (!s[n] || s[n] == ':' || s[n] == '/'))
            return true;
    }
    return false;
}

static bool origin_is_right(const char *s)
{
    if (!strncmp(s, "https://", 8))
        return host_is_right(s + 8, false);
    return !strncmp(s, "http://", 7) && host_is_right(s + 7, false) && host_is_here(s + 7);
}

/* An address with a path; what it holds beside is the gateway's matter. */
static bool hook_is_right(const char *s)
{
    const char *host = !strncmp(s, "https://", 8) ? s + 8 : !strncmp(s, "http://", 7) ? s + 7 : NULL;
    char name[300];
    size_t n;

    if (!host)
        return !strncmp(s, "file:/", 6);
    n = strcspn(host, "/");
    if (n >= sizeof name || strpbrk(s, " \"<>\\^`{|}#"))
        return false;
    memcpy(name, host, n);
    name[n] = '\0';
    return host_is_right(name, false) && (host == s + 8 || host_is_here(name));
}

static bool chars_are(const char *s, const char *more)
{
    for (; *s; s++)
        if (!((*s | 32) >= 'a' && (*s | 32) <= 'z') && !(*s >= '0' && *s <= '9') && !strchr(more, *s))
            return false;
    return true;
}

static bool relay_is_right(const char *s)
{
    static const char *const ways[] = { "smtp://", "smtp+starttls://", "smtps://" };

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (!strncmp(s, ways[i], strlen(ways[i])))
            return host_is_right(s + strlen(ways[i]), true);
    return !strncmp(s, "file:/", 6);
}

static bool lang_is_right(const char *s)
{
    size_t n = strcspn(s, "-");

    return (n == 2 || n == 3) && chars_are(s, "-") && s[strlen(s) - 1] != '-';
}

static bool mail_is_right(const char *s)
{
    const char *at = strchr(s, '@');

    return at && at > s && at[1] && !strchr(at + 1, '@') && !strpbrk(s, " <>,;\"");
}

/* What is wrong with a value, NULL if nothing. */
static const char *value_fault(const struct row *row, const char *s, int64_t *ret_number)
{
    size_t n = strlen(s);

    if (row->kind == S_INT) {
        if (!number_read(s, ret_number))
            return "is not a whole number";
        return *ret_number < row->min || *ret_number > row->max ? "is out of range" : NULL;
    }
    if (!text_is_plain(s))
        return "holds control characters or is not UTF-8";
    if ((int64_t)n < row->min || (int64_t)n > row->max)
        return n ? "is too long or too short" : "is empty";
    if (!n)
        return NULL;
    switch (row->kind) {
    case S_NAME: return chars_are(s, "_-") ? NULL : "may hold letters, digits, _ and - only";
    case S_PATH: return *s == '/' ? NULL : "is not an absolute path";
    case S_ORIGIN: return origin_is_right(s) ? NULL : "is not https://host without a slash at the end";
    case S_LANG: return lang_is_right(s) ? NULL : "is not the code of a language";
    case S_RELAY:
        return relay_is_right(s) ? NULL : "is none of smtp:, smtp+starttls:, smtps://host:port and file:/folder";
    case S_RULE: return !strcmp(s, "nist") || !strcmp(s, "mlps") ? NULL : "is neither nist nor mlps";
    case S_HOOK:
        return hook_is_right(s) ? NULL : "is none of https://host/path, http:// on this machine, file:/folder";
    case S_MAIL: return mail_is_right(s) ? NULL : "is not a mail address";
    default: return NULL;
    }
}

/* Values live as long as the process. */
static bool value_set(enum setting s, const char *text, FILE *complaints)
{
    static struct arena *kept;
    int64_t number = 0;
    const char *fault = value_fault(&rows[s], text, &number);

    if (fault) {
        fprintf(complaints, "QIAO_%s %s\n", rows[s].name, fault);
        return false;
    }
    if (!kept)
        kept = arena_open(1024 * 1024);
    values[s].text = arena_str(kept, text);
    values[s].number = number;
    return true;
}

static bool entry_read(const char *entry, FILE *complaints)
{
    const char *name = entry + strlen("QIAO_"), *equals = strchr(name, '=');
    size_t n = (size_t)(equals - name);

    for (int s = 0; s < SET__MAX; s++) {
        if (strlen(rows[s].name) != n || strncmp(rows[s].name, name, n))
            continue;
        if (values[s].given) {
            fprintf(complaints, "QIAO_%s is given twice\n", rows[s].name);
            return false;
        }
        values[s].given = true;
        return value_set((enum setting)s, equals + 1, complaints);
    }
    fprintf(complaints, "QIAO_%.*s is no setting\n", (int)(n < 64 ? n : 64), name);
    return false;
}

bool setting_read(FILE *complaints)
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    bool right = true;

    for (int s = 0; s < SET__MAX; s++) {
        const char *normal = s == SET_CREDENTIALS && credentials ? credentials : rows[s].normal;
        values[s].given = false;
        right &= value_set((enum setting)s, normal, complaints);
    }
    for (char **e = environ; e && *e; e++)
        if (!strncmp(*e, "QIAO_", 5) && strchr(*e, '='))
            right &= entry_read(*e, complaints);
    /* A shifted clock revives sessions and codes and moves deadlines: nothing for real applications. */
    if (values[SET_CLOCK_SHIFT_S].number && !values[SET_DEMO].number) {
        fprintf(complaints, "QIAO_CLOCK_SHIFT_S is for tests and needs QIAO_DEMO=1\n");
        right = false;
    }
    was_read = true;
    return right;
}

int64_t setting_int(enum setting s)
{
    int64_t normal;

    if (was_read)
        return values[s].number;
    return number_read(rows[s].normal, &normal) ? normal : 0;
}

const char *setting_text(enum setting s)
{
    return was_read && values[s].text ? values[s].text : rows[s].normal;
}

struct setting_row setting_describe(enum setting s)
{
    const struct row *row = &rows[s];

    return (struct setting_row){ .name = row->name, .normal = row->normal, .min = row->min, .max = row->max,
                                 .number = row->kind == S_INT, .given = values[s].given };
}

bool setting_mlps(void)
{
    return !strcmp(setting_text(SET_PASSWORD_RULE), "mlps");
}

void setting_print(FILE *to)
{
    for (int s = 0; s < SET__MAX; s++) {
        const struct row *row = &rows[s];
        fprintf(to, "QIAO_%s=%s\n    %s\n    default \"%s\"; ", row->name, setting_text((enum setting)s),
                row->sentence, row->normal);
        fprintf(to, "%lld to %lld%s\n", (long long)row->min, (long long)row->max,
                row->kind == S_INT ? "" : " bytes");
    }
}
