-- What has to be kept although somebody asks for deletion, and how long (PIPL 47: while a law's time runs, or the
-- purpose is not fulfilled). A rule that changes ends, and a new row begins.
CREATE TABLE IF NOT EXISTS legal_hold (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'text T.choice.hold.<code>',
  of VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'apply, org or role',
  states BIGINT UNSIGNED NOT NULL COMMENT 'bits of the states of that flow in which it holds; of a role: 1',
  months INT NULL COMMENT 'after the case came into its state; NULL: as long as it is in it',
  valid_from DATE NOT NULL,
  valid_to DATE NULL COMMENT 'last day',
  source VARCHAR(200) NOT NULL COMMENT 'rule that asks for it',
  UNIQUE KEY legal_hold_once (code, valid_from)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Times for which data must be kept; written by migrations only';
