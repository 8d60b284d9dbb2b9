-- For whom the session acts, and between how many hats its person can choose.
ALTER TABLE session
  ADD COLUMN IF NOT EXISTS acting BIGINT UNSIGNED NULL COMMENT 'delegation in use',
  ADD COLUMN IF NOT EXISTS hats TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'organisations of the person at sign-in';
