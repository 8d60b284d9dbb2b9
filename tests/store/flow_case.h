/* A small flow of its own for the tests: drafts are sent, reviewed, offered, put off, and lapse. */
#ifndef QIAO_FLOW_CASE_H
#define QIAO_FLOW_CASE_H

#include "store.h"
#include "flow/calendar.h"
#include "flow/flow.h"
#include "flow/outbox.h"
#include "form/form.h"
#include "view/out.h"
#include "view/view.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { S_DRAFT = 1, S_SENT, S_REVIEW, S_OFFERED, S_RESTING, S_GONE, S_DONE, S_LAPSED, S__END };
static const char *const case_states[] = { "", "draft", "sent", "review", "offered", "resting", "gone", "done", "lapsed",
                                           NULL };
enum { E_CREATE = 1, E_SEND, E_TAKE, E_OFFER, E_ACCEPT, E_REST, E_BACK, E_LEAVE, E_RESTORE, E_LATE, E_LAPSE, E_REMIND,
       E__END };
static const char *const case_events[] = { "", "create", "send", "take", "offer", "accept", "rest", "back", "leave",
                                           "restore", "late", "lapse", "remind", NULL };

struct test_case {
    struct flow_case c;
    int64_t whole, extra, blocked; /* what the guards look at */
};

enum { STUDENT = 900001, OFFICER = 900002, LEAD = 900003, OTHER_LEAD = 900004, ORG = 900001 };

static const struct who student = { .id = STUDENT, .roles = R_APPLICANT, .name = "S", .org_name = "", .mail = "",
                                    .lang = "lo" };
static const struct who officer = { .id = OFFICER, .org = ORG, .roles = R_APPLICANT | R_CENTRE_ADMISSIONS,
                                    .name = "O", .org_name = "", .mail = "", .lang = "" };
static const struct who lead = { .id = LEAD, .org = ORG, .roles = R_APPLICANT | R_CENTRE_ADMISSIONS | R_CENTRE_LEAD,
                                 .name = "L", .org_name = "", .mail = "", .lang = "" };
static const struct who other_lead = { .id = OTHER_LEAD, .org = ORG, .roles = R_APPLICANT | R_CENTRE_LEAD, .name = "M",
                                       .org_name = "", .mail = "", .lang = "" };

static const char *is_whole(const struct req *r, const void *c)
{
    (void)r;
    return ((const struct test_case *)c)->whole ? NULL : "not_whole";
}

static const char *has_extra(const struct req *r, const void *c)
{
    (void)r;
    return ((const struct test_case *)c)->extra ? NULL : "no_extra";
}

static const char *is_free(const struct req *r, const void *c)
{
    (void)r;
    return ((const struct test_case *)c)->blocked ? "blocked" : NULL;
}

static const struct sql note_effect = { "UPDATE test_case SET extra = extra + 10 WHERE id = ?" };
static enum err effect_result; /* what the effect answers */

static enum err count_up(struct req *r, const void *c)
{
    enum err e = db_do_one(r, &note_effect, ARGS(arg_u(((const struct flow_case *)c)->id)));

    return e ? e : effect_result;
}

static const struct step case_steps[] = {
    { .from = STATE_NONE, .event = E_CREATE, .to = S_DRAFT, .who = R_APPLICANT },
    { .from = S_DRAFT, .event = E_SEND, .to = S_SENT, .who = R_APPLICANT, .guard = is_whole, .letter = "test_sent" },
    { .from = S_SENT, .event = E_TAKE, .to = S_REVIEW, .who = R_CENTRE_ADMISSIONS, .effect = count_up },
    { .from = S_REVIEW, .event = E_OFFER, .to = S_DONE, .who = R_CENTRE_LEAD, .guard = has_extra, .not_by = E_TAKE },
    { .from = S_REVIEW, .event = E_OFFER, .to = S_OFFERED, .who = R_CENTRE_LEAD, .guard = is_free, .not_by = E_TAKE,
      .letter = "test_offer" },
    { .from = S_REVIEW, .event = E_LATE, .to = S_REVIEW, .who = R_CLOCK },
    { .from = S_SENT, .event = E_LATE, .to = S_SENT, .who = R_CLOCK, .guard = is_free },
    { .from = S_OFFERED, .event = E_ACCEPT, .to = S_DONE, .who = R_APPLICANT },
    { .from = S_OFFERED, .event = E_LAPSE, .to = S_LAPSED, .who = R_CLOCK, .letter = "test_offer" },
    { .from = S_OFFERED, .event = E_REST, .to = S_RESTING, .who = R_CENTRE_LEAD, .reason = true },
    { .from = S_REVIEW, .event = E_REST, .to = S_RESTING, .who = R_CENTRE_LEAD, .reason = true, .letter = "test_rest" },
    { .from = S_RESTING, .event = E_BACK, .to = STATE_BEFORE, .who = R_CENTRE_LEAD },
    { .from = S_RESTING, .event = E_LEAVE, .to = S_GONE, .who = R_APPLICANT },
    { .from = S_OFFERED, .event = E_LEAVE, .to = S_GONE, .who = R_APPLICANT },
    { .from = S_GONE, .event = E_RESTORE, .to = STATE_BEFORE, .who = R_CENTRE_LEAD },
    { .who = 0 }
};

/* The answer promised to a review is 20 working days; it stands still while the case rests. */
static int64_t reminder_due(const struct req *r, const void *c)
{
    (void)c;
    return r->now + 100;
}

static const struct term case_terms[] = {
    { .event = E_LATE, .runs = 1u << S_SENT | 1u << S_REVIEW, .pauses = 1u << S_RESTING },
    { .event = E_LAPSE, .runs = 1u << S_OFFERED, .pauses = 1u << S_RESTING },
    { .event = 0 }
};
static const struct term reminder_terms[] = {
    { .event = E_REMIND, .runs = 1u << S_DRAFT, .due = reminder_due },
    { .event = 0 }
};

static const struct sql get_case = { "SELECT id, owner, centre, state, state_before, ver, state_at, due_at, number, lang, "
                                     "whole, extra, blocked FROM test_case WHERE id = ?" };

static inline enum err case_load(struct req *r, uint64_t id, void **ret)
{
    struct test_case *t = arena_new(r->arena, 1, sizeof *t);
    struct rows q;
    enum err e;

    if ((e = db_one(r, &get_case, ARGS(arg_u(id)), &q)))
        return e;
    t->c = (struct flow_case){ .id = db_u(&q, 0), .owner = db_u(&q, 1), .scope = db_u(&q, 2), .state = (int)db_i(&q, 3),
                               .before = (int)db_i(&q, 4), .ver = db_i(&q, 5), .state_at = db_time(&q, 6),
                               .due_at = db_time(&q, 7), .number = db_s(&q, 8), .lang = db_s(&q, 9) };
    t->whole = db_i(&q, 10);
    t->extra = db_i(&q, 11);
    t->blocked = db_i(&q, 12);
    *ret = t;
    return OK;
}

static inline void case_holes(struct req *r, const struct lang *l, const void *c, struct hole *ret, size_t room)
{
    const struct test_case *t = c;

    (void)room;
    ret[0] = (struct hole){ "extra", arena_fmt(r->arena, "%lld", (long long)t->extra) };
    ret[1] = (struct hole){ "code", l->code };
    ret[2] = (struct hole){ NULL, NULL };
}

static const struct flow test_flow = { .name = "testflow", .table = "test_case", .state = case_states,
                                       .event = case_events, .final = 1u << S_DONE | 1u << S_LAPSED,
                                       .step = case_steps, .term = case_terms, .load = case_load, .holes = case_holes };

static const struct sql make_table = {
    "CREATE TABLE IF NOT EXISTS test_case (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, owner BIGINT UNSIGNED NOT NULL, "
    "centre BIGINT UNSIGNED NOT NULL, state INT NOT NULL DEFAULT 0, state_before INT NOT NULL DEFAULT 0, "
    "ver BIGINT NOT NULL DEFAULT 0, state_at DATETIME NOT NULL, due_at DATETIME NULL, number VARCHAR(20) NOT NULL, "
    "lang VARCHAR(8) NOT NULL, whole INT NOT NULL DEFAULT 1, extra INT NOT NULL DEFAULT 0, "
    "blocked INT NOT NULL DEFAULT 0)" };
static const struct sql drop_table = { "DROP TABLE IF EXISTS test_case" };
static const struct sql add_term = {
    "INSERT INTO flow_term (flow, event, days, working, valid_from, valid_to, source) VALUES (?, ?, ?, ?, ?, ?, 'test')" };
static const struct sql add_case = {
    "INSERT INTO test_case (owner, centre, state, state_at, number, lang, whole, extra, blocked) "
    "VALUES (?, ?, 0, ?, 'TC2026000017', 'lo', ?, ?, ?)" };
static const struct sql clean_log = { "DELETE FROM flow_log WHERE flow LIKE 'testflow%'" };
static const struct sql clean_timer = { "DELETE FROM flow_timer WHERE flow LIKE 'testflow%'" };
static const struct sql clean_term = { "DELETE FROM flow_term WHERE flow LIKE 'testflow%'" };
static const struct sql clean_outbox = { "DELETE FROM outbox WHERE flow LIKE 'testflow%'" };

static inline void case_clean(struct req *r)
{
    must_do(r, &clean_log, NO_ARGS);
    must_do(r, &clean_timer, NO_ARGS);
    must_do(r, &clean_term, NO_ARGS);
    must_do(r, &clean_outbox, NO_ARGS);
}

static inline void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    if (!f || fputs(text, f) < 0 || fclose(f))
        fatal("test: %s", path);
}

/* Texts and one page that prints what flow_show and flow_history left in the data set. */
static inline void open_texts(struct req *r)
{
    static const char *const pages[] = { "common/shown", NULL }, *const folders[] = { NULL };
    char *dir = arena_str(r->arena, "/tmp/qiao-test-XXXXXX");
    const char *file;

    if (!mkdtemp(dir))
        fatal("test: no folder");
    mkdir(arena_fmt(r->arena, "%s/common", dir), 0700);
    mkdir(arena_fmt(r->arena, "%s/common/lang", dir), 0700);
    write_file(arena_fmt(r->arena, "%s/common/lang/en.hdf", dir),
               "T.letter.test_sent.subject = Received {number}\nT.letter.test_sent.body = Thank you ({code}).\n"
               "T.letter.test_sent.sms = {code} thanks\nT.letter.notice.sms = Look at {link}\n"
               "T.letter.test_offer.subject = Offer\nT.letter.test_offer.body = {text} <{extra}> {number}\n"
               "T.letter.test_rest.subject = Later\nT.letter.test_rest.body = Because: {reason}.\n"
               "T.choice.reason.illness = illness\n");
    write_file(arena_fmt(r->arena, "%s/common/lang/lo.hdf", dir),
               "T.letter.test_sent.subject = ໄດ້ຮັບ {number}\nT.choice.reason.illness = ເຈັບປ່ວຍ\n");
    write_file(arena_fmt(r->arena, "%s/common/shown.cs", dir),
               "<?cs each:x = list ?><?cs var:x.event ?>:<?cs var:x.from ?>><?cs var:x.to ?>:<?cs var:x.role ?>:"
               "<?cs var:x.reason ?>:<?cs var:x.text ?>:<?cs var:x.who ?>:<?cs var:x.note ?>|<?cs /each ?>");
    if (!view_open(dir, folders, pages, stderr))
        fatal("test: texts");
    static const char *const files[] = { "common/lang/en.hdf", "common/lang/lo.hdf", "common/shown.cs", "common/lang",
                                         "common", "" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (remove((file = arena_fmt(r->arena, "%s/%s", dir, files[i]))))
            fatal("test: %s stays", file);
}

static inline struct req *case_begin(void)
{
    struct req *r = store_open();
    const struct sql *const first[] = { &drop_table, &make_table };

    for (size_t i = 0; i < 2; i++)
        must_do(r, first[i], NO_ARGS);
    case_clean(r);
    open_texts(r);
    r->lang = lang_find("en");
    must_do(r, &add_term, ARGS(arg_s("testflow"), arg_s("late"), arg_i(20), arg_i(1), arg_s("2020-01-01"), arg_s("2026-06-30")));
    must_do(r, &add_term, ARGS(arg_s("testflow"), arg_s("late"), arg_i(15), arg_i(1), arg_s("2026-07-01"), arg_null()));
    must_do(r, &add_term, ARGS(arg_s("testflow"), arg_s("lapse"), arg_i(10), arg_i(0), arg_s("2020-01-01"), arg_null()));
    return r;
}

static inline void case_finish(struct req *r)
{
    must_do(r, &drop_table, NO_ARGS);
    case_clean(r);
    view_close();
    store_close(r);
}

static inline uint64_t case_new(struct req *r, int64_t whole, int64_t extra, int64_t blocked)
{
    uint64_t id = 0;

    if (db_do(r, &add_case, ARGS(arg_u(STUDENT), arg_u(ORG), arg_time(r, r->now), arg_i(whole), arg_i(extra),
                                 arg_i(blocked)), NULL, &id))
        fatal("test: no case");
    return id;
}

static inline struct test_case *case_of(struct req *r, uint64_t id)
{
    void *c = NULL;

    if (case_load(r, id, &c))
        fatal("test: case is gone");
    return c;
}

/* One command as the application runs it: a transaction, committed or rolled back. */
static inline enum err fire_as(struct req *r, const struct who *who, const struct flow *f, struct move m)
{
    const struct who *before = r->who;
    enum err e = db_begin(r);

    r->who = who;
    if (!e)
        e = flow_fire(r, f, &m);
    if (!e)
        e = db_commit(r);
    if (e)
        db_rollback(r);
    r->who = before;
    return e;
}

static inline enum err fire(struct req *r, const struct who *who, uint64_t id, int event)
{
    return fire_as(r, who, &test_flow, (struct move){ .c = &case_of(r, id)->c, .event = event, .reason = "illness" });
}

/* A case brought to a state by its moves. */
static inline uint64_t case_at(struct req *r, int state)
{
    static const struct {
        const struct who *who;
        int event, to;
    } way[] = { { &student, E_CREATE, S_DRAFT }, { &student, E_SEND, S_SENT }, { &officer, E_TAKE, S_REVIEW },
                { &lead, E_OFFER, S_OFFERED } };
    uint64_t id = case_new(r, 1, -10, 0); /* taking it makes extra 0 */

    for (size_t i = 0; i < sizeof way / sizeof *way && case_of(r, id)->c.state != state; i++)
        if (fire(r, way[i].who, id, way[i].event))
            fatal("test: no way to %s", case_states[state]);
    return id;
}

#endif
