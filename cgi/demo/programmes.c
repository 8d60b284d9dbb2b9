/* Programmes as the centre could offer them, with intakes around today. */
#include "demo.h"
#include "apply/apply.h"
#include "base/clock.h"

static const struct plan {
    const char *code, *kind;
    int months, age, hsk, capacity, opens, closes, starts; /* days from today */
    const char *zh, *en, *lo, *zh_text, *en_text, *lo_text;
} plans[] = {
    { "CHN-1", "language", 12, 16, 0, 60, -60, 45, 100, "汉语进修（一年）", "Chinese language, one year",
      "ພາສາຈີນ ໜຶ່ງປີ", "零基础到 HSK 4 级，含云南文化课。", "From the first word to HSK 4, with the culture of Yunnan.",
      "ຈາກຄຳທຳອິດຮອດ HSK 4 ພ້ອມວັດທະນະທຳຢູນນານ." },
    { "LOG-3", "secondary", 36, 15, 0, 40, -60, 60, 160, "现代物流（中专三年）", "Logistics, three years",
      "ການຂົນສົ່ງ ສາມປີ", "中老铁路沿线物流，第三年岗位实习。",
      "Logistics along the China-Laos railway; the third year is an internship.",
      "ການຂົນສົ່ງຕາມທາງລົດໄຟລາວ-ຈີນ; ປີທີສາມແມ່ນການຝຶກງານ." },
    { "TOU-3", "secondary", 36, 15, 1, 30, -60, 60, 160, "旅游服务（中专三年）", "Tourism services, three years",
      "ການບໍລິການທ່ອງທ່ຽວ ສາມປີ", "西双版纳酒店与导游实训。", "Hotels and guiding in Xishuangbanna.",
      "ໂຮງແຮມ ແລະ ການນຳທ່ຽວໃນສິບສອງພັນນາ." },
    { "ECO-6", "short", 6, 18, 2, 3, -30, 30, 75, "跨境电商（短期半年）", "Cross-border e-commerce, half a year",
      "ການຄ້າອອນລາຍຂ້າມແດນ ເຄິ່ງປີ", "磨憨口岸跨境电商实战。", "Selling across the border at Mohan.",
      "ການຂາຍຂ້າມຊາຍແດນທີ່ບໍ່ຫານ." },
    { "RAI-2", "vocational", 24, 18, 2, 25, 20, 90, 200, "铁路运营（两年）", "Railway operation, two years",
      "ການດຳເນີນງານລົດໄຟ ສອງປີ", "与中老铁路企业合作培养。", "Together with the enterprises of the China-Laos railway.",
      "ຮ່ວມກັບວິສາຫະກິດຂອງທາງລົດໄຟລາວ-ຈີນ." },
    { "CHN-0", "language", 12, 16, 0, 60, -260, -130, -40, "汉语进修（一年，上一期）",
      "Chinese language, one year (intake before)", "ພາສາຈີນ ໜຶ່ງປີ (ຮຸ່ນກ່ອນ)", "已开课。", "Has begun.", "ເລີ່ມແລ້ວ." },
};

enum { YEAR = 364 }; /* the same day of the week */

enum err programmes_make(struct req *r, struct centre *c)
{
    int64_t today = day_of(r->now);
    enum err e = OK;

    for (size_t i = 0; i < sizeof plans / sizeof *plans && !e; i++) {
        const struct plan *p = &plans[i];
        uint64_t id, next;

        if ((e = programme_add(r, c->org, p->code, p->kind, p->months, p->age, p->hsk, &id)) ||
            (e = programme_text(r, id, "zh", p->zh, p->zh_text)) ||
            (e = programme_text(r, id, "en", p->en, p->en_text)) ||
            (e = programme_text(r, id, "lo", p->lo, p->lo_text)))
            return e;
        e = intake_add(r, id, today + p->opens, today + p->closes, today + p->starts, p->capacity,
                       &c->intakes[c->n++]);
        if (!e && p->starts > 0)
            e = intake_add(r, id, today + p->opens + YEAR, today + p->closes + YEAR, today + p->starts + YEAR,
                           p->capacity, &next);
    }
    return e;
}
