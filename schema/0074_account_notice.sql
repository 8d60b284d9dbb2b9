-- Which version of the notice the first registration agreed to: needed again when its letter is asked for once more.
ALTER TABLE account
  ADD COLUMN IF NOT EXISTS notice INT UNSIGNED NULL COMMENT 'version of the notice agreed to by who registered first' AFTER lang;
