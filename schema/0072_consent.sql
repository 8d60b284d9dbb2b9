-- What somebody agreed to: one version of one notice (PIPL 14, 29). Taken back, the row stays as a proof of the time between.
CREATE TABLE IF NOT EXISTS consent (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT UNSIGNED NOT NULL COMMENT 'whose data it is about',
  purpose VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version INT UNSIGNED NOT NULL,
  lang VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the page on which it was given',
  given_at DATETIME NOT NULL,
  withdrawn_at DATETIME NULL,
  given_by BIGINT UNSIGNED NOT NULL COMMENT 'account that ticked the box: the same, or the guardian',
  address_hash BINARY(16) NULL COMMENT 'message code of the network address, to compare with, not to read',
  valid TINYINT AS (IF(withdrawn_at IS NULL, 1, NULL)) STORED COMMENT 'NULL once taken back: then it may be given again',
  UNIQUE KEY consent_once (account, purpose, version, valid),
  CONSTRAINT consent_account FOREIGN KEY (account) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Consents; added by the programs that ask, taken back in privacy';
