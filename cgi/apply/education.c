/* Schools attended: a list with one page an entry. No SQL, no HTML. */
#include "apply.h"

static const struct entry_query *query(const struct req *r)
{
    return r->query;
}

static const char *back(struct req *r)
{
    return at(r, "/apply/education", found(r)->c.id);
}

enum err education_load(struct req *r)
{
    const struct application *a = found(r);
    void *records;
    uint64_t *ids;
    size_t n;
    enum err e = form_list(r, &education_form, a->c.id, &records, &ids, &n);

    if (e)
        return e;
    show_application(r, a);
    form_show(r, &done_form, NULL);
    for (size_t i = 0; i < n; i++) {
        struct node *x = out_item(r, "schools");
        const struct education *s = (const struct education *)records + i;

        node_s(x, "school", s->school);
        node_s(x, "level", lang_text(r->lang, arena_fmt(r->arena, "T.choice.level.%s", s->level)));
        node_s(x, "from", lang_day(r->arena, r->lang, s->began));
        node_s(x, "to", lang_day(r->arena, r->lang, s->ended));
        node_s(x, "href", arena_fmt(r->arena, "%s&entry=%llu", at(r, "/apply/school", a->c.id),
                                    (unsigned long long)ids[i]));
        node_s(x, "drop", arena_fmt(r->arena, "%s&entry=%llu", at(r, "/apply/school_drop", a->c.id),
                                    (unsigned long long)ids[i]));
    }
    out_s(r, "add", at(r, "/apply/school", a->c.id));
    return OK;
}

enum err education_done(struct req *r, const void *in)
{
    const struct application *a = found(r);
    void *records;
    uint64_t *ids;
    size_t n;
    enum err e = form_list(r, &education_form, a->c.id, &records, &ids, &n);

    (void)in;
    if (e)
        return e;
    if (n == 0) {
        fault_add(r->faults, NULL, "no_school");
        return ERR_INPUT;
    }
    if ((e = application_mark(r, a, SEC_EDUCATION, true)))
        return e;
    return go(r, arena_fmt(r->arena, "%s&said=saved", at(r, "/apply/tasks", a->c.id)));
}

enum err school_load(struct req *r)
{
    void *record = NULL;
    enum err e = OK;

    if (query(r)->entry != NONE)
        e = form_get(r, &education_form, (uint64_t)query(r)->entry, "application", found(r)->c.id, &record);
    if (e)
        return e;
    show_application(r, found(r));
    out_s(r, "back", back(r));
    form_show(r, &education_form, record);
    return OK;
}

/* An entry belongs to an application whose section is open, and stays so until it is kept. */
enum err school_done(struct req *r, const void *in)
{
    uint64_t id;
    enum err e;

    if ((e = application_hold(r, found(r), SEC_EDUCATION)))
        return e;
    if (query(r)->entry != NONE)
        e = form_save(r, &education_form, in, (uint64_t)query(r)->entry, found(r)->c.id);
    else
        e = form_add(r, &education_form, in, found(r)->c.id, &id);
    return e == ERR_CLASH ? ERR_GONE : e ? e : go(r, back(r));
}

enum err school_drop_load(struct req *r)
{
    show_application(r, found(r));
    out_s(r, "back", back(r));
    form_show(r, &drop_form, NULL);
    return OK;
}

enum err school_drop_done(struct req *r, const void *in)
{
    enum err e;

    (void)in;
    if (query(r)->entry == NONE)
        return ERR_GONE;
    e = education_drop(r, (uint64_t)query(r)->entry, found(r)->c.id);
    if (!e) /* it may have been the last one: the list is to be confirmed again */
        return (e = application_mark(r, found(r), SEC_EDUCATION, false)) ? e : go(r, back(r));
    return e == ERR_CLASH ? ERR_GONE : e;
}
