-- Deadlines can be computed until the end of 2029. 2025 as its notice had it; 2027 to 2029 with the days that are off in
-- every year, those of the moon too: Spring Festival from its eve to the seventh day, Qingming, Dragon Boat, Mid-Autumn.
-- What a notice moves, and the weekends worked for it, are not known yet: the file that brings a year's notice first
-- deletes that year's rows.
DELETE FROM calendar_day WHERE day BETWEEN '2025-01-01' AND '2025-12-31';
SET @source = 'State Council General Office, notice of 12 November 2024 on the holidays of 2025';
INSERT INTO calendar_day (day, kind, source) VALUES
  ('2025-01-01', 'off', @source), ('2025-01-26', 'worked', @source),
  ('2025-01-28', 'off', @source), ('2025-01-29', 'off', @source),
  ('2025-01-30', 'off', @source), ('2025-01-31', 'off', @source),
  ('2025-02-01', 'off', @source), ('2025-02-02', 'off', @source),
  ('2025-02-03', 'off', @source), ('2025-02-04', 'off', @source),
  ('2025-02-08', 'worked', @source), ('2025-04-04', 'off', @source),
  ('2025-04-05', 'off', @source), ('2025-04-06', 'off', @source),
  ('2025-04-27', 'worked', @source), ('2025-05-01', 'off', @source),
  ('2025-05-02', 'off', @source), ('2025-05-03', 'off', @source),
  ('2025-05-04', 'off', @source), ('2025-05-05', 'off', @source),
  ('2025-05-31', 'off', @source), ('2025-06-01', 'off', @source),
  ('2025-06-02', 'off', @source), ('2025-09-28', 'worked', @source),
  ('2025-10-01', 'off', @source), ('2025-10-02', 'off', @source),
  ('2025-10-03', 'off', @source), ('2025-10-04', 'off', @source),
  ('2025-10-05', 'off', @source), ('2025-10-06', 'off', @source),
  ('2025-10-07', 'off', @source), ('2025-10-08', 'off', @source),
  ('2025-10-11', 'worked', @source)
ON DUPLICATE KEY UPDATE kind = VALUES(kind), source = VALUES(source);
SET @source = 'provisional, not from the notice: replace when the yearly notice is out';
INSERT IGNORE INTO calendar_day (day, kind, source) VALUES
  ('2027-01-01', 'off', @source), ('2027-02-05', 'off', @source),
  ('2027-02-06', 'off', @source), ('2027-02-07', 'off', @source),
  ('2027-02-08', 'off', @source), ('2027-02-09', 'off', @source),
  ('2027-02-10', 'off', @source), ('2027-02-11', 'off', @source),
  ('2027-02-12', 'off', @source), ('2027-04-05', 'off', @source),
  ('2027-05-01', 'off', @source), ('2027-05-02', 'off', @source),
  ('2027-05-03', 'off', @source), ('2027-06-09', 'off', @source),
  ('2027-09-15', 'off', @source), ('2027-10-01', 'off', @source),
  ('2027-10-02', 'off', @source), ('2027-10-03', 'off', @source),
  ('2027-10-04', 'off', @source), ('2027-10-05', 'off', @source),
  ('2027-10-06', 'off', @source), ('2027-10-07', 'off', @source),
  ('2028-01-01', 'off', @source), ('2028-01-25', 'off', @source),
  ('2028-01-26', 'off', @source), ('2028-01-27', 'off', @source),
  ('2028-01-28', 'off', @source), ('2028-01-29', 'off', @source),
  ('2028-01-30', 'off', @source), ('2028-01-31', 'off', @source),
  ('2028-02-01', 'off', @source), ('2028-04-04', 'off', @source),
  ('2028-05-01', 'off', @source), ('2028-05-02', 'off', @source),
  ('2028-05-03', 'off', @source), ('2028-05-28', 'off', @source),
  ('2028-10-01', 'off', @source), ('2028-10-02', 'off', @source),
  ('2028-10-03', 'off', @source), ('2028-10-04', 'off', @source),
  ('2028-10-05', 'off', @source), ('2028-10-06', 'off', @source),
  ('2028-10-07', 'off', @source), ('2029-01-01', 'off', @source),
  ('2029-02-12', 'off', @source), ('2029-02-13', 'off', @source),
  ('2029-02-14', 'off', @source), ('2029-02-15', 'off', @source),
  ('2029-02-16', 'off', @source), ('2029-02-17', 'off', @source),
  ('2029-02-18', 'off', @source), ('2029-02-19', 'off', @source),
  ('2029-04-04', 'off', @source), ('2029-05-01', 'off', @source),
  ('2029-05-02', 'off', @source), ('2029-05-03', 'off', @source),
  ('2029-06-16', 'off', @source), ('2029-09-22', 'off', @source),
  ('2029-10-01', 'off', @source), ('2029-10-02', 'off', @source),
  ('2029-10-03', 'off', @source), ('2029-10-04', 'off', @source),
  ('2029-10-05', 'off', @source), ('2029-10-06', 'off', @source),
  ('2029-10-07', 'off', @source);
