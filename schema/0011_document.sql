-- Files people hand in: sealed, at most 8 MiB, never decoded on the server (SECURITY 39).
CREATE TABLE IF NOT EXISTS document (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner BIGINT UNSIGNED NOT NULL,
  program VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  case_id BIGINT UNSIGNED NOT NULL,
  kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARBINARY(1200) NOT NULL COMMENT 'file name as sent, sealed; for display only',
  mime VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'by signature, not by claim',
  size INT UNSIGNED NOT NULL COMMENT 'bytes before sealing',
  sha256 BINARY(32) NOT NULL COMMENT 'of the bytes before sealing; checked before a byte is sent',
  scan VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'clean, none',
  created_at DATETIME NOT NULL,
  KEY document_case (program, case_id, id),
  KEY document_owner (owner, id),
  CONSTRAINT document_owner FOREIGN KEY (owner) REFERENCES account (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='What is known about each file';
