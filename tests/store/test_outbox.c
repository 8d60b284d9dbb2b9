/* Letters: whole and in the receiver's language when they are written, sealed, and gone with a rolled back act. */
#include "flow_case.h"

static struct req *r;

static const struct sql newest = {
    "SELECT COALESCE(account, 0), COALESCE(address, ''), lang, name, subject, body, secret, flow, case_id, state, "
    "next_at, created_at, id FROM outbox WHERE flow LIKE 'testflow%' ORDER BY id DESC LIMIT 1" };
static const struct sql count = { "SELECT COUNT(*) FROM outbox WHERE flow LIKE 'testflow%'" };

struct found {
    struct outbox_row row;
    const char *lang, *subject, *body, *flow, *state;
    int64_t secret, case_id, next_at;
};

static struct found last_letter(void)
{
    struct found f = { .body = NULL };
    struct rows q;

    assert_int_equal(db_one(r, &newest, NO_ARGS, &q), OK);
    f.row = (struct outbox_row){ .account = db_u(&q, 0), .address = db_s(&q, 1), .name = db_s(&q, 3),
                                 .created_at = db_time(&q, 11), .body = db_b(&q, 5) };
    f.lang = db_s(&q, 2);
    f.subject = db_s(&q, 4);
    f.secret = db_i(&q, 6);
    f.flow = db_s(&q, 7);
    f.case_id = db_i(&q, 8);
    f.state = db_s(&q, 9);
    f.next_at = db_time(&q, 10);
    assert_int_equal(outbox_open(r, &f.row, &f.body), OK);
    return f;
}

static bool holds(struct bytes b, const char *s)
{
    return memmem(b.p, b.n, s, strlen(s)) != NULL;
}

static enum err put(const char *lang, const char *name, const char *text, uint64_t account, const char *address)
{
    static const struct hole holes[] = { { "extra", "7" }, { "number", "TC1" }, { "code", "-" }, { NULL, NULL } };

    return outbox_put(r, &(struct letter){ .account = account, .address = address, .lang = lang, .name = name,
                                           .text = text, .holes = holes, .flow = "testflow", .case_id = 5 });
}

static void written_whole_and_sealed(void **state)
{
    struct found f;
    (void)state;

    assert_int_equal(put("en", "test_offer", "Bring your papers & be well.", 42, NULL), OK);
    f = last_letter();
    assert_string_equal(f.subject, "Offer");
    assert_string_equal(f.body, "Bring your papers & be well. <7> TC1"); /* a letter is no HTML */
    assert_int_equal(f.row.account, 42);
    assert_string_equal(f.row.address, "");
    assert_string_equal(f.lang, "en");
    assert_string_equal(f.flow, "testflow");
    assert_int_equal(f.case_id, 5);
    assert_string_equal(f.state, "waiting");
    assert_int_equal(f.next_at, r->now);
    assert_int_equal(f.secret, 0);
    assert_false(holds(f.row.body, "papers"));
}

static void in_the_receivers_language(void **state)
{
    struct found f;
    (void)state;

    assert_int_equal(put("lo", "test_sent", NULL, 42, NULL), OK);
    f = last_letter();
    assert_string_equal(f.lang, "lo");
    assert_string_equal(f.subject, "ໄດ້ຮັບ TC1");
    assert_string_equal(f.body, "Thank you (-)."); /* not translated yet: English */
    assert_int_equal(put("xx", "test_sent", NULL, 42, NULL), OK);
    assert_string_equal(last_letter().lang, setting_text(SET_LANG));
    assert_int_equal(put(NULL, "test_sent", NULL, 42, NULL), OK);
    assert_string_equal(last_letter().lang, setting_text(SET_LANG));
}

static void to_an_address_not_confirmed_yet(void **state)
{
    struct found f;
    (void)state;

    assert_int_equal(put("en", "test_sent", NULL, 0, "new@example.test"), OK);
    f = last_letter();
    assert_int_equal(f.row.account, 0);
    assert_string_equal(f.row.address, "new@example.test");
    assert_int_equal(put("en", "test_sent", NULL, 0, NULL), ERR_BUG);
    assert_int_equal(put("en", "test_sent", NULL, 0, ""), ERR_BUG);
    assert_int_equal(put("en", "no_such_letter", NULL, 42, NULL), ERR_BUG);
}

static const struct sql newest_sms = {
    "SELECT COALESCE(account, 0), phone, name, created_at, sms, way, address IS NULL FROM outbox "
    "WHERE flow LIKE 'testflow%' ORDER BY id DESC LIMIT 1" };
static const struct sql add_reached = {
    "INSERT INTO account (mail, phone_find, created_at) VALUES (?, ?, NOW())" };

static const char *way_of_last(void)
{
    struct rows q;

    assert_int_equal(db_one(r, &newest_sms, NO_ARGS, &q), OK);
    return db_s(&q, 5);
}

/* With words of its own, or the notice that says nothing of the matter; a code needs words of its own. */
static void to_a_phone(void **state)
{
    static const struct hole holes[] = { { "code", "123456" }, { NULL, NULL } };
    struct letter l = { .phone = "+8562055551234", .lang = "en", .name = "test_sent", .holes = holes,
                        .flow = "testflow", .secret = true };
    struct outbox_row row;
    const char *text, *to;
    struct bytes sms;
    struct rows q;
    (void)state;

    assert_int_equal(outbox_put(r, &l), OK);
    assert_int_equal(db_one(r, &newest_sms, NO_ARGS, &q), OK);
    row = (struct outbox_row){ .name = db_s(&q, 2), .created_at = db_time(&q, 3) };
    sms = db_b(&q, 4);
    assert_false(holds(db_b(&q, 1), "5555"));
    assert_false(holds(sms, "123456"));
    assert_string_equal(db_s(&q, 5), "sms");
    assert_int_equal(db_i(&q, 6), 1);
    assert_int_equal(outbox_phone(r, &row, db_b(&q, 1), &to), OK);
    assert_string_equal(to, l.phone);
    row.address = to;
    assert_int_equal(outbox_open_sms(r, &row, sms, &text), OK);
    assert_string_equal(text, "123456 thanks");
    row.address = "+8562055551235";
    assert_int_equal(outbox_open_sms(r, &row, sms, &text), ERR_BUG);

    l.name = "test_offer";
    assert_int_equal(outbox_put(r, &l), ERR_BUG);
    l.secret = false;
    assert_int_equal(outbox_put(r, &l), OK);
    assert_int_equal(db_one(r, &newest_sms, NO_ARGS, &q), OK);
    row = (struct outbox_row){ .name = l.name, .created_at = db_time(&q, 3), .address = l.phone };
    assert_int_equal(outbox_open_sms(r, &row, db_b(&q, 4), &text), OK);
    assert_string_equal(text, arena_fmt(r->arena, "Look at %s/", setting_text(SET_ORIGIN)));
}

static void the_way_is_how_the_account_is_reached(void **state)
{
    static const struct {
        const char *mail, *phone;
        enum way way;
        const char *gone;
    } cases[] = {
        { "w1@example.test", NULL, WAY_ANY, "mail" }, { NULL, "0123456789abcde1", WAY_ANY, "sms" },
        { "w2@example.test", "0123456789abcde2", WAY_ANY, "mail" },
        { "w3@example.test", "0123456789abcde3", WAY_SMS, "sms" },
        { "w4@example.test", "0123456789abcde4", WAY_MAIL, "mail" },
    };
    uint64_t id;
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(db_do(r, &add_reached, ARGS(arg_s(cases[i].mail), arg_s(cases[i].phone)), NULL, &id), OK);
        assert_int_equal(outbox_put(r, &(struct letter){ .account = id, .way = cases[i].way, .lang = "en",
                                                         .name = "test_sent", .flow = "testflow" }), OK);
        assert_string_equal(way_of_last(), cases[i].gone);
    }
    assert_int_equal(put("en", "test_sent", NULL, 4242, NULL), OK);
    assert_string_equal(way_of_last(), "mail"); /* nobody: post says so */
}

/* A body put into another row does not open there. */
static void a_moved_body_stays_shut(void **state)
{
    struct outbox_row row;
    const char *text = NULL;
    (void)state;

    assert_int_equal(put("en", "test_sent", NULL, 42, NULL), OK);
    row = last_letter().row;
    row.account = 43;
    assert_int_equal(outbox_open(r, &row, &text), ERR_BUG);
    row.account = 42;
    row.name = "test_rest";
    assert_int_equal(outbox_open(r, &row, &text), ERR_BUG);
    row.name = "test_sent";
    row.created_at++;
    assert_int_equal(outbox_open(r, &row, &text), ERR_BUG);
    row.created_at--;
    assert_int_equal(outbox_open(r, &row, &text), OK);
}

static void rolled_back_with_its_act(void **state)
{
    int64_t before = ask_int(r, &count, NO_ARGS);
    (void)state;

    assert_int_equal(db_begin(r), OK);
    assert_int_equal(put("en", "test_sent", NULL, 42, NULL), OK);
    db_rollback(r);
    assert_int_equal(ask_int(r, &count, NO_ARGS), before);
}

static void a_move_tells_the_owner(void **state)
{
    struct found f;
    uint64_t id;
    (void)state;

    r->now = at_day("2026-03-02", 10);
    id = case_at(r, S_SENT);
    f = last_letter();
    assert_int_equal(f.row.account, STUDENT);
    assert_string_equal(f.subject, "ໄດ້ຮັບ TC2026000017");
    assert_string_equal(f.body, "Thank you (lo)."); /* the holes are filled in the owner's language */
    assert_int_equal(f.case_id, id);

    assert_int_equal(fire(r, &officer, id, E_TAKE), OK);
    assert_int_equal(fire(r, &lead, id, E_REST), OK);
    assert_string_equal(last_letter().body, "Because: ເຈັບປ່ວຍ.");
    assert_int_equal(fire(r, &lead, id, E_BACK), OK);
    assert_int_equal(fire_as(r, &lead, &test_flow, (struct move){ .c = &case_of(r, id)->c, .event = E_OFFER,
                                                                  .text = "ยินดีด้วย", .note = "never told" }), OK);
    assert_string_equal(last_letter().body, "ยินดีด้วย <0> TC2026000017");
}

static int begin(void **state)
{
    (void)state;
    r = case_begin();
    return 0;
}

static int finish(void **state)
{
    (void)state;
    case_finish(r);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_whole_and_sealed),
        cmocka_unit_test(in_the_receivers_language),
        cmocka_unit_test(to_an_address_not_confirmed_yet),
        cmocka_unit_test(to_a_phone),
        cmocka_unit_test(the_way_is_how_the_account_is_reached),
        cmocka_unit_test(a_moved_body_stays_shut),
        cmocka_unit_test(rolled_back_with_its_act),
        cmocka_unit_test(a_move_tells_the_owner),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
