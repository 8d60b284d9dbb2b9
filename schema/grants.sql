-- One database user per program, with what it needs and no more (SECURITY 37). Applied by `qiao-admin migrate`
-- after the migrations; a REVOKE only when this file or the list of tables has changed. {password:NAME} is the
-- secret <credentials>/NAME.db; a statement with {each:PATTERN} is run for every table of that name.
-- A new program adds a block like these.

-- login: accounts and everything about signing in.
CREATE USER IF NOT EXISTS qiao_login@localhost IDENTIFIED BY '{password:login}';
ALTER USER qiao_login@localhost IDENTIFIED BY '{password:login}' WITH MAX_USER_CONNECTIONS 100;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_login@localhost;
GRANT SELECT, INSERT, UPDATE ON account TO qiao_login@localhost;
GRANT SELECT ON account_role TO qiao_login@localhost;
GRANT SELECT ON org TO qiao_login@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO qiao_login@localhost;
GRANT SELECT, INSERT, DELETE ON account_token TO qiao_login@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON account_ask TO qiao_login@localhost;
GRANT SELECT, INSERT, DELETE ON account_change TO qiao_login@localhost;
GRANT SELECT ON sink TO qiao_login@localhost;
GRANT SELECT, INSERT, UPDATE ON account_code TO qiao_login@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON throttle TO qiao_login@localhost;
GRANT SELECT, INSERT, DELETE ON submit_key TO qiao_login@localhost;
GRANT INSERT ON outbox TO qiao_login@localhost;
GRANT SELECT, UPDATE (managed) ON delegation TO qiao_login@localhost;
GRANT SELECT, DELETE ON ward_code TO qiao_login@localhost;
GRANT SELECT (account), UPDATE (taken_at) ON ward TO qiao_login@localhost;
GRANT SELECT, INSERT, DELETE ON kept_form TO qiao_login@localhost;
GRANT SELECT (chain, seq, hash), INSERT ON audit TO qiao_login@localhost;
GRANT SELECT, INSERT, UPDATE ON sweep_run TO qiao_login@localhost;
GRANT SELECT ON notice TO qiao_login@localhost;
GRANT SELECT, INSERT ON consent TO qiao_login@localhost;
GRANT SELECT ON login_event TO qiao_login@localhost;
GRANT SELECT ON schema_version TO qiao_login@localhost;

-- apply: its own tables, cases, documents; of people only what pages show. No password, no second factor. Letters it
-- writes, and reads those of its cases again in the view apply_letter.
CREATE USER IF NOT EXISTS qiao_apply@localhost IDENTIFIED BY '{password:apply}';
ALTER USER qiao_apply@localhost IDENTIFIED BY '{password:apply}' WITH MAX_USER_CONNECTIONS 100;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_apply@localhost;
GRANT SELECT ON {each:apply\_%} TO qiao_apply@localhost;
GRANT INSERT, UPDATE ON {each:apply\_application} TO qiao_apply@localhost;
GRANT INSERT, UPDATE ON {each:apply\_admission} TO qiao_apply@localhost;
GRANT INSERT, UPDATE, DELETE ON {each:apply\_education} TO qiao_apply@localhost;
GRANT UPDATE (reserved, taken) ON {each:apply\_intake} TO qiao_apply@localhost;
GRANT SELECT (id, mail, name, lang, state, totp_on, totp_must, password_at, demo) ON account TO qiao_apply@localhost;
GRANT SELECT ON account_role TO qiao_apply@localhost;
GRANT SELECT ON org TO qiao_apply@localhost;
GRANT SELECT, UPDATE (seen_at) ON session TO qiao_apply@localhost;
GRANT SELECT, INSERT, DELETE ON submit_key TO qiao_apply@localhost;
GRANT SELECT, INSERT, UPDATE ON turn TO qiao_apply@localhost;
GRANT INSERT ON outbox TO qiao_apply@localhost;
GRANT SELECT ON delegation TO qiao_apply@localhost;
GRANT SELECT, INSERT ON kept_form TO qiao_apply@localhost;
GRANT SELECT (chain, seq, hash), INSERT ON audit TO qiao_apply@localhost;
GRANT SELECT, INSERT ON flow_log TO qiao_apply@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON flow_timer TO qiao_apply@localhost;
GRANT SELECT ON flow_term TO qiao_apply@localhost;
GRANT SELECT ON calendar_day TO qiao_apply@localhost;
GRANT SELECT ON {each:asean\_member} TO qiao_apply@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON document TO qiao_apply@localhost;
GRANT SELECT, INSERT, DELETE ON document_body TO qiao_apply@localhost;
GRANT SELECT, INSERT, UPDATE ON sweep_run TO qiao_apply@localhost;
GRANT SELECT ON notice TO qiao_apply@localhost;
GRANT SELECT, INSERT ON consent TO qiao_apply@localhost;
GRANT SELECT ON schema_version TO qiao_apply@localhost;

-- post: sends what is waiting; of people only how they are reached.
CREATE USER IF NOT EXISTS qiao_post@localhost IDENTIFIED BY '{password:post}';
ALTER USER qiao_post@localhost IDENTIFIED BY '{password:post}' WITH MAX_USER_CONNECTIONS 10;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_post@localhost;
GRANT SELECT, UPDATE ON outbox TO qiao_post@localhost;
GRANT SELECT (id, mail, phone, lang, state) ON account TO qiao_post@localhost;
GRANT SELECT (id, subject, agent, org, kind, state, ends_at) ON delegation TO qiao_post@localhost;
GRANT SELECT (account, org) ON account_role TO qiao_post@localhost;
GRANT SELECT, INSERT, DELETE ON sink TO qiao_post@localhost;
GRANT SELECT ON schema_version TO qiao_post@localhost;

-- org: organisations, who verifies them, the roles people hold in them, invitations. No password, no application. Of a
-- session it sets only how many organisations its menu offers.
CREATE USER IF NOT EXISTS qiao_org@localhost IDENTIFIED BY '{password:org}';
ALTER USER qiao_org@localhost IDENTIFIED BY '{password:org}' WITH MAX_USER_CONNECTIONS 100;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_org@localhost;
GRANT SELECT (id, mail, phone_find, name, lang, state, totp_on, totp_must, password_at, demo) ON account TO qiao_org@localhost;
GRANT SELECT, INSERT, DELETE ON account_role TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE (closed_at, successor, leads) ON org TO qiao_org@localhost;
GRANT SELECT, UPDATE (org) ON org_verifier TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE ON org_case TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE ON org_grant TO qiao_org@localhost;
GRANT SELECT ON delegation TO qiao_org@localhost;
GRANT SELECT, UPDATE (seen_at, hats) ON session TO qiao_org@localhost;
GRANT SELECT, INSERT ON kept_form TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON throttle TO qiao_org@localhost;
GRANT SELECT (chain, seq, hash), INSERT ON audit TO qiao_org@localhost;
GRANT SELECT, INSERT, DELETE ON submit_key TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE ON turn TO qiao_org@localhost;
GRANT INSERT ON outbox TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE ON sweep_run TO qiao_org@localhost;
GRANT SELECT, INSERT ON flow_log TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON flow_timer TO qiao_org@localhost;
GRANT SELECT ON flow_term TO qiao_org@localhost;
GRANT SELECT ON calendar_day TO qiao_org@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON document TO qiao_org@localhost;
GRANT SELECT, INSERT, DELETE ON document_body TO qiao_org@localhost;
GRANT SELECT ON schema_version TO qiao_org@localhost;

-- trust: who acts for whom. It may turn a session to acting, nothing else of it.
CREATE USER IF NOT EXISTS qiao_trust@localhost IDENTIFIED BY '{password:trust}';
ALTER USER qiao_trust@localhost IDENTIFIED BY '{password:trust}' WITH MAX_USER_CONNECTIONS 100;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_trust@localhost;
GRANT SELECT (id, mail, name, lang, state, totp_on, totp_must, password_at, demo) ON account TO qiao_trust@localhost;
GRANT SELECT ON account_role TO qiao_trust@localhost;
GRANT SELECT ON org TO qiao_trust@localhost;
GRANT SELECT ON delegation TO qiao_trust@localhost;
GRANT SELECT, UPDATE (seen_at) ON session TO qiao_trust@localhost;
GRANT SELECT, INSERT ON kept_form TO qiao_trust@localhost;
GRANT SELECT (chain, seq, hash), INSERT ON audit TO qiao_trust@localhost;
GRANT SELECT, INSERT, DELETE ON submit_key TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE ON turn TO qiao_trust@localhost;
GRANT INSERT ON outbox TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE ON sweep_run TO qiao_trust@localhost;
GRANT SELECT ON schema_version TO qiao_trust@localhost;
GRANT UPDATE (hash, acting) ON session TO qiao_trust@localhost;
GRANT INSERT, UPDATE ON delegation TO qiao_trust@localhost;
GRANT INSERT (name, lang, state, demo, created_at) ON account TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE (org) ON ward TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON ward_code TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE ON trust_child TO qiao_trust@localhost;
GRANT SELECT, INSERT ON flow_log TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON flow_timer TO qiao_trust@localhost;
GRANT SELECT ON flow_term TO qiao_trust@localhost;
GRANT SELECT ON calendar_day TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON document TO qiao_trust@localhost;
GRANT SELECT, INSERT, DELETE ON document_body TO qiao_trust@localhost;
GRANT SELECT ON notice TO qiao_trust@localhost;
GRANT SELECT, INSERT ON consent TO qiao_trust@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON throttle TO qiao_trust@localhost;

-- privacy: notices, consents, and the copy of one's own data, for which it reads everything that is kept about a person
-- but passwords, keys of the second factor and codes. It takes the same away when two officers have agreed.
CREATE USER IF NOT EXISTS qiao_privacy@localhost IDENTIFIED BY '{password:privacy}';
ALTER USER qiao_privacy@localhost IDENTIFIED BY '{password:privacy}' WITH MAX_USER_CONNECTIONS 100;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_privacy@localhost;
GRANT SELECT (id, mail, phone, name, lang, state, created_at, notice, password_at, totp_on, totp_at, totp_must, codes_at,
    device_at, demo) ON account TO qiao_privacy@localhost;
GRANT SELECT (id, account, mail, phone, ends_at) ON account_change TO qiao_privacy@localhost;
GRANT SELECT ON {each:apply\_%} TO qiao_privacy@localhost;
GRANT SELECT ON org_case TO qiao_privacy@localhost;
GRANT SELECT ON org_grant TO qiao_privacy@localhost;
GRANT SELECT ON ward TO qiao_privacy@localhost;
GRANT SELECT, UPDATE (guardian, phone, child, birth, due_at) ON trust_child TO qiao_privacy@localhost;
GRANT SELECT ON document TO qiao_privacy@localhost;
GRANT SELECT ON document_body TO qiao_privacy@localhost;
GRANT SELECT ON account_role TO qiao_privacy@localhost;
GRANT SELECT ON org TO qiao_privacy@localhost;
GRANT SELECT ON delegation TO qiao_privacy@localhost;
GRANT SELECT, UPDATE (seen_at) ON session TO qiao_privacy@localhost;
GRANT SELECT, INSERT ON kept_form TO qiao_privacy@localhost;
GRANT SELECT, INSERT ON audit TO qiao_privacy@localhost;
GRANT SELECT, INSERT, DELETE ON submit_key TO qiao_privacy@localhost;
GRANT SELECT, INSERT, UPDATE ON turn TO qiao_privacy@localhost;
GRANT SELECT, INSERT ON outbox TO qiao_privacy@localhost;
GRANT SELECT, INSERT, UPDATE ON sweep_run TO qiao_privacy@localhost;
GRANT SELECT ON notice TO qiao_privacy@localhost;
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON consent TO qiao_privacy@localhost;
GRANT SELECT, INSERT, UPDATE ON privacy_case TO qiao_privacy@localhost;
GRANT SELECT ON legal_hold TO qiao_privacy@localhost;
GRANT SELECT, INSERT, UPDATE ON person_hold TO qiao_privacy@localhost;
GRANT SELECT, INSERT ON flow_log TO qiao_privacy@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON flow_timer TO qiao_privacy@localhost;
GRANT SELECT ON flow_term TO qiao_privacy@localhost;
GRANT SELECT ON calendar_day TO qiao_privacy@localhost;
GRANT DELETE ON session TO qiao_privacy@localhost;
GRANT SELECT (account), DELETE ON account_ask TO qiao_privacy@localhost;
GRANT SELECT (account), DELETE ON account_token TO qiao_privacy@localhost;
GRANT SELECT (account), DELETE ON account_code TO qiao_privacy@localhost;
GRANT DELETE ON account_change TO qiao_privacy@localhost;
GRANT DELETE ON kept_form TO qiao_privacy@localhost;
GRANT SELECT (account), DELETE ON ward_code TO qiao_privacy@localhost;
GRANT DELETE ON ward TO qiao_privacy@localhost;
GRANT UPDATE (state, ended_at, address, address_find) ON delegation TO qiao_privacy@localhost;
GRANT UPDATE ON {each:apply\_application} TO qiao_privacy@localhost;
GRANT UPDATE ON {each:apply\_admission} TO qiao_privacy@localhost;
GRANT DELETE ON {each:apply\_education} TO qiao_privacy@localhost;
GRANT DELETE ON document TO qiao_privacy@localhost;
GRANT UPDATE (contact, phone, due_at) ON org_case TO qiao_privacy@localhost;
GRANT UPDATE (address, code) ON org_grant TO qiao_privacy@localhost;
GRANT SELECT (id), DELETE ON sink TO qiao_privacy@localhost;
GRANT UPDATE (subject, body, sms, address, phone, secret, state), DELETE ON outbox TO qiao_privacy@localhost;
GRANT UPDATE (name, mail, phone, phone_find, password, password_at, totp, totp_on, totp_at, reset_by, reset_at, state)
    ON account TO qiao_privacy@localhost;
GRANT SELECT ON schema_version TO qiao_privacy@localhost;

-- admin: the pages of /admin; qiao-admin by hand enters as the database's administrator. It can take a second factor
-- away, never read one; of a password it knows nothing.
CREATE USER IF NOT EXISTS qiao_admin@localhost IDENTIFIED BY '{password:admin}';
ALTER USER qiao_admin@localhost IDENTIFIED BY '{password:admin}' WITH MAX_USER_CONNECTIONS 100;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM qiao_admin@localhost;
GRANT SELECT (id, mail, name, lang, state, totp_on, totp_must, password_at, demo, created_at, reset_by, reset_at),
    UPDATE (state, totp, totp_on, totp_step, totp_at, totp_must, reset_by, reset_at) ON account TO qiao_admin@localhost;
GRANT SELECT (account), DELETE ON account_code TO qiao_admin@localhost;
GRANT SELECT, DELETE ON throttle TO qiao_admin@localhost;
GRANT SELECT ON account_role TO qiao_admin@localhost;
GRANT SELECT ON org TO qiao_admin@localhost;
GRANT SELECT ON delegation TO qiao_admin@localhost;
GRANT SELECT, UPDATE (seen_at), DELETE ON session TO qiao_admin@localhost;
GRANT SELECT, INSERT ON kept_form TO qiao_admin@localhost;
GRANT SELECT, INSERT ON audit TO qiao_admin@localhost;
GRANT SELECT, INSERT, DELETE ON submit_key TO qiao_admin@localhost;
GRANT SELECT (id, way, account, address, lang, name, subject, secret, flow, case_id, state, tries, next_at, sent_at,
    problem, created_at), INSERT, UPDATE (body, sms, state, tries, next_at, problem) ON outbox TO qiao_admin@localhost;
GRANT SELECT ON flow_timer TO qiao_admin@localhost;
GRANT SELECT, INSERT, DELETE ON calendar_day TO qiao_admin@localhost;
GRANT SELECT, INSERT, DELETE ON calendar_draft TO qiao_admin@localhost;
GRANT SELECT, INSERT, UPDATE ON sweep_run TO qiao_admin@localhost;
GRANT SELECT ON schema_version TO qiao_admin@localhost;
