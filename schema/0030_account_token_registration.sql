-- What a registration typed belongs to the code of its own letter, and reaches the account only with that code.
ALTER TABLE account_token
  ADD COLUMN IF NOT EXISTS name VARCHAR(150) NULL COMMENT 'of a registration: as the person wants to be called',
  ADD COLUMN IF NOT EXISTS password VARBINARY(512) NULL COMMENT 'of a registration: argon2id PHC string, sealed';
