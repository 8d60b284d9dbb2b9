-- Lengths of the clocks of a guardian's question.
INSERT IGNORE INTO flow_term (id, flow, event, days, working, valid_from, source) VALUES
  (130, 'trust', 'remind', 5, TRUE, '2020-05-08', 'promise of the centre: the proof of a guardian is looked at'),
  (131, 'trust', 'lapse', 15, TRUE, '2020-05-08', 'time to correct what was sent back');
