-- Notes, the newest with the highest number.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
