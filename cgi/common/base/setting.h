/* Settings are environment variables QIAO_<NAME>; this table is all of them.
 * An unknown QIAO_ name or a value out of range stops the start. */
#ifndef QIAO_SETTING_H
#define QIAO_SETTING_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum setting {
    SET_ORIGIN,        /* public address, "https://qiao.example"; links and cookies follow it */
    SET_SITE,          /* name of this installation shown beside the mark; may be empty */
    SET_PHONE,         /* of the centre, shown on the page of help; empty: none is shown */
    SET_LISTEN,        /* own socket path; empty: the listening socket is descriptor 0 */
    SET_WORKERS,       /* processes of this program; 0: two per core */
    SET_KEEP_CONN,     /* keep connections of nginx open (PERFORMANCE 4) */
    SET_WATCHDOG_S,    /* a request longer than this is killed */
    SET_TEMPLATES,     /* folder of templates and catalogues */
    SET_SPOOL,         /* folder for uploads on their way in */
    SET_CREDENTIALS,   /* folder of secrets: keys, database password */
    SET_DB_SOCKET,
    SET_DB_NAME,
    SET_DB_USER,       /* empty: qiao_<program> */
    SET_CLOCK_SHIFT_S, /* tests only, with SET_DEMO: added to the clock */
    SET_LANG,          /* language when the browser names none of ours */
    SET_SESSION_IDLE_S,
    SET_SESSION_LIFE_S,
    SET_STAFF_IDLE_S,
    SET_STAFF_LIFE_S,
    SET_TOTP_STEPS,    /* so many steps of 30 s a code of the second factor may be early or late */
    SET_FRESH_S,       /* a sensitive act needs the password again after so long */
    SET_PASSWORD_MIN,  /* code points, without a second factor; SECURITY 24 */
    SET_PASSWORD_RULE, /* nist, or mlps: staff mix signs and change it every SET_PASSWORD_DAYS; SECURITY 24 */
    SET_PASSWORD_DAYS,
    SET_CLAMD,         /* socket of clamd; empty: no scan */
    SET_RELAY,         /* smtp://host:port, smtp+starttls:// if TLS is a must, or file:/folder for tests */
    SET_MAIL_FROM,
    SET_SMS_HOOK,      /* where one POST a message goes, or file:/folder */
    SET_DEMO,          /* 1: banner on each page, demo data allowed */
    SET_SMALL_DISK_MB, /* uploads are refused below this much free space */
    SET__MAX
};

/* Reads and checks the environment once; complaints go to the stream. */
bool setting_read(FILE *complaints);
/* SET_PASSWORD_RULE is mlps. */
bool setting_mlps(void);
int64_t setting_int(enum setting s);
const char *setting_text(enum setting s);
/* What is known of a setting: for pages that only show it. */
struct setting_row {
    const char *name;     /* without QIAO_ */
    const char *normal;   /* the default */
    int64_t min, max;     /* of a number; of a text in bytes */
    bool number, given;   /* given: the environment names it */
};
struct setting_row setting_describe(enum setting s);
/* Every setting with value, default, range and sentence (qiao-admin, manual page). */
void setting_print(FILE *to);

#endif
