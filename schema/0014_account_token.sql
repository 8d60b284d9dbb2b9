-- Codes sent by mail: confirmation and recovery, once, 30 minutes (SECURITY 5).
CREATE TABLE IF NOT EXISTS account_token (
  hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the code',
  account BIGINT UNSIGNED NOT NULL,
  purpose VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'confirm or reset',
  ends_at DATETIME NOT NULL,
  KEY account_token_account (account, purpose),
  CONSTRAINT account_token_account FOREIGN KEY (account) REFERENCES account (id)
) COMMENT='Codes on their way; written by login';
