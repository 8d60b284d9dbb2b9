-- The code on paper by which a person takes a managed account over: one at a time, kept as a hash only.
CREATE TABLE IF NOT EXISTS ward_code (
  account BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  hash BINARY(32) NOT NULL COMMENT 'message code of what is printed',
  made_by BIGINT UNSIGNED NOT NULL,
  made_at DATETIME NOT NULL,
  ends_at DATETIME NOT NULL,
  ticket BINARY(32) NULL COMMENT 'SHA-256 of what the browser holds that typed code and birth date',
  ticket_ends_at DATETIME NULL,
  keep BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'whoever acts now may go on afterwards',
  UNIQUE KEY ward_code_hash (hash),
  UNIQUE KEY ward_code_ticket (ticket),
  CONSTRAINT ward_code_account FOREIGN KEY (account) REFERENCES account (id)
) COMMENT='Codes to take a managed account over; written by trust, used up in login';
