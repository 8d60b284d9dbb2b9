-- Clocks that begin with teaching and with the entry into China (DOMAIN 2.2, D4).
INSERT IGNORE INTO flow_term (id, flow, event, days, working, valid_from, source) VALUES
  (105, 'apply', 'no_show', 20, FALSE, '2020-05-08', 'days after the start of teaching'),
  (106, 'apply', 'remind_permit', 20, FALSE, '2020-05-08', 'ten days before the permit is due'),
  (107, 'apply', 'permit_over', 30, FALSE, '2017-07-01', 'order 42 of 2017, art. 36: residence permit within 30 days of entry');
