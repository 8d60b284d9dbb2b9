/* What the copy of one's own data consists of: one statement a part, each for one account only, in the order they are
 * told. A column that points at an account, or a table that hangs on such a row, is found by a part here or stands
 * among what is left out, with the reason; tests/store/test_privacy_copy.c asks the database whether that holds. */
#include "privacy.h"
#include "data/db.h"

static const struct sql ask_account = { .text =
    "SELECT id, mail, phone, name, lang, state, created_at, notice, password_at, totp_on, totp_at, codes_at, device_at, "
    "demo FROM account WHERE id = ?" };
static const struct column account[] = {
    { "number", C_NUMBER, 0 }, { "mail", C_TEXT, 0 }, { "phone", C_SEALED, "account|phone" }, { "name", C_TEXT, 0 },
    { "language", C_TEXT, 0 }, { "state", C_TEXT, 0 }, { "created", C_TIME, 0 }, { "notice", C_NUMBER, 0 },
    { "password_set", C_TIME, 0 }, { "second_step", C_BOOL, 0 }, { "second_step_set", C_TIME, 0 },
    { "recovery_codes_made", C_TIME, 0 }, { "browser_remembered", C_TIME, 0 }, { "demo", C_BOOL, 0 }, { .kind = C_END }
};

static const struct sql ask_changes = { .text =
    "SELECT account, mail, phone, ends_at FROM account_change WHERE account = ? ORDER BY id LIMIT 1000" };
static const struct column changes[] = {
    { NULL, C_SKIP, 0 }, { "mail_before", C_TEXT, 0 }, { "phone_before", C_SEALED, "account|phone" },
    { "undo_until", C_TIME, 0 }, { .kind = C_END }
};

static const struct sql ask_sessions = { .text =
    "SELECT 0, s.begun_at, s.signed_at, s.seen_at, s.ends_at, s.address, s.agent, s.second, o.name FROM session s "
    "LEFT JOIN org o ON o.id = s.org WHERE s.account = ? ORDER BY s.begun_at LIMIT 1000" };
static const struct column sessions[] = {
    { NULL, C_SKIP, 0 }, { "begun", C_TIME, 0 }, { "password_given", C_TIME, 0 }, { "seen", C_TIME, 0 },
    { "ends", C_TIME, 0 }, { "address", C_TEXT, 0 }, { "browser", C_TEXT, 0 }, { "second_step", C_BOOL, 0 },
    { "organisation", C_TEXT, 0 }, { .kind = C_END }
};

static const struct sql ask_typed = { .text =
    "SELECT 0, place, ends_at FROM kept_form WHERE account = ? ORDER BY ends_at LIMIT 1000" };
static const struct column typed[] = {
    { NULL, C_SKIP, 0 }, { "page", C_TEXT, 0 }, { "kept_until", C_TIME, 0 }, { .kind = C_END }
};

static const struct sql ask_roles = { .text =
    "SELECT g.id, o.name, g.role, g.created_at FROM account_role g JOIN org o ON o.id = g.org WHERE g.account = ? "
    "ORDER BY g.id LIMIT 1000" };
static const struct column roles[] = {
    { "number", C_NUMBER, 0 }, { "organisation", C_TEXT, 0 }, { "role", C_ROLE, 0 }, { "since", C_TIME, 0 },
    { .kind = C_END }
};

static const struct sql ask_offers = { .text =
    "SELECT g.id, o.name, g.role, g.address, g.asked_at, g.ends_at, g.taken_at, g.given_at, g.closed_at FROM org_grant g "
    "JOIN org o ON o.id = g.org WHERE g.account = ? ORDER BY g.id LIMIT 1000" };
static const struct column offers[] = {
    { "number", C_NUMBER, 0 }, { "organisation", C_TEXT, 0 }, { "role", C_ROLE, 0 },
    { "invited_at", C_SEALED_ROW, "org_grant|address" }, { "asked", C_TIME, 0 }, { "ends", C_TIME, 0 },
    { "accepted", C_TIME, 0 }, { "given", C_TIME, 0 }, { "closed", C_TIME, 0 }, { .kind = C_END }
};

static const struct sql ask_registrations = { .text =
    "SELECT id, number, state, state_at, created_at, kind, name, name_en, uscc, contact, phone, why FROM org_case "
    "WHERE owner = ? ORDER BY id LIMIT 1000" };
static const struct column registrations[] = {
    { "number", C_NUMBER, 0 }, { "case", C_TEXT, 0 }, { "state", C_STATE, "org" }, { "state_since", C_TIME, 0 },
    { "created", C_TIME, 0 }, { "kind", C_TEXT, 0 }, { "name", C_TEXT, 0 }, { "name_en", C_TEXT, 0 },
    { "uscc", C_TEXT, 0 }, { "contact", C_SEALED, "org_case|contact" }, { "phone", C_SEALED, "org_case|phone" },
    { "why", C_TEXT, 0 }, { .kind = C_END }
};

static const struct sql ask_consents = { .text =
    "SELECT id, purpose, version, lang, given_at, withdrawn_at, given_by = account FROM consent WHERE account = ? "
    "ORDER BY id LIMIT 1000" };
static const struct column consents[] = {
    { "number", C_NUMBER, 0 }, { "notice", C_TEXT, 0 }, { "version", C_NUMBER, 0 }, { "language", C_TEXT, 0 },
    { "given", C_TIME, 0 }, { "taken_back", C_TIME, 0 }, { "by_myself", C_BOOL, 0 }, { .kind = C_END }
};

/* The address is what the person typed who asked: not told to whoever was asked. */
static const struct sql ask_trust = { .text =
    "SELECT d.id, IF(d.subject = ?, d.address, NULL), d.subject = ?, o.name, d.kind, d.scope, d.state, d.created_at, "
    "d.begins_at, d.ends_at, d.ended_at FROM delegation d LEFT JOIN org o ON o.id = d.org "
    "WHERE d.subject = ? OR d.agent = ? ORDER BY d.id LIMIT 1000" };
static const struct column trust[] = {
    { "number", C_NUMBER, 0 }, { "asked_at", C_SEALED, "delegation|address" }, { "for_me", C_BOOL, 0 },
    { "organisation", C_TEXT, 0 }, { "kind", C_TEXT, 0 }, { "program", C_TEXT, 0 }, { "state", C_TEXT, 0 },
    { "created", C_TIME, 0 }, { "begins", C_TIME, 0 }, { "ends", C_TIME, 0 }, { "ended", C_TIME, 0 }, { .kind = C_END }
};

static const struct sql ask_ward = { .text =
    "SELECT w.account, o.name, w.relation, w.number, w.birth, w.signed_by, w.opened_at, w.taken_at FROM ward w "
    "LEFT JOIN org o ON o.id = w.org WHERE w.account = ?" };
static const struct column ward[] = {
    { NULL, C_SKIP, 0 }, { "school", C_TEXT, 0 }, { "relation", C_TEXT, 0 }, { "number", C_TEXT, 0 },
    { "birth", C_SEALED, "ward|birth" }, { "signed_by", C_TEXT, 0 }, { "opened", C_TIME, 0 },
    { "taken_over", C_TIME, 0 }, { .kind = C_END }
};

/* Name and phone of the guardian are the guardian's: not told to the child. */
static const struct sql ask_children = { .text =
    "SELECT id, number, owner = ?, child, birth, speaks, relation, IF(owner = ?, guardian, NULL), "
    "IF(owner = ?, phone, NULL), state, state_at, created_at FROM trust_child WHERE owner = ? OR account = ? "
    "ORDER BY id LIMIT 1000" };
static const struct column children[] = {
    { "number", C_NUMBER, 0 }, { "case", C_TEXT, 0 }, { "by_me", C_BOOL, 0 }, { "child", C_TEXT, 0 },
    { "birth", C_DAY, 0 }, { "language", C_TEXT, 0 }, { "relation", C_TEXT, 0 },
    { "guardian", C_SEALED, "trust_child|guardian" }, { "phone", C_SEALED, "trust_child|phone" },
    { "state", C_STATE, "trust" }, { "state_since", C_TIME, 0 }, { "created", C_TIME, 0 }, { .kind = C_END }
};

/* What apply lets somebody show at the centre instead of uploading it, in the order of its form. */
#define IN_PERSON "passport health no_crime"
#define CELL(name) { #name, C_SEALED, "apply_application|" #name }
static const struct sql ask_applications = { .text =
    "SELECT a.id, a.number, p.code, i.starts, o.name, a.state, a.state_at, a.created_at, a.sent_at, a.lang, a.conditions, "
    "a.name_native, a.name_primary, a.name_secondary, a.name_zh, a.sex, a.birth, a.birthplace, a.nationality, "
    "a.nationality2, a.paper_kind, a.passport_no, a.passport_state, a.passport_issued, a.passport_expires, a.mrz1, a.mrz2, "
    "a.mail, a.phone, a.address_country, a.address_region, a.address, a.address_china, a.emergency_name, "
    "a.emergency_relation, a.emergency_phone, a.mother_tongue, a.chinese, a.chinese_score, a.chinese_date, a.chinese_no, "
    "a.funding, a.funding_name, a.agency_no, a.guardian_name, a.guardian_relation, a.guardian_nationality, "
    "a.guardian_in_china, a.guardian_phone, a.guardian_address, a.in_person, a.health_on, a.no_crime_on "
    "FROM apply_application a JOIN apply_intake i ON i.id = a.intake JOIN apply_programme p ON p.id = i.programme "
    "JOIN org o ON o.id = a.centre WHERE a.owner = ? ORDER BY a.id LIMIT 1000" };
static const struct column applications[] = {
    { "number", C_NUMBER, 0 }, { "case", C_TEXT, 0 }, { "programme", C_TEXT, 0 }, { "starts", C_DAY, 0 },
    { "centre", C_TEXT, 0 }, { "state", C_STATE, "apply" }, { "state_since", C_TIME, 0 }, { "created", C_TIME, 0 },
    { "sent", C_TIME, 0 }, { "language", C_TEXT, 0 }, { "conditions", C_TEXT, 0 }, { "name_native", C_TEXT, 0 },
    { "name_primary", C_TEXT, 0 }, { "name_secondary", C_TEXT, 0 }, { "name_zh", C_TEXT, 0 }, { "sex", C_TEXT, 0 },
    { "birth", C_DAY, 0 }, { "birthplace", C_TEXT, 0 }, { "nationality", C_TEXT, 0 }, { "nationality2", C_TEXT, 0 },
    { "paper_kind", C_TEXT, 0 }, CELL(passport_no), { "passport_state", C_TEXT, 0 }, { "passport_issued", C_DAY, 0 },
    { "passport_expires", C_DAY, 0 }, CELL(mrz1), CELL(mrz2), { "mail", C_TEXT, 0 }, CELL(phone),
    { "address_country", C_TEXT, 0 }, { "address_region", C_TEXT, 0 }, { "address", C_TEXT, 0 },
    { "address_china", C_TEXT, 0 }, { "emergency_name", C_TEXT, 0 }, { "emergency_relation", C_TEXT, 0 },
    CELL(emergency_phone), { "mother_tongue", C_TEXT, 0 }, { "chinese", C_TEXT, 0 }, { "chinese_score", C_NUMBER, 0 },
    { "chinese_date", C_DAY, 0 }, { "chinese_no", C_TEXT, 0 }, { "funding", C_TEXT, 0 }, { "funding_name", C_TEXT, 0 },
    { "agency_no", C_TEXT, 0 }, { "guardian_name", C_TEXT, 0 }, { "guardian_relation", C_TEXT, 0 },
    { "guardian_nationality", C_TEXT, 0 }, { "guardian_in_china", C_BOOL, 0 }, CELL(guardian_phone),
    { "guardian_address", C_TEXT, 0 }, { "in_person", C_BITS, IN_PERSON }, { "health_on", C_DAY, 0 },
    { "no_crime_on", C_DAY, 0 }, { .kind = C_END }
};

static const struct sql ask_schools = { .text =
    "SELECT e.id, e.application, e.level, e.school, e.country, e.began, e.ended, e.graduated FROM apply_education e "
    "JOIN apply_application a ON a.id = e.application WHERE a.owner = ? ORDER BY e.id LIMIT 1000" };
static const struct column schools[] = {
    { "number", C_NUMBER, 0 }, { "application", C_NUMBER, 0 }, { "level", C_TEXT, 0 }, { "school", C_TEXT, 0 },
    { "country", C_TEXT, 0 }, { "began", C_DAY, 0 }, { "ended", C_DAY, 0 }, { "graduated", C_BOOL, 0 },
    { .kind = C_END }
};

static const struct sql ask_admission = { .text =
    "SELECT d.application, d.letter_no, d.letter_at, d.jw202, d.arrived_on, d.visa, d.insurance_no, d.permit_until "
    "FROM apply_admission d JOIN apply_application a ON a.id = d.application WHERE a.owner = ? "
    "ORDER BY d.application LIMIT 1000" };
static const struct column admission[] = {
    { "application", C_NUMBER, 0 }, { "letter", C_TEXT, 0 }, { "letter_written", C_TIME, 0 }, { "jw202", C_TEXT, 0 },
    { "arrived", C_DAY, 0 }, { "visa", C_TEXT, 0 }, { "insurance", C_TEXT, 0 }, { "permit_until", C_DAY, 0 },
    { .kind = C_END }
};

/* Notes for colleagues and who they were stay inside; what was told to the owner is told again. */
#define HISTORY(flow, cases)                                                                                  \
    "SELECT l.id, l.flow, l.case_id, l.at, l.state_from, l.state_to, l.event, l.reason, l.text FROM flow_log l " \
    "JOIN " cases " c ON c.id = l.case_id WHERE l.flow = '" flow "' AND c.owner = ? "
static const struct sql ask_history = { .text =
    HISTORY("apply", "apply_application") "UNION ALL " HISTORY("org", "org_case") "UNION ALL "
    HISTORY("privacy", "privacy_case") "UNION ALL " HISTORY("trust", "trust_child") "ORDER BY id LIMIT 1000" };
static const struct column history[] = {
    { "number", C_NUMBER, 0 }, { "kind", C_TEXT, 0 }, { "case", C_NUMBER, 0 }, { "at", C_TIME, 0 },
    { "from", C_STATE, NULL }, { "to", C_STATE, NULL }, { "event", C_EVENT, NULL }, { "reason", C_TEXT, 0 },
    { "told", C_TEXT, 0 }, { .kind = C_END }
};

static const struct sql ask_letters = { .text =
    "SELECT id, name, created_at, lang, way, subject, state, sent_at, body FROM outbox WHERE account = ? AND NOT secret "
    "ORDER BY id LIMIT 1000" };
static const struct column letters[] = {
    { "number", C_NUMBER, 0 }, { "name", C_TEXT, 0 }, { "written", C_TIME, 0 }, { "language", C_TEXT, 0 },
    { "way", C_TEXT, 0 }, { "subject", C_TEXT, 0 }, { "state", C_TEXT, 0 }, { "sent", C_TIME, 0 },
    { "text", C_LETTER, 0 }, { .kind = C_END }
};

static const struct sql ask_files = { .text =
    "SELECT id, program, case_id, kind, name, mime, size, created_at FROM document WHERE owner = ? ORDER BY id LIMIT 1000" };
static const struct column files[] = {
    { "number", C_NUMBER, 0 }, { "program", C_TEXT, 0 }, { "case", C_NUMBER, 0 }, { "kind", C_TEXT, 0 },
    { "name", C_SEALED, "document|name" }, { "type", C_TEXT, 0 }, { "bytes", C_NUMBER, 0 }, { "handed_in", C_TIME, 0 },
    { .kind = C_END }
};

/* Where somebody else acted, their network is theirs. Newest rows, if there are very many. */
#define ACTS(column)                                                                                          \
    "(SELECT id, at, action, refused, actor = ? AS by_me, subject = ? AS about_me, object, detail, "            \
    "IF(actor = ?, address, NULL) AS address FROM audit WHERE " column " = ? ORDER BY id DESC LIMIT 3000) "
static const struct sql ask_acts = { .text = ACTS("subject") "UNION " ACTS("actor") "ORDER BY id LIMIT 6000" };
static const struct column acts[] = {
    { "number", C_NUMBER, 0 }, { "at", C_TIME, 0 }, { "act", C_TEXT, 0 }, { "refused", C_BOOL, 0 },
    { "by_me", C_BOOL, 0 }, { "about_me", C_BOOL, 0 }, { "object", C_TEXT, 0 }, { "detail", C_TEXT, 0 },
    { "address", C_TEXT, 0 }, { .kind = C_END }
};

static const struct sql ask_requests = { .text =
    "SELECT id, number, kind, part, part_id, detail, state, state_at, created_at, hold_why, hold_until "
    "FROM privacy_case WHERE owner = ? ORDER BY id LIMIT 1000" };
static const struct column requests[] = {
    { "number", C_NUMBER, 0 }, { "case", C_TEXT, 0 }, { "kind", C_TEXT, 0 },
    { "part", C_TEXT, 0 }, { "part_number", C_NUMBER, 0 }, { "detail", C_SEALED, "privacy_case|detail" },
    { "state", C_STATE, "privacy" }, { "state_since", C_TIME, 0 },
    { "created", C_TIME, 0 }, { "held_why", C_TEXT, 0 }, { "held_until", C_DAY, 0 }, { .kind = C_END }
};

/* What the person may not know is not told here either. */
static const struct sql ask_held = { .text =
    "SELECT id, why, note, ends_on, set_at, lifted_at FROM person_hold WHERE account = ? AND shown = 1 ORDER BY id "
    "LIMIT 1000" };
static const struct column held[] = {
    { "number", C_NUMBER, 0 }, { "why", C_TEXT, 0 }, { "reason", C_SEALED, "person_hold|note" },
    { "last_day", C_DAY, 0 }, { "set", C_TIME, 0 }, { "lifted", C_TIME, 0 }, { .kind = C_END }
};

#define FROM(...) (const char *const[]){ __VA_ARGS__, NULL }

const struct part copy_parts[] = {
    { "account", &ask_account, account, 0, FROM("account.id") },
    { "addresses_before", &ask_changes, changes, 1000, FROM("account_change.account") },
    { "sessions", &ask_sessions, sessions, 1000, FROM("session.account") },
    { "typed_and_not_sent", &ask_typed, typed, 1000, FROM("kept_form.account") },
    { "roles", &ask_roles, roles, 1000, FROM("account_role.account") },
    { "roles_offered", &ask_offers, offers, 1000, FROM("org_grant.account") },
    { "registrations", &ask_registrations, registrations, 1000, FROM("org_case.owner") },
    { "consents", &ask_consents, consents, 1000, FROM("consent.account") },
    { "acting_for_others", &ask_trust, trust, 1000, FROM("delegation.subject", "delegation.agent") },
    { "managed_by_others", &ask_ward, ward, 0, FROM("ward.account") },
    { "accounts_for_children", &ask_children, children, 1000, FROM("trust_child.owner", "trust_child.account") },
    { "applications", &ask_applications, applications, 1000, FROM("apply_application.owner") },
    { "schools", &ask_schools, schools, 1000, FROM("apply_education.application") },
    { "after_admission", &ask_admission, admission, 1000, FROM("apply_admission.application") },
    { "history", &ask_history, history, 1000, FROM("flow_log.case_id") },
    { "letters", &ask_letters, letters, 1000, FROM("outbox.account") },
    { "requests", &ask_requests, requests, 1000, FROM("privacy_case.owner") },
    { "held", &ask_held, held, 1000, FROM("person_hold.account") },
    { "files", &ask_files, files, 1000, FROM("document.owner") },
    { "acts", &ask_acts, acts, 3000, FROM("audit.subject", "audit.actor") },
    { .name = NULL }
};

const struct left_out copy_left_out[] = {
    { "account.reset_by", "an administrator's act; the audit has it" },
    { "account_ask.account", "a code that works once, for ten minutes" },
    { "account_token.account", "a code that works once, for ten minutes to half an hour" },
    { "account_code.account", "recovery codes, of which only a digest is kept" },
    { "account_role.granted_by", "the act of whoever gave the role; the audit has it" },
    { "calendar_draft.made_by", "an administrator's act; the audit has it" },
    { "consent.given_by", "a consent is about the person it was given for, and in that person's copy" },
    { "delegation.ended_by", "the act of whoever ended it; the audit has it" },
    { "document_body.document", "the bytes of a file are a download of their own (/privacy/file)" },
    { "flow_log.who", "moves of one's own cases are in their history, those of others in theirs" },
    { "org_grant.asked_by", "the act of whoever asked; the audit has it" },
    { "org_grant.second_by", "the act of the second person; the audit has it" },
    { "org_grant.closed_by", "the act of whoever closed it; the audit has it" },
    { "person_hold.lifted_by", "the act of whoever lifted it; the audit has it" },
    { "person_hold.set_by", "the act of whoever set it; the audit has it" },
    { "privacy_case.asked_by", "the act of whoever asked; the audit has it" },
    { "ward.opened_by", "the act of whoever opened it; the audit has it" },
    { "ward_code.account", "a code on paper, of which only a digest is kept" },
    { "ward_code.made_by", "the act of whoever printed it; the audit has it" },
    { .column = NULL }
};

static const struct sql find_file = { .text = "SELECT program, case_id FROM document WHERE id = ? AND owner = ?" };
static const struct sql list_files = { .text =
    "SELECT id, owner, kind, name, mime, size, created_at FROM document WHERE owner = ? ORDER BY id LIMIT 100" };

const struct sql *const copy_sql[] = {
    &ask_account, &ask_changes, &ask_sessions, &ask_typed, &ask_roles, &ask_offers, &ask_registrations, &ask_consents,
    &ask_trust, &ask_ward, &ask_applications, &ask_schools, &ask_admission, &ask_history, &ask_letters, &ask_files,
    &ask_acts, &ask_requests, &ask_held, &ask_children, &find_file, &list_files, NULL
};

enum err copy_rows(struct req *r, const struct part *p, uint64_t id, struct rows *ret)
{
    struct arg args[10];
    size_t n = 0;

    for (const char *s = p->sql->text; *s; s++)
        if (*s == '?')
            args[n++] = arg_u(id);
    args[n] = arg_end();
    return db_ask(r, p->sql, args, ret);
}

enum err file_place(struct req *r, uint64_t id, uint64_t owner, const char **ret_program, uint64_t *ret_case)
{
    struct rows q;
    enum err e = db_one(r, &find_file, (const struct arg[]){ arg_u(id), arg_u(owner), arg_end() }, &q);

    if (e)
        return e;
    *ret_program = db_s(&q, 0);
    *ret_case = db_u(&q, 1);
    return db_end(&q);
}

enum err files_of(struct req *r, uint64_t owner, struct rows *ret)
{
    return db_ask(r, &list_files, (const struct arg[]){ arg_u(owner), arg_end() }, ret);
}
