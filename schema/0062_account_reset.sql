-- The second factor of somebody who lost it: one administrator asks for the reset, another one carries it out (DOMAIN 6.3).
ALTER TABLE account
  ADD COLUMN IF NOT EXISTS reset_by BIGINT UNSIGNED NULL COMMENT 'account that asked for a reset of the second factor',
  ADD COLUMN IF NOT EXISTS reset_at DATETIME NULL COMMENT 'when it asked; seven days to answer',
  ADD COLUMN IF NOT EXISTS totp_must BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the second factor was reset: it must be set up anew',
  ADD KEY IF NOT EXISTS account_reset (reset_at);
