-- The tables that the tests of this part work on.
CREATE TABLE users (
    id       INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    email    TEXT,
    age      INTEGER CHECK (age >= 0),
    score    REAL NOT NULL DEFAULT 0,
    avatar   BLOB,
    role     TEXT NOT NULL DEFAULT 'reader'
) STRICT;
CREATE TABLE posts (
    id      INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    title   TEXT NOT NULL,
    UNIQUE (user_id, title)
) STRICT;
