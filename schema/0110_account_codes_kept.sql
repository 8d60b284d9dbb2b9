-- Who has written the recovery codes down says so, and they are shown no more, however soon.
ALTER TABLE account
  ADD COLUMN IF NOT EXISTS codes_kept BOOLEAN NOT NULL DEFAULT FALSE
    COMMENT 'the owner said that the recovery codes are written down';
