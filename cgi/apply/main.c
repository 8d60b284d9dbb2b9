/* Every address apply answers, and its start.
 *
 * SECURITY. A hostile applicant can fill the database only to the limits of documents (60 files,
 * 200 MiB an account) and three applications under way; files are never decoded here. Everything a
 * person tells is shown to officers of one centre only. The public look-up gives a stage and dates
 * to who knows number and birth date; nginx limits how often one may try.
 */
#include "apply.h"

#define SECTION(name, table)                                                                            \
    { .path = "/apply/" name, .role = R_APPLICANT, .query = &id_query, .form = table, .find = find_section, \
      .load = section_load, .done = section_done, .view = "apply/section" }

static const struct route routes[] = {
    { .path = "/apply/", .role = R_ANYONE, .load = home_load, .view = "apply/home" },
    { .path = "/apply/dates", .role = R_ANYONE, .load = dates_load, .view = "apply/dates" },
    { .path = "/apply/start", .role = R_APPLICANT, .query = &id_query, .form = &start_form, .load = start_load,
      .done = start_done, .view = "apply/start" },
    { .path = "/apply/mine", .role = R_APPLICANT, .load = mine_load, .view = "apply/mine" },
    { .path = "/apply/tasks", .role = R_APPLICANT, .query = &id_query, .find = find_mine, .load = tasks_load,
      .view = "apply/tasks" },
    SECTION("person", &person_form),
    SECTION("contact", &contact_form),
    SECTION("language", &language_form),
    SECTION("money", &money_form),
    SECTION("guardian", &guardian_form),
    { .path = "/apply/education", .role = R_APPLICANT, .query = &id_query, .form = &done_form,
      .find = find_section, .load = education_load, .done = education_done, .view = "apply/education" },
    { .path = "/apply/school", .role = R_APPLICANT, .query = &entry_query, .form = &education_form,
      .find = find_section, .load = school_load, .done = school_done, .view = "apply/section" },
    { .path = "/apply/school_drop", .role = R_APPLICANT, .query = &entry_query, .form = &drop_form,
      .find = find_section, .load = school_drop_load, .done = school_drop_done, .view = "apply/section" },
    { .path = "/apply/papers", .role = R_APPLICANT, .query = &id_query, .find = find_papers,
      .load = papers_load, .view = "apply/papers" },
    { .path = "/apply/paper_new", .role = R_APPLICANT, .query = &paper_query, .form = &paper_form,
      .find = find_papers, .load = paper_new_load, .done = paper_new_done, .view = "apply/paper_new",
      .body_max = MULTIPART_MAX },
    { .path = "/apply/papers_shown", .role = R_APPLICANT, .query = &id_query, .form = &shown_form, .find = find_papers,
      .load = shown_load, .done = shown_done, .view = "apply/papers_shown" },
    { .path = "/apply/papers_done", .role = R_APPLICANT, .query = &id_query, .form = &done_form,
      .find = find_section, .load = papers_done_load, .done = papers_done, .view = "apply/section" },
    { .path = "/apply/paper_drop", .role = R_APPLICANT, .query = &entry_query, .form = &drop_form,
      .find = find_section, .load = paper_drop_load, .done = paper_drop_done, .view = "apply/section" },
    { .path = "/apply/paper", .role = R_APPLICANT | R_CENTRE, .query = &entry_query, .find = find_either,
      .load = paper_load, .view = "" },
    { .path = "/apply/check", .role = R_APPLICANT, .query = &id_query, .form = &check_form, .find = find_mine,
      .load = check_load, .done = check_done, .view = "apply/check" },
    { .path = "/apply/sent", .role = R_APPLICANT, .query = &id_query, .find = find_mine, .load = sent_load,
      .view = "apply/sent" },
    { .path = "/apply/status", .role = R_APPLICANT, .query = &id_query, .find = find_mine, .load = status_load,
      .view = "apply/status" },
    { .path = "/apply/letter", .role = R_APPLICANT | R_CENTRE, .query = &letter_query, .find = find_either,
      .load = letter_load, .view = "apply/letter" },
    { .path = "/apply/withdraw", .role = R_APPLICANT, .query = &id_query, .form = &withdraw_form,
      .find = find_mine, .load = withdraw_load, .done = withdraw_done, .view = "apply/section" },
    { .path = "/apply/offer", .role = R_APPLICANT, .query = &id_query, .form = &answer_form, .find = find_mine,
      .load = offer_load, .done = offer_done, .view = "apply/offer" },
    { .path = "/apply/queue", .role = R_CENTRE, .query = &apply_state_query, .load = queue_load,
      .view = "apply/queue" },
    { .path = "/apply/case", .role = R_CENTRE, .query = &id_query, .find = find_theirs, .load = case_load,
      .view = "apply/case" },
    { .path = "/apply/decide", .role = R_CENTRE, .query = &apply_event_query, .form = &decide_form,
      .find = find_decide, .load = decide_load, .done = decide_done, .view = "apply/decide" },
    { .path = "/apply/track", .role = R_ANYONE, .query = &ticket_query, .form = &track_form, .load = track_load,
      .done = track_done, .view = "apply/track" },
    { .path = NULL }
};

static const char *const must_all[] = {
    "T.page.apply", "T.form.", "T.choice.", "T.letter.", "T.finding.", "T.section.", "T.stage.", "T.state.",
    "T.task.", "T.apply.", "T.said.", "T.event.", NULL
};

int main(int argc, char **argv)
{
    static const struct flow *const flows[] = { &apply_flow, NULL };
    const struct app apply = { .name = "apply", .route = routes, .sql = apply_sql, .form = apply_forms,
                               .flow = flows, .must_all = must_all, .sweep = apply_sweep, .acted_in = true,
                               .consents = true };

    return app_main(argc, argv, &apply);
}
