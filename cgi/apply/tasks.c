/* The task list of one application and its single-record sections. No SQL, no HTML. */
#include "apply.h"
#include "base/clock.h"
#include "base/text.h"
#include <string.h>

static const char *task_status(const struct application *a, enum section s)
{
    if (a->c.state == S_RETURNED && (a->fix & ((int64_t)1 << s)))
        return a->done[s] != NONE && a->done[s] >= a->c.state_at ? "corrected" : "fix";
    return a->done[s] != NONE ? "done" : "todo";
}

enum err tasks_load(struct req *r)
{
    const struct application *a = found(r);

    if (a->c.state != S_DRAFT && a->c.state != S_RETURNED)
        return go(r, at(r, "/apply/status", a->c.id));
    show_application(r, a);
    for (enum section s = 0; s < SEC__MAX; s++) {
        const char *status = task_status(a, s);
        struct node *n;

        if (!section_is_needed(a, s))
            continue;
        n = out_item(r, "task");
        node_s(n, "label", lang_text(r->lang, arena_fmt(r->arena, "T.section.%s", section_names[s])));
        node_s(n, "kind", strcmp(status, "todo") == 0 ? "plain" : strcmp(status, "fix") == 0 ? "bad" : "ok");
        node_s(n, "status", lang_text(r->lang, arena_fmt(r->arena, "T.task.%s", status)));
        if (section_is_open(a, s))
            node_s(n, "href", at(r, arena_fmt(r->arena, "/apply/%s", section_names[s]), a->c.id));
    }
    show_findings(r, a);
    out_s(r, "check_href", at(r, "/apply/check", a->c.id));
    out_s(r, "withdraw_href", at(r, "/apply/withdraw", a->c.id));
    return a->c.state == S_RETURNED ? flow_history(r, &apply_flow, a->c.id, false, "history") : OK;
}

enum err section_load(struct req *r)
{
    const struct application *a = found(r);
    void *record;
    enum err e = form_get(r, r->route->form, a->c.id, "owner", r->who->id, &record);

    if (e)
        return e;
    show_application(r, a);
    form_show(r, r->route->form, record);
    return OK;
}

/* Differences that deserve a second look, never a refusal (DOMAIN 2.4). */
static const char *warning_of(struct req *r, const struct person *p)
{
    if (text_is_zawgyi(p->name_native))
        return "name_zawgyi";
    return mrz_compare(p, day_of(r->now)) ? "mrz_differs" : "saved";
}

/* Who has one name may write it into either box; it is kept where passports have it (DOMAIN 2.4). */
static struct person one_name(const struct person *p)
{
    struct person kept = *p;

    if (!*kept.name_primary) {
        kept.name_primary = kept.name_secondary;
        kept.name_secondary = "";
    }
    return kept;
}

/* Nobody is the guardian of himself (DOMAIN 2.4); names are compared as people read them. */
static bool is_own_guardian(struct req *r, const struct application *a, const struct guardian *g)
{
    const char *key = text_key(r->arena, g->guardian_name);

    return *key && (strcmp(key, text_key(r->arena, a->name)) == 0 ||
                    strcmp(key, text_key(r->arena, a->name_native)) == 0);
}

/* A corrected birth date may make a minor of the applicant: then the part about the guardian and the papers, which
 * nobody sent back, must be open as well, or the application could never be sent again. */
static enum err open_guardian(struct req *r, const struct application *a, const struct person *p)
{
    struct application then = *a;

    then.birth = p->birth;
    if (a->c.state != S_RETURNED || a->done[SEC_GUARDIAN] != NONE || !section_is_needed(&then, SEC_GUARDIAN))
        return OK;
    return application_fix(r, a, a->fix | 1 << SEC_GUARDIAN | 1 << SEC_PAPERS);
}

/* Who has to renew a passport first is told so at its field, and may still keep the part for later. */
static enum err judge_passport(struct req *r, const struct application *a, const struct person *p)
{
    if (r->faults->later || p->passport_expires == NONE || p->passport_expires >= passport_until(a))
        return OK;
    fault_add_limit(r->faults, "passport_expires", "passport_short", passport_until(a));
    return ERR_INPUT;
}

enum err section_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    const char *said = "saved";
    struct person person;
    enum err e;

    if (r->route->form == &person_form) {
        person = one_name(in);
        in = &person;
        said = warning_of(r, in);
        if ((e = judge_passport(r, a, in)))
            return e;
    }
    if (r->route->form == &guardian_form && is_own_guardian(r, a, in)) {
        fault_add(r->faults, "guardian_name", "guardian_self");
        return ERR_INPUT;
    }
    if ((e = form_save(r, r->route->form, in, a->c.id, r->who->id)) ||
        (r->route->form == &person_form && (e = open_guardian(r, a, in))))
        return e;
    return go(r, arena_fmt(r->arena, "%s&said=%s", at(r, "/apply/tasks", a->c.id), said));
}
