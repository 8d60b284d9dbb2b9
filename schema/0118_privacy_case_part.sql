-- A request may be about a part of the data only, and whoever acts for somebody may ask for them.
ALTER TABLE privacy_case
  ADD COLUMN IF NOT EXISTS part VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'all' COMMENT 'all, application, paper, contact' AFTER kind,
  ADD COLUMN IF NOT EXISTS part_id BIGINT UNSIGNED NULL COMMENT 'application or document it is about' AFTER part,
  ADD COLUMN IF NOT EXISTS asked_by BIGINT UNSIGNED NULL COMMENT 'account that asked: the same, or who acts for it' AFTER part_id;
