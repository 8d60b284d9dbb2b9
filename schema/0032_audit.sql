-- What people did, for those who must be able to prove it (SECURITY 36). Rows are only ever added.
CREATE TABLE IF NOT EXISTS audit (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  chain VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'program@host#worker: one writer, so that nobody waits',
  seq BIGINT UNSIGNED NOT NULL COMMENT 'without gaps in its chain',
  at DATETIME NOT NULL,
  action VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'row of cgi/common/auth/audit.c',
  refused BOOLEAN NOT NULL COMMENT 'it was tried, and not done',
  actor BIGINT UNSIGNED NOT NULL COMMENT 'account that acted; 0 nobody or the clock',
  org BIGINT UNSIGNED NOT NULL COMMENT 'hat the actor had on; 0 none',
  subject BIGINT UNSIGNED NOT NULL COMMENT 'account it is about; 0 none',
  object VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'kind:id, "" if none',
  detail VARCHAR(300) NOT NULL COMMENT 'codes and numbers, never names',
  address VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'HMAC over the hash before and this row',
  UNIQUE KEY audit_chain (chain, seq),
  KEY audit_at (at, id),
  KEY audit_actor (actor, id),
  KEY audit_subject (subject, id),
  KEY audit_action (action, id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Audit; INSERT only';
