-- What somebody told in an application can be deleted while number, dates and decision stay.
ALTER TABLE apply_application
  ADD COLUMN IF NOT EXISTS erased_at DATETIME NULL COMMENT 'since when the person is gone from it' AFTER created_at;
