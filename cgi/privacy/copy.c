/* /privacy/mine, /privacy/copy, /privacy/file: a copy of one's own data (PIPL 45), by the table of copy_store.c. One
 * JSON text and each file by itself, not an archive: an answer is whole before a byte of it is sent, which 200 MiB of
 * files would not be, and a phone opens a picture but no archive. No SQL, no HTML. */
#include "privacy.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "crypt/crypt.h"
#include "document/document.h"
#include "flow/names.h"
#include "flow/outbox.h"
#include <string.h>

enum { COPY_MAX = 8 << 20 };

struct writing {
    struct req *r;
    struct json *j;
    uint64_t account;
    bool whole; /* every value could be read, and no part was too long */
};

/* A damaged value is logged by unseal and left out: the rest of the copy is still owed. */
static enum err open_cell(struct writing *w, const char *context, struct bytes sealed, const char **ret)
{
    struct bytes plain;
    enum err e;

    if (!sealed.n)
        return OK;
    e = unseal(w->r, context, sealed, &plain);

    if (e == ERR_BUG) {
        w->whole = false;
        return OK;
    }
    if (!e)
        *ret = arena_strn(w->r->arena, (const char *)plain.p, plain.n);
    return e;
}

static enum err open_letter(struct writing *w, const struct rows *q, unsigned col, const char **ret)
{
    enum err e;

    if (db_null(q, col))
        return OK;
    e = outbox_open(w->r, &(struct outbox_row){ .account = w->account, .name = db_s(q, 1),
                    .created_at = db_time(q, 2), .body = db_b(q, col) }, ret);
    if (e == ERR_BUG)
        w->whole = false;
    return e == ERR_BUG ? OK : e;
}

/* ISO 8601, UTC; NULL for none. */
static const char *time_text(struct arena *a, int64_t utc_s)
{
    int64_t s = utc_s == NONE ? 0 : (utc_s % DAY_S + DAY_S) % DAY_S;

    if (utc_s == NONE)
        return NULL;
    return arena_fmt(a, "%sT%02d:%02d:%02dZ", day_text(a, (utc_s - s) / DAY_S), (int)(s / 3600), (int)(s / 60 % 60),
                     (int)(s % 60));
}

/* Nothing told is null, nothing chosen an empty list. */
static void write_bits(struct writing *w, const struct rows *q, unsigned col, const struct column *c)
{
    int64_t bits = db_i(q, col);

    if (db_null(q, col)) {
        json_text(w->j, c->name, NULL);
        return;
    }
    json_open(w->j, c->name, '[');
    for (const char *s = c->cell; *s; s += strspn(s, " "), bits >>= 1) {
        size_t len = strcspn(s, " ");

        if (bits & 1)
            json_text(w->j, NULL, arena_strn(w->r->arena, s, len));
        s += len;
    }
    json_close(w->j);
}

static enum err write_cell(struct writing *w, const struct rows *q, unsigned col, const struct column *c)
{
    struct arena *a = w->r->arena;
    const char *text = NULL;
    enum err e = OK;

    switch (c->kind) {
    case C_END:
    case C_SKIP:
        return OK;
    case C_NUMBER:
        if (db_null(q, col))
            break;
        json_number(w->j, c->name, db_i(q, col));
        return OK;
    case C_BOOL:
        if (db_null(q, col))
            break;
        json_bool(w->j, c->name, db_i(q, col) > 0);
        return OK;
    case C_TEXT:
        text = db_null(q, col) ? NULL : db_s(q, col);
        break;
    case C_TIME:
        text = time_text(a, db_time(q, col));
        break;
    case C_DAY:
        text = db_null(q, col) ? NULL : day_text(a, db_day(q, col));
        break;
    case C_ROLE:
        text = role_name((unsigned)db_u(q, col));
        break;
    case C_BITS:
        write_bits(w, q, col, c);
        return OK;
    case C_STATE:
        text = db_null(q, col) ? NULL : flow_state_name(c->cell ? c->cell : db_s(q, 1), db_i(q, col));
        break;
    case C_EVENT:
        text = flow_event_name(c->cell ? c->cell : db_s(q, 1), db_i(q, col));
        break;
    case C_SEALED:
        e = open_cell(w, arena_fmt(a, "%s|%llu|%llu", c->cell, (unsigned long long)db_u(q, 0),
                                   (unsigned long long)w->account), db_b(q, col), &text);
        break;
    case C_SEALED_ROW:
        e = open_cell(w, arena_fmt(a, "%s|%llu", c->cell, (unsigned long long)db_u(q, 0)), db_b(q, col), &text);
        break;
    case C_LETTER:
        e = open_letter(w, q, col, &text);
        break;
    }
    if (!e)
        json_text(w->j, c->name, text);
    return e;
}

static enum err write_part(struct writing *w, const struct part *p)
{
    struct rows q;
    enum err e = copy_rows(w->r, p, w->account, &q);

    if (e)
        return e;
    if (p->most && q.count >= p->most)
        w->whole = false;
    json_open(w->j, p->name, '[');
    while (db_next(&q)) {
        json_open(w->j, NULL, '{');
        for (unsigned col = 0; p->column[col].kind != C_END; col++)
            if ((e = write_cell(w, &q, col, &p->column[col])))
                return e;
        json_close(w->j);
    }
    json_close(w->j);
    return db_end(&q);
}

enum err copy_write(struct req *r, struct json *j)
{
    struct writing w = { .r = r, .j = j, .account = r->who->id, .whole = true };
    enum err e;

    json_open(j, NULL, '{');
    json_number(j, "format", COPY_FORMAT);
    json_text(j, "made", time_text(r->arena, r->now));
    for (const struct part *p = copy_parts; p->name; p++)
        if ((e = write_part(&w, p)))
            return e;
    json_bool(j, "complete", w.whole);
    json_close(j);
    return json_is_whole(j) ? OK : fail(r, ERR_BUG, "the copy of account %llu is larger than %d bytes",
                                        (unsigned long long)w.account, COPY_MAX);
}

enum err copy_load(struct req *r)
{
    struct json j = { .text = { .arena = r->arena }, .max = COPY_MAX };
    enum err e;

    if ((e = audit_now(r, (struct audit){ .action = A_EXPORT })) || (e = copy_write(r, &j)))
        return e;
    reply_status(r, 200);
    reply_header(r, "Content-Disposition", arena_fmt(r->arena, "attachment; filename=\"qiao-%llu-%s.json\"",
                                                     (unsigned long long)r->who->id,
                                                     day_text(r->arena, day_of(r->now))));
    reply_header(r, "X-Content-Type-Options", "nosniff");
    reply_header(r, "Content-Security-Policy", "sandbox; default-src 'none'");
    reply_header(r, "Cache-Control", "no-store");
    reply_body(r, "application/json", (struct bytes){ (const unsigned char *)j.text.p, j.text.n });
    return OK;
}

enum err mine_load(struct req *r)
{
    struct document d;
    struct rows q;
    enum err e = files_of(r, r->who->id, &q);

    if (e)
        return e;
    while (document_next(&q, &d)) {
        struct node *n = out_item(r, "files");

        node_s(n, "name", *d.name ? d.name : d.kind);
        node_i(n, "kb", (int64_t)(d.size + 1023) / 1024);
        node_s(n, "when", lang_time(r->arena, r->lang, d.created_at));
        node_s(n, "href", arena_fmt(r->arena, "/privacy/file?id=%llu", (unsigned long long)d.id));
    }
    return db_end(&q);
}

enum err file_load(struct req *r)
{
    uint64_t id = (uint64_t)((const struct id_query *)r->query)->id, of;
    const char *program;
    struct document d;
    struct bytes body;
    enum err e;

    if ((e = file_place(r, id, r->who->id, &program, &of)) || (e = document_open(r, id, program, of, &d, &body)) ||
        (e = audit_now(r, (struct audit){ .action = A_EXPORT, .object = "document", .object_id = id })))
        return e;
    return document_send(r, &d, body);
}
