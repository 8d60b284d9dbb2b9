-- A managed account has no way in of its own: a school or a guardian acts for its person, who may take it over.
ALTER TABLE account
  MODIFY COLUMN state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'registered' COMMENT 'registered, active, managed, locked, suspended, closed (DOMAIN 6.3)',
  DROP CONSTRAINT IF EXISTS account_reached,
  ADD CONSTRAINT IF NOT EXISTS account_way_in CHECK (mail IS NOT NULL OR phone_find IS NOT NULL OR state IN ('closed', 'managed'));
