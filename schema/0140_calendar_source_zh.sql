-- Where the days are from, in Chinese beside English for the notices that came with the suite. What an administrator types
-- in stays as it is typed, for all readers.
ALTER TABLE calendar_day
  ADD COLUMN IF NOT EXISTS source_zh VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'source for Chinese readers; empty: source' AFTER source;
UPDATE calendar_day SET source_zh = '国务院办公厅2024年11月12日关于2025年放假安排的通知'
  WHERE source = 'State Council General Office, notice of 12 November 2024 on the holidays of 2025';
UPDATE calendar_day SET source_zh = '国务院办公厅2025年11月4日关于2026年放假安排的通知'
  WHERE source = 'State Council General Office, notice of 4 November 2025 on the holidays of 2026';
