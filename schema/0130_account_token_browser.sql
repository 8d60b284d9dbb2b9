-- A registration that is confirmed where it was typed is signed in at once, and comes back to the page that led to it.
ALTER TABLE account_token
  ADD COLUMN IF NOT EXISTS browser VARBINARY(32) NULL COMMENT 'of a registration: SHA-256 of the cookie of the browser it was typed in',
  ADD COLUMN IF NOT EXISTS next VARBINARY(1200) NULL COMMENT 'of a registration: page that was asked for, sealed';
