-- Schools attended: repeating entries of an application.
CREATE TABLE IF NOT EXISTS apply_education (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  application BIGINT UNSIGNED NOT NULL,
  level VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'primary, junior, senior, vocational, college, bachelor, master, other',
  school VARCHAR(200) NOT NULL,
  country CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  began DATE NOT NULL,
  ended DATE NULL COMMENT 'NULL: still there',
  graduated TINYINT NOT NULL,
  KEY apply_education_application (application, id),
  CONSTRAINT apply_education_application FOREIGN KEY (application) REFERENCES apply_application (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Schools attended';
