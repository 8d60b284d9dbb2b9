/* A school opens accounts for pupils who have neither mail nor phone, and its people act for them. The consent is on
 * paper and stays at the school; who confirms it is written down. No SQL, no HTML. */
#include "trust.h"
#include "auth/consent.h"
#include "auth/throttle.h"
#include "base/clock.h"
#include <string.h>

enum { PAGE = 50 };

static const char *text_of(struct req *r, const char *group, const char *code)
{
    return lang_text(r->lang, arena_fmt(r->arena, "T.%s.%s", group, code));
}

static const char *page(struct req *r, const char *name, uint64_t id)
{
    return arena_fmt(r->arena, "/trust/%s?id=%llu", name, (unsigned long long)id);
}

/* To a school, or of the guardian who asked, also where the centre takes care since. */
static const char *relation_of(struct req *r, const struct ward *w)
{
    const char *text = text_of(r, "choice.pupil_relation", w->relation);

    return text ? text : text_of(r, "choice.child_relation", w->relation);
}

static void show(struct req *r, struct node *n, const struct ward *w)
{
    node_s(n, "name", w->name);
    node_s(n, "relation", relation_of(r, w));
    node_s(n, "number", w->number);
    node_s(n, "birth", lang_day(r->arena, r->lang, w->birth));
    node_s(n, "helper", w->agent_name);
    node_s(n, "until", w->ends == NONE ? "" : lang_deadline(r->arena, r->lang, w->ends));
    node_s(n, "code_until", w->code_ends == NONE ? "" : lang_deadline(r->arena, r->lang, w->code_ends));
    node_i(n, "taken", w->taken);
    if (w->taken)
        return;
    node_s(n, "paper", page(r, "paper", w->account));
    node_s(n, "carry", page(r, "carry", w->account));
}

void show_ward(struct req *r, const struct ward *w)
{
    show(r, out_node(r, "ward"), w);
}

enum err find_ward(struct req *r)
{
    struct ward *w = arena_new(r->arena, 1, sizeof *w);
    enum err e = ward_get(r, (uint64_t)((const struct id_query *)r->query)->id, w);

    r->found = w;
    return e ? e : w->taken ? ERR_GONE : OK;
}

enum err find_carry(struct req *r)
{
    enum err e = find_ward(r);

    return e ? e : ((const struct ward *)r->found)->org != r->who->org ? ERR_GONE : OK;
}

/* Whoever else of the school acted, and until when, stands beside each name. */
enum err pupils_load(struct req *r)
{
    const struct after_query *in = r->query;
    uint64_t last = 0;
    struct ward w;
    struct rows q;
    bool more = true;
    unsigned n = 0;
    enum err e = wards_of(r, r->who->org, in->after == NONE ? 0 : (uint64_t)in->after, &q);

    while (!e && !(e = ward_next(&q, &w, &more)) && more) {
        if (++n > PAGE)
            continue;
        show(r, out_item(r, "wards"), &w);
        last = w.account;
    }
    out_i(r, "centre", (r->who->roles & R_CENTRE) != 0);
    if (n > PAGE)
        out_s(r, "older", arena_fmt(r->arena, "/trust/pupils?after=%llu", (unsigned long long)last));
    return e;
}

enum err pupil_load(struct req *r)
{
    form_show(r, &pupil_form, &(struct pupil){ .name = "", .relation = "", .number = "", .lang = r->lang->code,
              .signed_by = "", .birth = NONE, .days = DAYS_MAX });
    return agree_show(r, &pupil_form, "agree", "account", false);
}

static enum err refuse(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

static enum err may_open(struct req *r, const struct ward *w)
{
    bool twice, open;
    enum err e;

    if ((e = ward_is_twice(r, w, &twice)))
        return e;
    if (twice)
        return refuse(r, "name", "pupil_twice");
    e = throttle_use(r, TH_WARD, arena_fmt(r->arena, "%llu", (unsigned long long)r->who->id), &open);
    return e || open ? e : refuse(r, NULL, "pupil_many");
}

/* The reader, as a teacher of that school. */
static enum err begin(struct req *r, uint64_t account, uint64_t org, int64_t days, uint64_t *ret_deed)
{
    return ward_begin(r, &(struct deed){ .subject = account, .agent = r->who->id, .org = org, .kind = "teacher",
                      .ends = day_end(day_of(r->now) + days) }, ret_deed);
}

enum err pupil_done(struct req *r, const void *in)
{
    const struct pupil *p = in;
    const struct ward w = { .org = r->who->org, .name = p->name, .lang = p->lang, .relation = p->relation,
                            .number = p->number, .birth = p->birth };
    uint64_t account, deed;
    enum err e;

    if ((e = agree_check(r, "agree", "account", p->agree)) || (e = may_open(r, &w)) ||
        (e = ward_open(r, &w, p->signed_by, &account)) || (e = consent_give(r, account, "account", p->agree)) ||
        (e = begin(r, account, w.org, p->days, &deed)))
        return e;
    audit_note(r, (struct audit){ .action = A_WARD_OPEN, .subject = account, .object = "delegation", .object_id = deed,
                                  .detail = arena_fmt(r->arena, "pupil %s", p->signed_by) });
    return go(r, arena_fmt(r->arena, "%s&said=pupil_open", page(r, "act", deed)));
}

enum err carry_load(struct req *r)
{
    show_ward(r, r->found);
    form_show(r, &carry_form, NULL);
    return OK;
}

/* Whoever acted before acts no longer, and is told. */
static enum err end_others(struct req *r, const struct ward *w)
{
    struct deed d;
    struct rows q;
    bool more = true;
    enum err e = ward_deeds(r, w->account, &q);

    while (!e && !(e = deed_next(&q, &d, &more)) && more) {
        if (d.org != w->org || (e = deed_end(r, &d, r->who->id)))
            continue;
        if (d.agent != r->who->id)
            e = tell(r, d.agent, "trust_ended", &d);
    }
    return e;
}

enum err carry_done(struct req *r, const void *in)
{
    const struct ward *w = r->found;
    uint64_t deed;
    enum err e;

    (void)in;
    if ((e = end_others(r, w)) || (e = begin(r, w->account, w->org, DAYS_MAX, &deed)))
        return e;
    audit_note(r, (struct audit){ .action = A_TRUST_GRANT, .subject = w->account, .object = "delegation",
                                  .object_id = deed, .detail = "carry" });
    return go(r, arena_fmt(r->arena, "%s&said=pupil_carry", page(r, "act", deed)));
}
