-- Lengths of the clocks of a registration.
INSERT IGNORE INTO flow_term (id, flow, event, days, working, valid_from, source) VALUES
  (120, 'org', 'remind', 5, TRUE, '2020-05-08', 'promise of the departments: a registration is decided'),
  (121, 'org', 'lapse', 15, TRUE, '2020-05-08', 'time to correct a registration that was sent back');
