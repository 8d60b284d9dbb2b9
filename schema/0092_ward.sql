-- People who have no mail address and no phone, or are too young for an account of their own: who opened one for them.
CREATE TABLE IF NOT EXISTS ward (
  account BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  org BIGINT UNSIGNED NULL COMMENT 'school that answers for it; NULL: a guardian does',
  relation VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'to the school, or of the guardian',
  number VARCHAR(40) NULL COMMENT 'class or number at the school',
  birth VARBINARY(200) NOT NULL COMMENT 'birth date, sealed',
  find BINARY(16) NOT NULL COMMENT 'blind index of name and birth date',
  signed_by VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who signed the consent on paper: pupil, guardian',
  opened_by BIGINT UNSIGNED NOT NULL COMMENT 'account that confirmed the signature',
  opened_at DATETIME NOT NULL,
  taken_at DATETIME NULL COMMENT 'since when its person has a way in',
  KEY ward_org (org, account),
  KEY ward_find (find),
  CONSTRAINT ward_account FOREIGN KEY (account) REFERENCES account (id),
  CONSTRAINT ward_org FOREIGN KEY (org) REFERENCES org (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Managed accounts; written by trust, taken over in login';
