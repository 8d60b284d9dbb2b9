/* All statements of org, for --check and for being prepared. The texts stand in the stores beside this one. */
#include "org.h"
#include "data/db.h"
#include "data/tx.h"

extern const struct sql find_own_case, find_desk_case, find_any_case, begin_case, set_case_org, list_own_cases,
    list_desk, list_desk_from, count_desk, list_same_uscc, count_own_open, list_verifiers;
extern const struct sql find_place_row, find_place_uscc, add_place, list_places_of, list_all_places,
    close_place, reopen_place, move_verifier, move_cases, move_lead, end_waiting, set_hats_of;
extern const struct sql sum_roles, count_holders, sum_only_here, add_role_row, drop_role_row, set_hats, list_people,
    find_one_person, list_voices, add_grant, set_address, find_grant, find_grant_code, list_open_grants, list_waiting,
    list_old_grants, list_grants_to, take_grant, second_grant, give_grant, close_grant, end_grant, find_account_mail,
    find_account_phone, find_account_lang;

const struct sql *const org_sql[] = {
    &find_own_case, &find_desk_case, &find_any_case, &begin_case, &set_case_org, &list_own_cases, &list_desk,
    &list_desk_from, &count_desk, &list_same_uscc,
    &take_turn, &count_own_open, &list_verifiers, &find_place_row,
    &find_place_uscc, &add_place, &list_places_of, &list_all_places, &close_place, &reopen_place,
    &move_verifier, &move_cases, &move_lead, &end_waiting, &set_hats_of, &sum_roles, &count_holders, &sum_only_here,
    &add_role_row, &drop_role_row, &set_hats, &list_people, &find_one_person, &list_voices, &add_grant, &set_address,
    &find_grant, &find_grant_code, &list_open_grants, &list_waiting, &list_old_grants, &list_grants_to, &take_grant,
    &second_grant, &give_grant, &close_grant, &end_grant, &find_account_mail, &find_account_phone, &find_account_lang,
    NULL
};
