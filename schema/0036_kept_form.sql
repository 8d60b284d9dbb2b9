-- What was typed when the session had ended: kept for an hour, for the same account only (UX 10).
CREATE TABLE IF NOT EXISTS kept_form (
  hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the cookie',
  account BIGINT UNSIGNED NOT NULL,
  place VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'address of the form, with its query',
  body MEDIUMBLOB NOT NULL COMMENT 'sealed: the fields as they were sent, without files and secrets',
  ends_at DATETIME NOT NULL,
  KEY kept_form_ends (ends_at),
  CONSTRAINT kept_form_account FOREIGN KEY (account) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Forms that outlive their session';
