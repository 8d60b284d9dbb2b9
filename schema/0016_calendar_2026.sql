-- The holidays of 2026 and the weekends worked for them (DOMAIN 1.4).
SET @source = 'State Council General Office, notice of 4 November 2025 on the holidays of 2026';
INSERT INTO calendar_day (day, kind, source) VALUES
  ('2026-01-01', 'off', @source), ('2026-01-02', 'off', @source),
  ('2026-01-03', 'off', @source), ('2026-01-04', 'worked', @source),
  ('2026-02-14', 'worked', @source), ('2026-02-15', 'off', @source),
  ('2026-02-16', 'off', @source), ('2026-02-17', 'off', @source),
  ('2026-02-18', 'off', @source), ('2026-02-19', 'off', @source),
  ('2026-02-20', 'off', @source), ('2026-02-21', 'off', @source),
  ('2026-02-22', 'off', @source), ('2026-02-23', 'off', @source),
  ('2026-02-28', 'worked', @source), ('2026-04-04', 'off', @source),
  ('2026-04-05', 'off', @source), ('2026-04-06', 'off', @source),
  ('2026-05-01', 'off', @source), ('2026-05-02', 'off', @source),
  ('2026-05-03', 'off', @source), ('2026-05-04', 'off', @source),
  ('2026-05-05', 'off', @source), ('2026-05-09', 'worked', @source),
  ('2026-06-19', 'off', @source), ('2026-06-20', 'off', @source),
  ('2026-06-21', 'off', @source), ('2026-09-20', 'worked', @source),
  ('2026-09-25', 'off', @source), ('2026-09-26', 'off', @source),
  ('2026-09-27', 'off', @source), ('2026-10-01', 'off', @source),
  ('2026-10-02', 'off', @source), ('2026-10-03', 'off', @source),
  ('2026-10-04', 'off', @source), ('2026-10-05', 'off', @source),
  ('2026-10-06', 'off', @source), ('2026-10-07', 'off', @source),
  ('2026-10-10', 'worked', @source)
ON DUPLICATE KEY UPDATE kind = VALUES(kind), source = VALUES(source);
