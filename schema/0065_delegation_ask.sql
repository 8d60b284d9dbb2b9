-- Asked for before anybody acts: who is asked is named by address, and becomes the agent by saying yes.
ALTER TABLE delegation
  MODIFY COLUMN agent BIGINT UNSIGNED NULL COMMENT 'account that acts; NULL until somebody said yes',
  MODIFY COLUMN ends_at DATETIME NOT NULL COMMENT 'while it is asked: until when the answer may come',
  ADD COLUMN IF NOT EXISTS address VARBINARY(600) NULL COMMENT 'of who is asked, sealed',
  ADD COLUMN IF NOT EXISTS address_find BINARY(16) NULL COMMENT 'blind index of it',
  ADD COLUMN IF NOT EXISTS days SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how long it will be good once somebody said yes',
  ADD COLUMN IF NOT EXISTS ended_at DATETIME NULL,
  ADD COLUMN IF NOT EXISTS ended_by BIGINT UNSIGNED NULL COMMENT 'account; NULL: by itself',
  ADD KEY IF NOT EXISTS delegation_address (address_find, state),
  ADD KEY IF NOT EXISTS delegation_ends (state, ends_at);
