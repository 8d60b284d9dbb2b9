/* What the reader agreed to: looking, agreeing without handing anything in, taking back. No SQL, no HTML. */
#include "privacy.h"
#include <string.h>

static const struct purpose_query *query(const struct req *r)
{
    return r->query;
}

static void show_consent(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "consents");
    bool valid = db_null(q, 3);

    node_s(n, "title", db_s(q, 5));
    node_s(n, "lang", tag_of(db_s(q, 6)));
    node_s(n, "href", notice_place(r, db_s(q, 0), db_i(q, 1)));
    node_i(n, "version", db_i(q, 1));
    node_s(n, "given", lang_time(r->arena, r->lang, db_time(q, 2)));
    node_i(n, "guardian", !db_i(q, 4));
    if (valid)
        node_s(n, "back", arena_fmt(r->arena, "/privacy/withdraw?purpose=%s", db_s(q, 0)));
    else
        node_s(n, "withdrawn", lang_time(r->arena, r->lang, db_time(q, 3)));
}

/* Notices in force that this reader has not agreed to: each can be, without handing anything in. */
static enum err show_open(struct req *r)
{
    uint32_t given;
    struct rows q;
    enum err e;

    if ((e = consents_given(r, r->who->id, purposes, &given)) || (e = notices_now(r, &q)))
        return e;
    while (db_next(&q))
        for (unsigned i = 0; purposes[i]; i++) {
            struct node *n;

            if (strcmp(db_s(&q, 0), purposes[i]) || given >> i & 1)
                continue;
            n = out_item(r, "open");
            node_s(n, "title", db_s(&q, 2));
            node_s(n, "lang", tag_of(db_s(&q, 3)));
            node_s(n, "href", arena_fmt(r->arena, "/privacy/agree?purpose=%s", purposes[i]));
        }
    return db_end(&q);
}

enum err consents_load(struct req *r)
{
    struct rows q;
    enum err e = consents_of(r, r->who->id, &q);

    if (e)
        return e;
    while (db_next(&q))
        show_consent(r, &q);
    return (e = db_end(&q)) ? e : show_open(r);
}

enum err agree_load(struct req *r)
{
    struct notice n;
    enum err e = notice_get(r, query(r)->purpose, NONE, &n);

    if (e)
        return e;
    notice_show(r, &n);
    form_show(r, &agree_form, NULL);
    return agree_show(r, &agree_form, "agree", n.purpose, false);
}

enum err agree_done(struct req *r, const void *in)
{
    enum err e = agree_take(r, "agree", query(r)->purpose, ((const struct agree *)in)->agree);

    return e ? e : go(r, "/privacy/consents?said=consented");
}

/* What follows from taking it back depends on what it was given for. */
static const char *group_of(const char *purpose)
{
    return strncmp(purpose, "apply_", 6) == 0 ? "sensitive" : purpose;
}

enum err withdraw_load(struct req *r)
{
    struct notice n;
    int64_t version;
    enum err e;

    if ((e = consent_version(r, r->who->id, query(r)->purpose, &version)) ||
        (e = notice_get(r, query(r)->purpose, version, &n)))
        return e;
    notice_show(r, &n);
    out_s(r, "follows", lang_text(r->lang, arena_fmt(r->arena, "T.privacy.follows.%s", group_of(n.purpose))));
    form_show(r, &withdraw_form, NULL);
    return OK;
}

enum err withdraw_done(struct req *r, const void *in)
{
    enum err e = consent_back(r, r->who->id, query(r)->purpose);

    (void)in;
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_CONSENT_BACK, .detail = query(r)->purpose });
    return go(r, "/privacy/consents?said=taken_back");
}
