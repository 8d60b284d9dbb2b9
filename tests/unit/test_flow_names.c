/* Names that leave the house by the copy of one's own data: a row may be added at the end, none may be renamed. */
#include "flow/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_number_has_its_name(void **state)
{
    (void)state;
    assert_string_equal(flow_state_name("apply", 1), "draft");
    assert_string_equal(flow_state_name("apply", 18), "not_sent");
    assert_string_equal(flow_state_name("org", 4), "verified");
    assert_string_equal(flow_state_name("trust", 3), "accepted");
    assert_string_equal(flow_state_name("privacy", 4), "done");
    assert_string_equal(flow_event_name("apply", 2), "submit");
    assert_string_equal(flow_event_name("privacy", 4), "erase");
}

static void what_is_none_has_none(void **state)
{
    (void)state;
    assert_null(flow_state_name("apply", 0));
    assert_null(flow_state_name("apply", -1));
    assert_null(flow_state_name("apply", 99));
    assert_null(flow_state_name("nothing", 1));
    assert_null(flow_event_name("nothing", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_has_its_name),
        cmocka_unit_test(what_is_none_has_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
