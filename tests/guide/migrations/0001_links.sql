-- Short names for long addresses.
CREATE TABLE links (
    id     INTEGER PRIMARY KEY,
    slug   TEXT NOT NULL UNIQUE,
    url    TEXT NOT NULL,
    hits   INTEGER NOT NULL DEFAULT 0,
    public INTEGER NOT NULL DEFAULT 1 CHECK (public IN (0, 1)),
    note   TEXT
) STRICT;
