-- Open sessions: only the hash of the cookie is kept.
CREATE TABLE IF NOT EXISTS session (
  hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the cookie',
  account BIGINT UNSIGNED NOT NULL,
  org BIGINT UNSIGNED NULL COMMENT 'organisation whose hat is on',
  second BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'second factor given',
  staff BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'short limits apply',
  signed_at DATETIME NOT NULL COMMENT 'password last given',
  seen_at DATETIME NOT NULL COMMENT 'last request, to the minute',
  ends_at DATETIME NOT NULL COMMENT 'absolute limit',
  address VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  agent VARCHAR(200) NOT NULL DEFAULT '',
  KEY session_account (account),
  KEY session_ends (ends_at),
  CONSTRAINT session_account FOREIGN KEY (account) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Sessions; written by login';
