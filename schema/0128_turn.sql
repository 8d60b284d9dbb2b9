-- Turns: a row that two who must not act at once would both have to change, on whichever node of a cluster.
CREATE TABLE IF NOT EXISTS turn (
  place VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'table whose row is acted on: account, org',
  id BIGINT UNSIGNED NOT NULL COMMENT 'its row',
  n BIGINT UNSIGNED NOT NULL COMMENT 'turns taken',
  PRIMARY KEY (place, id)
) DEFAULT CHARSET=ascii COLLATE=ascii_bin COMMENT='Who acts where one at a time must; taken by db_turn';
