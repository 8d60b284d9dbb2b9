-- Length of the promise about a request.
INSERT IGNORE INTO flow_term (id, flow, event, days, working, valid_from, source) VALUES
  (140, 'privacy', 'remind', 15, TRUE, '2026-11-01', 'PIPL, article 50: requests are dealt with in time; GB/T 35273-2020, 8.7: at most 30 days');
