-- A walk that a phone holds and the store mirrors: of the walk and of each entry the version that arrived last, so that
-- sending it again changes nothing and a correction made here is not overwritten unseen. As portable as the first.

ALTER TABLE walk_through ADD COLUMN phone UUID;

ALTER TABLE walk_through ADD COLUMN version INTEGER DEFAULT 0;

ALTER TABLE walk_through ADD COLUMN first_impressions TEXT DEFAULT '';

ALTER TABLE walk_through ADD COLUMN first_outcome TEXT DEFAULT '';

ALTER TABLE walk_through ADD COLUMN closing_words TEXT DEFAULT '';

CREATE TABLE field_entry (
    observation_id UUID PRIMARY KEY,
    version INTEGER NOT NULL,
    nobody_there BOOLEAN NOT NULL,
    why_no_words TEXT NOT NULL
);

-- A touchpoint that was missing and named on the way. Where the stage has one of that name already, it is that one.
CREATE TABLE added_touchpoint (
    id UUID PRIMARY KEY,
    touchpoint_id UUID NOT NULL,
    walk_through_id UUID NOT NULL,
    added_at TIMESTAMP NOT NULL
);
