-- Questions from the room: one more kind of what people say there, and which phones want one answered too, one wish a phone.
-- A table's rule cannot be changed everywhere, so what was said moves into a table that admits questions. As portable as
-- the first.

CREATE TABLE said_before (
    id UUID,
    review_id UUID,
    device TEXT,
    kind TEXT,
    question TEXT,
    words TEXT,
    said_at TIMESTAMP,
    moderated_at TIMESTAMP,
    shown BOOLEAN
);

INSERT INTO said_before (id, review_id, device, kind, question, words, said_at, moderated_at, shown)
SELECT id, review_id, device, kind, question, words, said_at, moderated_at, shown FROM contribution;

DROP TABLE contribution;

CREATE TABLE contribution (
    id UUID PRIMARY KEY,
    review_id UUID NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('appreciation', 'answer', 'question')),
    question TEXT NOT NULL,
    words TEXT NOT NULL,
    said_at TIMESTAMP NOT NULL,
    moderated_at TIMESTAMP,
    shown BOOLEAN NOT NULL
);

INSERT INTO contribution (id, review_id, device, kind, question, words, said_at, moderated_at, shown)
SELECT id, review_id, device, kind, question, words, said_at, moderated_at, shown FROM said_before;

DROP TABLE said_before;

CREATE TABLE wish (
    contribution_id UUID NOT NULL,
    device TEXT NOT NULL,
    wished_at TIMESTAMP NOT NULL,
    PRIMARY KEY (contribution_id, device)
);
