/* Pupils and children whose account others look after: a school's pupil with a teacher who acts, and a child whose
 * guardian was accepted. Written as they are, as the pages of trust would leave them. */
#include "demo.h"
#include "base/clock.h"
#include "data/tx.h"
#include <stdio.h>

enum { TEACHER_DAYS = 90, PUPIL_AGE = 15, CHILD_AGE = 11, GROWN = 18 };

static const char paper_code[] = "QIAOPUPILCODE234";

static int64_t born(const struct req *r, int years)
{
    return day_add_months(day_of(r->now), -12 * years) - 40;
}

/*   teacher   acts for the pupil, as one of the school
 *   guardian  acts for the child until it is of age */
enum err wards_make(struct req *r, uint64_t school, uint64_t teacher, uint64_t guardian)
{
    const struct ward_account pupil = { "ນ້ອຍ", "lo", "border", "3-2", school, teacher, born(r, PUPIL_AGE),
                                         paper_code };
    const struct ward_account child = { "ນາງ ແກ້ວ", "lo", "mother", NULL, 0, guardian, born(r, CHILD_AGE),
                                         NULL };
    enum err e;

    if ((e = db_begin(r)) || (e = ward_make(r, &pupil, "teacher", day_end(day_of(r->now) + TEACHER_DAYS))) ||
        (e = ward_make(r, &child, "guardian", day_end(day_add_months(child.birth, 12 * GROWN) - 1))))
        return e;
    return db_commit(r);
}

void wards_print(const struct req *r)
{
    printf("  a pupil without a sign-in: at /trust/take the code QIAO-PUPI-LCOD-E234 and the birth date %s\n",
           day_text(r->arena, born(r, PUPIL_AGE)));
}
