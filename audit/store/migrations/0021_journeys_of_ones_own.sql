-- A journey of one's own: a part that is offered no more is retired and keeps its past, and a moment of truth says why it
-- is one. As portable as the first.

ALTER TABLE journey ADD COLUMN retired_at TIMESTAMP;

ALTER TABLE stage ADD COLUMN retired_at TIMESTAMP;

ALTER TABLE touchpoint ADD COLUMN retired_at TIMESTAMP;

ALTER TABLE touchpoint ADD COLUMN why TEXT DEFAULT '';

UPDATE touchpoint SET why = '' WHERE why IS NULL;
