-- A yearly notice that was typed in and is looked at before it becomes the calendar: one a year.
CREATE TABLE IF NOT EXISTS calendar_draft (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year SMALLINT UNSIGNED NOT NULL,
  days TEXT NOT NULL COMMENT 'a line a day: 2027-02-05 off',
  source VARCHAR(200) NOT NULL COMMENT 'number and date of the notice',
  made_by BIGINT UNSIGNED NOT NULL COMMENT 'account',
  created_at DATETIME NOT NULL,
  UNIQUE KEY calendar_draft_year (year)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Notices before they are confirmed';
