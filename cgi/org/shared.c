/* What the handlers of org share: finding what the reader may see, and showing it. No SQL, no HTML. */
#include "org.h"
#include "base/clock.h"
#include "base/ident.h"
#include "base/setting.h"
#include "document/document.h"
#include <string.h>

const struct registration *found_case(const struct req *r)
{
    return r->found;
}

const struct place *found_place(const struct req *r)
{
    return r->found;
}

const char *org_at(struct req *r, const char *path, uint64_t id)
{
    return arena_fmt(r->arena, "%s?id=%llu", path, (unsigned long long)id);
}

const char *place_at(struct req *r, const char *path, const struct place *p)
{
    return arena_fmt(r->arena, "%s?org=%llu", path, (unsigned long long)p->id);
}

/* Every query record of a registration begins with the id. */
enum err reg_mine(struct req *r)
{
    struct registration *x = arena_new(r->arena, 1, sizeof *x);

    r->found = x;
    return registration_own(r, (uint64_t)((const struct id_query *)r->query)->id, r->who->id, x);
}

/* Nobody decides on a registration of one's own. */
enum err reg_theirs(struct req *r)
{
    struct registration *x = arena_new(r->arena, 1, sizeof *x);
    uint64_t id = (uint64_t)((const struct id_query *)r->query)->id;
    enum err e = registration_theirs(r, id, r->who->org, r->who->roles, x);

    r->found = x;
    return e ? e : x->c.owner == r->who->id ? ERR_ROLE : OK;
}

enum err reg_either(struct req *r)
{
    enum err e = reg_mine(r);

    return e == ERR_GONE && r->who->roles & R_DESK ? reg_theirs(r) : e;
}

/* The reader's own organisation; a security administrator's are all, a coordinator's the departments. */
enum err find_place(struct req *r)
{
    const struct place_query *q = r->query;
    struct place *p = arena_new(r->arena, 1, sizeof *p);
    uint64_t id = q->org == NONE ? r->who->org : (uint64_t)q->org;
    enum err e = place_get(r, id, p);

    r->found = p;
    if (e)
        return e;
    if (id == r->who->org || r->who->roles & R_SECURITY_ADMIN)
        return OK;
    return r->who->roles & R_COORDINATOR && strcmp(p->kind, "department") == 0 ? OK : ERR_GONE;
}

/* Caption, empty sentence and columns from T.<texts>: caption, empty, column_<name>. */
void list_head(struct req *r, const char *list, const char *texts, const char *const *columns)
{
    out_s(r, arena_fmt(r->arena, "%s.caption", list), lang_text(r->lang, arena_fmt(r->arena, "T.%s.caption", texts)));
    out_s(r, arena_fmt(r->arena, "%s.empty", list), lang_text(r->lang, arena_fmt(r->arena, "T.%s.empty", texts)));
    for (size_t i = 0; columns[i]; i++)
        node_s(out_item(r, arena_fmt(r->arena, "%s.head", list)), "label",
               lang_text(r->lang, arena_fmt(r->arena, "T.org.column.%s", columns[i])));
}

static const char *kind_text(struct req *r, const char *kind)
{
    return lang_text(r->lang, arena_fmt(r->arena, "T.choice.org_kind.%s", kind));
}

void show_registration(struct req *r, const struct registration *x)
{
    bool mine = x->c.state == ASK_RETURNED;

    out_i(r, "reg.id", (int64_t)x->c.id);
    out_s(r, "reg.number", x->c.number);
    out_s(r, "reg.name", x->name);
    out_s(r, "reg.kind", kind_text(r, x->kind));
    out_s(r, "reg.verifier", x->verifier);
    out_s(r, "reg.state", org_states[x->c.state]);
    out_s(r, "reg.state_text", lang_text(r->lang, arena_fmt(r->arena, "T.org.state.%s", org_states[x->c.state])));
    out_s(r, "reg.next_text", lang_text(r->lang, arena_fmt(r->arena, "T.org.next.%s", org_states[x->c.state])));
    out_s(r, "reg.state_at", lang_time(r->arena, r->lang, x->c.state_at));
    out_s(r, "reg.due_label", lang_text(r->lang, mine ? "T.org.due" : "T.org.promised"));
    if (x->c.due_at != NONE)
        out_s(r, "reg.due", lang_deadline(r->arena, r->lang, x->c.due_at));
    out_i(r, "reg.doubtful", uscc_is_doubtful(x->uscc));
}

void show_place(struct req *r, const struct place *p)
{
    out_i(r, "place.id", (int64_t)p->id);
    out_s(r, "place.name", p->name);
    out_s(r, "place.name_en", p->name_en);
    out_s(r, "place.kind", kind_text(r, p->kind));
    out_s(r, "place.uscc", p->uscc);
    out_s(r, "place.people", place_at(r, "/org/people", p));
    if (p->closed_at == NONE)
        return;
    out_s(r, "place.closed", lang_time(r->arena, r->lang, p->closed_at));
    out_s(r, "place.successor", p->successor_name);
}

/* What was told, to read again. */
enum err show_answers(struct req *r, const struct registration *x, const char *column, uint64_t scope)
{
    void *record;
    enum err e = form_get(r, &fix_form, x->c.id, column, scope, &record);

    if (e)
        return e;
    form_summary(r, &fix_form, record, "answers");
    return OK;
}

enum err show_licences(struct req *r, const struct registration *x)
{
    struct document d;
    struct rows q;
    enum err e = document_list(r, "org", x->c.id, &q);

    if (e)
        return e;
    while (document_next(&q, &d)) {
        struct node *n = out_item(r, "licences");

        node_s(n, "name", *d.name ? d.name : d.kind);
        node_i(n, "kb", (int64_t)(d.size + 1023) / 1024);
        node_s(n, "when", lang_time(r->arena, r->lang, d.created_at));
        node_s(n, "href", arena_fmt(r->arena, "%s&entry=%llu", org_at(r, "/org/licence", x->c.id),
                                    (unsigned long long)d.id));
    }
    return db_end(&q);
}

void org_holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room)
{
    const struct registration *x = c;
    const struct hole all[] = {
        { "number", x->c.number },
        { "org", x->name },
        { "verifier", x->verifier },
        { "due", x->c.due_at == NONE ? "" : lang_deadline(r->arena, l, x->c.due_at) },
        { "link", arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN), org_at(r, "/org/case", x->c.id)) },
        { NULL, NULL },
    };

    for (size_t i = 0; i < room && i < sizeof all / sizeof *all; i++)
        ret[i] = all[i];
    ret[room - 1] = (struct hole){ NULL, NULL };
}
