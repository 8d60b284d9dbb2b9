-- Papers a programme asks for. Rules are rows (DESIGN D12).
CREATE TABLE IF NOT EXISTS apply_requirement (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  programme BIGINT UNSIGNED NULL COMMENT 'NULL: every programme',
  kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'passport, photo, diploma, transcript, hsk, health, no_crime, guardian, other',
  must BOOLEAN NOT NULL,
  minors BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'only of applicants under 18 at the start',
  valid_from DATE NOT NULL,
  valid_to DATE NULL,
  source VARCHAR(200) NOT NULL,
  UNIQUE KEY apply_requirement_once (programme, kind, valid_from)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Papers asked for';
INSERT IGNORE INTO apply_requirement (id, programme, kind, must, minors, valid_from, source) VALUES
  (1, NULL, 'passport', TRUE, FALSE, '2017-07-01', 'Order 42 of 2017 (MOE, MFA, MPS), practice of the centre'),
  (2, NULL, 'photo', TRUE, FALSE, '2017-07-01', 'practice of the centre'),
  (3, NULL, 'diploma', TRUE, FALSE, '2017-07-01', 'practice of the centre'),
  (4, NULL, 'guardian', TRUE, TRUE, '2017-07-01', 'Order 42 of 2017, article 38'),
  (5, NULL, 'transcript', FALSE, FALSE, '2017-07-01', 'practice of the centre'),
  (6, NULL, 'hsk', FALSE, FALSE, '2017-07-01', 'practice of the centre'),
  (7, NULL, 'health', FALSE, FALSE, '2017-07-01', 'asked for before admission, at most six months old (DOMAIN 2.2)');
