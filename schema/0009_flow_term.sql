-- How long each clock runs. Rules are rows with dates and a source, never code (DESIGN D12).
CREATE TABLE IF NOT EXISTS flow_term (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  flow VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'name of the event it fires',
  days INT NOT NULL,
  working BOOLEAN NOT NULL COMMENT 'working days of calendar_day; else calendar days',
  valid_from DATE NOT NULL,
  valid_to DATE NULL,
  source VARCHAR(200) NOT NULL,
  UNIQUE KEY flow_term_once (flow, event, valid_from)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Lengths of clocks';
