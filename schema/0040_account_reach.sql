-- A person is reached by mail, by phone, or by both; a closed account by nothing.
ALTER TABLE account
  MODIFY COLUMN mail VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'lower case; where letters go',
  ADD COLUMN IF NOT EXISTS phone VARBINARY(164) NULL COMMENT 'E.164, sealed; where SMS go' AFTER mail,
  ADD COLUMN IF NOT EXISTS phone_find BINARY(16) NULL COMMENT 'blind index of phone' AFTER phone,
  ADD UNIQUE KEY IF NOT EXISTS account_phone (phone_find),
  ADD CONSTRAINT IF NOT EXISTS account_reached CHECK (mail IS NOT NULL OR phone_find IS NOT NULL OR state = 'closed');
