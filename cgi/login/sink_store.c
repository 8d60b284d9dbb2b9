/* SQL of the page that shows what a demonstration has sent. Post writes it, and only there. */
#include "login.h"
#include "crypt/crypt.h"
#include "data/db.h"

extern const struct sql list_sink;
const struct sql list_sink = { .text =
    "SELECT id, way, lang, receiver, subject, body, sent_at FROM sink ORDER BY id DESC LIMIT 20" };

static enum err open_cell(struct req *r, const struct rows *q, unsigned col, const char *column, const char **ret)
{
    const char *context = arena_fmt(r->arena, "sink|%s|%llu|%llu", column, (unsigned long long)db_u(q, 0),
                                    (unsigned long long)db_u(q, 0));
    struct bytes plain;
    enum err e = unseal(r, context, db_b(q, col), &plain);

    if (!e)
        *ret = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return e;
}

enum err sink_list(struct req *r, struct shown *ret, size_t *ret_n)
{
    struct rows q;
    enum err e = db_ask(r, &list_sink, (const struct arg[]){ arg_end() }, &q), e2;
    size_t n = 0;

    if (e)
        return e;
    while (!e && n < SHOWN_MAX && db_next(&q)) {
        struct shown *s = &ret[n++];

        *s = (struct shown){ .way = db_s(&q, 1), .lang = db_s(&q, 2), .subject = db_s(&q, 4), .at = db_time(&q, 6) };
        if (!(e = open_cell(r, &q, 3, "receiver", &s->receiver)))
            e = open_cell(r, &q, 5, "body", &s->body);
    }
    e2 = db_end(&q);
    *ret_n = n;
    return e ? e : e2;
}
