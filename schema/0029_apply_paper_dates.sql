-- Papers that grow old: at most six months when they are handed in, sent, and when conditions are confirmed (DOMAIN 2.2).
ALTER TABLE apply_application
  ADD COLUMN IF NOT EXISTS health_on DATE NULL COMMENT 'date on the health form handed in last' AFTER papers_done,
  ADD COLUMN IF NOT EXISTS no_crime_on DATE NULL COMMENT 'date on the police certificate handed in last' AFTER health_on;
