-- What apply may read of the letters: those of its own cases, never the codes of anybody's account. The view asks with
-- the rights of who made it, so that the program itself needs none to read the table (grants.sql).
CREATE OR REPLACE SQL SECURITY DEFINER VIEW apply_letter AS
  SELECT id, case_id, account, name, lang, subject, body, created_at FROM outbox WHERE flow = 'apply' AND NOT secret;
