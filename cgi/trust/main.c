/* Every address trust answers, and its start.
 *
 * SECURITY. Whoever holds it can let an account act for another, in the programs a delegation is good for.
 */
#include "trust.h"

static const struct route routes[] = {
    { .path = "/trust/", .role = R_SIGNED_IN, .load = home_load, .view = "trust/home" },
    { .path = NULL }
};

static const char *const must_all[] = {
    "T.page.trust", "T.form.", "T.trust.",
    "T.letter.", "T.said.", "T.error.", "T.choice.", NULL
};

int main(int argc, char **argv)
{
    const struct app trust = { .name = "trust", .route = routes, .sql = trust_sql, .form = trust_forms,
                               .must_all = must_all };

    return app_main(argc, argv, &trust);
}
