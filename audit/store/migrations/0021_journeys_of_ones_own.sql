-- A journey of one's own: a part that is offered no more is retired and keeps its past, and a moment of truth says why it
-- is one. As portable as the first.

ALTER TABLE journey ADD COLUMN retired_at TIMESTAMP;

ALTER TABLE stage ADD COLUMN retired_at TIMESTAMP;

ALTER TABLE touchpoint ADD COLUMN retired_at TIMESTAMP;

ALTER TABLE touchpoint ADD COLUMN why TEXT DEFAULT '';

UPDATE touchpoint SET why = '' WHERE why IS NULL;

-- Two touchpoints that were one: what belonged to the one that is gone, so that phones and names find it and it can be
-- taken apart again. Row keys are text, since votes have keys of two columns.
CREATE TABLE merged_touchpoint (
    id UUID PRIMARY KEY,
    touchpoint_id UUID NOT NULL,
    merged_at TIMESTAMP NOT NULL
);

CREATE TABLE merged_row (gone UUID NOT NULL, noun TEXT NOT NULL, row_key TEXT NOT NULL);
