/* What happened with the reader's account, and which counter keeps tries waiting at the moment (SECURITY 25). */
#include "login.h"

/* "T.event.sign_in.waiting", else "T.event.sign_in.refused", else the sentence for whatever has none. */
static const char *text_of(struct req *r, const char *action, bool refused, const char *detail)
{
    const char *t = NULL;

    if (*detail)
        t = lang_text(r->lang, arena_fmt(r->arena, "T.event.%s.%s", action, detail));
    if (!t)
        t = lang_text(r->lang, arena_fmt(r->arena, "T.event.%s.%s", action, refused ? "refused" : "done"));
    return t ? t : lang_text(r->lang, refused ? "T.event.other.refused" : "T.event.other.done");
}

static void show_heads(struct req *r)
{
    static const char *const heads[] = { "when", "what", "where", NULL };

    out_s(r, "list.caption", lang_text(r->lang, "T.login.event_caption"));
    for (const char *const *h = heads; *h; h++)
        node_s(out_item(r, "list.head"), "label", lang_text(r->lang, arena_fmt(r->arena, "T.login.event_%s", *h)));
}

static void show_event(struct req *r, const struct rows *q)
{
    struct node *row = out_item(r, "list.row");

    node_cell(row, lang_time(r->arena, r->lang, db_time(q, 0)));
    node_cell(row, text_of(r, db_s(q, 1), db_i(q, 2) > 0, db_s(q, 4)));
    node_cell(row, *db_s(q, 3) ? db_s(q, 3) : "\xe2\x80\x93");
}

static enum err show_slow(struct req *r, enum throttle kind, const char *key)
{
    struct hole holes[2] = { { "until", NULL }, { NULL, NULL } };
    struct throttled t;
    enum err e = throttle_look(r, kind, key, &t);
    const char *text;

    if (e || !t.closed)
        return e;
    text = lang_text(r->lang, arena_fmt(r->arena, t.hard ? "T.throttle.%s_hard" : "T.throttle.%s", t.name));
    holes[0].value = t.hard ? "" : lang_time(r->arena, r->lang, t.until + 59); /* shown to the minute */
    node_s(out_item(r, "slow"), "text", lang_fill(r->arena, text, holes));
    return OK;
}

/* Each counter that may keep the owner waiting, or that somebody else has filled. */
static enum err show_counters(struct req *r)
{
    const char *device = NULL;
    struct account a;
    enum err e;

    if ((e = account_by_id(r, r->who->id, &a)) || (e = show_slow(r, TH_ACCOUNT, throttle_account(r, a.id))) ||
        (e = show_slow(r, TH_SECOND, own_key(r))) || (e = show_slow(r, TH_AGAIN, own_key(r))) ||
        (*a.mail && (e = show_slow(r, TH_RESET, a.mail))) || (*a.phone && (e = show_slow(r, TH_RESET, a.phone))) ||
        (e = show_slow(r, TH_ADDRESS, throttle_network(r))))
        return e;
    return device_is_known(r, a.id, &device) ? show_slow(r, TH_DEVICE, device) : OK;
}

enum err events_load(struct req *r)
{
    struct rows q;
    enum err e;

    if ((e = show_counters(r)) || (e = event_list(r, r->who->id, &q)))
        return e;
    show_heads(r);
    while (db_next(&q))
        show_event(r, &q);
    return db_end(&q);
}
