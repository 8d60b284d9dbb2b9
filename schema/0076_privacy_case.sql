-- Somebody asks that their data be corrected or deleted: a case of the security administrators.
CREATE TABLE IF NOT EXISTS privacy_case (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner BIGINT UNSIGNED NOT NULL COMMENT 'account whose data it is about',
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'PR, year, sequence, Luhn digit',
  state INT NOT NULL DEFAULT 0 COMMENT 'cgi/privacy/flow.c',
  state_before INT NOT NULL DEFAULT 0,
  ver BIGINT NOT NULL DEFAULT 0,
  state_at DATETIME NULL,
  due_at DATETIME NULL COMMENT 'next promise that runs',
  lang VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'en' COMMENT 'language of letters',
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'correct or delete',
  detail VARBINARY(4400) NULL COMMENT 'sealed: what is wrong, in the words of who asks',
  hold_why VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'code of legal_hold when it was last put on hold',
  hold_until DATE NULL COMMENT 'day on which it is looked at again',
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  created_at DATETIME NULL,
  UNIQUE KEY privacy_case_number (number),
  KEY privacy_case_owner (owner, id),
  KEY privacy_case_queue (state, due_at, id),
  CONSTRAINT privacy_case_owner FOREIGN KEY (owner) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Requests about one''s own data';
