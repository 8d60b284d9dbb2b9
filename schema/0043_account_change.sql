-- How a person was reached before a change: for seven days who reads the old address can bring it back.
CREATE TABLE IF NOT EXISTS account_change (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the code in the letter to the old address',
  mail VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'as it was',
  phone VARBINARY(164) NULL COMMENT 'as it was, sealed for the account',
  phone_find BINARY(16) NULL COMMENT 'blind index of phone',
  ends_at DATETIME NOT NULL,
  UNIQUE KEY account_change_hash (hash),
  KEY account_change_account (account, id),
  KEY account_change_ends (ends_at),
  CONSTRAINT account_change_account FOREIGN KEY (account) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Changes of address that can be undone; written by login';
