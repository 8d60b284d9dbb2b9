-- What began with a managed account ends with it, unless its person wants it to go on.
ALTER TABLE delegation
  ADD COLUMN IF NOT EXISTS managed BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'good only while the person has no way in of its own',
  ADD KEY IF NOT EXISTS delegation_managed (managed, state);
