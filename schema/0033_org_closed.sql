-- Departments are merged and renamed (DOMAIN 9): an organisation ends, its successor takes over; nothing is deleted.
ALTER TABLE org
  ADD COLUMN IF NOT EXISTS closed_at DATETIME NULL COMMENT 'roles in it count no more',
  ADD COLUMN IF NOT EXISTS successor BIGINT UNSIGNED NULL COMMENT 'organisation that took over';
