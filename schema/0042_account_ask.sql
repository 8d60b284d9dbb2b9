-- Six digits on their way to a phone or an address; typed where they were asked for, within 15 minutes and five tries.
CREATE TABLE IF NOT EXISTS account_ask (
  hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of what the asking browser holds',
  account BIGINT UNSIGNED NULL COMMENT 'NULL: nobody has that address, and no digits are right',
  purpose VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'confirm, reset or reach',
  code BINARY(32) NOT NULL COMMENT 'HMAC of the six digits',
  tries TINYINT UNSIGNED NOT NULL DEFAULT 0,
  ends_at DATETIME NOT NULL,
  name VARCHAR(150) NULL COMMENT 'of a registration: as the person wants to be called',
  password VARBINARY(512) NULL COMMENT 'of a registration: argon2id PHC string, sealed',
  reach VARBINARY(1200) NULL COMMENT 'of a change: the new mail address or phone, sealed',
  KEY account_ask_account (account, purpose),
  KEY account_ask_ends (ends_at),
  CONSTRAINT account_ask_account FOREIGN KEY (account) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Typed codes; written by login';
