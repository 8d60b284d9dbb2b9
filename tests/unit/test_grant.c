/* The rule of grants against the same rule told in other words: every role, kind of organisation, giver and second
 * person, and every pair of roles somebody may hold or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "auth/grant.h"

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

enum { ROLES = 20, GIVER = 1, SECOND = 2, RECEIVER = 3 };

/* A sentence a role: where; who gives it alone; and pairs of voices that give it together. A voice is a role, "@" for
 * anywhere, "!" for only while nobody has the role there. "leads" is a department that leads the coordination. */
static const struct said {
    const char *role, *where, *alone, *one, *two;
} sentences[] = {
    { "intern", "school", "school_lead", "", "" },
    { "school_staff", "school", "school_lead", "", "" },
    { "school_lead", "school", "", "school_lead security_admin@!", "school_lead security_admin@ coordinator@" },
    { "centre_admissions", "centre", "centre_lead", "", "" },
    { "centre_lead", "centre", "", "centre_lead security_admin@!", "centre_lead security_admin@ coordinator@" },
    { "enterprise_staff", "enterprise", "enterprise_admin", "", "" },
    { "enterprise_admin", "enterprise", "enterprise_admin", "enterprise_admin security_admin@!",
      "enterprise_admin security_admin@ coordinator@" },
    { "bank_officer", "bank", "bank_admin", "", "" },
    { "bank_admin", "bank", "", "bank_admin security_admin@!", "bank_admin security_admin@ coordinator@" },
    { "insurer_officer", "insurer", "insurer_admin", "", "" },
    { "insurer_admin", "insurer", "", "insurer_admin security_admin@!",
      "insurer_admin security_admin@ coordinator@" },
    { "dept_officer", "department leads", "", "dept_leader", "coordinator@" },
    { "dept_leader", "department leads", "", "dept_leader security_admin@!", "coordinator@" },
    { "evaluator", "department leads", "", "dept_leader", "coordinator@" },
    { "coordinator", "leads", "", "coordinator security_admin@!", "security_admin@ coordinator@" },
    { "auditor", "department leads", "", "security_admin", "security_admin" },
    { "sys_admin", "department leads", "", "security_admin", "security_admin" },
    { "security_admin", "department leads", "", "security_admin", "security_admin" },
};
enum { SENTENCES = sizeof sentences / sizeof *sentences };

static const struct said *said_of(unsigned role)
{
    for (int i = 0; i < SENTENCES; i++)
        if (strcmp(sentences[i].role, role_name(role)) == 0)
            return &sentences[i];
    return NULL;
}

static bool among(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = strstr(list, word); p; p = strstr(p + 1, word))
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
            return true;
    return false;
}

/* Is a role, held here or elsewhere, one of these voices? */
static bool is_voice(const char *list, unsigned role, bool here, unsigned holders)
{
    char word[40];

    snprintf(word, sizeof word, "%s", role_name(role));
    if (here && among(list, word))
        return true;
    snprintf(word, sizeof word, "%s@", role_name(role));
    if (among(list, word))
        return true;
    snprintf(word, sizeof word, "%s@!", role_name(role));
    return holders == 0 && among(list, word);
}

static const char *wanted(const struct grant *g, unsigned giver, bool giver_here, unsigned second, bool second_here)
{
    const struct said *x = said_of(g->role);
    const char *where = org_kinds[__builtin_ctz(g->kind)];
    bool one, two;

    if (!x)
        return "grant_role";
    if (!among(x->where, g->leads && g->kind == O_DEPARTMENT ? "leads" : where))
        return "grant_kind";
    if (is_voice(x->alone, giver, giver_here, g->holders))
        return NULL;
    one = is_voice(x->one, giver, giver_here, g->holders);
    two = is_voice(x->two, giver, giver_here, g->holders);
    if (!one && !two)
        return "grant_giver";
    if (g->asked)
        return NULL;
    if (second && ((one && is_voice(x->two, second, second_here, g->holders)) ||
                   (two && is_voice(x->one, second, second_here, g->holders))))
        return NULL;
    return "grant_second";
}

static void same(const char *got, const char *want, const struct grant *g, const char *what)
{
    if (strcmp(got ? got : "", want ? want : "") == 0)
        return;
    print_message("%s of kind %x, holders %u: %s, not %s (%s; giver %x/%x, second %x/%x)\n", role_name(g->role), g->kind,
                  g->holders, got ? got : "given", want ? want : "given", what, g->giver_here, g->giver_any,
                  g->second_here, g->second_any);
    fail();
}

/* One role of the giver against every second person, and nobody. */
static void try_seconds(struct grant g, unsigned giver, bool here)
{
    g.asked = true;
    same(grant_fault(&g), wanted(&g, giver, here, 0, false), &g, "asked for");
    g.asked = false;
    same(grant_fault(&g), wanted(&g, giver, here, 0, false), &g, "one person");
    for (int b = 0; b < ROLES; b++)
        for (int place = 0; place < 2; place++) {
            const char *want = wanted(&g, giver, here, 1u << b, place);

            g.second = SECOND;
            g.second_any = 1u << b;
            g.second_here = place ? 1u << b : 0;
            same(grant_fault(&g), want, &g, "two persons");
            g.second = GIVER; /* the same person is no second one, whatever roles it has */
            same(grant_fault(&g), wanted(&g, giver, here, 0, false), &g, "one person twice");
        }
}

static void every_role_kind_giver_and_second(void **state)
{
    (void)state;
    for (int role = 0; role < ROLES; role++)
        for (int kind = 0; org_kinds[kind]; kind++)
            for (int leads = 0; leads < 2; leads++)
                for (unsigned holders = 0; holders < 3; holders++)
                    for (int b = 0; b < ROLES; b++)
                        for (int here = 0; here < 2; here++)
                            try_seconds((struct grant){ .role = 1u << role, .kind = 1u << kind, .leads = leads,
                                        .holders = holders, .receiver = RECEIVER, .giver = GIVER,
                                        .giver_any = 1u << b, .giver_here = here ? 1u << b : 0 }, 1u << b, here);
}

/* Who may give most of all, so that only what the receiver holds is asked. */
static struct grant allowed(unsigned role)
{
    static const unsigned all = (1u << ROLES) - 1;
    struct grant g = { .role = role, .leads = true, .holders = 1, .receiver = RECEIVER, .giver = GIVER, .giver_here = all,
                       .giver_any = all, .second = SECOND, .second_here = all, .second_any = all };

    for (int kind = 0; org_kinds[kind]; kind++)
        if (grant_roles(1u << kind, true) & role)
            g.kind = 1u << kind;
    return g;
}

static bool pair(const char *a, const char *b, unsigned x, unsigned y)
{
    const char *p = role_name(x), *q = role_name(y);

    return (strcmp(a, p) == 0 && strcmp(b, q) == 0) || (strcmp(a, q) == 0 && strcmp(b, p) == 0);
}

static bool apart_here(unsigned x, unsigned y)
{
    return pair("centre_admissions", "centre_lead", x, y) || pair("dept_officer", "dept_leader", x, y) ||
           pair("evaluator", "dept_officer", x, y) || pair("evaluator", "dept_leader", x, y) ||
           pair("intern", "school_staff", x, y) || pair("intern", "school_lead", x, y);
}

static bool is_of(const char *list, unsigned role)
{
    return among(list, role_name(role));
}

static bool apart_anywhere(unsigned x, unsigned y)
{
    static const char three[] = "sys_admin security_admin auditor", own[] = "applicant intern guardian",
                      firms[] = "school_staff school_lead enterprise_staff enterprise_admin";

    if (x == y)
        return false;
    if (is_of(three, x) || is_of(three, y))
        return !is_of(own, x) && !is_of(own, y);
    return (is_of("evaluator", x) && is_of(firms, y)) || (is_of("evaluator", y) && is_of(firms, x));
}

static void every_pair_of_roles(void **state)
{
    (void)state;
    for (int role = 0; role < ROLES; role++)
        for (int b = 0; b < ROLES; b++) {
            unsigned new = 1u << role, old = 1u << b;
            struct grant g = allowed(new);

            if (!g.kind)
                continue;
            g.has_any = old;
            same(grant_fault(&g), apart_anywhere(new, old) ? "grant_apart" : NULL, &g, role_name(old));
            g.has_here = old;
            same(grant_fault(&g), new == old ? "grant_has" : apart_anywhere(new, old) ? "grant_apart"
                                  : apart_here(new, old) ? "grant_apart_here" : NULL, &g, role_name(old));
        }
}

static void nobody_gives_to_himself(void **state)
{
    (void)state;
    for (int role = 0; role < ROLES; role++) {
        struct grant g = allowed(1u << role);

        if (!g.kind)
            continue;
        same(grant_fault(&g), NULL, &g, "two others");
        g.receiver = GIVER;
        same(grant_fault(&g), "grant_self", &g, "the giver");
        g.receiver = SECOND;
        same(grant_fault(&g), "grant_self", &g, "the second");
        g.receiver = 0; /* invited */
        same(grant_fault(&g), NULL, &g, "nobody known yet");
    }
}

static void who_registers_becomes_the_first(void **state)
{
    static const struct { const char *kind, *role, *by; } firsts[] = {
        { "centre", "centre_lead", "dept_officer dept_leader" }, { "school", "school_lead", "dept_officer dept_leader" },
        { "enterprise", "enterprise_admin", "dept_officer dept_leader coordinator" },
        { "bank", "bank_admin", "dept_officer dept_leader" }, { "insurer", "insurer_admin", "dept_officer dept_leader" },
        { "department", "dept_leader", "coordinator" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        for (int b = 0; b < ROLES; b++) {
            struct grant g = { .role = grant_first(org_kind_find(firsts[i].kind)), .kind = org_kind_find(firsts[i].kind),
                               .receiver = RECEIVER, .giver = GIVER, .giver_any = 1u << b, .registered = true };

            assert_string_equal(role_name(g.role), firsts[i].role);
            same(grant_fault(&g), is_of(firsts[i].by, 1u << b) ? NULL : "grant_giver", &g, "verified");
            g.holders = 1; /* not the first any more */
            same(grant_fault(&g), "grant_giver", &g, "verified twice");
            g.holders = 0;
            g.receiver = GIVER;
            same(grant_fault(&g), "grant_self", &g, "one's own");
        }
}

static void what_is_taken_away(void **state)
{
    (void)state;
    for (int role = 0; role < ROLES; role++)
        for (int b = 0; b < ROLES; b++)
            for (int here = 0; here < 2; here++) {
                struct grant g = allowed(1u << role);
                const struct said *x = said_of(1u << role);
                bool manages, stays = strstr("intern school_staff centre_admissions enterprise_staff bank_officer "
                                             "insurer_officer dept_officer evaluator", role_name(1u << role)) == NULL;

                if (!x)
                    continue;
                g.others = 1;
                g.giver_any = 1u << b;
                g.giver_here = here ? 1u << b : 0;
                same(grant_drop_fault(&g), "grant_role", &g, "not held");
                g.has_here = g.role;
                manages = is_voice(x->alone, 1u << b, here, 0) || is_voice(x->one, 1u << b, here, 0) ||
                          is_voice(x->two, 1u << b, false, 0);
                same(grant_drop_fault(&g), manages ? NULL : "grant_giver", &g, "of two");
                g.others = 0;
                same(grant_drop_fault(&g), !manages ? "grant_giver" : stays ? "grant_last" : NULL, &g, "the last");
                g.receiver = GIVER; /* one may go oneself */
                same(grant_drop_fault(&g), stays ? "grant_last" : NULL, &g, "oneself");
            }
}

static void kinds_and_their_roles(void **state)
{
    (void)state;
    assert_int_equal(org_kind_find("nothing"), 0);
    assert_int_equal(org_kind_find("department"), O_DEPARTMENT);
    assert_int_equal(grant_roles(O_BANK, true), R_BANK_OFFICER | R_BANK_ADMIN);
    assert_true(grant_roles(O_DEPARTMENT, true) & R_COORDINATOR);
    assert_false(grant_roles(O_DEPARTMENT, false) & R_COORDINATOR);
    assert_int_equal(grant_managers(), R_SCHOOL_LEAD | R_CENTRE_LEAD | R_ENTERPRISE_ADMIN | R_BANK_ADMIN |
                     R_INSURER_ADMIN | R_DEPT_LEADER | R_COORDINATOR | R_SECURITY_ADMIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_kind_giver_and_second), cmocka_unit_test(every_pair_of_roles),
        cmocka_unit_test(nobody_gives_to_himself),          cmocka_unit_test(who_registers_becomes_the_first),
        cmocka_unit_test(what_is_taken_away),               cmocka_unit_test(kinds_and_their_roles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
