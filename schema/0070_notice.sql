-- What people are told about their data. A version is a set of rows that comes with a file of this folder and never
-- changes after that: the file is refused once it reads differently, and no program may write here. New words are a new
-- version in a new file.
CREATE TABLE IF NOT EXISTS notice (
  purpose VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'account, apply, apply_passport, apply_health, apply_crime, guardian',
  version INT UNSIGNED NOT NULL,
  lang VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'English is there of each version',
  title VARCHAR(200) NOT NULL,
  body TEXT NOT NULL COMMENT 'parts apart by an empty line; the first line of each is its heading',
  valid_from DATE NOT NULL COMMENT 'the highest version that has begun is in force',
  source VARCHAR(200) NOT NULL COMMENT 'rule that asks for it',
  PRIMARY KEY (purpose, version, lang)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Notices about personal data; written by migrations only';
