/* /privacy/seen: who looked at the reader's data, from the audit. Organisation and role, never a name: whoever wants
 * that asks the organisation, which asks the auditor. No SQL, no HTML. */
#include "privacy.h"
#include <string.h>

enum { PAGE = 20 };

/* "T.privacy.saw.view_case.application", else "T.privacy.saw.view_case". */
static const char *what_text(struct req *r, const char *action, const char *object)
{
    const char *kind = arena_strn(r->arena, object, strcspn(object, ":")), *text = NULL;

    if (*kind)
        text = lang_text(r->lang, arena_fmt(r->arena, "T.privacy.saw.%s.%s", action, kind));
    if (!text)
        text = lang_text(r->lang, arena_fmt(r->arena, "T.privacy.saw.%s", action));
    return text ? text : lang_text(r->lang, "T.privacy.saw.other");
}

/* All roles of the hat: which of them was used is not kept. */
static const char *roles_text(struct req *r, unsigned roles)
{
    struct buf b = { .arena = r->arena };

    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1)
        if (roles & bit)
            buf_fmt(&b, "%s%s", b.n ? ", " : "", lang_text(r->lang, arena_fmt(r->arena, "T.role.%s", role_name(bit))));
    return b.n ? b.p : lang_text(r->lang, "T.privacy.seen_former");
}

static const char *org_text(struct req *r, const struct rows *q)
{
    return strcmp(r->lang->code, "zh") && *db_s(q, SEEN_ORG_EN) ? db_s(q, SEEN_ORG_EN) : db_s(q, SEEN_ORG);
}

static const char *who_text(struct req *r, const struct rows *q)
{
    if (*db_s(q, SEEN_ORG))
        return arena_fmt(r->arena, "%s (%s)", org_text(r, q), roles_text(r, (unsigned)db_u(q, SEEN_ROLES)));
    return lang_text(r->lang, db_i(q, SEEN_HELPER) > 0 ? "T.privacy.seen_helper" : "T.privacy.seen_other");
}

static void show_row(struct req *r, const struct rows *q)
{
    struct node *row = out_item(r, "list.row");
    const char *what = what_text(r, db_s(q, SEEN_ACTION), db_s(q, SEEN_OBJECT));

    node_cell(row, lang_time(r->arena, r->lang, db_time(q, SEEN_AT)));
    node_cell(row, *db_s(q, SEEN_NUMBER) ? arena_fmt(r->arena, "%s %s", what,
                                                                             db_s(q, SEEN_NUMBER)) : what);
    node_cell(row, who_text(r, q));
}

enum err seen_load(struct req *r)
{
    static const char *const heads[] = { "when", "what", "who", NULL };
    int64_t before = ((const struct seen_query *)r->query)->before;
    uint64_t last = 0;
    struct rows q;
    unsigned n = 0;
    enum err e = views_of(r, r->who->id, before == NONE ? UINT64_MAX >> 1 : (uint64_t)before, PAGE + 1, &q);

    if (e)
        return e;
    out_s(r, "list.caption", lang_text(r->lang, "T.privacy.seen_caption"));
    out_s(r, "list.empty", lang_text(r->lang, "T.privacy.seen_none"));
    for (const char *const *h = heads; *h; h++)
        node_s(out_item(r, "list.head"), "label", lang_text(r->lang, arena_fmt(r->arena, "T.privacy.seen_%s", *h)));
    for (; n < PAGE && db_next(&q); n++) {
        show_row(r, &q);
        last = db_u(&q, SEEN_ID);
    }
    if (n == PAGE && db_next(&q))
        out_s(r, "list.older", arena_fmt(r->arena, "/privacy/seen?before=%llu", (unsigned long long)last));
    if (before != NONE)
        out_s(r, "list.newer", "/privacy/seen");
    return db_end(&q);
}
