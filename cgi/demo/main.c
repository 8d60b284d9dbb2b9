/* qiao-demo: people, programmes and applications to try the suite with. The same seed gives the same
 * people; dates follow today. Works only where QIAO_DEMO is 1 and no real account exists.
 *
 * SECURITY. Its accounts have passwords that are printed; it refuses a database with real people.
 */
#include "demo.h"
#include "apply/apply.h"
#include "base/setting.h"
#include "crypt/otp.h"
#include "crypt/password.h"
#include "data/tx.h"
#include <stdlib.h>
#include <string.h>

static const struct person_account known[] = {
    { "somsak@example.test", "ສົມສັກ", "lo", "demo-somsak", 0, 0 },
    { "htin@example.test", "ထင်လင်း", "my", "demo-htin", 0, 0 },
    { "li@example.test", "李敏", "zh", "demo-li", 1, R_CENTRE_ADMISSIONS },
    { "chen@example.test", "陈刚", "zh", "demo-chen", 1, R_CENTRE_LEAD },
    { "zhou@example.test", "周平", "zh", "demo-zhou", 2, R_SYS_ADMIN },
    { "wu@example.test", "吴静", "zh", "demo-wu", 2, R_SECURITY_ADMIN },
    { "ma@example.test", "马丽", "zh", "demo-ma", 2, R_AUDITOR },
    { "zheng@example.test", "郑浩", "zh", "demo-zheng", 2, R_SECURITY_ADMIN },
    { "+8562055550101", "ນ້ອຍ", "lo", "demo-noy", 0, 0 },
};
enum { KNOWN = sizeof known / sizeof *known, ARENA_MAX = 64 << 20 };

static void need(enum err e, const char *what)
{
    if (e)
        fatal("%s could not be made", what);
}

static struct centre make_centre(struct req *r)
{
    struct centre c = { .org = 0 };
    uint64_t bureau;
    const char *phc;
    uint64_t ids[KNOWN];

    need(db_begin(r), "a transaction");
    need(org_add(r, "centre", "中国（勐腊）东盟教育培训中心", "China (Mengla) ASEAN Education and Training Centre",
                 "12532823MB0000016U", &c.org), "the centre");
    need(org_named(r, "勐腊县发展和改革局", &bureau), "a department");
    for (size_t i = 0; i < KNOWN; i++) {
        struct person_account p = known[i];

        p.org = p.org == 2 ? bureau : p.org == 1 ? c.org : 0;
        need(password_hash(r, p.password, &phc), "a password");
        need(account_make(r, &p, phc, &ids[i]), p.mail);
    }
    c.officer = ids[2];
    c.lead = ids[3];
    need(programmes_make(r, &c), "programmes");
    need(db_commit(r), "the centre");
    return c;
}

/* Demo applicants share one password, because a hash takes its time. Each has an arena to itself, emptied after. */
static void make_applicants(struct req *r, struct dice *d, const struct centre *c, size_t n)
{
    struct req one = *r;
    const char *phc;
    size_t names;

    need(password_hash(r, "demo-applicant", &phc), "a password");
    one.arena = arena_open(ARENA_MAX);
    for (size_t i = 0; i < n; i++) {
        const struct name *who = name_at(i, &names);
        struct person_account p = { .name = who->native, .lang = country_lang(who->country) };
        uint64_t id;

        p.mail = arena_fmt(one.arena, "applicant%zu@example.test", i + 1);
        need(account_make(&one, &p, phc, &id), p.mail);
        need(cases_make(&one, d, c, id, i), "an application");
        arena_reset(one.arena);
    }
    arena_close(one.arena);
}

static int print_code(struct req *r, const char *mail)
{
    struct bytes key;

    if (totp_of(r, mail, &key)) {
        fprintf(stderr, "qiao-demo: %s is no demo account with a second step\n", mail);
        return 1;
    }
    printf("%06u\n", hotp(key, (uint64_t)r->now / 30, 6));
    return 0;
}

static void print_accounts(size_t applicants)
{
    static const char *const tries[KNOWN] = {
        "applicant, Lao: choose a programme, fill in the parts, hand in papers, send",
        "applicant, Burmese, with one name only",
        "admissions officer: queue, send back for correction, accept for review",
        "head of centre: offers, rejections and their undoing",
        "system administrator: calendar, letters, settings",
        "security administrator: people, rights, second factors",
        "auditor: who did what, and whether the record is whole",
        "second security administrator: the other voice when a second factor is reset",
        "applicant, Lao, with a phone and no mail address",
    };

    for (size_t i = 0; i < KNOWN; i++)
        printf("  %-24s %-15s %s\n", known[i].mail, known[i].password, tries[i]);
    orgs_print();
    printf("  applicant1 to %zu@example.test, demo-applicant: applications in every state\n", applicants);
}

static int make(struct req *r, uint64_t seed, size_t applicants)
{
    struct dice d = { seed };
    uint64_t real, demo;
    static struct faults faults; /* what a page would show; here every fault ends the program */
    struct centre c;

    need(real_accounts(r, &real, &demo), "a count");
    if (!setting_int(SET_DEMO) || real > 0) {
        fprintf(stderr, "qiao-demo: refused: %s\n", real ? "this database holds real accounts" : "QIAO_DEMO is not 1");
        return 1;
    }
    if (demo > 0) {
        puts("demo data is there already");
        return 0;
    }
    faults = (struct faults){ .form = &done_form, .arena = r->arena };
    r->faults = &faults;
    c = make_centre(r);
    need(orgs_make(r, &d), "organisations");
    make_applicants(r, &d, &c, applicants);
    print_accounts(applicants);
    wards_print(r);
    return 0;
}

/* --seed N --applicants N; --wipe; --code MAIL */
int main(int argc, char **argv)
{
    static const char *const folders[] = { "apply", "org", NULL };
    static const struct flow *const flows[] = { &apply_flow, &org_flow, &waiting_trust, &waiting_privacy, NULL };
    const struct app app = { .name = "demo", .sql = demo_sql, .flow = flows, .folders = folders };
    uint64_t seed = 7, applicants = 44;
    const char *code = NULL;
    bool wipe = false;
    struct req *r;

    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";

        if (strcmp(argv[i], "--wipe") == 0)
            wipe = true;
        else if (strcmp(argv[i], "--code") == 0 && *value)
            code = argv[++i];
        else if (strcmp(argv[i], "--seed") == 0 && *value)
            seed = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--applicants") == 0 && *value)
            applicants = strtoull(argv[++i], NULL, 10);
        else
            fatal("usage: qiao-demo [--seed N] [--applicants N] | --wipe | --code MAIL");
    }
    r = app_tool("demo", &app);
    if (code)
        return print_code(r, code);
    if (wipe) {
        need(db_begin(r), "a transaction");
        need(demo_wipe(r), "an empty place");
        need(db_commit(r), "an empty place");
        return 0;
    }
    return make(r, seed, (size_t)applicants);
}
