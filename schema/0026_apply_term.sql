-- Lengths of the clocks of an application (DOMAIN 2.2).
INSERT IGNORE INTO flow_term (id, flow, event, days, working, valid_from, source) VALUES
  (101, 'apply', 'remind_check', 5, TRUE, '2020-05-08', 'promise of the centre: completeness check (D1)'),
  (102, 'apply', 'stale', 30, TRUE, '2020-05-08', 'promise of the centre: decision (D2)'),
  (103, 'apply', 'lapse', 10, TRUE, '2020-05-08', 'time to correct a returned application'),
  (104, 'apply', 'decline_by_timer', 10, TRUE, '2020-05-08', 'time to answer an offer (D3)');
