-- Every move of every case, append-only; each row's hash covers the one before (DESIGN D8).
CREATE TABLE IF NOT EXISTS flow_log (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  flow VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  case_id BIGINT UNSIGNED NOT NULL,
  ver BIGINT NOT NULL COMMENT 'version the case had after the move',
  state_from INT NOT NULL,
  state_to INT NOT NULL,
  event INT NOT NULL,
  who BIGINT UNSIGNED NOT NULL COMMENT 'account; 0 the clock',
  role INT UNSIGNED NOT NULL COMMENT 'role bit that allowed it',
  org BIGINT UNSIGNED NOT NULL DEFAULT 0,
  at DATETIME NOT NULL,
  reason VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  text TEXT NULL COMMENT 'told to the owner',
  note TEXT NULL COMMENT 'internal',
  request VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  hash BINARY(32) NOT NULL,
  UNIQUE KEY flow_log_once (flow, case_id, ver)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='History of cases; INSERT only';
