/* Languages and their texts: read at start, shared read-only by all workers. */
#ifndef QIAO_LANG_H
#define QIAO_LANG_H

#include "base/req.h"

struct lang {
    const char *code;  /* in URL, cookie and database: "lo" */
    const char *tag;   /* BCP 47, for <html lang>: "zh-Hans" */
    const char *name;  /* own name: "ລາວ" */
    int zone_min;      /* minutes before UTC where most of its readers live (DOMAIN 1.1) */
    struct catalogue *texts;
};

/* The table of languages, ended by code NULL; the order of the menu. */
const struct lang *lang_table(void);
/* NULL if it is none of ours. */
const struct lang *lang_find(const char *code);
/* Best of an Accept-Language header; tl is fil, in is id, every zh is zh; NULL if nothing fits. */
const struct lang *lang_choose(const char *accept_language);

/* Text of a key ("T.page.login.title"); English if the language lacks it, NULL if there is no such key. */
const char *lang_text(const struct lang *l, const char *key);

/* Values for the {holes} of a text; the table ends with name NULL. */
struct hole {
    const char *name, *value;
};
const char *lang_fill(struct arena *a, const char *text, const struct hole *holes);

/* For the reader's eye; Gregorian everywhere, Thai adds the Buddhist year (UX 7.7). NONE gives "". */
const char *lang_day(struct arena *a, const struct lang *l, int64_t day);
/* Date and time in Asia/Shanghai with the zone named: deadlines and timelines. */
const char *lang_time(struct arena *a, const struct lang *l, int64_t utc_s);
/* A deadline, given as the first second that is too late: its last minute in Asia/Shanghai and, where
 * clocks differ, as the reader's own clock shows it (UX 7.7). */
const char *lang_deadline(struct arena *a, const struct lang *l, int64_t end_s);
/* Fen to "¥1,123.00". */
const char *lang_money(struct arena *a, const struct lang *l, int64_t fen);

#endif
