-- Every role that was asked for, given or taken away on the pages: also the invitations, and what waits for a second
-- person. Which of these it is follows from its times; what counts is account_role.
CREATE TABLE IF NOT EXISTS org_grant (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  org BIGINT UNSIGNED NOT NULL,
  role INT UNSIGNED NOT NULL COMMENT 'one bit of auth/role.h',
  account BIGINT UNSIGNED NULL COMMENT 'receiver; NULL while invited by address',
  address VARBINARY(1200) NULL COMMENT 'sealed: mail or phone the invitation went to',
  code BINARY(32) NULL COMMENT 'SHA-256 of the code in the letter; NULL once it is used',
  asked_by BIGINT UNSIGNED NOT NULL,
  asked_at DATETIME NOT NULL,
  ends_at DATETIME NULL COMMENT 'until when it may be taken or confirmed',
  taken_at DATETIME NULL COMMENT 'the receiver accepted',
  second_by BIGINT UNSIGNED NULL COMMENT 'second person',
  second_at DATETIME NULL,
  given_at DATETIME NULL COMMENT 'the role came into force',
  closed_at DATETIME NULL COMMENT 'refused, called back, declined, or taken away',
  closed_by BIGINT UNSIGNED NULL,
  UNIQUE KEY org_grant_code (code),
  KEY org_grant_org (org, id),
  KEY org_grant_account (account, id),
  CONSTRAINT org_grant_org FOREIGN KEY (org) REFERENCES org (id),
  CONSTRAINT org_grant_account FOREIGN KEY (account) REFERENCES account (id),
  CONSTRAINT org_grant_asked_by FOREIGN KEY (asked_by) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Roles asked for, given and taken away; written by org';
