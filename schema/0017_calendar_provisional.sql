-- 2025 and 2027 with fixed dates only, so that deadlines that reach there can be computed at all. Spring Festival,
-- Qingming, Dragon Boat, Mid-Autumn and all moved weekends are missing: the file that brings a year's notice
-- first deletes that year's rows.
SET @source = 'provisional, not from the notice: replace when the yearly notice is out';
INSERT INTO calendar_day (day, kind, source) VALUES
  ('2025-01-01', 'off', @source), ('2025-05-01', 'off', @source),
  ('2025-05-02', 'off', @source), ('2025-05-03', 'off', @source),
  ('2025-10-01', 'off', @source), ('2025-10-02', 'off', @source),
  ('2025-10-03', 'off', @source), ('2025-10-04', 'off', @source),
  ('2025-10-05', 'off', @source), ('2025-10-06', 'off', @source),
  ('2025-10-07', 'off', @source), ('2027-01-01', 'off', @source),
  ('2027-05-01', 'off', @source), ('2027-05-02', 'off', @source),
  ('2027-05-03', 'off', @source), ('2027-10-01', 'off', @source),
  ('2027-10-02', 'off', @source), ('2027-10-03', 'off', @source),
  ('2027-10-04', 'off', @source), ('2027-10-05', 'off', @source),
  ('2027-10-06', 'off', @source), ('2027-10-07', 'off', @source)
ON DUPLICATE KEY UPDATE kind = VALUES(kind), source = VALUES(source);
