/* Organisations of the demo and their people; one registration that waits for its officer. The roles are written as
 * they are, past the rule of grants, because nobody real is behind them. */
#include "demo.h"
#include "base/clock.h"
#include "base/setting.h"
#include "crypt/password.h"
#include "data/tx.h"
#include "org/org.h"
#include <stdio.h>
#include <unistd.h>

/* Departments are there already (schema/0051); the others are made. */
static const struct {
    const char *kind, *name, *name_en, *uscc;
} places[] = {
    { "department", "勐腊县教育体育局", NULL, NULL },
    { "department", "勐腊县金融办公室", NULL, NULL },
    { "department", "勐腊县发展和改革局", NULL, NULL },
    { "school", "勐腊县职业高级中学", "Mengla Vocational High School", "12532823431234567E" },
    { "enterprise", "勐腊磨憨口岸物流有限公司", "Mengla Mohan Port Logistics Co., Ltd.", "91532823MA6K00012E" },
    { "bank", "勐腊县农村商业银行", "Mengla Rural Commercial Bank", "91532823MA6K000209" },
    { "insurer", "云南边境财产保险公司勐腊支公司", "Yunnan Border Property Insurance, Mengla Branch",
      "91532823MA6K000396" },
};
enum { EDUCATION, FINANCE, REFORM, SCHOOL, ENTERPRISE, BANK, INSURER, PLACES };

static const struct {
    const char *mail, *name, *lang, *password;
    int place, other;          /* other: a second organisation, -1 none */
    unsigned roles, other_roles;
    const char *tries;
} people[] = {
    { "yan@example.test", "岩温", "zh", "demo-yan", SCHOOL, -1, R_SCHOOL_LEAD, 0,
      "school: invite colleagues, give roles" },
    { "yu@example.test", "玉罕", "zh", "demo-yu", SCHOOL, ENTERPRISE, R_SCHOOL_STAFF, R_ENTERPRISE_STAFF,
      "teacher with two hats, school and enterprise; acts for a pupil" },
    { "gao@example.test", "高原", "zh", "demo-gao", ENTERPRISE, -1, R_ENTERPRISE_ADMIN, 0, "enterprise: its people" },
    { "luo@example.test", "罗红", "zh", "demo-luo", BANK, -1, R_BANK_ADMIN, 0,
      "bank: its people; a second administrator needs a second person" },
    { "lin@example.test", "林静", "zh", "demo-lin", BANK, -1, R_BANK_OFFICER, 0, "bank officer" },
    { "sun@example.test", "孙伟", "zh", "demo-sun", INSURER, -1, R_INSURER_ADMIN, 0, "insurer: its people" },
    { "qian@example.test", "钱芳", "zh", "demo-qian", INSURER, -1, R_INSURER_OFFICER, 0, "insurance officer" },
    { "tang@example.test", "唐勇", "zh", "demo-tang", EDUCATION, -1, R_DEPT_OFFICER, 0,
      "education bureau: verifies schools; a school waits" },
    { "feng@example.test", "冯雪", "zh", "demo-feng", EDUCATION, -1, R_DEPT_LEADER, 0, "leads the education bureau" },
    { "deng@example.test", "邓军", "zh", "demo-deng", FINANCE, -1, R_DEPT_OFFICER, 0,
      "finance office: checks banks and insurers" },
    { "xie@example.test", "谢兰", "zh", "demo-xie", FINANCE, -1, R_DEPT_LEADER, 0,
      "leads the finance office: verifies what another one checked" },
    { "peng@example.test", "彭涛", "zh", "demo-peng", REFORM, -1, R_COORDINATOR, 0,
      "coordinator: departments, their people and successors; enterprises to verify" },
    { "cao@example.test", "曹磊", "zh", "demo-cao", REFORM, -1, R_SECURITY_ADMIN, 0,
      "second security administrator: the other voice" },
    { "mali@example.test", "ມາລີ", "lo", "demo-mali", -1, -1, 0, 0,
      "mother who acts for her child; asks for another one, which waits for li under /trust/children" },
    { "bounmy@example.test", "ບຸນມີ", "lo", "demo-bounmy", -1, -1, 0, 0,
      "asks to register a school, and that a name be corrected, which waits for wu under /privacy/desk" },
};
enum { PEOPLE = sizeof people / sizeof *people,
       TEACHER = 1, MOTHER = PEOPLE - 2, ASKER = PEOPLE - 1, ASKED_DAYS_AGO = 4 };

static enum err make_places(struct req *r, uint64_t *ret)
{
    enum err e = OK;

    for (int i = 0; i < PLACES && !e; i++)
        e = places[i].uscc ? org_add(r, places[i].kind, places[i].name, places[i].name_en, places[i].uscc, &ret[i])
                           : org_named(r, places[i].name, &ret[i]);
    return e;
}

static enum err make_people(struct req *r, const uint64_t *place, uint64_t *ret)
{
    const char *phc;
    enum err e = OK;

    for (int i = 0; i < PEOPLE && !e; i++) {
        struct person_account p = { people[i].mail, people[i].name, people[i].lang, people[i].password,
                                    people[i].place < 0 ? 0 : place[people[i].place], people[i].roles };

        if ((e = password_hash(r, p.password, &phc)) || (e = account_make(r, &p, phc, &ret[i])))
            return e;
        if (people[i].other >= 0)
            e = role_give(r, ret[i], place[people[i].other], people[i].other_roles);
    }
    return e;
}

/* As the page does it, some days ago. */
static enum err ask_for_school(struct req *r, struct dice *d, uint64_t asker)
{
    const struct ask a = { .kind = "school", .name = "勐腊县磨憨边境职业培训学校",
                           .name_en = "Mohan Border Vocational Training School", .uscc = "52532823MJ0000011N",
                           .contact = "ບຸນມີ ວົງສະຫວັນ", .phone = "+8562055512345",
                           .why = "ພວກເຮົາຢາກສົ່ງນັກຮຽນຂອງພວກເຮົາໄປຝຶກງານ ແລະ ເຮັດປະກັນໄພໃຫ້ພວກເຂົາ." };
    struct who w = { .name = "", .org_name = "", .mail = "", .lang = "lo", .id = asker, .roles = R_APPLICANT };
    struct upload *licence = picture_make(r, d, "licence.png");
    struct req his = *r;
    uint64_t id;
    enum err e;

    his.who = &w;
    his.lang = lang_find("lo");
    his.now = day_end(day_of(r->now) - ASKED_DAYS_AGO) - 14 * 3600;
    e = form_add(&his, &ask_form, &a, asker, &id);
    if (!e)
        e = registration_send(&his, id, a.kind, licence, ASK_ASK);
    close(licence->fd);
    return e;
}

enum err orgs_make(struct req *r, struct dice *d)
{
    uint64_t place[PLACES], ids[PEOPLE];
    enum err e;

    if ((e = db_begin(r)) || (e = make_places(r, place)) || (e = make_people(r, place, ids)) ||
        (e = ask_for_school(r, d, ids[ASKER])))
        return e;
    if ((e = db_commit(r)) || (e = wards_make(r, place[SCHOOL], ids[TEACHER], ids[MOTHER])))
        return e;
    return waiting_make(r, d, ids[MOTHER], ids[ASKER]);
}

void orgs_print(void)
{
    for (int i = 0; i < PEOPLE; i++)
        printf("  %-24s %-15s %s\n", people[i].mail, people[i].password, people[i].tries);
}
