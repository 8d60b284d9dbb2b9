-- A role is held by a person in an organisation (DOMAIN 6.2).
CREATE TABLE IF NOT EXISTS account_role (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT UNSIGNED NOT NULL,
  org BIGINT UNSIGNED NOT NULL,
  role INT UNSIGNED NOT NULL COMMENT 'one bit of auth/role.h',
  granted_by BIGINT UNSIGNED NULL,
  created_at DATETIME NOT NULL,
  UNIQUE KEY account_role_once (account, org, role),
  CONSTRAINT account_role_account FOREIGN KEY (account) REFERENCES account (id),
  CONSTRAINT account_role_org FOREIGN KEY (org) REFERENCES org (id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Roles; written by login and admin';
