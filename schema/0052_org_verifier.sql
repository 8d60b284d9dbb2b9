-- Which department verifies which kind of organisation: rows, because departments change and so does who does what.
CREATE TABLE IF NOT EXISTS org_verifier (
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'as org.kind',
  org BIGINT UNSIGNED NOT NULL COMMENT 'the department',
  roles INT UNSIGNED NOT NULL COMMENT 'who of it: bits of auth/role.h',
  two BOOLEAN NOT NULL COMMENT 'one person checks, another one verifies',
  source VARCHAR(200) NOT NULL,
  CONSTRAINT org_verifier_org FOREIGN KEY (org) REFERENCES org (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Who verifies organisations';
