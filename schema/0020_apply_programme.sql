-- What the centre teaches. Titles and guides are rows per language, so that a lead officer can change them.
CREATE TABLE IF NOT EXISTS apply_programme (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  centre BIGINT UNSIGNED NOT NULL COMMENT 'organisation that teaches it',
  code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'language, short, secondary, vocational, degree',
  months INT NOT NULL COMMENT 'length',
  age_min INT NOT NULL COMMENT 'completed years at the start',
  hsk_min INT NOT NULL DEFAULT 0 COMMENT 'lowest HSK level asked for; 0 none',
  asean_only BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'nationality of an ASEAN member state at submission',
  active BOOLEAN NOT NULL DEFAULT TRUE,
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  UNIQUE KEY apply_programme_code (code),
  CONSTRAINT apply_programme_centre FOREIGN KEY (centre) REFERENCES org (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Programmes';
CREATE TABLE IF NOT EXISTS apply_programme_text (
  programme BIGINT UNSIGNED NOT NULL,
  lang VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  summary VARCHAR(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (programme, lang),
  CONSTRAINT apply_programme_text_programme FOREIGN KEY (programme) REFERENCES apply_programme (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Names of programmes; zh and en always, others when translated';
