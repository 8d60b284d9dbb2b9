-- Which version of the notice about accounts a registration agreed to; the consent is the account's with its confirmation.
ALTER TABLE account_token
  ADD COLUMN IF NOT EXISTS notice INT UNSIGNED NULL COMMENT 'of a registration: version of the notice it agreed to';
