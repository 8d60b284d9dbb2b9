/* The queue of letters and SMS: what waits, what could not be sent, what went out. Receivers and subjects are masked, a
 * text is never seen: the database does not let this program read one. */
#include "pages.h"
#include "base/clock.h"
#include "base/text.h"
#include <string.h>

static const char *const columns[] = { "letter", "name", "to", "subject", "tries", "when", "problem", NULL };

/* Post writes without names and addresses what went wrong, in English; what an administrator did is a code. Text
 * T.problem.<name>, whose {what} is what the other side said; NULL name: T.admin.letter_given_up. */
static const struct problem {
    const char *start, *name;
} problems[] = {
    { "the folder cannot be written", "folder" },
    { "the relay answered ", "relay_no" },
    { "the relay is not reached: ", "relay_away" },
    { "the relay offers no TLS", "relay_plain" },
    { "the gateway answered ", "gateway_no" },
    { "the gateway is not reached: ", "gateway_away" },
    { "no words for a phone", "no_sms" },
    { "no text", "no_text" },
    { "no address", "no_address" },
    { "not a mail address", "no_mail" },
    { "not a phone number", "no_phone" },
    { "the text cannot be opened", "sealed" },
};

static const char *problem_text(struct req *r, const char *problem)
{
    if (strcmp(problem, "given_up") == 0)
        return text_of(r, "admin", "letter_given_up");
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        size_t n = strlen(problems[i].start);

        if (strncmp(problem, problems[i].start, n) == 0)
            return lang_fill(r->arena, text_of(r, "problem", problems[i].name),
                             (const struct hole[]){ { "what", problem + n }, { NULL, NULL } });
    }
    return problem;
}

/* The first signs of it, and that there is more. */
static const char *masked(struct arena *a, const char *s, unsigned n)
{
    struct buf b = { .arena = a };
    uint32_t c;

    buf_str(&b, "");
    while (n > 0 && (c = text_next(&s))) {
        text_put(&b, c);
        n--;
    }
    if (*s)
        buf_str(&b, "\xe2\x80\xa6");
    return b.p;
}

static const char *receiver(struct req *r, const char *way, const char *mail)
{
    const char *at = strrchr(mail, '@');

    if (strcmp(way, "sms") == 0 || !*mail)
        return text_of(r, "way", way);
    return arena_fmt(r->arena, "%s%s", masked(r->arena, mail, 1), at ? at : "");
}

static const char *state_asked(const struct req *r)
{
    const char *s = ((const struct mail_query *)r->query)->state;

    return *s ? s : "failed"; /* what asks for somebody */
}

static void show_row(struct req *r, struct node *list, const struct rows *q)
{
    struct node *row = node_item(list, "row"), *number;

    number = node_cell(row, arena_fmt(r->arena, "%llu", (unsigned long long)db_u(q, 0)));
    node_s(number, "href", arena_fmt(r->arena, "/admin/letter?id=%llu", (unsigned long long)db_u(q, 0)));
    node_cell(row, text_of(r, "letter_kind", db_s(q, 1)));
    node_cell(row, receiver(r, db_s(q, 2), db_s(q, 3)));
    node_cell(row, masked(r->arena, db_s(q, 4), 4));
    cell_number(r, row, db_i(q, 5));
    node_cell(row, stamp(r, db_time(q, 6)));
    node_cell(row, problem_text(r, db_s(q, 7)));
}

static enum err show_counts(struct req *r)
{
    struct letter_count n;
    enum err e = letters_count(r, r->now - DAY_S, &n);

    if (e)
        return e;
    fact_add(r, "waiting", arena_fmt(r->arena, "%lld", (long long)n.waiting));
    if (n.oldest_at != NONE)
        fact_add(r, "oldest", span(r, r->now - n.oldest_at));
    fact_add(r, "failed", arena_fmt(r->arena, "%lld", (long long)n.failed));
    fact_add(r, "went", arena_fmt(r->arena, "%lld", (long long)n.sent));
    return OK;
}

enum err mail_load(struct req *r)
{
    static const char *const states[] = { "waiting", "failed", "sent" };
    const struct mail_query *asked = r->query;
    const char *state = state_asked(r);
    struct node *list;
    uint64_t last = 0;
    unsigned n = 0;
    struct rows q;
    enum err e;

    if ((e = show_counts(r)) || (e = letters_in(r, state, asked->before == NONE ? 0 : (uint64_t)asked->before, &q)))
        return e;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        desk_filter(r, "/admin/mail", "T.letter_state", states[i], strcmp(states[i], state) == 0);
    list = list_add(r, "letters", columns);
    node_s(list, "caption", text_of(r, "letter_state", state));
    for (; n < PAGE_ROWS && db_next(&q); n++) {
        show_row(r, list, &q);
        last = db_u(&q, 0);
    }
    if (n == PAGE_ROWS && db_next(&q))
        node_s(list, "older", arena_fmt(r->arena, "/admin/mail?state=%s&before=%llu", state, (unsigned long long)last));
    if (asked->before != NONE)
        node_s(list, "newer", arena_fmt(r->arena, "/admin/mail?state=%s", state));
    return db_end(&q);
}

static enum err letter_asked(struct req *r, struct letter_row *ret)
{
    return letter_get(r, (uint64_t)((const struct id_query *)r->query)->id, ret);
}

enum err letter_load(struct req *r)
{
    struct letter_row l;
    enum err e = letter_asked(r, &l);

    if (e)
        return e;
    out_s(r, "crumb.href", arena_fmt(r->arena, "/admin/mail?state=%s", l.state));
    out_s(r, "crumb.text", text_of(r, "page", "admin_mail.title"));
    fact_add(r, "letter", arena_fmt(r->arena, "%llu", (unsigned long long)l.id));
    fact_add(r, "kind", text_of(r, "letter_kind", l.name));
    fact_add(r, "to", receiver(r, l.way, l.mail));
    fact_add(r, "subject", masked(r->arena, l.subject, 4));
    fact_add(r, "state", text_of(r, "letter_state", l.state));
    fact_add(r, "created", lang_time(r->arena, r->lang, l.created_at));
    fact_add(r, "tries", arena_fmt(r->arena, "%lld", (long long)l.tries));
    if (strcmp(l.state, "waiting") == 0)
        fact_add(r, "next", lang_time(r->arena, r->lang, l.next_at));
    if (l.sent_at != NONE)
        fact_add(r, "sent", lang_time(r->arena, r->lang, l.sent_at));
    if (*l.problem)
        fact_add(r, "problem", problem_text(r, l.problem));
    if (strcmp(l.state, "sent") || (r->faults && r->faults->n))
        form_show(r, &letter_form, NULL);
    return OK;
}

/* A letter with a code has lost its text when it was given up: there is nothing to send again. */
static enum err send_again(struct req *r, const struct letter_row *l)
{
    if (l->secret) {
        fault_add(r->faults, "step", "letter_wiped");
        return ERR_INPUT;
    }
    return letter_again(r, l->id);
}

enum err letter_done(struct req *r, const void *in)
{
    bool again = strcmp(((const struct letter_step *)in)->step, "again") == 0;
    struct letter_row l;
    enum err e = letter_asked(r, &l);

    if (e)
        return e;
    if (strcmp(l.state, again ? "failed" : "waiting")) {
        fault_add(r->faults, "step", again ? "letter_not_failed" : "letter_not_waiting");
        return ERR_INPUT;
    }
    if ((e = again ? send_again(r, &l) : letter_give_up(r, l.id)))
        return e;
    audit_note(r, (struct audit){ .action = A_MAIL_AGAIN, .subject = l.account, .object = "letter", .object_id = l.id,
                                  .detail = again ? "again" : "given_up" });
    return go(r, arena_fmt(r->arena, "/admin/mail?state=%s&said=%s", again ? "failed" : "waiting",
                           again ? "letter_again" : "letter_given_up"));
}
