/* Every address privacy answers, and its start.
 *
 * SECURITY. Whoever holds it can read everything that is kept about people, but no password and no key of a second
 * factor: the copy of one's own data is made here. Each of its statements is bound to the reader's own account, and the
 * pages that give something out ask for the password again. It can also take data away, which needs two officers.
 */
#include "request.h"
#include "document/document.h"

static const struct route routes[] = {
    { .path = "/privacy/", .role = R_ANYONE, .load = home_load, .view = "privacy/home" },
    { .path = "/privacy/notice", .role = R_ANYONE, .query = &notice_query, .load = notice_load,
      .view = "privacy/notice" },
    { .path = "/privacy/consents", .role = R_SIGNED_IN, .load = consents_load, .view = "privacy/consents" },
    { .path = "/privacy/agree", .role = R_SIGNED_IN, .query = &purpose_query, .form = &agree_form, .load = agree_load,
      .done = agree_done, .view = "privacy/agree" },
    { .path = "/privacy/withdraw", .role = R_SIGNED_IN, .query = &purpose_query, .form = &withdraw_form,
      .load = withdraw_load, .done = withdraw_done, .view = "privacy/withdraw" },
    { .path = "/privacy/mine", .role = R_SIGNED_IN, .load = mine_load, .view = "privacy/mine" },
    { .path = "/privacy/copy", .role = R_SIGNED_IN, .load = copy_load, .view = "", .fresh = true },
    { .path = "/privacy/file", .role = R_SIGNED_IN, .query = &id_query, .load = file_load, .view = "", .fresh = true },
    { .path = "/privacy/seen", .role = R_SIGNED_IN, .query = &seen_query, .load = seen_load, .view = "privacy/seen" },
    { .path = "/privacy/requests", .role = R_SIGNED_IN, .load = requests_load, .view = "privacy/requests" },
    { .path = "/privacy/ask_part", .role = R_SIGNED_IN, .query = &part_query, .form = &request_part_form,
      .find = find_part, .load = request_ask_load, .done = request_ask_done, .view = "privacy/ask", .fresh = true },
    { .path = "/privacy/ask", .role = R_SIGNED_IN, .find = find_whole, .form = &request_form, .load = request_ask_load,
      .done = request_ask_done, .view = "privacy/ask", .fresh = true },
    { .path = "/privacy/request", .role = R_SIGNED_IN, .query = &id_query, .find = request_mine, .load = request_load,
      .view = "privacy/request" },
    { .path = "/privacy/request_back", .role = R_SIGNED_IN, .query = &id_query, .form = &back_form,
      .find = request_mine, .load = request_back_load, .done = request_back_done, .view = "privacy/request_back" },
    { .path = "/privacy/desk", .role = R_PRIVACY, .query = &privacy_state_query, .load = desk_load,
      .view = "privacy/desk" },
    { .path = "/privacy/review", .role = R_PRIVACY, .query = &id_query, .find = request_theirs, .load = review_load,
      .view = "privacy/review" },
    { .path = "/privacy/decide", .role = R_PRIVACY, .query = &privacy_event_query, .form = &decide_form,
      .find = request_theirs, .load = decide_load, .done = decide_done, .view = "privacy/decide", .fresh = true },
    { .path = "/privacy/holds", .role = R_PRIVACY, .query = &id_query, .form = &hold_form, .find = find_person,
      .load = person_holds_load, .done = hold_done, .view = "privacy/holds", .fresh = true },
    { .path = "/privacy/hold_end", .role = R_PRIVACY, .query = &id_query, .form = &hold_end_form, .find = find_hold,
      .load = hold_end_load, .done = hold_end_done, .view = "privacy/hold_end", .fresh = true },
    { .path = NULL }
};

/* All but the desk. */
static const char *const must_all[] = {
    "T.page.privacy.", "T.page.privacy_notice", "T.page.privacy_consents", "T.page.privacy_agree",
    "T.page.privacy_withdraw", "T.page.privacy_mine", "T.page.privacy_seen", "T.page.privacy_request",
    "T.page.privacy_ask", "T.form.agree.", "T.form.withdraw.", "T.form.request.", "T.form.request_back.", "T.privacy.",
    "T.role.", "T.letter.request_", "T.said.", "T.error.request_open", "T.choice.hold.", "T.choice.reason.",
    "T.choice.request_kind.", "T.choice.request_part_kind.", NULL
};

int main(int argc, char **argv)
{
    static const struct sql *const *const more[] = { copy_sql, document_read_sql, case_sql, hold_sql, erase_sql, NULL };
    static const char *const sms[] = { "request_erased", NULL };
    static const struct flow *const flows[] = { &privacy_flow, NULL };
    const struct app privacy = { .name = "privacy", .route = routes, .sql = privacy_sql, .more_sql = more,
                                 .form = privacy_forms, .flow = flows, .must_all = must_all,
                                 .sms = sms, .consents = true, .acted_in = true,
                                 .sweep = farewells_sweep };

    return app_main(argc, argv, &privacy);
}
