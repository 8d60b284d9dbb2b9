-- A browser nobody knows is worth a letter only when there was another one before it.
ALTER TABLE account
  ADD COLUMN IF NOT EXISTS device_at DATETIME NULL COMMENT 'when a browser was last remembered for it',
  ADD COLUMN IF NOT EXISTS codes_at DATETIME NULL COMMENT 'when recovery codes were last made anew; they are derived from it';
