-- Which department leads the coordination (clause 21): only there somebody can be its coordinator.
ALTER TABLE org
  ADD COLUMN IF NOT EXISTS leads BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'leads the coordination of clause 21' AFTER uscc;
