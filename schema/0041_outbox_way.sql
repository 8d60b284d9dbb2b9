-- A letter goes by mail or by SMS; two queues, so that neither waits for the other.
ALTER TABLE outbox
  ADD COLUMN IF NOT EXISTS way VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'mail' COMMENT 'mail or sms' AFTER id,
  ADD COLUMN IF NOT EXISTS phone VARBINARY(164) NULL COMMENT 'E.164, sealed; instead of an account' AFTER address,
  ADD COLUMN IF NOT EXISTS sms BLOB NULL COMMENT 'sealed: the same in the words of an SMS; NULL once a secret letter is sent' AFTER body,
  ADD KEY IF NOT EXISTS outbox_due (state, way, next_at),
  DROP KEY IF EXISTS outbox_next;
