/* Every address of /admin.
 *
 * SECURITY. Three administrators share the power (MLPS): machines, people, audit; none of them reads a case. Whoever
 * holds this program can read the audit and the queue of letters, never what is in them, and shut people out; no
 * password and no second factor can be read or set.
 */
#include "pages.h"

/* The coordinator is the second voice when a second factor is reset, and nothing else here. */
static const struct route routes[] = {
    { .path = "/admin/", .role = R_ADMINS, .load = home_load, .view = "admin/home" },
    { .path = "/admin/audit", .role = R_AUDITOR, .query = &audit_query, .form = &audit_form, .load = audit_load,
      .done = audit_done, .view = "admin/page" },
    { .path = "/admin/chains", .role = R_AUDITOR, .query = &chain_query, .load = chains_load, .view = "admin/page" },
    { .path = "/admin/people", .role = R_SECURITY_ADMIN, .form = &people_form, .load = people_load,
      .done = people_done, .view = "admin/page" },
    { .path = "/admin/person", .role = R_SECURITY_ADMIN, .query = &id_query, .load = person_load,
      .view = "admin/page" },
    { .path = "/admin/act", .role = R_SECURITY_ADMIN, .query = &act_query, .form = &act_form, .load = act_load,
      .done = act_done, .view = "admin/page", .fresh = true },
    { .path = "/admin/reset", .role = R_SECURITY_ADMIN, .query = &id_query, .form = &reset_form, .load = reset_load,
      .done = reset_done, .view = "admin/page", .fresh = true },
    { .path = "/admin/resets", .role = R_SECURITY_ADMIN | R_COORDINATOR, .load = resets_load, .view = "admin/page" },
    { .path = "/admin/answer", .role = R_SECURITY_ADMIN | R_COORDINATOR, .query = &id_query, .form = &answer_form,
      .load = answer_load, .done = answer_done, .view = "admin/page", .fresh = true },
    { .path = "/admin/mail", .role = R_SYS_ADMIN, .query = &mail_query, .load = mail_load, .view = "admin/page" },
    { .path = "/admin/letter", .role = R_SYS_ADMIN, .query = &id_query, .form = &letter_form, .load = letter_load,
      .done = letter_done, .view = "admin/page" },
    { .path = "/admin/jobs", .role = R_SYS_ADMIN, .load = jobs_load, .view = "admin/page" },
    { .path = "/admin/settings", .role = R_SYS_ADMIN, .load = settings_load, .view = "admin/page" },
    { .path = "/admin/days", .role = R_SYS_ADMIN, .query = &days_query, .form = &days_form, .load = days_load,
      .done = days_done, .view = "admin/page" },
    { .path = "/admin/notice", .role = R_SYS_ADMIN, .query = &id_query, .form = &notice_form, .load = notice_load,
      .done = notice_done, .view = "admin/page", .fresh = true },
    { .path = NULL }
};

/* What reaches people who are no administrators. */
static const char *const must_all[] = { "T.letter.", "T.choice.person_reason.", NULL };

/* Whoever cannot sign in is not told that a letter waits in the account. */
static const char *const admin_sms[] = { "account_locked", "account_suspended", NULL };

int pages_main(int argc, char **argv)
{
    static const struct sql *const *const more[] = { days_sql, NULL };
    const struct app admin = { .name = "admin", .route = routes, .sql = admin_sql, .more_sql = more,
                               .form = admin_forms, .must_all = must_all, .sms = admin_sms,
                               .sweep = admin_sweep };

    forms_open();
    return app_main(argc, argv, &admin);
}
