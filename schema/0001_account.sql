-- People, the organisations they act for, and the roles they hold there.
CREATE TABLE IF NOT EXISTS account (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  mail VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'lower case; where letters go',
  name VARCHAR(150) NOT NULL DEFAULT '' COMMENT 'as the person wants to be called',
  lang VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'en',
  state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'registered' COMMENT 'registered, active, locked, suspended, closed (DOMAIN 6.3)',
  password VARBINARY(512) NULL COMMENT 'argon2id PHC string, sealed',
  password_at DATETIME NULL,
  totp VARBINARY(256) NULL COMMENT 'key of the second factor, sealed',
  totp_on BOOLEAN NOT NULL DEFAULT FALSE,
  totp_step BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'last step used: a code works once',
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  created_at DATETIME NOT NULL COMMENT 'UTC, as every DATETIME',
  UNIQUE KEY account_mail (mail)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='People; written by login';
