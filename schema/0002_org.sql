-- Organisations: centre, schools, enterprises, banks, insurers, departments.
CREATE TABLE IF NOT EXISTS org (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'centre, school, enterprise, bank, insurer, department',
  name VARCHAR(200) NOT NULL COMMENT 'legal name in Chinese',
  name_en VARCHAR(200) NOT NULL DEFAULT '',
  uscc CHAR(18) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'unified social credit code, GB 32100-2015',
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  created_at DATETIME NOT NULL,
  UNIQUE KEY org_uscc (uscc)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Organisations; written by login and admin';
