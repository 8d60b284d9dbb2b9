/* Demo data: made by the rules of the programs themselves, so that every case could be real. */
#ifndef QIAO_DEMO_H
#define QIAO_DEMO_H

#include "app/app.h"

/* Small, fixed and the same everywhere: splitmix64. Never for secrets. */
struct dice {
    uint64_t state;
};
uint64_t dice_roll(struct dice *d, uint64_t below);

/* names.c: people as they write themselves; second NULL: one name only. */
struct name {
    const char *country, *native, *primary, *secondary, *place;
};
const struct name *name_at(size_t i, size_t *ret_count);
const char *country_lang(const char *country);
const char *country_tongue(const char *country); /* as an applicant of there writes it */
const char *country_phone(const char *country);

/* passport.c: a number of the country's shape and the two lines with right check digits. */
struct passport {
    const char *number, *line1, *line2;
};
struct passport passport_make(struct req *r, struct dice *d, const struct name *n, const char *sex, int64_t birth,
                              int64_t expires);

/* picture.c: a PNG of one colour, in an unlinked file. */
struct upload *picture_make(struct req *r, struct dice *d, const char *name);

/* store.c */
extern const struct sql *const demo_sql[];
enum err real_accounts(struct req *r, uint64_t *ret_real, uint64_t *ret_demo);
enum err org_add(struct req *r, const char *kind, const char *name, const char *name_en, const char *uscc,
                 uint64_t *ret_id);
/* mail: or a phone in E.164. */
struct person_account { const char *mail, *name, *lang, *password; uint64_t org; unsigned roles; };
enum err account_make(struct req *r, const struct person_account *p, const char *phc, uint64_t *ret_id);
enum err programme_add(struct req *r, uint64_t centre, const char *code, const char *kind, int months, int age, int hsk,
                       uint64_t *ret_id);
enum err programme_text(struct req *r, uint64_t programme, const char *lang, const char *name, const char *summary);
enum err intake_add(struct req *r, uint64_t programme, int64_t opens, int64_t closes, int64_t starts, int capacity,
                    uint64_t *ret_id);
enum err demo_wipe(struct req *r);
enum err totp_of(struct req *r, const char *mail, struct bytes *ret_key);

/* A role more, of somebody who was made. */
enum err role_give(struct req *r, uint64_t account, uint64_t org, unsigned roles);
enum err org_named(struct req *r, const char *name, uint64_t *ret_id);

/* wards.c: those whose account others look after. org 0: a guardian does. */
struct ward_account { const char *name, *lang, *relation, *number; uint64_t org, agent; int64_t birth;
    const char *code; }; /* code: on paper, to take the account over; NULL none */
enum err ward_make(struct req *r, const struct ward_account *w, const char *kind, int64_t ends);
enum err wards_make(struct req *r, uint64_t school, uint64_t teacher, uint64_t guardian);

/* The code and the birth date that go with it. */
void wards_print(const struct req *r);

/* waiting.c: a guardian's question and a request about one's own data that wait for an officer. */
extern const struct flow waiting_trust, waiting_privacy;
enum err waiting_make(struct req *r, struct dice *d, uint64_t guardian, uint64_t wisher);
enum err waiting_begin(struct req *r, const char *flow, uint64_t id, const char *number);

/* orgs.c; it alone knows the org program, whose names are like those of apply. */
extern const struct flow org_flow;
enum err orgs_make(struct req *r, struct dice *d);
void orgs_print(void);

/* programmes.c, cases.c */
struct centre { uint64_t org, officer, lead, intakes[8]; size_t n; };
enum err programmes_make(struct req *r, struct centre *c);
enum err cases_make(struct req *r, struct dice *d, const struct centre *c, uint64_t applicant, size_t i);

#endif
