/* What becomes of each table when somebody's data are deleted: taken away here, or kept for a reason. Sealed values go
 * with the data key they hold, so that no backup of keys opens them again. tests/store/test_privacy_copy.c asks the
 * database whether a table is forgotten. */
#include "request.h"
#include "data/db.h"
#include <string.h>

static const struct sql end_sessions = { .text = "DELETE FROM session WHERE account = ?" };
static const struct sql end_asks = { .text = "DELETE FROM account_ask WHERE account = ?" };
static const struct sql end_tokens = { .text = "DELETE FROM account_token WHERE account = ?" };
static const struct sql end_codes = { .text = "DELETE FROM account_code WHERE account = ?" };
static const struct sql end_changes = { .text = "DELETE FROM account_change WHERE account = ?" };
static const struct sql end_typed = { .text = "DELETE FROM kept_form WHERE account = ?" };
static const struct sql end_trust = { .text =
    "UPDATE delegation SET state = IF(state IN ('asked', 'active'), 'ended', state), "
    "ended_at = COALESCE(ended_at, UTC_TIMESTAMP()), address = IF(subject = ?, NULL, address), "
    "address_find = IF(subject = ?, NULL, address_find) WHERE subject = ? OR agent = ?" };
/* Nothing fires any more, and nobody is written to, about what is gone. */
#define END_CLOCKS(flow, cases, more)                                                                         \
    "DELETE t FROM flow_timer t JOIN " cases " c ON c.id = t.case_id WHERE t.flow = '" flow "' AND c.owner = ?" more
/* But a draft (state 1) ends by its clock, at once: apply moves it itself to what was never sent. */
#define DRAFT_STAYS " AND c.state <> 1"
static const struct sql end_drafts = { .text =
    "UPDATE flow_timer t JOIN apply_application c ON c.id = t.case_id SET t.due_at = UTC_TIMESTAMP() "
    "WHERE t.flow = 'apply' AND c.owner = ? AND c.state = 1" };
static const struct sql end_apply_clocks = { .text = END_CLOCKS("apply", "apply_application", DRAFT_STAYS) };
static const struct sql end_org_clocks = { .text = END_CLOCKS("org", "org_case", "") };
static const struct sql end_trust_clocks = { .text = END_CLOCKS("trust", "trust_child", "") };
/* "more" narrows it to one application. What was decided about whom by whom stays, as numbers; the person goes. */
#define END_SCHOOLS(more)                                                                                     \
    "DELETE e FROM apply_education e JOIN apply_application a ON a.id = e.application WHERE a.owner = ?" more
static const struct sql end_schools = { .text = END_SCHOOLS("") };
#define CONTACT                                                                                               \
    "mail = NULL, phone = NULL, address_country = NULL, address_region = NULL, address = NULL, "                \
    "address_china = NULL, emergency_name = NULL, emergency_relation = NULL, emergency_phone = NULL"
#define WIPE_APPLICATIONS(more)                                                                               \
    "UPDATE apply_application SET conditions = NULL, name_native = NULL, name_primary = NULL, "                 \
    "name_secondary = NULL, name_zh = NULL, sex = NULL, birth = NULL, birthplace = NULL, nationality2 = NULL, " \
    "paper_kind = NULL, passport_no = NULL, passport_no_find = NULL, passport_state = NULL, "                   \
    "passport_issued = NULL, passport_expires = NULL, mrz1 = NULL, mrz2 = NULL, " CONTACT ", "                  \
    "mother_tongue = NULL, chinese = NULL, chinese_score = NULL, chinese_date = NULL, chinese_no = NULL, "      \
    "funding = NULL, funding_name = NULL, agency_no = NULL, guardian_name = NULL, guardian_relation = NULL, "   \
    "guardian_nationality = NULL, guardian_in_china = NULL, guardian_phone = NULL, guardian_address = NULL, "   \
    "in_person = NULL, health_on = NULL, no_crime_on = NULL, due_at = NULL, "                                   \
    "erased_at = COALESCE(erased_at, UTC_TIMESTAMP()) WHERE owner = ?" more
static const struct sql wipe_applications = { .text = WIPE_APPLICATIONS("") };
#define WIPE_ADMISSION(more)                                                                                  \
    "UPDATE apply_admission d JOIN apply_application a ON a.id = d.application SET d.jw202 = NULL, "            \
    "d.arrived_on = NULL, d.visa = NULL, d.insurance_no = NULL, d.permit_until = NULL WHERE a.owner = ?" more
static const struct sql wipe_admission = { .text = WIPE_ADMISSION("") };
static const struct sql end_ward_codes = { .text = "DELETE FROM ward_code WHERE account = ?" };
static const struct sql end_ward = { .text = "DELETE FROM ward WHERE account = ?" };
static const struct sql end_files = { .text = "DELETE FROM document WHERE owner = ? AND program <> 'org'" };
/* "more" is what goes besides the contact. */
#define WIPE_REGISTRATIONS(more) "UPDATE org_case SET contact = NULL, phone = NULL" more " WHERE owner = ?"
static const struct sql wipe_registrations = { .text = WIPE_REGISTRATIONS(", due_at = NULL") };
static const struct sql wipe_guardian = { .text =
    "UPDATE trust_child SET guardian = NULL, phone = NULL, child = IF(account IS NULL, '', child), "
    "birth = IF(account IS NULL, NULL, birth), due_at = NULL WHERE owner = ?" };
static const struct sql wipe_child = { .text = "UPDATE trust_child SET child = '', birth = NULL WHERE account = ?" };
static const struct sql wipe_grants = { .text = "UPDATE org_grant SET address = NULL, code = NULL WHERE account = ?" };
#define END_SHOWN_LETTERS(more) "DELETE s FROM sink s JOIN outbox o ON o.id = s.id WHERE o.account = ?" more
static const struct sql end_shown_letters = { .text = END_SHOWN_LETTERS("") };
#define WIPE_LETTERS(more)                                                                                    \
    "UPDATE outbox SET subject = '', body = NULL, sms = NULL, address = NULL, phone = NULL, secret = TRUE, "    \
    "state = IF(state = 'waiting', 'failed', state) WHERE account = ?" more
static const struct sql wipe_letters = { .text = WIPE_LETTERS("") };
static const struct sql wipe_requests = { .text = "UPDATE privacy_case SET detail = NULL WHERE owner = ?" };
static const struct sql wipe_holds = { .text = "UPDATE person_hold SET note = NULL WHERE account = ?" };
static const struct sql close_account = { .text =
    "UPDATE account SET name = '', mail = NULL, phone = NULL, phone_find = NULL, password = NULL, password_at = NULL, "
    "totp = NULL, totp_on = FALSE, totp_at = NULL, reset_by = NULL, reset_at = NULL, state = 'closed' WHERE id = ?" };

const struct erasing erasings[] = {
    { "session.account", &end_sessions, NULL },
    { "account_ask.account", &end_asks, NULL },
    { "account_token.account", &end_tokens, NULL },
    { "account_code.account", &end_codes, NULL },
    { "account_change.account", &end_changes, NULL },
    { "kept_form.account", &end_typed, NULL },
    { "delegation.subject", &end_trust, "that somebody acted for somebody, and when: what was done is judged by it" },
    { "delegation.agent", NULL, "the same row" },
    { "delegation.ended_by", NULL, "a number" },
    { "ward_code.account", &end_ward_codes, NULL },
    { "ward_code.made_by", NULL, "a number" },
    { "ward.account", &end_ward, NULL },
    { "ward.opened_by", NULL, "a number" },
    { "calendar_draft.made_by", NULL, "a number" },
    { "flow_timer.case_id", &end_drafts, "the clock that ends a draft, due now" },
    { "flow_timer.case_id", &end_apply_clocks, "the same row" },
    { "flow_timer.case_id", &end_org_clocks, NULL },
    { "flow_timer.case_id", &end_trust_clocks, "those of requests about data end with their states" },
    { "apply_admission.application", &wipe_admission, "number and date of the letter, without the person" },
    { "apply_education.application", &end_schools, NULL },
    { "apply_application.owner", &wipe_applications, "number, programme, dates and decision, without the person" },
    { "document_body.document", NULL, "goes with its document" },
    { "document.owner", &end_files, "licences of organisations are theirs, and prove who was verified" },
    { "org_case.owner", &wipe_registrations, "the organisation's own data" },
    { "trust_child.owner", &wipe_guardian, "that an account was opened for a child, whose name is the child's" },
    { "trust_child.account", &wipe_child, "that somebody opened the account" },
    { "org_grant.account", &wipe_grants, "who gave whom a role" },
    { "org_grant.asked_by", NULL, "a number" },
    { "org_grant.second_by", NULL, "a number" },
    { "org_grant.closed_by", NULL, "a number" },
    { "outbox.account", &end_shown_letters, NULL },
    { "outbox.account", &wipe_letters, "that a letter was sent, and when" },
    { "privacy_case.owner", &wipe_requests, "that the deletion was asked for, and carried out" },
    { "privacy_case.asked_by", NULL, "a number" },
    { "person_hold.account", &wipe_holds, "that the data were held, and until when; none that holds is left" },
    { "person_hold.set_by", NULL, "a number" },
    { "person_hold.lifted_by", NULL, "a number" },
    { "account_role.account", NULL, "none is left: whoever holds a role is held (legal_hold)" },
    { "account_role.granted_by", NULL, "a number" },
    { "consent.account", NULL, "proof that what was done had a ground (PIPL 14); numbers and dates" },
    { "consent.given_by", NULL, "the same row" },
    { "audit.subject", NULL, "at least six months (Cybersecurity Law 21); numbers, never names" },
    { "audit.actor", NULL, "the same row" },
    { "flow_log.who", NULL, "a number" },
    { "flow_log.case_id", NULL, "the history of a decision is proof of it; each row proves the one before" },
    { "account.reset_by", NULL, "a number" },
    { "account.id", &close_account, "the number, to which everything kept points" },
    { .from = NULL }
};

/* Of a part: the account, then the application or document; contact data are those of all applications. */
static const struct sql part_clocks = { .text = END_CLOCKS("apply", "apply_application", " AND c.id = ?") };
static const struct sql part_schools = { .text = END_SCHOOLS(" AND a.id = ?") };
static const struct sql part_admission = { .text = WIPE_ADMISSION(" AND a.id = ?") };
static const struct sql part_files = { .text =
    "DELETE FROM document WHERE owner = ? AND program = 'apply' AND case_id = ?" };
static const struct sql part_shown_letters = { .text = END_SHOWN_LETTERS(" AND o.flow = 'apply' AND o.case_id = ?") };
static const struct sql part_letters = { .text = WIPE_LETTERS(" AND flow = 'apply' AND case_id = ?") };
static const struct sql part_application = { .text = WIPE_APPLICATIONS(" AND id = ?") };
static const struct sql part_paper = { .text = "DELETE FROM document WHERE owner = ? AND id = ? AND program <> 'org'" };
static const struct sql part_contact = { .text = "UPDATE apply_application SET " CONTACT " WHERE owner = ?" };
static const struct sql part_registrations = { .text = WIPE_REGISTRATIONS("") };
static const struct {
    const char *part;
    const struct sql *sql;
} parts[] = {
    { "application", &part_clocks }, { "application", &part_schools }, { "application", &part_admission },
    { "application", &part_files }, { "application", &part_shown_letters }, { "application", &part_letters },
    { "application", &part_application }, { "paper", &part_paper }, { "contact", &part_contact },
    { "contact", &part_registrations }, { "contact", &end_changes },
};

const struct sql *const erase_sql[] = {
    &end_sessions, &end_asks, &end_tokens, &end_codes, &end_changes, &end_typed, &end_trust, &end_drafts,
    &end_apply_clocks, &end_org_clocks, &end_trust_clocks, &end_schools, &wipe_applications, &wipe_admission,
    &end_ward_codes, &end_ward, &end_files, &wipe_registrations, &wipe_grants, &end_shown_letters, &wipe_letters,
    &wipe_requests, &wipe_guardian, &wipe_child, &wipe_holds, &close_account, &part_clocks, &part_schools,
    &part_admission, &part_files, &part_shown_letters, &part_letters, &part_application, &part_paper, &part_contact,
    &part_registrations, NULL
};

/* The first ? is the account, the others are the part; each is the account where there is no part. */
static enum err erase_one(struct req *r, const struct sql *sql, uint64_t account, uint64_t part)
{
    struct arg args[6];
    size_t n = 0;

    for (const char *s = sql->text; *s; s++)
        if (*s == '?') {
            args[n] = arg_u(n && part ? part : account);
            n++;
        }
    args[n] = arg_end();
    return db_do(r, sql, args, NULL, NULL);
}

enum err erase_all(struct req *r, uint64_t account)
{
    enum err e = OK;

    for (const struct erasing *x = erasings; x->from && !e; x++)
        if (x->sql)
            e = erase_one(r, x->sql, account, 0);
    return e;
}

enum err erase_part(struct req *r, uint64_t account, const char *part, uint64_t id)
{
    enum err e = OK;

    for (size_t i = 0; i < sizeof parts / sizeof *parts && !e; i++)
        if (strcmp(parts[i].part, part) == 0)
            e = erase_one(r, parts[i].sql, account, id);
    return e;
}
