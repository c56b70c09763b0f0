-- As whom a journey can be walked, beside the situations to play through on it, and as whom a walk was made; '' = nobody in
-- particular, which is what every walk of before says. As portable as the first.

CREATE TABLE persona (
    journey_id UUID NOT NULL,
    words TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (journey_id, words)
);

ALTER TABLE walk_through ADD COLUMN persona TEXT DEFAULT '';

UPDATE walk_through SET persona = '' WHERE persona IS NULL;
