-- Counters against guessing (SECURITY 25): by device, by account for unknown devices, by address.
CREATE TABLE IF NOT EXISTS throttle (
  bucket BINARY(16) NOT NULL PRIMARY KEY COMMENT 'HMAC of kind and key',
  fails INT UNSIGNED NOT NULL,
  since DATETIME NOT NULL,
  until DATETIME NULL COMMENT 'nothing is tried before',
  KEY throttle_since (since)
) COMMENT='Failed tries; written by login';
