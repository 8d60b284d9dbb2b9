/* Pure decisions about an application: no http, no database, no page. Source: DOMAIN 2.2-2.4. */
#include "apply.h"
#include "base/clock.h"
#include "base/ident.h"
#include <string.h>

enum { PASSPORT_MONTHS = 6, PAPER_MONTHS = 6, LAPSED_DAYS = 30 };

int64_t passport_until(const struct application *a)
{
    return day_add_months(a->intake.starts, PASSPORT_MONTHS);
}

bool application_is_minor(const struct application *a)
{
    return a->birth != NONE && age_at(a->birth, a->intake.starts) < AGE_ADULT;
}

bool section_is_needed(const struct application *a, enum section s)
{
    return s != SEC_GUARDIAN || application_is_minor(a);
}

bool section_is_open(const struct application *a, enum section s)
{
    return a->c.state == S_DRAFT || (a->c.state == S_RETURNED && (a->fix & ((int64_t)1 << s)));
}

bool papers_may_come(const struct application *a)
{
    return section_is_open(a, SEC_PAPERS) || a->c.state == S_CONDITIONAL;
}

uint32_t papers_lacking(const struct application *a)
{
    return a->papers_must & ~(a->papers | a->in_person);
}

/* An examination and a police certificate are good for six months (DOMAIN 2.1, 2.4). */
bool paper_ages(const char *kind)
{
    return strcmp(kind, "health") == 0 || strcmp(kind, "no_crime") == 0;
}

bool paper_is_old(int64_t dated, int64_t today)
{
    return dated != NONE && day_add_months(dated, PAPER_MONTHS) < today;
}

static bool has_paper(const struct application *a, const char *kind)
{
    for (int k = 0; paper_kinds[k]; k++)
        if (strcmp(paper_kinds[k], kind) == 0)
            return (a->papers >> k) & 1;
    return false;
}

bool application_has_old_paper(const struct application *a, int64_t today)
{
    return (has_paper(a, "health") && paper_is_old(a->health, today)) ||
           (has_paper(a, "no_crime") && paper_is_old(a->no_crime, today));
}

int application_stage(int state)
{
    static const signed char stages[] = {
        [S_DRAFT] = 0,     [S_SUBMITTED] = 1,   [S_IN_REVIEW] = 2,   [S_RETURNED] = 1,         [S_INTERVIEW] = 2,
        [S_OFFERED] = 3,   [S_CONDITIONAL] = 3, [S_ADMITTED] = 4,    [S_ENROLLED] = 4,         [S_REJECTED] = -1,
        [S_DECLINED] = -1, [S_NOT_MET] = -1,    [S_DEFERRED] = 4,    [S_OFFER_WITHDRAWN] = -1, [S_NO_SHOW] = -1,
        [S_WITHDRAWN] = -1, [S_LAPSED] = -1,    [S_NOT_SENT] = -1,
    };

    return state > 0 && state < (int)sizeof stages ? stages[state] : 0;
}

/* One list being filled. */
struct list {
    struct finding *f;
    unsigned n;
};

static void find(struct list *l, bool wrong, enum section s, const char *name)
{
    if (wrong && l->n < FINDINGS_MAX)
        l->f[l->n++] = (struct finding){ s, name };
}

static void find_person(struct list *l, const struct application *a)
{
    find(l, a->nationality[0] && a->intake.asean_only && !a->asean, SEC_PERSON, "not_asean");
    find(l, strcmp(a->nationality, "CHN") == 0, SEC_PERSON, "chinese_national");
    find(l, a->birth != NONE && age_at(a->birth, a->intake.starts) < a->intake.age_min, SEC_PERSON, "too_young");
    find(l, a->passport_expires != NONE && a->passport_expires < passport_until(a), SEC_PERSON, "passport_short");
}

unsigned application_findings(const struct application *a, int64_t now, struct finding *ret)
{
    static const char *const missing[] = { "person", "contact", "education", "language", "money", "guardian",
                                           "papers" };
    struct list l = { ret, 0 };
    int64_t today = day_of(now);
    uint32_t lacking = papers_lacking(a);

    for (enum section s = 0; s < SEC__MAX; s++)
        find(&l, section_is_needed(a, s) && a->done[s] == NONE, s, missing[s]);
    find_person(&l, a);
    for (int k = 0; paper_kinds[k]; k++) /* the guardian is a section and a paper */
        find(&l, (lacking >> k) & 1, SEC_PAPERS,
             strcmp(paper_kinds[k], "guardian") ? paper_kinds[k] : "guardian_paper");
    find(&l, application_has_old_paper(a, today), SEC_PAPERS, "paper_old");
    find(&l, a->c.state == S_DRAFT && (a->intake.ended || today > a->intake.closes), SEC__MAX, "window_closed");
    find(&l, a->c.state == S_DRAFT && today < a->intake.opens, SEC__MAX, "window_early");
    find(&l, a->c.state == S_DRAFT && a->intake.reserved + a->intake.taken >= a->intake.capacity, SEC__MAX, "full");
    find(&l, a->c.state == S_DRAFT && a->active >= ACTIVE_MAX, SEC__MAX, "too_many");
    return l.n;
}

/* The Chinese a programme asks for is judged by the centre, with a test if need be: it is no guard of sending
 * (DOMAIN 2.1, 2.2). */
unsigned application_notes(const struct application *a, struct finding *ret)
{
    struct list l = { ret, 0 };

    find(&l, a->hsk != NONE && a->hsk < a->intake.hsk_min, SEC_LANGUAGE, "chinese_low");
    return l.n;
}

bool number_is_right(const char *number)
{
    char digits[20];
    size_t n = strlen(number);

    if (n < 8 || n > 20 || strncmp(number, "AP", 2) || strspn(number + 2, "0123456789") != n - 2)
        return false;
    memcpy(digits, number + 2, n - 3);
    digits[n - 3] = '\0';
    return number[n - 1] - '0' == luhn_digit(digits);
}

/* Until teaching of the intake begins; what lapsed, for thirty days (DOMAIN 2.2). */
const char *may_return(const struct req *r, const void *c)
{
    const struct application *a = c;
    int64_t today = day_of(r->now);

    if (a->intake.starts <= today)
        return "cycle_over";
    return a->c.state == S_LAPSED && today - day_of(a->c.state_at) > LAPSED_DAYS ? "too_late" : NULL;
}
