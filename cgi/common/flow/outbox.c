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

/* The way of an account is that of its address today; it is a column so that each way has a queue. */
const struct sql outbox_add = { .text =
    "INSERT INTO outbox (account, address, phone, lang, name, subject, body, sms, secret, flow, case_id, next_at, "
    "created_at, way) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "COALESCE(?, (SELECT IF(mail IS NULL AND state <> 'managed', 'sms', 'mail') FROM account WHERE id = ?), 'mail'))" };

const char *way_name(enum way w)
{
    static const char *const names[] = { [WAY_ANY] = "", [WAY_MAIL] = "mail", [WAY_SMS] = "sms" };

    return names[w];
}

/* The receiver only as a hash: a context is written to the log when a value does not open. */
static const char *context_of(struct arena *a, const struct outbox_row *row, const char *column)
{
    const char *address = row->address ? row->address : "", *to;
    struct digest d;

    if (row->account) {
        to = arena_fmt(a, "%llu", (unsigned long long)row->account);
    } else {
        d = hash_sha256(address, strlen(address));
        to = hex_of(a, d.b, sizeof d.b);
    }
    return arena_fmt(a, "outbox|%s|%s %lld|%s", column, row->name, (long long)row->created_at, to);
}

static const char *phone_context(struct arena *a, const struct outbox_row *row)
{
    return arena_fmt(a, "outbox|phone|%s %lld", row->name, (long long)row->created_at);
}

static enum err open_text(struct req *r, const char *context, struct bytes sealed, const char **ret)
{
    struct bytes plain;
    enum err e;

    if ((e = unseal(r, context, sealed, &plain)))
        return e;
    *ret = arena_strn(r->arena, (const char *)plain.p, plain.n);
    return OK;
}

enum err outbox_open(struct req *r, const struct outbox_row *row, const char **ret_text)
{
    return open_text(r, context_of(r->arena, row, "body"), row->body, ret_text);
}

enum err outbox_open_sms(struct req *r, const struct outbox_row *row, struct bytes sms, const char **ret_text)
{
    return open_text(r, context_of(r->arena, row, "sms"), sms, ret_text);
}

enum err outbox_phone(struct req *r, const struct outbox_row *row, struct bytes phone, const char **ret)
{
    return open_text(r, phone_context(r->arena, row), phone, ret);
}

static struct arg sealed_text(struct req *r, const char *context, const char *text)
{
    struct bytes s;

    if (!text)
        return arg_null();
    s = seal(r->arena, context, (struct bytes){ (const unsigned char *)text, strlen(text) });
    return arg_b(s.p, s.n);
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

/* The words for a phone. A notice says nothing of the matter: a phone on a table is read by others. */
static const char *sms_text(struct req *r, const struct lang *lang, const struct letter *l, const struct hole *holes)
{
    const char *own = lang_text(lang, arena_fmt(r->arena, "T.letter.%s.sms", l->name));
    const struct hole place[] = { { "link", arena_fmt(r->arena, "%s/", setting_text(SET_ORIGIN)) }, { NULL, NULL } };

    if (own)
        return lang_fill(r->arena, own, holes);
    own = l->secret ? NULL : lang_text(lang, "T.letter.notice.sms");
    return own ? lang_fill(r->arena, own, place) : NULL;
}

static struct arg way_of(const struct letter *l)
{
    if (!l->account)
        return arg_s(way_name(l->phone ? WAY_SMS : WAY_MAIL));
    return arg_opt(way_name(l->way));
}

enum err outbox_put(struct req *r, const struct letter *l)
{
    const struct lang *lang = lang_of(l->lang);
    const char *subject = lang_text(lang, arena_fmt(r->arena, "T.letter.%s.subject", l->name));
    const char *body = lang_text(lang, arena_fmt(r->arena, "T.letter.%s.body", l->name));
    const struct hole *holes = all_holes(r->arena, l);
    const char *sms = sms_text(r, lang, l, holes), *to = l->phone ? l->phone : l->address;
    struct outbox_row row = { .account = l->account, .address = to, .name = l->name, .created_at = r->now };

    if (!subject || !body)
        return fail(r, ERR_BUG, "no text for letter %s", l->name);
    if (!l->account && !(to && *to))
        return fail(r, ERR_BUG, "letter %s to nobody", l->name);
    if (!sms && (l->phone || l->way == WAY_SMS))
        return fail(r, ERR_BUG, "no words for an SMS of letter %s", l->name);
    return db_do(r, &outbox_add,
                 (const struct arg[]){ l->account ? arg_u(l->account) : arg_null(),
                                       l->account || l->phone ? arg_null() : arg_s(to),
                                       sealed_text(r, phone_context(r->arena, &row), l->account ? NULL : l->phone),
                                       arg_s(lang->code), arg_s(l->name), arg_s(lang_fill(r->arena, subject, holes)),
                                       sealed_text(r, context_of(r->arena, &row, "body"),
                                                   lang_fill(r->arena, body, holes)),
                                       sealed_text(r, context_of(r->arena, &row, "sms"), sms), arg_u(l->secret),
                                       arg_s(l->flow ? l->flow : ""), arg_u(l->case_id), arg_time(r, r->now),
                                       arg_time(r, r->now), way_of(l), arg_u(l->account), arg_end() },
                 NULL, NULL);
}
