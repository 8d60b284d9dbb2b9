/* The state machine of a request about one's own data, as rows. Nothing else changes a state. */
#include "request.h"
#include "base/clock.h"
#include "base/setting.h"
#include "flow/outbox.h"
#include <string.h>

#define BIT(s) (1u << (s))

static const struct request *of(const void *c)
{
    return c;
}

static bool is_deletion(const void *c)
{
    return strcmp(of(c)->kind, "delete") == 0;
}

static const char *is_owner(const struct req *r, const void *c)
{
    return of(c)->c.owner == r->who->id ? NULL : "not_yours";
}

static const char *is_gone(const struct req *r, const void *c)
{
    (void)r;
    return of(c)->gone ? NULL : "request_kind";
}

static const char *wants_correction(const struct req *r, const void *c)
{
    (void)r;
    return is_deletion(c) ? "request_kind" : NULL;
}

static const char *may_be_erased(const struct req *r, const void *c)
{
    (void)r;
    return !is_deletion(c) ? "request_kind" : of(c)->hold.code ? "request_held" : NULL;
}

static const char *must_be_kept(const struct req *r, const void *c)
{
    (void)r;
    return is_deletion(c) && of(c)->hold.code ? NULL : "request_free";
}

int64_t hold_ends(const struct req *r, const struct hold *h)
{
    return h->until == NONE ? day_of(r->now) + LOOK_AGAIN_DAYS : h->until;
}

static int64_t hold_due(const struct req *r, const void *c)
{
    return day_end(hold_ends(r, &of(c)->hold));
}

static enum err keep_hold(struct req *r, const void *c)
{
    return request_hold(r, of(c)->c.id, of(c)->hold.code, hold_ends(r, &of(c)->hold));
}

/* What else was asked for about the same data has nothing left to be about. */
static enum err overtake(struct req *r, const struct request *done)
{
    struct rows q;
    enum err e = requests_of(r, done->c.owner, &q);

    while (!e && db_next(&q)) {
        int state = (int)db_i(&q, 3);
        struct request x;

        if (db_u(&q, 0) == done->c.id || state < REQ_ASKED || state > REQ_HELD)
            continue;
        if (!(e = request_any(r, db_u(&q, 0), &x)))
            e = flow_fire(r, &privacy_flow, &(struct move){ .c = &x.c, .event = REQ_OVERTAKE });
    }
    return e ? e : db_end(&q);
}

static enum err tell(struct req *r, const struct request *x, uint64_t account, const char *name)
{
    return outbox_put(r, &(struct letter){ .account = account, .lang = x->c.lang, .name = name,
                      .flow = account == x->c.owner ? "privacy" : "", .case_id = x->c.id,
                      .holes = (const struct hole[]){ { "number", x->c.number }, { "what", x->part.what },
                      { "link", arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN),
                                          request_at(r, "/privacy/request", x->c.id)) }, { NULL, NULL } } });
}

/* The last letter goes to the address itself, because afterwards nobody knows it; its row goes too, once it is sent. */
static enum err erase_whole(struct req *r, const void *c)
{
    const char *mail, *phone;
    enum err e = reach_of(r, of(c)->c.owner, &mail, &phone);

    if (!e && of(c)->asked_by != of(c)->c.owner)
        e = tell(r, c, of(c)->asked_by, "request_erased");
    if (!e && (*mail || *phone))
        e = outbox_put(r, &(struct letter){ .address = *mail ? mail : NULL, .phone = *mail ? NULL : phone,
                       .way = *mail ? WAY_MAIL : WAY_SMS, .lang = of(c)->c.lang, .name = "request_erased",
                       .secret = true, .holes = (const struct hole[]){ { "number", of(c)->c.number },
                                                                       { NULL, NULL } } });
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_CLOSE, .subject = of(c)->c.owner, .object = "privacy_case",
                                  .object_id = of(c)->c.id });
    e = erase_all(r, of(c)->c.owner);
    return e ? e : overtake(r, c);
}

static enum err erase(struct req *r, const void *c)
{
    enum err e;

    if (part_is_whole(of(c)->part.part))
        return erase_whole(r, c);
    e = erase_part(r, of(c)->c.owner, of(c)->part.part, of(c)->part.id);
    return e ? e : tell(r, c, of(c)->c.owner, "request_part_erased");
}

static enum err remind(struct req *r, const void *c)
{
    struct rows q;
    enum err e = privacy_officers(r, &q);

    while (!e && db_next(&q))
        e = outbox_put(r, &(struct letter){ .account = db_u(&q, 0), .lang = db_s(&q, 2), .name = "desk_request_due",
                       .holes = (const struct hole[]){ { "name", db_s(&q, 1) }, { "number", of(c)->c.number },
                                { "link", arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN),
                                                    request_at(r, "/privacy/review", of(c)->c.id)) },
                                { NULL, NULL } } });
    return e ? e : db_end(&q);
}

/* What cannot be undone needs two people. */
static const struct step steps[] = {
    { STATE_NONE, REQ_ASK, REQ_ASKED, R_SIGNED_IN, is_owner, NULL, 0, false, "request_received" },
    { REQ_ASKED, REQ_CORRECT, REQ_DONE, R_PRIVACY, wants_correction, NULL, 0, false, "request_corrected" },
    { REQ_ASKED, REQ_AGREE, REQ_AGREED, R_PRIVACY, may_be_erased, NULL, 0, false, NULL },
    { REQ_AGREED, REQ_ERASE, REQ_DONE, R_PRIVACY, may_be_erased, erase, REQ_AGREE, false, NULL },
    { REQ_ASKED, REQ_HOLD, REQ_HELD, R_PRIVACY, must_be_kept, keep_hold, 0, false, "request_held" },
    { REQ_AGREED, REQ_HOLD, REQ_HELD, R_PRIVACY, must_be_kept, keep_hold, 0, false, "request_held" },
    { REQ_HELD, REQ_RESUME, REQ_ASKED, R_PRIVACY | R_CLOCK, NULL, NULL, 0, false, NULL },
    { REQ_ASKED, REQ_REFUSE, REQ_REFUSED, R_PRIVACY, NULL, NULL, 0, true, "request_refused" },
    { REQ_AGREED, REQ_REFUSE, REQ_REFUSED, R_PRIVACY, NULL, NULL, 0, true, "request_refused" },
    { REQ_REFUSED, REQ_RESTORE, REQ_ASKED, R_PRIVACY, NULL, NULL, 0, true, "request_restored" },
    { REQ_ASKED, REQ_WITHDRAW, REQ_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { REQ_AGREED, REQ_WITHDRAW, REQ_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { REQ_HELD, REQ_WITHDRAW, REQ_WITHDRAWN, R_SIGNED_IN, is_owner, NULL, 0, false, NULL },
    { REQ_ASKED, REQ_OVERTAKE, REQ_WITHDRAWN, R_PRIVACY, is_gone, NULL, 0, false, NULL },
    { REQ_AGREED, REQ_OVERTAKE, REQ_WITHDRAWN, R_PRIVACY, is_gone, NULL, 0, false, NULL },
    { REQ_HELD, REQ_OVERTAKE, REQ_WITHDRAWN, R_PRIVACY, is_gone, NULL, 0, false, NULL },
    { REQ_ASKED, REQ_REMIND, REQ_ASKED, R_CLOCK, NULL, remind, 0, false, NULL },
    { REQ_AGREED, REQ_REMIND, REQ_AGREED, R_CLOCK, NULL, remind, 0, false, NULL },
    { .who = 0 }
};

static const struct term terms[] = {
    { .event = REQ_REMIND, .runs = BIT(REQ_ASKED) | BIT(REQ_AGREED) },
    { .event = REQ_RESUME, .runs = BIT(REQ_HELD), .due = hold_due },
    { .event = 0 }
};

static enum err load(struct req *r, uint64_t id, void **ret)
{
    struct request *x = arena_new(r->arena, 1, sizeof *x);

    *ret = x;
    return request_any(r, id, x);
}

static void holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room)
{
    const struct request *x = of(c);
    const struct hole all[] = {
        { "number", x->c.number },
        { "kind", kind_text(r, l, x->kind, x->part.part) },
        { "why", x->hold.code ? hold_text(r, l, x->hold.code) : "" },
        { "what", x->hold.code ? x->hold.what : "" },
        { "until", x->hold.code ? lang_day(r->arena, l, hold_ends(r, &x->hold)) : "" },
        { "link", arena_fmt(r->arena, "%s%s", setting_text(SET_ORIGIN), request_at(r, "/privacy/request", x->c.id)) },
        { NULL, NULL },
    };

    for (size_t i = 0; i < room && i < sizeof all / sizeof *all; i++)
        ret[i] = all[i];
    ret[room - 1] = (struct hole){ NULL, NULL };
}

const struct flow privacy_flow = {
    .name = "privacy", .table = "privacy_case", .state = privacy_states, .event = privacy_events,
    .final = BIT(REQ_DONE) | BIT(REQ_WITHDRAWN), .step = steps, .term = terms, .load = load, .holes = holes,
};
