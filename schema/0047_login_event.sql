-- What login may read of the audit: what happened with an account, for its owner. Who looked at somebody's data is a
-- page of privacy. Where somebody else acted, their network is not the owner's business. id is the order, nothing more.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW login_event AS
  SELECT id, subject AS account, at, action, refused, IF(actor IN (0, subject), address, '') AS address, detail
  FROM audit WHERE action NOT LIKE 'view%';
