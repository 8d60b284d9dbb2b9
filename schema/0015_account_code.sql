-- Ten recovery codes of the second factor, each good once (SECURITY 27).
CREATE TABLE IF NOT EXISTS account_code (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 of a recovery code of the second factor',
  used_at DATETIME NULL,
  UNIQUE KEY account_code_once (account, hash),
  CONSTRAINT account_code_account FOREIGN KEY (account) REFERENCES account (id)
) COMMENT='Recovery codes of the second factor; written by login';
