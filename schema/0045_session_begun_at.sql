-- Since when a browser is signed in, for the list of one's own sessions: signed_at moves with each step-up.
ALTER TABLE session
  ADD COLUMN IF NOT EXISTS begun_at DATETIME NULL COMMENT 'signed in with the password' AFTER staff;
