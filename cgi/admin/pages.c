/* Every address of /admin.
 *
 * SECURITY. Three administrators share the power (MLPS): machines, people, audit; none of them reads a case. Whoever
 * holds this program can read the audit and the queue of letters, never what is in them.
 */
#include "pages.h"

#define R_ADMINS (R_SYS_ADMIN | R_SECURITY_ADMIN | R_AUDITOR)

static const struct route routes[] = {
    { .path = "/admin/", .role = R_ADMINS, .load = home_load, .view = "admin/home" },
    { .path = "/admin/audit", .role = R_AUDITOR, .query = &audit_query, .form = &audit_form, .load = audit_load,
      .done = audit_done, .view = "admin/page" },
    { .path = "/admin/chains", .role = R_AUDITOR, .query = &chain_query, .load = chains_load, .view = "admin/page" },
    { .path = NULL }
};

int pages_main(int argc, char **argv)
{
    const struct app admin = { .name = "admin", .route = routes, .sql = admin_sql, .form = admin_forms,
                               .sweep = admin_sweep };

    forms_open();
    return app_main(argc, argv, &admin);
}
