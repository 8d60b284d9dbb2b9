-- Rotation of keys finds sealed columns by this word, and by nothing else.
ALTER TABLE document_body MODIFY COLUMN body LONGBLOB NOT NULL COMMENT 'sealed: envelope v1 of SECURITY 31';
