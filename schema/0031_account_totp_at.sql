-- Recovery codes are shown right after the second step was set up, and never later.
ALTER TABLE account
  ADD COLUMN IF NOT EXISTS totp_at DATETIME NULL COMMENT 'when the second factor was set up' AFTER totp_step;
