/* Every address org answers, and its start.
 *
 * SECURITY. Whoever holds it can give roles in every organisation; it reads no password and no application. A hostile
 * client can ask for three organisations at a time and fill the database to the limits of documents; nothing it asks
 * for counts before an officer has looked at it.
 */
#include "org.h"

static const struct route routes[] = {
    { .path = "/org/", .role = R_SIGNED_IN, .load = front_load, .view = "org/home" },
    { .path = "/org/ask", .role = R_SIGNED_IN, .form = &ask_form, .load = ask_load, .done = ask_done, .view = "org/ask",
      .body_max = MULTIPART_MAX },
    { .path = "/org/case", .role = R_SIGNED_IN, .query = &id_query, .find = reg_mine, .load = asked_load,
      .view = "org/case" },
    { .path = "/org/fix", .role = R_SIGNED_IN, .query = &id_query, .form = &fix_form, .find = reg_mine,
      .load = fix_load, .done = fix_done, .view = "org/fix", .body_max = MULTIPART_MAX },
    { .path = "/org/licence", .role = R_SIGNED_IN, .query = &entry_query, .find = reg_either, .load = licence_load,
      .view = "" },
    { .path = "/org/withdraw", .role = R_SIGNED_IN, .query = &id_query, .form = &back_form, .find = reg_mine,
      .load = back_load, .done = back_done, .view = "org/button" },
    { .path = "/org/desk", .role = R_DESK, .query = &org_state_query, .load = desk_load, .view = "org/desk" },
    { .path = "/org/review", .role = R_DESK, .query = &id_query, .find = reg_theirs, .load = review_load,
      .view = "org/review" },
    { .path = "/org/decide", .role = R_DESK, .query = &org_event_query, .form = &desk_form, .find = reg_theirs,
      .load = decide_org_load, .done = decide_org_done, .view = "org/decide" },
    { .path = "/org/people", .role = R_PEOPLE, .query = &place_query, .find = find_place, .load = people_load,
      .view = "org/people" },
    { .path = "/org/person", .role = R_PEOPLE, .query = &place_query, .find = find_place, .load = person_load,
      .view = "org/person" },
    { .path = "/org/give", .role = R_PEOPLE, .query = &place_query, .form = &give_form, .find = find_place,
      .load = give_load, .done = give_done, .view = "org/button", .fresh = true },
    { .path = "/org/take", .role = R_PEOPLE, .query = &place_query, .form = &take_form, .find = find_place,
      .load = take_load, .done = take_done, .view = "org/button", .fresh = true },
    { .path = "/org/invite", .role = R_PEOPLE, .query = &place_query, .form = &invite_form, .find = find_place,
      .load = invite_load, .done = invite_done, .view = "org/invite", .fresh = true },
    { .path = "/org/recall", .role = R_PEOPLE, .query = &place_query, .form = &recall_form, .find = find_place,
      .load = recall_load, .done = recall_done, .view = "org/button", .fresh = true },
    { .path = "/org/agree", .role = R_PEOPLE, .query = &place_query, .form = &agree_form, .find = find_agree,
      .load = agree_load, .done = agree_done, .view = "org/button", .fresh = true },
    { .path = "/org/join", .role = R_ANYONE, .query = &join_query, .form = &join_form, .load = join_load,
      .done = join_done, .view = "org/join" },
    { .path = "/org/all", .role = R_OVERSEE, .query = &kind_query, .load = all_load, .view = "org/all" },
    { .path = "/org/waiting", .role = R_OVERSEE, .query = &after_query, .load = waiting_load, .view = "org/waiting" },
    { .path = "/org/close", .role = R_OVERSEE, .query = &place_query, .form = &closing_form, .find = find_place,
      .load = close_load, .done = close_done, .view = "org/close", .fresh = true },
    { .path = "/org/reopen", .role = R_OVERSEE, .query = &place_query, .form = &reopen_form, .find = find_place,
      .load = reopen_load, .done = reopen_done, .view = "org/button", .fresh = true },
    { .path = NULL }
};

/* What somebody meets who asks for an organisation or is invited; what departments and administrators alone see is in
 * Chinese and English. */
static const char *const must_all[] = {
    "T.page.org.", "T.page.org_ask", "T.page.org_case", "T.page.org_fix", "T.page.org_withdraw", "T.page.org_join",
    "T.org.mine", "T.org.hat", "T.org.people", "T.org.desk", "T.org.all", "T.org.waiting", "T.org.requests", "T.org.offers",
    "T.org.until", "T.org.due", "T.org.promised", "T.org.verifier", "T.org.need_", "T.org.told", "T.org.licences",
    "T.org.history", "T.org.wrong", "T.org.fix", "T.org.clock", "T.org.state", "T.org.next", "T.org.event",
    "T.org.join_", "T.form.ask", "T.form.join", "T.form.back", "T.choice.agree", "T.choice.org_kind",
    "T.choice.reason", "T.letter.org_", "T.said.joined", "T.said.join_waits", "T.said.declined", "T.said.org_asked",
    "T.said.org_withdrawn", "T.error.join_", "T.error.uscc_known", "T.error.uscc_mine",
    "T.error.org_many", "T.error.not_yours", "T.error.grant_", NULL
};

/* People without a mail address are invited and told, too. */
static const char *const sms[] = { "org_invite", "org_role_given", "org_role_taken", "org_moved", NULL };

int main(int argc, char **argv)
{
    static const struct flow *const flows[] = { &org_flow, NULL };
    const struct app org = { .name = "org", .route = routes, .sql = org_sql, .form = org_forms, .flow = flows,
                             .must_all = must_all, .sms = sms };

    return app_main(argc, argv, &org);
}
