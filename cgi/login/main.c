/* Every address login answers, and its start. The front page and the plain pages are here too,
 * because this is the program that is always there.
 *
 * SECURITY. A hostile client can make this program compute password hashes (bounded by its slots,
 * then 503), send letters and SMS to an address that somebody registered (3 an hour), and count failures
 * against an account without locking its owner's known browsers out. It alone reads credentials.
 */
#include "login.h"
#include <unistd.h>

static const struct route routes[] = {
    { .path = "/", .role = R_ANYONE, .query = &front_query, .load = front_load, .view = "login/home" },
    { .path = "/help", .role = R_ANYONE, .load = help_load, .view = "login/help" },
    { .path = "/access", .role = R_ANYONE, .load = home_load, .view = "login/access" },
    { .path = "/languages", .role = R_ANYONE, .load = home_load, .view = "login/languages" },
    { .path = "/login/", .role = R_ANYONE, .query = &next_query, .form = &signin_form, .load = signin_load,
      .done = signin_done, .view = "login/signin", .half = true },
    { .path = "/login/out", .role = R_SIGNED_IN, .form = &out_form, .done = out_done, .half = true },
    { .path = "/login/new", .role = R_ANYONE, .query = &next_query, .form = &new_form, .load = new_load,
      .done = new_done, .view = "login/new" },
    { .path = "/login/sent", .role = R_ANYONE, .query = &next_query, .load = sent_load, .view = "login/sent" },
    { .path = "/login/confirm", .role = R_ANYONE, .query = &code_query, .form = &confirm_form, .load = confirm_load,
      .done = confirm_done },
    { .path = "/login/code", .role = R_ANYONE, .query = &ask_query, .form = &digits_form, .load = digits_load,
      .done = digits_done, .view = "login/code" },
    { .path = "/login/sink", .role = R_ANYONE, .load = sink_load, .view = "login/sink" },
    { .path = "/login/reach", .role = R_SIGNED_IN, .form = &reach_form, .load = reach_load, .done = reach_done,
      .view = "login/reach", .fresh = true },
    { .path = "/login/reach_code", .role = R_SIGNED_IN, .query = &ask_query, .form = &digits_form,
      .load = digits_load, .done = reach_code_done, .view = "login/code", .fresh = true },
    { .path = "/login/reach_drop", .role = R_SIGNED_IN, .query = &way_query, .form = &reach_drop_form,
      .load = reach_drop_load, .done = reach_drop_done, .view = "login/reach_drop", .fresh = true },
    { .path = "/login/take", .role = R_ANYONE, .form = &taking_form, .load = take_load, .done = take_done,
      .view = "login/take" },
    { .path = "/login/take_code", .role = R_ANYONE, .query = &ask_query, .form = &digits_form,
      .load = take_code_load, .done = take_code_done, .view = "login/code" },
    { .path = "/login/undo", .role = R_ANYONE, .query = &code_query, .form = &undo_form, .load = undo_load,
      .done = undo_done },
    { .path = "/login/forgot", .role = R_ANYONE, .form = &forgot_form, .done = forgot_done },
    { .path = "/login/reset", .role = R_ANYONE, .query = &code_query, .form = &reset_form, .load = reset_load,
      .done = reset_done },
    { .path = "/login/second", .role = R_SIGNED_IN, .query = &next_query, .form = &second_form, .load = second_load,
      .done = second_done, .half = true },
    { .path = "/login/setup", .role = R_SIGNED_IN, .query = &next_query, .form = &setup_form, .load = setup_load,
      .done = setup_done, .view = "login/setup", .half = true },
    { .path = "/login/codes", .role = R_SIGNED_IN, .query = &next_query, .form = &codes_form, .load = codes_load,
      .done = codes_done, .view = "login/codes" },
    { .path = "/login/me", .role = R_SIGNED_IN, .form = &me_form, .load = me_load, .done = me_done,
      .view = "login/me" },
    { .path = "/login/again", .role = R_SIGNED_IN, .query = &next_query, .form = &again_form, .load = again_load,
      .done = again_done, .half = true, .stale = true },
    { .path = "/login/password", .role = R_SIGNED_IN, .form = &change_form, .load = change_load, .done = change_done,
      .fresh = true, .stale = true },
    { .path = "/login/codes_new", .role = R_SIGNED_IN, .query = &next_query, .form = &codes_new_form,
      .load = codes_new_load, .done = codes_new_done, .view = "login/codes_new", .fresh = true },
    { .path = "/login/places", .role = R_SIGNED_IN, .load = places_load, .view = "login/places" },
    { .path = "/login/places_end", .role = R_SIGNED_IN, .query = &place_query, .form = &places_form,
      .load = places_end_load, .done = places_end_done, .view = "login/places", .fresh = true },
    { .path = "/login/hat", .role = R_SIGNED_IN, .query = &hat_query, .form = &hat_form, .load = hat_load,
      .done = hat_done, .view = "login/hat" },
    { .path = "/login/events", .role = R_SIGNED_IN, .load = events_load, .view = "login/events" },
    { .path = "/login/door", .role = R_ANYONE, .query = &door_query, .load = door_load, .view = "", .inner = true },
    { .path = NULL }
};

static const char *const must_all[] = { "T.page.", "T.form.", "T.error", "T.common.", "T.letter.", "T.home.",
                                        "T.nav.", "T.said.", "T.login.", "T.role.", "T.event.", "T.throttle.", NULL };

int main(int argc, char **argv)
{
    /* Hashing takes the machine for a while; pages of the other programs go first (DESIGN D5). */
    const struct app login = {
        .name = "login", .route = routes, .sql = login_sql, .form = login_forms, .must_all = must_all,
        .sms = login_sms, .consents = true,
        .sweep = login_sweep, .password_slots = (unsigned)sysconf(_SC_NPROCESSORS_ONLN), .nice = 5,
    };

    return app_main(argc, argv, &login);
}
