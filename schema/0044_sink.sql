-- What was sent in a demonstration, so that who tries it finds the codes; nothing is written here otherwise.
CREATE TABLE IF NOT EXISTS sink (
  id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'of the letter in outbox',
  way VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'mail or sms',
  lang VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  receiver VARBINARY(1200) NOT NULL COMMENT 'address or phone, sealed',
  subject VARCHAR(300) NOT NULL DEFAULT '',
  body BLOB NOT NULL COMMENT 'text, sealed',
  sent_at DATETIME NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Letters of a demonstration; written by post';
