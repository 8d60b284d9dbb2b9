/* Every address privacy answers, and its start.
 *
 * SECURITY. Whoever holds it can read what is told to people about their data, and the requests they made.
 */
#include "privacy.h"

static const struct route routes[] = {
    { .path = "/privacy/", .role = R_ANYONE, .load = home_load, .view = "privacy/home" },
    { .path = "/privacy/notice", .role = R_ANYONE, .query = &notice_query, .load = notice_load,
      .view = "privacy/notice" },
    { .path = "/privacy/consents", .role = R_SIGNED_IN, .load = consents_load, .view = "privacy/consents" },
    { .path = "/privacy/agree", .role = R_SIGNED_IN, .query = &purpose_query, .form = &agree_form, .load = agree_load,
      .done = agree_done, .view = "privacy/agree" },
    { .path = "/privacy/withdraw", .role = R_SIGNED_IN, .query = &purpose_query, .form = &withdraw_form,
      .load = withdraw_load, .done = withdraw_done, .view = "privacy/withdraw" },
    { .path = NULL }
};

static const char *const must_all[] = {
    "T.page.privacy", "T.form.", "T.privacy.",
    "T.letter.", "T.said.", "T.error.", "T.choice.", NULL
};

int main(int argc, char **argv)
{
    const struct app privacy = { .name = "privacy", .route = routes, .sql = privacy_sql, .form = privacy_forms,
                                 .must_all = must_all, .consents = true };

    return app_main(argc, argv, &privacy);
}
