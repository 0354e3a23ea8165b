-- What was asked, and what was answered: the answer is kept as it was given, also when the rules change.
CREATE TABLE consultations (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,  -- seconds since 1970, UTC
    language TEXT NOT NULL CHECK (language IN ('en', 'ru')),
    form TEXT NOT NULL CHECK (form IN ('basic', 'pro')),
    description TEXT NOT NULL,    -- the basic form
    stack TEXT NOT NULL,          -- the pro form, with the next two
    project_type TEXT NOT NULL,
    pain TEXT NOT NULL,
    verdict TEXT NOT NULL,
    answer TEXT NOT NULL,         -- Markdown, as the page shows it
    appendix TEXT NOT NULL,       -- Markdown, what the download adds: facts, weights, sources
    trace TEXT NOT NULL           -- JSON: the sum and the facts that fired
) STRICT;
