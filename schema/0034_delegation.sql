-- Somebody acts for somebody else: a teacher or border-school officer for a pupil, a guardian for a minor, support for
-- whoever asked for help (then only looking). Ends by itself.
CREATE TABLE IF NOT EXISTS delegation (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  subject BIGINT UNSIGNED NOT NULL COMMENT 'account that is acted for',
  agent BIGINT UNSIGNED NOT NULL COMMENT 'account that acts',
  org BIGINT UNSIGNED NULL COMMENT 'organisation of the agent, if it acts for it',
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'teacher, guardian, support',
  scope VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'program it is good in',
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'asked, active, ended, refused',
  begins_at DATETIME NULL,
  ends_at DATETIME NOT NULL,
  created_at DATETIME NOT NULL,
  KEY delegation_subject (subject, id),
  KEY delegation_agent (agent, id),
  CONSTRAINT delegation_subject FOREIGN KEY (subject) REFERENCES account (id),
  CONSTRAINT delegation_agent FOREIGN KEY (agent) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Who acts for whom; written by trust';
