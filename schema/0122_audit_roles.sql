-- What the actor was there at that time: roles come and go, and a record must not change its meaning with them.
ALTER TABLE audit ADD COLUMN IF NOT EXISTS roles INT UNSIGNED NULL
  COMMENT 'roles of the hat, bits of auth/role.h; NULL: written before they were kept, and not in its hash' AFTER org;
