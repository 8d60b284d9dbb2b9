-- One row per finished command: the same submission sent twice is answered with the first answer.
CREATE TABLE IF NOT EXISTS submit_key (
  k BINARY(16) NOT NULL PRIMARY KEY COMMENT 'random part of the form token',
  place VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'where the first answer pointed',
  created_at DATETIME NOT NULL,
  KEY submit_key_created (created_at)
) COMMENT='Idempotency keys; written by every program, swept after a day';
