-- Sensitive papers somebody would rather show at the centre than hand in here (PIPL 16: refusing has no disadvantage).
ALTER TABLE apply_application
  ADD COLUMN IF NOT EXISTS in_person BIGINT NULL COMMENT 'bits of sensitive_kinds of cgi/apply/forms_act.c' AFTER papers_done;
