-- As in account_token: digits typed where the registration was typed sign in at once.
ALTER TABLE account_ask
  ADD COLUMN IF NOT EXISTS browser VARBINARY(32) NULL COMMENT 'of a registration: SHA-256 of the cookie of the browser it was typed in';
