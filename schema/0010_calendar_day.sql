-- Exceptions to Monday-Friday from the yearly notice; a year without rows is not loaded.
CREATE TABLE IF NOT EXISTS calendar_day (
  day DATE NOT NULL PRIMARY KEY,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'off or worked',
  source VARCHAR(200) NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Public holidays and worked weekends of China';
