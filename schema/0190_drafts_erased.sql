-- Drafts whose data were deleted before drafts ended with them: their clock again, due at once.
INSERT INTO flow_timer (flow, case_id, event, due_at)
SELECT 'apply', a.id, 25, UTC_TIMESTAMP() FROM apply_application a WHERE a.state = 1 AND a.erased_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM flow_timer t WHERE t.flow = 'apply' AND t.case_id = a.id AND t.event = 25);
