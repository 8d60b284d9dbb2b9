/* The front page, which is the notice about accounts, and every notice in each of its versions. No SQL, no HTML. */
#include "request.h"
#include <string.h>

const char *tag_of(const char *code)
{
    const struct lang *l = lang_find(code);

    return l ? l->tag : "";
}

const char *notice_place(struct req *r, const char *purpose, int64_t version)
{
    return arena_fmt(r->arena, "/privacy/notice?purpose=%s&version=%lld", purpose, (long long)version);
}

/* Parts are apart by an empty line; the first line of each is its heading (auth/consent.h). */
void notice_show(struct req *r, const struct notice *n)
{
    const char *s = n->body;

    out_s(r, "notice.title", n->title);
    out_s(r, "notice.lang", tag_of(n->lang));
    out_i(r, "notice.version", n->version);
    out_s(r, "notice.from", lang_day(r->arena, r->lang, n->valid_from));
    while (*s) {
        const char *end = strstr(s, "\n\n"), *part = arena_strn(r->arena, s, end ? (size_t)(end - s) : strlen(s));
        const char *line = strchr(part, '\n');
        struct node *x = out_item(r, "notice.part");

        node_s(x, "head", line ? arena_strn(r->arena, part, (size_t)(line - part)) : part);
        node_s(x, "text", line ? line + 1 : "");
        s += strlen(part) + (end ? 2 : 0);
    }
}

/* Titles of the other notices. */
static enum err show_others(struct req *r, const char *but)
{
    struct rows q;
    enum err e = notices_now(r, &q);

    if (e)
        return e;
    while (db_next(&q)) {
        struct node *n;

        if (strcmp(db_s(&q, 0), but) == 0)
            continue;
        n = out_item(r, "others");
        node_s(n, "title", db_s(&q, 2));
        node_s(n, "lang", tag_of(db_s(&q, 3)));
        node_s(n, "href", notice_place(r, db_s(&q, 0), db_i(&q, 1)));
    }
    return db_end(&q);
}

enum err home_load(struct req *r)
{
    struct notice n;
    enum err e = notice_get(r, purposes[0], NONE, &n);

    if (e)
        return e;
    notice_show(r, &n);
    out_i(r, "signed_in", r->who->id != 0);
    out_i(r, "officer", (r->who->roles & R_PRIVACY) != 0);
    return show_others(r, purposes[0]);
}

enum err notice_load(struct req *r)
{
    const struct notice_query *q = r->query;
    struct notice n;
    struct rows rows;
    enum err e;

    if ((e = notice_get(r, q->purpose, q->version, &n)) || (e = notice_versions(r, q->purpose, &rows)))
        return e;
    notice_show(r, &n);
    while (db_next(&rows)) {
        struct node *x = out_item(r, "versions");

        node_i(x, "number", db_i(&rows, 0));
        node_s(x, "from", lang_day(r->arena, r->lang, db_day(&rows, 1)));
        node_i(x, "current", db_i(&rows, 0) == n.version);
        node_s(x, "href", notice_place(r, q->purpose, db_i(&rows, 0)));
    }
    return db_end(&rows);
}
