/* What the handlers of applications share: finding the reader's own, and showing it. No SQL, no HTML. */
#include "apply.h"
#include "base/clock.h"
#include "base/setting.h"
#include "document/document.h"
#include <string.h>

const struct application *found(const struct req *r)
{
    return r->found;
}

const char *at(struct req *r, const char *path, uint64_t id)
{
    return arena_fmt(r->arena, "%s?id=%llu", path, (unsigned long long)id);
}

/* Every query record of this program begins with the id. */
static enum err find(struct req *r, const char *column, uint64_t scope)
{
    const struct id_query *q = r->query;
    struct application *a = arena_new(r->arena, 1, sizeof *a);

    r->found = a;
    return application_of(r, (uint64_t)q->id, column, scope, a);
}

enum err find_mine(struct req *r)
{
    return find(r, "owner", r->who->id);
}

/* Nobody handles an application of his own: who applied before joining the centre. */
enum err find_theirs(struct req *r)
{
    enum err e = find(r, "centre", r->who->org);

    return e ? e : found(r)->c.owner == r->who->id ? ERR_ROLE : OK;
}

/* Who filled it in for the applicant does not decide on it: two persons, as with offers. Nobody does once its person is
 * gone from it. */
enum err find_decide(struct req *r)
{
    bool helped;
    enum err e = find_theirs(r);

    if (e || (e = applicant_is_helped(r, found(r)->c.owner, &helped)))
        return e;
    return helped ? ERR_ROLE : found(r)->erased ? ERR_CLASH : OK;
}

enum err find_either(struct req *r)
{
    return r->who->roles & R_CENTRE ? find_theirs(r) : find_mine(r);
}

/* "/apply/papers_done" and "/apply/paper_drop" belong to papers, "/apply/school" to education. */
enum section section_of(const struct req *r)
{
    const char *page = r->route->path + strlen("/apply/");

    if (strncmp(page, "paper", 5) == 0)
        return SEC_PAPERS;
    if (strncmp(page, "school", 6) == 0)
        return SEC_EDUCATION;
    for (enum section s = 0; s < SEC__MAX; s++)
        if (strcmp(page, section_names[s]) == 0)
            return s;
    return SEC__MAX;
}

enum err find_section(struct req *r)
{
    enum err e = find_mine(r);

    if (e)
        return e;
    return section_is_open(found(r), section_of(r)) ? OK : ERR_CLASH;
}

enum err find_papers(struct req *r)
{
    enum err e = find_mine(r);

    if (e)
        return e;
    return papers_may_come(found(r)) ? OK : ERR_CLASH;
}

static const char *state_text(struct req *r, const char *group, int state)
{
    return lang_text(r->lang, arena_fmt(r->arena, "T.%s.%s", group, apply_states[state]));
}

/* The five public stages, for the timeline. */
static void show_stages(struct req *r, int state)
{
    static const char *const stages[] = { "draft", "sent", "review", "decided", "admitted" };
    int now = application_stage(state);

    out_i(r, "app.ended", now < 0);
    for (int s = 0; s < 5; s++) {
        struct node *n = out_item(r, "app.stages");

        node_s(n, "label", lang_text(r->lang, arena_fmt(r->arena, "T.stage.%s", stages[s])));
        node_s(n, "state", s < now ? "done" : s == now ? "now" : "todo");
    }
}

bool is_owners_turn(int state)
{
    return state == S_DRAFT || state == S_RETURNED || state == S_OFFERED || state == S_ADMITTED;
}

static const char *due_label(int state)
{
    if (state == S_ADMITTED)
        return "T.apply.arrive";
    return is_owners_turn(state) ? "T.apply.due" : "T.apply.promised";
}

static void show_known(struct req *r, const char *name, const char *text)
{
    struct node *n;

    if (!text || !*text)
        return;
    n = out_item(r, "admission");
    node_s(n, "label", lang_text(r->lang, arena_fmt(r->arena, "T.apply.known.%s", name)));
    node_s(n, "text", text);
}

static const char *known_day(struct req *r, int64_t day)
{
    return day == NONE ? "" : lang_day(r->arena, r->lang, day);
}

/* What the letter and the visa office ask for, and what the centre saw after arrival. */
static void show_admission(struct req *r, const struct application *a)
{
    const struct admission *m = &a->admission;
    bool waits = a->c.state == S_ENROLLED && m->permit_until == NONE && m->permit_due != NONE;

    show_known(r, "letter_no", m->letter_no);
    show_known(r, "jw202", m->jw202);
    show_known(r, "arrived", known_day(r, m->arrived));
    show_known(r, "visa", *m->visa ? lang_text(r->lang, arena_fmt(r->arena, "T.choice.visa.%s", m->visa)) : "");
    show_known(r, "insurance_no", m->insurance_no);
    show_known(r, "permit_due", waits ? known_day(r, day_of(m->permit_due - 1)) : "");
    show_known(r, "permit_until", known_day(r, m->permit_until));
    if (a->c.state == S_DEFERRED && a->next.id)
        show_known(r, "next", known_day(r, a->next.starts));
}

void show_application(struct req *r, const struct application *a)
{
    out_i(r, "app.id", (int64_t)a->c.id);
    out_s(r, "app.number", a->c.number);
    out_s(r, "app.name", a->name);
    out_s(r, "app.state", apply_states[a->c.state]);
    out_s(r, "app.state_text", state_text(r, "state", a->c.state));
    out_s(r, "app.next_text", state_text(r, "apply.next", a->c.state));
    out_s(r, "app.state_at", lang_time(r->arena, r->lang, a->c.state_at));
    out_s(r, "app.due_label", lang_text(r->lang, due_label(a->c.state)));
    if (a->c.due_at != NONE && a->c.state != S_ENROLLED && a->c.state != S_DEFERRED)
        out_s(r, "app.due", lang_deadline(r->arena, r->lang, a->c.due_at));
    out_s(r, "app.programme", a->intake.name);
    out_s(r, "app.programme_lang", lang_find(a->intake.lang) ? lang_find(a->intake.lang)->tag : "");
    out_s(r, "app.starts", lang_day(r->arena, r->lang, a->intake.starts));
    out_s(r, "app.closes", lang_day(r->arena, r->lang, a->intake.closes));
    out_i(r, "app.erased", a->erased);
    out_i(r, "app.stale", a->stale);
    out_i(r, "app.minor", application_is_minor(a));
    show_stages(r, a->c.state);
    show_admission(r, a);
}

/* One section's answers as a summary list under sections.N. */
static enum err show_form(struct req *r, const struct application *a, const struct form *f, const char *list)
{
    void *record;
    enum err e = form_get(r, f, a->c.id, "owner", a->c.owner, &record);

    if (e)
        return e;
    form_summary(r, f, record, arena_fmt(r->arena, "%s.fields", list));
    return OK;
}

static enum err show_schools(struct req *r, const struct application *a, const char *list)
{
    void *records;
    uint64_t *ids;
    size_t n;
    enum err e = form_list(r, &education_form, a->c.id, &records, &ids, &n);

    if (e)
        return e;
    for (size_t i = 0; i < n; i++)
        form_summary(r, &education_form, (struct education *)records + i, arena_fmt(r->arena, "%s.fields", list));
    return OK;
}

enum err show_sections(struct req *r, const struct application *a)
{
    static const struct form *const forms[] = {
        [SEC_PERSON] = &person_form, [SEC_CONTACT] = &contact_form, [SEC_LANGUAGE] = &language_form,
        [SEC_MONEY] = &money_form, [SEC_GUARDIAN] = &guardian_form, [SEC_PAPERS] = NULL,
    };
    enum err e = OK;

    for (enum section s = 0; s < SEC_PAPERS && !e; s++) {
        const char *list = arena_fmt(r->arena, "sections.%d", (int)s);

        if (!section_is_needed(a, s))
            continue;
        out_s(r, arena_fmt(r->arena, "%s.name", list), section_names[s]);
        out_s(r, arena_fmt(r->arena, "%s.title", list),
              lang_text(r->lang, arena_fmt(r->arena, "T.section.%s", section_names[s])));
        out_i(r, arena_fmt(r->arena, "%s.open", list), section_is_open(a, s));
        out_s(r, arena_fmt(r->arena, "%s.href", list),
              at(r, arena_fmt(r->arena, "/apply/%s", section_names[s]), a->c.id));
        e = forms[s] ? show_form(r, a, forms[s], list) : show_schools(r, a, list);
    }
    return e;
}

static void show_found(struct req *r, const struct application *a, const struct finding *f, unsigned n,
                       const char *list)
{
    const struct hole holes[] = { { "level", arena_fmt(r->arena, "%lld", (long long)a->intake.hsk_min) },
                                  { NULL, NULL } };

    for (unsigned i = 0; i < n; i++) {
        struct node *x = out_item(r, list);
        const char *text = lang_text(r->lang, arena_fmt(r->arena, "T.finding.%s", f[i].name));

        node_s(x, "text", text ? lang_fill(r->arena, text, holes) : "");
        if (f[i].section < SEC__MAX && section_is_open(a, f[i].section))
            node_s(x, "href", at(r, arena_fmt(r->arena, "/apply/%s", section_names[f[i].section]), a->c.id));
    }
}

void show_findings(struct req *r, const struct application *a)
{
    struct finding f[FINDINGS_MAX];
    unsigned n = application_findings(a, r->now, f);

    out_i(r, "findings", n);
    show_found(r, a, f, n, "finding");
    show_found(r, a, f, application_notes(a, f), "note");
}

/* Letters of the case, newest first, under letters.N. */
enum err show_letters(struct req *r, const struct application *a)
{
    struct rows q;
    enum err e = letters_of(r, a->c.id, &q);

    if (e)
        return e;
    while (db_next(&q)) {
        struct node *n = out_item(r, "letters");
        const struct lang *l = lang_find(db_s(&q, 3));

        node_s(n, "subject", db_s(&q, 1));
        node_s(n, "lang", l ? l->tag : "");
        node_s(n, "when", lang_time(r->arena, r->lang, db_time(&q, 2)));
        node_s(n, "href", arena_fmt(r->arena, "%s&letter=%llu", at(r, "/apply/letter", a->c.id),
                                    (unsigned long long)db_u(&q, 0)));
    }
    return db_end(&q);
}

enum err show_papers(struct req *r, const struct application *a)
{
    struct document d;
    struct rows q;
    enum err e = document_list(r, "apply", a->c.id, &q);

    if (e)
        return e;
    while (document_next(&q, &d)) {
        struct node *n = out_item(r, "papers");
        const char *entry = arena_fmt(r->arena, "&entry=%llu", (unsigned long long)d.id);

        node_s(n, "kind", lang_text(r->lang, arena_fmt(r->arena, "T.choice.paper.%s", d.kind)));
        node_s(n, "name", *d.name ? d.name : d.kind);
        node_i(n, "kb", (int64_t)(d.size + 1023) / 1024);
        node_s(n, "when", lang_time(r->arena, r->lang, d.created_at));
        node_s(n, "href", arena_fmt(r->arena, "%s%s", at(r, "/apply/paper", a->c.id), entry));
        node_s(n, "drop", arena_fmt(r->arena, "%s%s", at(r, "/apply/paper_drop", a->c.id), entry));
    }
    return db_end(&q);
}

void apply_holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room)
{
    const struct application *a = c;
    const struct hole all[] = {
        { "number", a->c.number },
        { "name", a->name },
        { "programme", l == r->lang ? a->intake.name : a->programme },
        { "starts", lang_day(r->arena, l, a->intake.starts) },
        { "letter_no", letter_number(r, a) },
        { "jw202", a->admission.jw202 },
        { "permit_due", a->admission.permit_due == NONE ? ""
                        : lang_day(r->arena, l, day_of(a->admission.permit_due - 1)) },
        { "next_opens", a->next.id ? lang_day(r->arena, l, a->next.opens) : "" },
        { "next_starts", a->next.id ? lang_day(r->arena, l, a->next.starts) : "" },
        { "due", a->c.due_at == NONE ? "" : lang_deadline(r->arena, l, a->c.due_at) },
        { "link", arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN), at(r, "/apply/status", a->c.id)) },
        { NULL, NULL },
    };

    for (size_t i = 0; i < room && i < sizeof all / sizeof *all; i++)
        ret[i] = all[i];
    ret[room - 1] = (struct hole){ NULL, NULL };
}
