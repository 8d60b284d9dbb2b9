/* Every address org answers, and its start.
 *
 * SECURITY. Whoever holds it can give roles in every organisation; it reads no password and no case.
 */
#include "org.h"

static const struct route routes[] = {
    { .path = "/org/", .role = R_SIGNED_IN, .load = home_load, .view = "org/home" },
    { .path = NULL }
};

static const char *const must_all[] = { NULL };

int main(int argc, char **argv)
{
    const struct app org = { .name = "org", .route = routes, .sql = org_sql, .form = org_forms, .must_all = must_all };

    return app_main(argc, argv, &org);
}
