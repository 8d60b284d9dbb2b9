-- Two hosts with a node of the cluster each do not see each other's locks: a letter is taken by a row before it is sent.
ALTER TABLE outbox
  ADD COLUMN IF NOT EXISTS taker VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'database server whose posts may send it, until then' AFTER next_at,
  ADD COLUMN IF NOT EXISTS taken_until DATETIME NULL AFTER taker;
