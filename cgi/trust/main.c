/* Every address trust answers, and its start.
 *
 * SECURITY. Whoever holds it can let an account act for another, in the programs a delegation is good for. It sends
 * letters to addresses people name: five a day from one person, three a day to one address. A school's people open
 * accounts for others, eighty a day each; a code on paper, with the birth date, opens the way into one of them. What
 * guardians hand in fills the database to the limits of documents; nothing comes of it before an officer has looked.
 */
#include "child.h"
#include "auth/throttle.h"

#define DEED(name, f, how)                                                                                   \
    .path = "/trust/" name, .role = R_SIGNED_IN, .query = &id_query, .form = f, .find = how, .view = "trust/" name

#define CHILD(name, how) .path = "/trust/" name, .role = R_SIGNED_IN, .find = how, .view = "trust/" name

static const struct route routes[] = {
    { .path = "/trust/", .role = R_SIGNED_IN, .load = home_load, .view = "trust/home" },
    { .path = "/trust/ask", .role = R_SIGNED_IN, .form = &ask_form, .load = ask_load, .done = ask_done,
      .fresh = true },
    { DEED("accept", &reply_form, find_asked), .load = accept_load, .done = accept_done },
    { DEED("act", &act_form, find_mine), .load = act_load, .done = act_done, .fresh = true },
    { DEED("end", &end_form, find_deed), .load = end_load, .done = end_done },
    { .path = "/trust/end_acting", .role = R_SIGNED_IN, .form = &act_end_form, .done = end_acting_done,
      .half = true },
    { .path = "/trust/pupils", .role = R_WARDS, .query = &after_query, .load = pupils_load, .view = "trust/pupils" },
    { .path = "/trust/pupil", .role = R_SCHOOL, .form = &pupil_form, .load = pupil_load, .done = pupil_done,
      .view = "trust/pupil", .fresh = true },
    { .path = "/trust/carry", .role = R_WARDS, .query = &id_query, .form = &carry_form, .find = find_carry,
      .load = carry_load, .done = carry_done, .view = "trust/carry", .fresh = true },
    { .path = "/trust/paper", .role = R_SIGNED_IN, .query = &id_query, .form = &paper_form, .find = find_ward,
      .load = paper_load, .done = paper_done, .view = "trust/paper", .fresh = true },
    { .path = "/trust/take", .role = R_ANYONE, .form = &take_form, .load = take_load, .done = take_done,
      .view = "trust/take" },
    { .path = "/trust/help", .role = R_SIGNED_IN, .form = &help_form, .load = help_load, .done = help_done,
      .fresh = true },
    { .path = "/trust/calls", .role = R_CENTRE, .load = calls_load, .view = "trust/calls" },
    { .path = "/trust/look", .role = R_CENTRE, .query = &id_query, .form = &look_form, .find = find_call,
      .load = look_load, .done = look_done, .view = "trust/look", .fresh = true },
    { .path = "/trust/child", .role = R_SIGNED_IN, .form = &child_form, .load = child_load, .done = child_done,
      .view = "trust/child", .body_max = MULTIPART_MAX },
    { CHILD("child_case", find_child), .query = &id_query, .load = child_case_load },
    { CHILD("child_fix", find_child), .query = &id_query, .form = &child_fix_form, .load = child_fix_load,
      .done = child_fix_done, .body_max = MULTIPART_MAX },
    { CHILD("child_back", find_child), .query = &id_query, .form = &child_back_form, .load = child_back_load,
      .done = child_back_done },
    { CHILD("second", find_second), .query = &id_query, .form = &reply_form, .load = second_load, .done = second_done,
      .fresh = true },
    { .path = "/trust/proof", .role = R_SIGNED_IN, .query = &entry_query, .find = find_child_either, .load = proof_load,
      .view = "" },
    { .path = "/trust/children", .role = R_CENTRE, .query = &trust_state_query, .load = children_load,
      .view = "trust/children" },
    { .path = "/trust/child_review", .role = R_CENTRE, .query = &id_query, .find = find_child_theirs,
      .load = child_review_load, .view = "trust/child_review" },
    { .path = "/trust/child_decide", .role = R_CENTRE, .query = &trust_event_query, .form = &child_desk_form,
      .find = find_child_theirs, .load = child_decide_load, .done = child_decide_done, .view = "trust/child_decide" },
    { .path = NULL }
};

/* What applicants, pupils and guardians meet; what only a school's people see is in Chinese and English. */
static const char *const must_all[] = {
    "T.page.trust.", "T.page.trust_ask", "T.page.trust_accept", "T.page.trust_act", "T.page.trust_end",
    "T.page.trust_paper", "T.page.trust_take", "T.trust.", "T.form.ask", "T.form.reply", "T.form.act", "T.form.end",
    "T.form.sheet", "T.form.take", "T.letter.trust", "T.said.asked", "T.said.accepted", "T.said.refused",
    "T.said.ended", "T.said.stopped", "T.said.take_", "T.error.ask_", "T.error.end_alone", "T.error.paper_young", "T.error.take_wrong", "T.choice.scope",
    "T.choice.trust_answer", "T.choice.letter_lang", "T.choice.child_relation", "T.choice.reason", "T.page.trust_child.",
    "T.page.trust_child_case", "T.page.trust_child_fix", "T.page.trust_child_back", "T.form.child", "T.letter.child",
    "T.said.child_asked", "T.said.child_withdrawn", "T.error.child_", "T.page.trust_help", "T.page.trust_second",
    "T.form.help", "T.said.help", "T.error.help_", NULL
};

int main(int argc, char **argv)
{
    static const struct sql *const *const more[] = { session_act_sql, throttle_sql, NULL };
    static const struct flow *const flows[] = { &child_flow, NULL };
    const struct app trust = { .name = "trust", .route = routes, .sql = trust_sql, .more_sql = more,
                               .form = trust_forms, .must_all = must_all, .sweep = trust_sweep, .consents = true,
                               .flow = flows };

    return app_main(argc, argv, &trust);
}
