-- What is kept of an admission: the numbers of its papers, arrival, visa and residence permit (DOMAIN 2.2).
CREATE TABLE IF NOT EXISTS apply_admission (
  application BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  letter_no VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of the letter of admission: AL, year, application, Luhn digit',
  letter_at DATETIME NULL,
  jw202 VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'number of the visa application form for study in China',
  arrived_on DATE NULL COMMENT 'entry into China; the residence permit counts from it',
  visa VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'x1, x2, other',
  insurance_no VARCHAR(40) NULL,
  permit_until DATE NULL COMMENT 'end of the residence permit, once the officer has seen it',
  UNIQUE KEY apply_admission_letter (letter_no),
  CONSTRAINT apply_admission_application FOREIGN KEY (application) REFERENCES apply_application (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='After admission';
