-- An auditor looks up what happened to one thing.
ALTER TABLE audit ADD KEY IF NOT EXISTS audit_object (object, id);
