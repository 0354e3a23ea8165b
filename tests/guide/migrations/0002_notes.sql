-- As the project of `kaon new` has it.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
