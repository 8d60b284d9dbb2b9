-- A time can count from the end of study, which is no state of a case; and guardians' questions hold too.
ALTER TABLE legal_hold
  MODIFY COLUMN of VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'apply, org, trust, role or ward',
  MODIFY COLUMN months INT NULL COMMENT 'after the day it counts from; NULL: as long as the case is in that state',
  ADD COLUMN IF NOT EXISTS counts_from VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'state' COMMENT 'state: the day the case came into it; study: the last day of the programme' AFTER months;
