-- When the clock was last at work for each program (its --sweep): an administrator sees at once that a timer stands still.
CREATE TABLE IF NOT EXISTS sweep_run (
  program VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  host VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  began_at DATETIME NOT NULL,
  ended_at DATETIME NULL COMMENT 'of the last one that came to its end; before began_at: one is at work, or broke off',
  fired INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'deadlines it carried out',
  failed BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'a part of it could not be done',
  PRIMARY KEY (program, host)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Last sweeps';
