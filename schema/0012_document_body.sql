-- The sealed bytes, apart from document so that lists never touch them.
CREATE TABLE IF NOT EXISTS document_body (
  document BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  body LONGBLOB NOT NULL COMMENT 'envelope v1 of SECURITY 31',
  CONSTRAINT document_body_document FOREIGN KEY (document) REFERENCES document (id) ON DELETE CASCADE
) COMMENT='Sealed files';
