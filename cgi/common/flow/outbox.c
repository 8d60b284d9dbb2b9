/* Letters: written in full inside the caller's transaction, so that nothing is announced that was rolled
 * back, and sealed, because they tell of people's cases. Sends nothing. */
#include "flow/outbox.h"
#include "base/log.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include "flow/parts.h"
#include "view/lang.h"
#include <string.h>

enum { HOLES_MAX = 40 };

const struct sql outbox_add = { .text =
    "INSERT INTO outbox (account, address, lang, name, subject, body, secret, flow, case_id, next_at, created_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };

/* The address only as a hash: a context is written to the log when a value does not open. */
static const char *body_context(struct arena *a, const struct outbox_row *row)
{
    const char *address = row->address ? row->address : "", *to;
    struct digest d;

    if (row->account) {
        to = arena_fmt(a, "%llu", (unsigned long long)row->account);
    } else {
        d = hash_sha256(address, strlen(address));
        to = hex_of(a, d.b, sizeof d.b);
    }
    return arena_fmt(a, "outbox|body|%s %lld|%s", row->name, (long long)row->created_at, to);
}

enum err outbox_open(struct req *r, const struct outbox_row *row, const char **ret_text)
{
    struct bytes plain;
    enum err e;

    if ((e = unseal(r, body_context(r->arena, row), row->body, &plain)))
        return e;
    *ret_text = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return OK;
}

static const struct lang *lang_of(const char *code)
{
    const struct lang *l = code && *code ? lang_find(code) : NULL;

    if (!l)
        l = lang_find(setting_text(SET_LANG));
    return l ? l : lang_find("en");
}

/* The letter's holes and {text} as one table. */
static const struct hole *all_holes(struct arena *a, const struct letter *l)
{
    struct hole *holes = arena_new(a, HOLES_MAX + 2, sizeof *holes);
    size_t n = 0;

    for (const struct hole *h = l->holes; h && h->name && n < HOLES_MAX; h++)
        holes[n++] = *h;
    holes[n] = (struct hole){ "text", l->text ? l->text : "" };
    return holes;
}

enum err outbox_put(struct req *r, const struct letter *l)
{
    const struct lang *lang = lang_of(l->lang);
    const char *subject = lang_text(lang, arena_fmt(r->arena, "T.letter.%s.subject", l->name));
    const char *body = lang_text(lang, arena_fmt(r->arena, "T.letter.%s.body", l->name));
    const struct hole *holes = all_holes(r->arena, l);
    struct outbox_row row = { .account = l->account, .address = l->address, .name = l->name, .created_at = r->now };

    if (!subject || !body)
        return fail(r, ERR_BUG, "no text for letter %s", l->name);
    if (!l->account && !(l->address && *l->address))
        return fail(r, ERR_BUG, "letter %s to nobody", l->name);
    body = lang_fill(r->arena, body, holes);
    row.body = seal(r->arena, body_context(r->arena, &row),
                    (struct bytes){ (const unsigned char *)body, strlen(body) });
    return db_do(r, &outbox_add,
                 (const struct arg[]){ l->account ? arg_u(l->account) : arg_null(),
                                       l->account ? arg_null() : arg_s(l->address), arg_s(lang->code), arg_s(l->name),
                                       arg_s(lang_fill(r->arena, subject, holes)), arg_b(row.body.p, row.body.n),
                                       arg_u(l->secret), arg_s(l->flow ? l->flow : ""), arg_u(l->case_id),
                                       arg_time(r, r->now), arg_time(r, r->now), arg_end() },
                 NULL, NULL);
}
