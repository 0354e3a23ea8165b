-- Visitors may give a note a star.
ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;
