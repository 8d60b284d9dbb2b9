/* Field tables of login. */
#include "login.h"
#include "base/clock.h"
#include "base/setting.h"
#include <string.h>

#define YEARS 366 /* days, rounded up */

static const struct field next_fields[] = {
    { .name = "next", .kind = K_TEXT, .at = AT(next_query, next), .min = 1, .max = HTTP_VALUE_MAX },
    { .name = NULL }
};
const struct form next_query = { .name = "next", .size = sizeof(struct next_query), .field = next_fields,
                                 .query = true };

/* code: of a link. ask: what the browser that asked for digits holds. */
static const struct field code_fields[] = {
    { .name = "code", .kind = K_TEXT, .at = AT(code_query, code), .min = 1, .max = 100 },
    { .name = "ask", .kind = K_TEXT, .at = AT(code_query, ask), .min = 1, .max = 100 },
    { .name = NULL }
};
const struct form code_query = { .name = "code", .size = sizeof(struct code_query), .field = code_fields,
                                 .query = true };

static const struct field ask_fields[] = {
    { .name = "next", .kind = K_TEXT, .at = AT(ask_query, next), .min = 1, .max = HTTP_VALUE_MAX },
    { .name = "ask", .kind = K_TEXT, .at = AT(ask_query, ask), .min = 1, .max = 100 },
    { .name = NULL }
};
const struct form ask_query = { .name = "ask", .size = sizeof(struct ask_query), .field = ask_fields,
                                .query = true };

static const struct field digits_fields[] = {
    { .name = "code", .kind = K_DIGITS, .at = AT(digits, code), .must = true,
      .fill = "one-time-code" },
    { .name = NULL }
};
const struct form digits_form = { .name = "digits", .size = sizeof(struct digits), .field = digits_fields };

/* The field is called mail although it takes a phone too: browsers that keep names know it by that. */
static const struct field signin_fields[] = {
    { .name = "mail", .kind = K_REACH, .at = AT(signin, mail), .must = true, .fill = "username" },
    { .name = "password", .kind = K_SECRET, .at = AT(signin, password), .must = true, .fill = "current-password" },
    { .name = NULL }
};
const struct form signin_form = { .name = "signin", .size = sizeof(struct signin), .field = signin_fields };

/* Younger ones come by the guardian's way; nothing else they typed is looked at (PIPL 31). */
static const char *birth_fault(const void *record, int64_t today)
{
    return age_at(((const struct newcomer *)record)->birth, today) < AGE_OWN ? "young" : NULL;
}

/* The birth date is asked first and kept nowhere. */
static const struct field new_fields[] = {
    { .name = "birth", .kind = K_DATE, .at = AT(newcomer, birth), .must = true, .min = -100 * YEARS, .max = -1,
      .flags = F_PRIVATE, .check = birth_fault, .fill = "bday" },
    { .name = "name", .kind = K_NAME, .at = AT(newcomer, name), .must = true, .min = 1, .max = 100, .fill = "name" },
    { .name = "mail", .kind = K_REACH, .at = AT(newcomer, mail), .must = true, .fill = "username" },
    { .name = "password", .kind = K_SECRET, .at = AT(newcomer, password), .must = true, .min = 1, .max = 128,
      .fill = "new-password" },
    { .name = "agree", .kind = K_AGREE, .at = AT(newcomer, agree), .must = true },
    { .name = NULL }
};
const struct form new_form = { .name = "new", .size = sizeof(struct newcomer), .field = new_fields };

static const struct field confirm_fields[] = {
    { .name = "code", .kind = K_TEXT, .at = AT(confirm, code), .must = true, .min = 1, .max = 100,
      .fill = "one-time-code" },
    { .name = "password", .kind = K_SECRET, .at = AT(confirm, password), .must = true, .fill = "current-password" },
    { .name = NULL }
};
const struct form confirm_form = { .name = "confirm", .size = sizeof(struct confirm), .field = confirm_fields };

static const struct field forgot_fields[] = {
    { .name = "mail", .kind = K_REACH, .at = AT(forgot, mail), .must = true, .fill = "username" },
    { .name = NULL }
};
const struct form forgot_form = { .name = "forgot", .size = sizeof(struct forgot), .field = forgot_fields };

static const struct field reset_fields[] = {
    { .name = "code", .kind = K_TEXT, .at = AT(reset, code), .must = true, .min = 1, .max = 100,
      .fill = "one-time-code" },
    { .name = "password", .kind = K_SECRET, .at = AT(reset, password), .must = true, .min = 1, .max = 128,
      .fill = "new-password" },
    { .name = NULL }
};
const struct form reset_form = { .name = "reset", .size = sizeof(struct reset), .field = reset_fields };

/* Six digits of the app, or one of the ten recovery codes. */
static const struct field second_fields[] = {
    { .name = "code", .kind = K_CODE, .at = AT(second, code), .must = true, .min = 6, .max = 26,
      .fill = "one-time-code" },
    { .name = NULL }
};
const struct form second_form = { .name = "second", .size = sizeof(struct second), .field = second_fields };
const struct form setup_form = { .name = "setup", .size = sizeof(struct second), .field = second_fields };

static const struct field me_fields[] = {
    { .name = "name", .kind = K_NAME, .at = AT(me, name), .must = true, .min = 1, .max = 100, .fill = "name" },
    { .name = NULL }
};
const struct form me_form = { .name = "me", .size = sizeof(struct me), .field = me_fields };

const struct form out_form = BUTTON("out");

/* Step-up, a new password, recovery codes anew, sessions and hats. */
static const struct field again_fields[] = {
    { .name = "password", .kind = K_SECRET, .at = AT(again, password), .must = true, .fill = "current-password" },
    { .name = NULL }
};
const struct form again_form = { .name = "again", .size = sizeof(struct again), .field = again_fields };

static const struct field change_fields[] = {
    { .name = "current", .kind = K_SECRET, .at = AT(change, current), .must = true, .fill = "current-password" },
    { .name = "password", .kind = K_SECRET, .at = AT(change, password), .must = true, .min = 1, .max = 128,
      .fill = "new-password" },
    { .name = NULL }
};
const struct form change_form = { .name = "password", .size = sizeof(struct change), .field = change_fields };
const struct form codes_new_form = BUTTON("codes_new");
const struct form codes_form = BUTTON("codes");
const struct form places_form = BUTTON("places");
const struct form hat_form = BUTTON("hat");

static const struct field door_fields[] = {
    { .name = "role", .kind = K_TEXT, .at = AT(door_query, role), .min = 1, .max = 300 },
    { .name = NULL }
};
const struct form door_query = { .name = "door", .size = sizeof(struct door_query), .field = door_fields,
                                 .query = true };

static const struct field front_fields[] = {
    { .name = "known", .kind = K_TEXT, .at = AT(front_query, known), .min = 1, .max = 200 },
    { .name = NULL }
};
const struct form front_query = { .name = "front", .size = sizeof(struct front_query), .field = front_fields,
                                  .query = true };

static const struct field place_fields[] = {
    { .name = "place", .kind = K_HIDDEN, .at = AT(place_query, place) },
    { .name = NULL }
};
const struct form place_query = { .name = "place", .size = sizeof(struct place_query), .field = place_fields,
                                  .query = true };

static const struct field hat_fields[] = {
    { .name = "next", .kind = K_TEXT, .at = AT(hat_query, next), .min = 1, .max = HTTP_VALUE_MAX },
    { .name = "org", .kind = K_HIDDEN, .at = AT(hat_query, org) },
    { .name = NULL }
};
const struct form hat_query = { .name = "hat", .size = sizeof(struct hat_query), .field = hat_fields,
                                .query = true };

/* How the account is reached. */
static const struct field reach_fields[] = {
    { .name = "reach", .kind = K_REACH, .at = AT(reach, reach), .must = true, .fill = "email" },
    { .name = NULL }
};
static const struct field taking_fields[] = {
    { .name = "mail", .kind = K_REACH, .at = AT(taking, mail), .must = true, .fill = "username" },
    { .name = "password", .kind = K_SECRET, .at = AT(taking, password), .must = true, .min = 1, .max = 128,
      .fill = "new-password" },
    { .name = "agree", .kind = K_AGREE, .at = AT(taking, agree), .must = true },
    { .name = NULL }
};
const struct form taking_form = { .name = "taking", .size = sizeof(struct taking), .field = taking_fields };
const struct form reach_form = { .name = "reach", .size = sizeof(struct reach), .field = reach_fields };
const struct form reach_drop_form = BUTTON("reach_drop");
const struct form undo_form = BUTTON("undo");

static const char *const ways[] = { "mail", "phone", NULL };
static const struct field way_fields[] = {
    { .name = "way", .kind = K_CHOICE, .at = AT(way_query, way), .must = true, .choice = ways },
    { .name = NULL }
};
const struct form way_query = { .name = "way", .size = sizeof(struct way_query), .field = way_fields,
                                .query = true };

const struct form *const login_forms[] = {
    &reach_form, &taking_form, &reach_drop_form, &undo_form, &way_query,
    &again_form, &change_form, &codes_new_form, &codes_form, &places_form, &hat_form, &place_query, &hat_query,
    &front_query, &door_query,
    &next_query, &code_query, &ask_query, &digits_form, &signin_form, &new_form,  &confirm_form, &forgot_form,
    &reset_form, &second_form, &setup_form, &me_form,   &out_form,     NULL
};
