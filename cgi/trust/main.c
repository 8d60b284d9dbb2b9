/* Every address trust answers, and its start.
 *
 * SECURITY. Whoever holds it can let an account act for another, in the programs a delegation is good for. It sends
 * letters to addresses people name: five a day from one person, three a day to one address.
 */
#include "trust.h"
#include "auth/throttle.h"

#define DEED(name, f, how)                                                                                   \
    .path = "/trust/" name, .role = R_SIGNED_IN, .query = &id_query, .form = f, .find = how, .view = "trust/" name

static const struct route routes[] = {
    { .path = "/trust/", .role = R_SIGNED_IN, .load = home_load, .view = "trust/home" },
    { .path = "/trust/ask", .role = R_SIGNED_IN, .form = &ask_form, .load = ask_load, .done = ask_done,
      .fresh = true },
    { DEED("accept", &reply_form, find_asked), .load = accept_load, .done = accept_done },
    { DEED("act", &act_form, find_mine), .load = act_load, .done = act_done, .fresh = true },
    { DEED("end", &end_form, find_deed), .load = end_load, .done = end_done },
    { .path = "/trust/end_acting", .role = R_SIGNED_IN, .form = &act_end_form, .done = end_acting_done,
      .half = true },
    { .path = NULL }
};

static const char *const must_all[] = {
    "T.page.trust", "T.form.", "T.trust.",
    "T.letter.", "T.said.", "T.error.", "T.choice.", NULL
};

int main(int argc, char **argv)
{
    static const struct sql *const *const more[] = { session_act_sql, throttle_sql, NULL };
    const struct app trust = { .name = "trust", .route = routes, .sql = trust_sql, .more_sql = more,
                               .form = trust_forms, .must_all = must_all, .sweep = trust_sweep };

    return app_main(argc, argv, &trust);
}
