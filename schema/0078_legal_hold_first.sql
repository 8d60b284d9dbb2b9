-- The first rules. States are those of cgi/apply/flow.c: under way 2 to 8 and 14, student 9, ended 10 to 13 and 15 to 17;
-- drafts and what was never sent are held by nothing. Of cgi/org/flow.c: under way 1 to 3.
INSERT IGNORE INTO legal_hold (id, code, of, states, months, valid_from, source) VALUES
  (1, 'apply_under_way', 'apply', 0x41FC, NULL, '2026-11-01', 'PIPL, article 47: the purpose is not fulfilled yet'),
  (2, 'student', 'apply', 0x200, NULL, '2026-11-01', 'notice apply, version 1: records of students are kept as their rules say'),
  (3, 'apply_ended', 'apply', 0x3BC00, 6, '2026-11-01', 'Administrative Procedure Law, article 46: six months to sue'),
  (4, 'org_under_way', 'org', 0xE, NULL, '2026-11-01', 'PIPL, article 47: the purpose is not fulfilled yet'),
  (5, 'role', 'role', 1, NULL, '2026-11-01', 'PIPL, article 13: duties held in an organisation');
