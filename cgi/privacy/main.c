/* Every address privacy answers, and its start.
 *
 * SECURITY. Whoever holds it can read everything that is kept about people, but no password and no key of a second
 * factor: the copy of one's own data is made here. Each of its statements is bound to the reader's own account, and the
 * pages that give something out ask for the password again.
 */
#include "privacy.h"
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
    { .path = NULL }
};

static const char *const must_all[] = {
    "T.page.privacy", "T.form.", "T.privacy.", "T.role.",
    "T.letter.", "T.said.", "T.error.", "T.choice.", NULL
};

int main(int argc, char **argv)
{
    static const struct sql *const *const more[] = { copy_sql, document_read_sql, NULL };
    const struct app privacy = { .name = "privacy", .route = routes, .sql = privacy_sql, .more_sql = more,
                                 .form = privacy_forms, .must_all = must_all, .consents = true };

    return app_main(argc, argv, &privacy);
}
