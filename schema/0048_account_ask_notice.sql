-- As in account_token: which version of the notice about accounts a registration by phone agreed to.
ALTER TABLE account_ask
  ADD COLUMN IF NOT EXISTS notice INT UNSIGNED NULL COMMENT 'of a registration: version of the notice it agreed to';
