-- Data of one person that must not be deleted for now, for a reason of their own: a court, an authority, a dispute. Set and
-- lifted by security administrators; it ends by itself.
CREATE TABLE IF NOT EXISTS person_hold (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT UNSIGNED NOT NULL COMMENT 'whose data are held',
  why VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'court, authority, dispute, other',
  note VARBINARY(4400) NULL COMMENT 'sealed: the reason in words, with the file number of who asked for it',
  shown TINYINT NULL COMMENT '1: the person is told why; else only that a law keeps it',
  ends_on DATE NULL COMMENT 'last day',
  set_by BIGINT UNSIGNED NULL,
  set_at DATETIME NULL,
  lifted_by BIGINT UNSIGNED NULL COMMENT 'account that ended it before its day',
  lifted_at DATETIME NULL,
  KEY person_hold_account (account, ends_on),
  CONSTRAINT person_hold_account FOREIGN KEY (account) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Holds on the data of single people';
