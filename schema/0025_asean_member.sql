-- Member states with the day they joined: eligibility is judged at the day of submission (DOMAIN 1.1).
CREATE TABLE IF NOT EXISTS asean_member (
  code CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  valid_from DATE NOT NULL,
  source VARCHAR(200) NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='ASEAN member states';
INSERT IGNORE INTO asean_member (code, valid_from, source) VALUES
  ('BRN', '1984-01-07', 'asean.org'), ('KHM', '1999-04-30', 'asean.org'), ('IDN', '1967-08-08', 'asean.org'),
  ('LAO', '1997-07-23', 'asean.org'), ('MYS', '1967-08-08', 'asean.org'), ('MMR', '1997-07-23', 'asean.org'),
  ('PHL', '1967-08-08', 'asean.org'), ('SGP', '1967-08-08', 'asean.org'), ('THA', '1967-08-08', 'asean.org'),
  ('VNM', '1995-07-28', 'asean.org'), ('TLS', '2025-10-26', '47th ASEAN summit, eleventh member');
