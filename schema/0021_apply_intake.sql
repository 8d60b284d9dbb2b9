-- One start of a programme, with its seats. A seat is reserved by an offer and taken by admission.
CREATE TABLE IF NOT EXISTS apply_intake (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  programme BIGINT UNSIGNED NOT NULL,
  opens DATE NOT NULL COMMENT 'first day applications are taken, Asia/Shanghai',
  closes DATE NOT NULL COMMENT 'last day, until its end',
  starts DATE NOT NULL COMMENT 'first day of teaching',
  capacity INT NOT NULL,
  reserved INT NOT NULL DEFAULT 0 COMMENT 'offers open or accepted',
  taken INT NOT NULL DEFAULT 0 COMMENT 'admitted',
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  UNIQUE KEY apply_intake_once (programme, starts),
  CONSTRAINT apply_intake_programme FOREIGN KEY (programme) REFERENCES apply_programme (id),
  CONSTRAINT apply_intake_seats CHECK (reserved >= 0 AND taken >= 0 AND reserved + taken <= capacity)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Intakes and seats';
