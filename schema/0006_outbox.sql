-- Letters: made in the transaction of the act, sent later by post.
CREATE TABLE IF NOT EXISTS outbox (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT UNSIGNED NULL COMMENT 'receiver; the address is looked up when sent',
  address VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'instead of an account',
  lang VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'letter, as in the catalogues',
  subject VARCHAR(300) NOT NULL,
  body BLOB NULL COMMENT 'sealed text; NULL once a secret letter is sent',
  secret BOOLEAN NOT NULL DEFAULT FALSE,
  flow VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  case_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting' COMMENT 'waiting, sent, failed',
  tries INT NOT NULL DEFAULT 0,
  next_at DATETIME NOT NULL,
  sent_at DATETIME NULL,
  problem VARCHAR(200) NOT NULL DEFAULT '',
  created_at DATETIME NOT NULL,
  KEY outbox_next (state, next_at),
  KEY outbox_case (flow, case_id, id),
  KEY outbox_account (account, id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Letters; added by every program, sent by post';
