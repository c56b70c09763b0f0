-- Words of the programme's own: a dimension's name and question, signals; a word that is not here, or is empty, is the
-- one that came with the app. As portable as the first.

CREATE TABLE term (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    meaning TEXT NOT NULL,
    is_good BOOLEAN NOT NULL,
    position INTEGER NOT NULL,
    retired_at TIMESTAMP,
    PRIMARY KEY (kind, key)
);
