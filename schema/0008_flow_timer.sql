-- Clocks of cases; fired once by --sweep, however many hosts run it.
CREATE TABLE IF NOT EXISTS flow_timer (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  flow VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  case_id BIGINT UNSIGNED NOT NULL,
  event INT NOT NULL,
  due_at DATETIME NULL COMMENT 'NULL while it stands still',
  paused_at DATETIME NULL,
  left_days INT NULL COMMENT 'days that were left when it was stopped',
  UNIQUE KEY flow_timer_once (flow, case_id, event),
  KEY flow_timer_due (flow, due_at)
) COMMENT='Running clocks; a fired or ended clock is deleted, flow_log keeps what happened';
