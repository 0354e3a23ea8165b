-- What the lesson sql keeps.
CREATE TABLE notes (
  id    INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  text  TEXT NOT NULL DEFAULT '',
  done  INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
) STRICT;
