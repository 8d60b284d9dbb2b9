-- Records of students have an end: until now they were held as long as somebody was a student in the books, which is for
-- ever, because nobody leaves that state. Ten years are the longer of the two terms for records that are not permanent.
-- To be confirmed by the centre's archive; a rule that says otherwise ends this row and begins the next. Of cgi/trust:
-- questions of guardians under way, 1, 2 and 7; of a ward: whoever alone answers for somebody without a way in.
UPDATE legal_hold SET valid_to = '2026-11-14' WHERE id = 2 AND valid_to IS NULL;
INSERT IGNORE INTO legal_hold (id, code, of, states, months, counts_from, valid_from, source) VALUES
  (6, 'student', 'apply', 0x200, 120, 'study', '2026-11-15',
   'to be confirmed by the archive of the centre: ten years after the end of study, as for records kept for a term (State Archives Order 8 of 2006)'),
  (7, 'child_under_way', 'trust', 0x86, NULL, 'state', '2026-11-15', 'PIPL, article 47: the purpose is not fulfilled yet'),
  (8, 'ward', 'ward', 1, NULL, 'state', '2026-11-15', 'PIPL, article 31: a child is not left without anybody who answers for it');
